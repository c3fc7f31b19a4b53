"""Late work that may be circulated is listed; people subscribe to calendars of deadlines."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "candidates",
        sa.Column("item", postgresql.UUID(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("person", postgresql.UUID(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item"], ["work_items.id"], name="fk_candidates_item"),
        sa.PrimaryKeyConstraint("item", name="pk_candidates"),
    )
    op.create_index("ix_candidates_office", "candidates", ["office", "at", "item"])
    op.create_index("ix_candidates_state", "candidates", ["office", "state", "at", "item"])
    op.execute(
        "INSERT INTO candidates (item, at, office, state)"
        " SELECT e.item, coalesce(max(n.at), max(w.due), max(w.offered_at)), e.body, 'listed'"
        " FROM escalations e JOIN work_items w ON w.id = e.item"
        " LEFT JOIN notices n ON n.item = e.item AND n.kind = 'WorkEscalated/circulate'"
        " WHERE e.rung = 'circulate' GROUP BY e.item, e.body"
    )
    op.create_table(
        "feeds",
        sa.Column("id", postgresql.UUID(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("person", postgresql.UUID(), nullable=False),
        sa.Column("digest", postgresql.BYTEA(), nullable=False),
        sa.Column("whose", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_feeds_person"),
        sa.PrimaryKeyConstraint("id", name="pk_feeds"),
        sa.UniqueConstraint("digest", name="uq_feeds_digest"),
    )
    op.create_index("ix_feeds_person", "feeds", ["person"])
    op.add_column(
        "work_items", sa.Column("moves", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column("work_items", sa.Column("moved_at", MOMENT, nullable=True))


def downgrade() -> None:
    for name in ("moved_at", "moves"):
        op.drop_column("work_items", name)
    op.drop_table("feeds")
    op.drop_table("candidates")

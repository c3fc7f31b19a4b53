"""Clocks are extended and stand still; who is urged in writing says what will be done."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "pauses",
        sa.Column("subject", postgresql.UUID(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("due", MOMENT, nullable=True),
        sa.Column("taken_until", MOMENT, nullable=True),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("ground_en", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "at", name="pk_pauses"),
    )
    op.create_index("ix_pauses_due", "pauses", ["due"], postgresql_where=sa.text("due IS NOT NULL"))
    op.execute(
        "INSERT INTO pauses (subject, at, ground, ground_en)"
        " SELECT case_id, at, ground, ground_en FROM standstills"
    )
    op.create_table(
        "extension_requests",
        sa.Column("item", postgresql.UUID(), nullable=False),
        sa.Column("person", postgresql.UUID(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("ground_en", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item"], ["work_items.id"], name="fk_extension_requests_item"),
        sa.PrimaryKeyConstraint("item", name="pk_extension_requests"),
    )
    op.create_table(
        "urge_answers",
        sa.Column("item", postgresql.UUID(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("person", postgresql.UUID(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item"], ["work_items.id"], name="fk_urge_answers_item"),
        sa.PrimaryKeyConstraint("item", name="pk_urge_answers"),
    )
    for name in ("extended", "extensions"):
        op.add_column(
            "work_items", sa.Column(name, sa.Integer(), server_default="0", nullable=False)
        )
    op.add_column("work_items", sa.Column("stopped_at", MOMENT, nullable=True))


def downgrade() -> None:
    for name in ("stopped_at", "extensions", "extended"):
        op.drop_column("work_items", name)
    op.drop_table("urge_answers")
    op.drop_table("extension_requests")
    op.drop_table("pauses")

"""Persons and desks are asked beside a piece of work (征求意见, 委派, 传阅, 加签)."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "asides",
        sa.Column("id", postgresql.UUID(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("due", MOMENT, nullable=True),
        sa.Column("over_at", MOMENT, nullable=True),
        sa.Column("item", postgresql.UUID(), nullable=False),
        sa.Column("case_id", postgresql.UUID(), nullable=False),
        sa.Column("asked_by", postgresql.UUID(), nullable=False),
        sa.Column("person", postgresql.UUID(), nullable=True),
        sa.Column("over_by", postgresql.UUID(), nullable=True),
        sa.Column("blocks", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["item"], ["work_items.id"], name="fk_asides_item"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_asides_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_asides"),
    )
    op.create_index("ix_asides_item", "asides", ["item"])
    op.create_index("ix_asides_case_id", "asides", ["case_id"])
    op.create_index(
        "ix_asides_person",
        "asides",
        ["person", "id"],
        postgresql_where=sa.text("state = 'open' AND person IS NOT NULL"),
    )
    op.create_index(
        "ix_asides_desk",
        "asides",
        ["body", "role", "id"],
        postgresql_where=sa.text("state = 'open' AND person IS NULL"),
    )
    op.create_index(
        "ix_asides_over",
        "asides",
        ["over_by", "over_at", "id"],
        postgresql_where=sa.text("over_by IS NOT NULL"),
    )
    op.add_column(
        "work_items", sa.Column("asides", sa.Integer(), server_default="0", nullable=False)
    )


def downgrade() -> None:
    op.drop_column("work_items", "asides")
    op.drop_table("asides")

"""Keeps from when clocks count, so that a new calendar moves what is open; what was open before keeps its end as it is."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

MOMENT = sa.TIMESTAMP(timezone=True)


def upgrade() -> None:
    op.add_column("work_items", sa.Column("since", MOMENT, nullable=True))
    op.add_column(
        "work_items",
        sa.Column("provisional", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column("timers", sa.Column("clock", sa.Text(), nullable=True))
    op.add_column("timers", sa.Column("since", MOMENT, nullable=True))
    op.create_table(
        "recounts",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("due", MOMENT, nullable=True),
        sa.Column("taken_until", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("moved", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "name", name="pk_recounts"),
    )
    op.create_index(
        "ix_recounts_due", "recounts", ["due"], postgresql_where=sa.text("due IS NOT NULL")
    )


def downgrade() -> None:
    op.drop_table("recounts")
    op.drop_column("timers", "since")
    op.drop_column("timers", "clock")
    op.drop_column("work_items", "provisional")
    op.drop_column("work_items", "since")

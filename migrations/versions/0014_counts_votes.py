"""Counts the votes of steps that several sign; keeps with a version how its votes are counted."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TIMESTAMP

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

COUNTS = (
    "asked",
    "agreed",
    "refused",
    "abstained",
    "vetoes",
    "vetoes_left",
    "chair",
    "chairs_left",
)


def upgrade() -> None:
    op.create_table(
        "polls",
        sa.Column("fan_out", sa.Uuid(), nullable=False),
        sa.Column("decided_at", TIMESTAMP(timezone=True)),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
        sa.Column("passed", sa.Boolean()),
        sa.ForeignKeyConstraint(["fan_out"], ["fan_outs.id"], name="fk_polls_fan_out"),
        sa.PrimaryKeyConstraint("fan_out", name="pk_polls"),
    )
    op.add_column("sources", sa.Column("votes", sa.Text(), nullable=False, server_default="{}"))


def downgrade() -> None:
    op.drop_column("sources", "votes")
    op.drop_table("polls")

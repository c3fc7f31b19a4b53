"""Keeps of a piece of work when somebody of its desk looked at it first."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TIMESTAMP

revision = "0019"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("work_items", sa.Column("opened_at", TIMESTAMP(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("work_items", "opened_at")

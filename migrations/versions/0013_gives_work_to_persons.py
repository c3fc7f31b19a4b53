"""Work is given to persons (派办, 转办), taken back, and urged."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("work_items", sa.Column("given_by", postgresql.UUID(), nullable=True))
    op.add_column("work_items", sa.Column("given_from", postgresql.UUID(), nullable=True))
    op.add_column("work_items", sa.Column("urged_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("work_items", "urged_at")
    op.drop_column("work_items", "given_from")
    op.drop_column("work_items", "given_by")

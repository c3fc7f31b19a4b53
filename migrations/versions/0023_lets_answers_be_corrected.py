"""Earlier answers are corrected where work was returned, and come straight back (改后直送); work is asked back (撤回申请)."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("asides", sa.Column("about", postgresql.UUID(), nullable=True))
    op.add_column("work_items", sa.Column("amends", postgresql.UUID(), nullable=True))
    op.add_column(
        "work_items",
        sa.Column("reruns", sa.Boolean(), server_default=sa.false(), nullable=False),
    )


def downgrade() -> None:
    op.drop_column("asides", "about")
    op.drop_column("work_items", "reruns")
    op.drop_column("work_items", "amends")

"""Requests for more time that work left behind which is over are closed; work takes them along now."""

from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "DELETE FROM extension_requests x USING work_items w"
        " WHERE w.id = x.item AND w.state <> 'open'"
    )


def downgrade() -> None:
    """Nobody can decide on them, so they don't come back."""

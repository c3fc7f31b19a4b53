"""Work says what it is, seen by the law, so that duties are kept apart; persons are seconded."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("work_items", sa.Column("duty", sa.TEXT(), nullable=True))
    op.add_column("cases", sa.Column("duty", sa.TEXT(), nullable=True))
    op.add_column("holdings", sa.Column("seconded_from", sa.TEXT(), nullable=True))
    op.create_foreign_key(
        "fk_holdings_seconded_from", "holdings", "bodies", ["seconded_from"], ["id"]
    )


def downgrade() -> None:
    op.drop_column("holdings", "seconded_from")
    op.drop_column("cases", "duty")
    op.drop_column("work_items", "duty")

"""Open work is found by its matter, what is due first before the rest, and branches by theirs in order."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0036"
down_revision = "0034"
branch_labels = None
depends_on = None

BRANCHES = sa.text("parent IS NOT NULL")


def upgrade() -> None:
    op.add_column("work_items", sa.Column("root", postgresql.UUID(), nullable=True))
    op.execute(
        "UPDATE work_items w SET root = c.root FROM cases c"
        " WHERE c.id = w.case_id AND w.state = 'open'"
    )
    op.create_index(
        "ix_work_items_matter",
        "work_items",
        ["root", sa.text("coalesce(due, 'infinity'::timestamptz)"), "id"],
        postgresql_where=sa.text("state = 'open'"),
    )
    op.drop_index("ix_cases_root", "cases")
    op.create_index("ix_cases_root", "cases", ["root", "id"], postgresql_where=BRANCHES)


def downgrade() -> None:
    op.drop_index("ix_cases_root", "cases")
    op.create_index("ix_cases_root", "cases", ["root"], postgresql_where=BRANCHES)
    op.drop_index("ix_work_items_matter", "work_items")
    op.drop_column("work_items", "root")

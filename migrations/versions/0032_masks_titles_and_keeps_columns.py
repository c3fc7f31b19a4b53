"""Titles and what matters are found by hold no personal data; lists show columns from the business data."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

# Not frozen: what is searched for is masked by the rule of today, and must meet the same words.
from server.domain.masking import masked

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

MAY_HOLD = "([0-9\uff10-\uff19][-\uff0d \u3000]?){11}"
"""Where numbers of persons may stand; which of them are is told by what masks everywhere."""
KEYS = {"cases": ("id", "title"), "particulars": ("root", "words")}


def upgrade() -> None:
    op.add_column(
        "sources", sa.Column("columns", ARRAY(sa.Text()), nullable=False, server_default="{}")
    )
    op.add_column("particulars", sa.Column("shown", sa.Text(), nullable=False, server_default="{}"))
    for table, (key, text) in KEYS.items():
        _mask(table, key, text)


def _mask(table: str, key: str, text: str) -> None:
    connection = op.get_bind()
    rows = sa.table(table, sa.column(key), sa.column(text))
    wanted = sa.select(rows).where(rows.c[text].regexp_match(MAY_HOLD))
    for one, before in connection.execute(wanted).all():
        after = masked(before)
        if after != before:
            connection.execute(sa.update(rows).where(rows.c[key] == one).values({text: after}))


def downgrade() -> None:
    op.drop_column("particulars", "shown")
    op.drop_column("sources", "columns")

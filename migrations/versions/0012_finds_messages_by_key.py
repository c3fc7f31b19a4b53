"""Finds a kept message by any of its keys without reading all of its name; a key holds no mark."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TAKE_APART = """UPDATE messages SET keys = array_remove(CASE WHEN starts_with(key, '␟')
  THEN string_to_array(key, '␟') ELSE ARRAY[replace(key, '␟', '')] END, '')"""
WITHOUT_MARKS = "UPDATE listeners SET key = replace(key, '␟', '') WHERE key LIKE '%␟%'"
"""Nobody could hear by a key with the mark in it."""


def upgrade() -> None:
    op.add_column(
        "messages", sa.Column("keys", ARRAY(sa.Text()), nullable=False, server_default="{}")
    )
    op.execute(TAKE_APART)
    op.alter_column("messages", "keys", server_default=None)
    op.create_index(
        "ix_messages_keys",
        "messages",
        ["keys"],
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
    )
    op.execute(WITHOUT_MARKS)


def downgrade() -> None:
    op.drop_column("messages", "keys")

"""Lets events begin cases, keeps early messages, and lets several processes share a file."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import BYTEA, TIMESTAMP

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ON_THEIR_WAY = """UPDATE procrastinate_jobs SET args = args - 'case' || jsonb_build_object(
  'source', args -> 'case', 'until', now() + interval '7 days')
WHERE task_name = 'deliver' AND args ? 'case'"""
"""Messages that cases threw before, written as they are from now on; and back."""
AS_BEFORE = """UPDATE procrastinate_jobs
SET args = args - 'source' - 'until' || jsonb_build_object('case', args -> 'source')
WHERE task_name = 'deliver' AND args ? 'source'"""


def upgrade() -> None:
    op.create_table(
        "starts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("due", TIMESTAMP(timezone=True), nullable=True),
        sa.Column("taken_until", TIMESTAMP(timezone=True), nullable=True),
        sa.Column("version", sa.Uuid(), nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("rest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["versions.id"], name="fk_starts_version"),
        sa.PrimaryKeyConstraint("id", name="pk_starts"),
    )
    op.create_index("ix_starts_due", "starts", ["due"], postgresql_where=sa.text("due IS NOT NULL"))
    op.create_index("ix_starts_name", "starts", ["name", "kind"])
    op.create_index("ix_starts_process", "starts", ["process"])
    op.create_table(
        "messages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", TIMESTAMP(timezone=True), nullable=False),
        sa.Column("until", TIMESTAMP(timezone=True), nullable=False),
        sa.Column("source", sa.Uuid(), nullable=False),
        sa.Column("digest", BYTEA, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
    )
    op.create_index("ix_messages_name", "messages", ["name", "at"])
    op.create_index("ix_messages_until", "messages", ["until"])
    op.add_column("sources", sa.Column("main", sa.Text(), nullable=False, server_default=""))
    op.add_column(
        "sources", sa.Column("starter_body", sa.Text(), nullable=False, server_default="")
    )
    op.execute(ON_THEIR_WAY)


def downgrade() -> None:
    op.execute(AS_BEFORE)
    op.drop_column("sources", "starter_body")
    op.drop_column("sources", "main")
    op.drop_table("messages")
    op.drop_table("starts")

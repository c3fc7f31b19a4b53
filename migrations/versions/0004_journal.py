"""The journal, which only grows; contents, notices, request keys."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import BYTEA, TIMESTAMP

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = TIMESTAMP(timezone=True)

ONLY_GROWS = """
CREATE FUNCTION journal_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE insufficient_privilege USING MESSAGE = 'the journal only grows: ' || tg_op || ' refused';
END;
$$
"""
GUARD = """
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
FOR EACH STATEMENT EXECUTE FUNCTION journal_only_grows()
"""


def upgrade() -> None:
    op.create_table(
        "journal",
        sa.Column("subject", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("person", sa.Uuid()),
        sa.Column("digest", BYTEA(), nullable=False),
        sa.Column("facts", BYTEA(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "seq", name="pk_journal"),
    )
    op.create_table(
        "contents",
        sa.Column("subject", sa.Uuid(), nullable=False),
        sa.Column("digest", BYTEA(), nullable=False),
        sa.Column("content", BYTEA()),
    )
    op.create_index("ix_contents_subject", "contents", ["subject"])
    op.create_table(
        "notices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.Uuid()),
        sa.Column("person", sa.Uuid()),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.Text()),
        sa.Column("role", sa.Text()),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
    )
    op.create_index(
        "ix_notices_person",
        "notices",
        ["person", "id"],
        postgresql_where=sa.text("person IS NOT NULL"),
    )
    op.create_index(
        "ix_notices_role",
        "notices",
        ["role", "body", "id"],
        postgresql_where=sa.text("role IS NOT NULL"),
    )
    op.create_table(
        "requests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, server_default=sa.text("now()"), nullable=False),
        sa.Column("fingerprint", sa.Uuid(), nullable=False),
        sa.Column("body", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_requests"),
    )
    op.execute(ONLY_GROWS)
    op.execute(GUARD)


def downgrade() -> None:
    op.drop_table("requests")
    op.drop_table("notices")
    op.drop_table("contents")
    op.drop_table("journal")
    op.execute("DROP FUNCTION journal_only_grows")

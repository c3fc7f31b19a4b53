"""Servers outside are told of events, under a signature."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    names = postgresql.ARRAY(sa.TEXT())
    op.create_table(
        "hooks",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("former_until", moment, nullable=True),
        sa.Column("failing_since", moment, nullable=True),
        sa.Column("rests_until", moment, nullable=True),
        sa.Column("failures", sa.INTEGER(), nullable=True),
        sa.Column("salt", sa.TEXT(), nullable=True),
        sa.Column("print", sa.TEXT(), nullable=True),
        sa.Column("former", sa.TEXT(), nullable=True),
        sa.Column("name", sa.TEXT(), nullable=False),
        sa.Column("address", sa.TEXT(), nullable=False),
        sa.Column("state", sa.TEXT(), nullable=False),
        sa.Column("kinds", names, nullable=False),
        sa.Column("bodies", names, nullable=False),
        sa.Column("processes", names, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_hooks"),
    )
    op.create_index(
        "ix_hooks_kinds",
        "hooks",
        ["kinds"],
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
        postgresql_where=sa.text("state = 'on' AND salt IS NOT NULL"),
    )
    op.create_table(
        "hook_calls",
        sa.Column("id", postgresql.UUID(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("due", moment, nullable=True),
        sa.Column("sent_at", moment, nullable=True),
        sa.Column("tries", sa.INTEGER(), nullable=False),
        sa.Column("seq", sa.INTEGER(), nullable=True),
        sa.Column("place", sa.INTEGER(), nullable=True),
        sa.Column("status", sa.INTEGER(), nullable=True),
        sa.Column("case_id", postgresql.UUID(), nullable=True),
        sa.Column("item", postgresql.UUID(), nullable=True),
        sa.Column("hook", sa.TEXT(), nullable=False),
        sa.Column("kind", sa.TEXT(), nullable=False),
        sa.Column("state", sa.TEXT(), nullable=False),
        sa.Column("answer", sa.TEXT(), nullable=False),
        sa.ForeignKeyConstraint(["hook"], ["hooks.id"], name="fk_hook_calls_hook"),
        sa.PrimaryKeyConstraint("id", name="pk_hook_calls"),
        sa.UniqueConstraint(
            "hook", "case_id", "seq", "place", name="uq_hook_calls_hook_case_id_seq_place"
        ),
    )
    op.create_index(
        "ix_hook_calls_due",
        "hook_calls",
        ["hook", "due"],
        postgresql_where=sa.text("due IS NOT NULL"),
    )
    op.create_index("ix_hook_calls_hook", "hook_calls", ["hook", "id"])
    op.create_index("ix_hook_calls_made_at", "hook_calls", ["made_at"])


def downgrade() -> None:
    op.drop_table("hook_calls")
    op.drop_table("hooks")

"""Pieces of work, their ladders, drafts and files."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import BYTEA, TIMESTAMP

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = TIMESTAMP(timezone=True)

BY_DUE = sa.text("coalesce(due, 'infinity'::timestamptz)")


def upgrade() -> None:
    op.create_table(
        "work_items",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("offered_at", MOMENT, nullable=False),
        sa.Column("due", MOMENT),
        sa.Column("claimed_at", MOMENT),
        sa.Column("done_at", MOMENT),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("holder", sa.Uuid()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("form", sa.Text()),
        sa.Column("rung", sa.Text()),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_work_items_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_work_items"),
    )
    op.create_index("ix_work_items_case_id", "work_items", ["case_id"])
    op.create_index(
        "ix_work_items_desk",
        "work_items",
        ["body", "role", BY_DUE, "id"],
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "ix_work_items_done",
        "work_items",
        ["holder", "done_at"],
        postgresql_where=sa.text("state = 'done'"),
    )
    op.create_index(
        "ix_work_items_mine",
        "work_items",
        ["holder", BY_DUE, "id"],
        postgresql_where=sa.text("state = 'open' AND holder IS NOT NULL"),
    )
    op.create_index(
        "ix_work_items_unclaimed",
        "work_items",
        ["body", "role", BY_DUE, "id"],
        postgresql_where=sa.text("state = 'open' AND holder IS NULL"),
    )
    op.create_table(
        "escalations",
        sa.Column("item", sa.Uuid(), nullable=False),
        sa.Column("rung", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item"], ["work_items.id"], name="fk_escalations_item"),
        sa.PrimaryKeyConstraint("item", "rung", name="pk_escalations"),
    )
    op.create_table(
        "drafts",
        sa.Column("item", sa.Uuid(), nullable=False),
        sa.Column("person", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("typed", BYTEA(), nullable=False),
        sa.ForeignKeyConstraint(["item"], ["work_items.id"], name="fk_drafts_item"),
        sa.PrimaryKeyConstraint("item", "person", name="pk_drafts"),
    )
    op.create_table(
        "documents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("removed_at", MOMENT),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("item", sa.Uuid(), nullable=False),
        sa.Column("person", sa.Uuid(), nullable=False),
        sa.Column("sha256", BYTEA(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("name", sa.Text()),
        sa.ForeignKeyConstraint(["item"], ["work_items.id"], name="fk_documents_item"),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
    )
    op.create_index("ix_documents_item", "documents", ["item"])
    op.create_table(
        "rungs",
        sa.Column("item", sa.Uuid(), nullable=False),
        sa.Column("rung", sa.Text(), nullable=False),
        sa.Column("due", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["item"], ["work_items.id"], name="fk_rungs_item"),
        sa.PrimaryKeyConstraint("item", "rung", name="pk_rungs"),
    )
    op.create_index("ix_rungs_due", "rungs", ["due"])


def downgrade() -> None:
    op.drop_table("rungs")
    op.drop_table("documents")
    op.drop_table("drafts")
    op.drop_table("escalations")
    op.drop_table("work_items")

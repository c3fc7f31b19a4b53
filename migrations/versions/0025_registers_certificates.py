"""Certificates of officers are registered, and who has one is told before it ends."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "certificates",
        sa.Column("number", sa.TEXT(), nullable=False),
        sa.Column("person", postgresql.UUID(), nullable=False),
        sa.Column("valid_from", sa.DATE(), nullable=False),
        sa.Column("valid_to", sa.DATE(), nullable=False),
        sa.Column("told", sa.DATE(), nullable=True),
        sa.Column("kind", sa.TEXT(), nullable=False),
        sa.Column("state", sa.TEXT(), nullable=False),
        sa.Column("issuer", sa.TEXT(), nullable=False),
        sa.Column("area", sa.TEXT(), nullable=False),
        sa.Column("fields", postgresql.ARRAY(sa.TEXT()), nullable=False),
        sa.Column("note", sa.TEXT(), nullable=False),
        sa.CheckConstraint("valid_to >= valid_from", name="ck_certificates_in_order"),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_certificates_person_persons"),
        sa.PrimaryKeyConstraint("number", name="pk_certificates"),
    )
    op.create_index("ix_certificates_person", "certificates", ["person"])
    op.create_index(
        "ix_certificates_ending",
        "certificates",
        ["valid_to"],
        postgresql_where=sa.text("state = 'valid' AND told IS DISTINCT FROM valid_to"),
    )
    op.create_index(
        "ix_work_items_done_for",
        "work_items",
        ["behalf", "done_at"],
        postgresql_where=sa.text("state = 'done' AND behalf IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_work_items_done_for", "work_items")
    op.drop_table("certificates")

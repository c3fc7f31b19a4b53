"""Keeps decision models that are asked apart from processes, by version."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import BYTEA, TIMESTAMP

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "decision_versions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", TIMESTAMP(timezone=True), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", BYTEA, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_decision_versions"),
        sa.UniqueConstraint("key", "number", name="uq_decision_versions_key_number"),
        sa.UniqueConstraint("key", "digest", name="uq_decision_versions_key_digest"),
    )
    op.create_table(
        "decision_files",
        sa.Column("version", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", BYTEA, nullable=False),
        sa.ForeignKeyConstraint(
            ["version"], ["decision_versions.id"], name="fk_decision_files_version"
        ),
        sa.PrimaryKeyConstraint("version", "name", name="pk_decision_files"),
    )


def downgrade() -> None:
    op.drop_table("decision_files")
    op.drop_table("decision_versions")

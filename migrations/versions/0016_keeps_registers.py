"""Keeps former names, changes that wait for a second administrator, and who leaves office."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import BYTEA, JSONB, TIMESTAMP

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "former_entries",
        sa.Column("register", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("entry", JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("register", "key", "until", name="pk_former_entries"),
    )
    op.create_table(
        "proposals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", TIMESTAMP(timezone=True), nullable=False),
        sa.Column("decided_at", TIMESTAMP(timezone=True)),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("person", sa.Uuid(), nullable=False),
        sa.Column("decided_by", sa.Uuid()),
        sa.Column("digest", BYTEA(), nullable=False),
        sa.Column("reason", BYTEA()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_proposals"),
    )
    op.create_table(
        "leavings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", TIMESTAMP(timezone=True), nullable=False),
        sa.Column("done_at", TIMESTAMP(timezone=True)),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("handed", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("returned", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("person", sa.Uuid(), nullable=False),
        sa.Column("digest", BYTEA(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_leavings"),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_leavings_person"),
    )
    op.create_index("ix_leavings_person", "leavings", ["person"])
    op.create_index(
        "ix_leavings_waiting", "leavings", ["last_day"], postgresql_where=sa.text("done_at IS NULL")
    )
    op.create_index("ix_proposals_state", "proposals", ["state", "id"])


def downgrade() -> None:
    op.drop_table("leavings")
    op.drop_table("proposals")
    op.drop_table("former_entries")

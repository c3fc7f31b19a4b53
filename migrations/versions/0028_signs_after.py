"""Answers are signed after their holder; who asked work back is found by what they asked back."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "submissions",
        sa.Column("item", postgresql.UUID(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person", postgresql.UUID(), nullable=False),
        sa.Column("behalf", postgresql.UUID(), nullable=True),
        sa.Column("post", sa.TEXT(), nullable=False),
        sa.Column("digest", sa.TEXT(), nullable=False),
        sa.Column("choice", sa.TEXT(), nullable=True),
        sa.ForeignKeyConstraint(["item"], ["work_items.id"], name="fk_submissions_item"),
        sa.PrimaryKeyConstraint("item", name="pk_submissions"),
    )
    op.create_index(
        "ix_asides_about",
        "asides",
        ["about"],
        postgresql_where=sa.text("state = 'open' AND about IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_asides_about", "asides")
    op.drop_table("submissions")

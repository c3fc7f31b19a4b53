"""A version keeps what its diagram says in English, element by element."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "english_words",
        sa.Column("version", sa.Uuid(), nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("instructions", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["versions.id"], name="fk_english_words_version"),
        sa.PrimaryKeyConstraint("version", "element", name="pk_english_words"),
    )


def downgrade() -> None:
    op.drop_table("english_words")

"""Cases stand still, are ended, and are made void by two persons."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "standstills",
        sa.Column("case_id", postgresql.UUID(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("due", moment, nullable=True),
        sa.Column("taken_until", moment, nullable=True),
        sa.Column("person", postgresql.UUID(), nullable=True),
        sa.Column("ground", sa.TEXT(), nullable=False),
        sa.Column("ground_en", sa.TEXT(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_standstills_case_id_cases"),
        sa.PrimaryKeyConstraint("case_id", name="pk_standstills"),
    )
    op.create_index(
        "ix_standstills_due", "standstills", ["due"], postgresql_where=sa.text("due IS NOT NULL")
    )
    op.create_table(
        "void_proposals",
        sa.Column("case_id", postgresql.UUID(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("person", postgresql.UUID(), nullable=False),
        sa.Column("revision", sa.INTEGER(), nullable=False),
        sa.Column("digest", sa.TEXT(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_void_proposals_case_id_cases"),
        sa.PrimaryKeyConstraint("case_id", name="pk_void_proposals"),
    )


def downgrade() -> None:
    op.drop_table("void_proposals")
    op.drop_table("standstills")

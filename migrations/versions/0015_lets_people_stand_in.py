"""Lets somebody stand in for the holder of a post, keeps for whom work was done, and desks where nobody is."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, TIMESTAMP

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

MOMENT = TIMESTAMP(timezone=True)
IN_FORCE = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.add_column("work_items", sa.Column("behalf", sa.Uuid()))
    op.create_table(
        "substitutions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("made_by", sa.Uuid()),
        sa.Column("absent", sa.Uuid(), nullable=False),
        sa.Column("substitute", sa.Uuid(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("processes", ARRAY(sa.Text()), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_substitutions"),
        sa.ForeignKeyConstraint(["absent"], ["persons.id"], name="fk_substitutions_absent"),
        sa.ForeignKeyConstraint(["substitute"], ["persons.id"], name="fk_substitutions_substitute"),
        sa.ForeignKeyConstraint(["post"], ["posts.id"], name="fk_substitutions_post"),
        sa.CheckConstraint("valid_to >= valid_from", name="ck_substitutions_in_order"),
        sa.CheckConstraint("absent <> substitute", name="ck_substitutions_somebody_else"),
    )
    for who in ("substitute", "absent"):
        op.create_index(
            f"ix_substitutions_{who}",
            "substitutions",
            [who, "valid_to"],
            postgresql_where=IN_FORCE,
        )
    op.create_table(
        "vacancies",
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("body", "role", name="pk_vacancies"),
    )


def downgrade() -> None:
    op.drop_table("vacancies")
    op.drop_table("substitutions")
    op.drop_column("work_items", "behalf")

"""Keeps of a case that could not begin what would have begun it, and lets notices name a step that failed."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

NOT_OF_CASES = (
    "DELETE FROM incidents WHERE process IS NOT NULL",
    "DELETE FROM notices WHERE case_id IS NULL",
)
"""The programs of before know failures of cases only; the journal of the process still tells of these."""


def upgrade() -> None:
    op.drop_constraint("fk_incidents_case_id", "incidents")
    op.drop_constraint("uq_incidents_case_id_token", "incidents")
    op.alter_column("incidents", "case_id", new_column_name="subject")
    op.create_unique_constraint("uq_incidents_subject_token", "incidents", ["subject", "token"])
    op.add_column("incidents", sa.Column("process", sa.Text()))
    op.add_column("notices", sa.Column("version", sa.Uuid()))
    op.add_column("notices", sa.Column("element", sa.Text()))
    op.alter_column("notices", "case_id", nullable=True)


def downgrade() -> None:
    for statement in NOT_OF_CASES:
        op.execute(statement)
    op.alter_column("notices", "case_id", nullable=False)
    op.drop_column("notices", "element")
    op.drop_column("notices", "version")
    op.drop_column("incidents", "process")
    op.drop_constraint("uq_incidents_subject_token", "incidents")
    op.alter_column("incidents", "subject", new_column_name="case_id")
    op.create_unique_constraint("uq_incidents_case_id_token", "incidents", ["case_id", "token"])
    op.create_foreign_key("fk_incidents_case_id", "incidents", "cases", ["case_id"], ["id"])

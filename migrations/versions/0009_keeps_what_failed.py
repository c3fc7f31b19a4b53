"""Keeps of a failed step what was pushed, so that it can be carried out again, and proposals to skip it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TIMESTAMP

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

PUSHED_BY_TIMERS = """UPDATE incidents i
SET token = coalesce((SELECT t.token FROM timers t WHERE t.id = i.id), ''), push = 'fire',
  inside = i.case_id, digest = '', version = (SELECT c.version FROM cases c WHERE c.id = i.case_id)"""
"""Until now only the steps after timers had incidents, under the id of the timer."""


def upgrade() -> None:
    op.add_column("incidents", sa.Column("token", sa.Text()))
    op.add_column("incidents", sa.Column("push", sa.Text()))
    op.add_column("incidents", sa.Column("inside", sa.Uuid()))
    op.add_column("incidents", sa.Column("version", sa.Uuid()))
    op.add_column("incidents", sa.Column("digest", sa.Text()))
    op.add_column("incidents", sa.Column("person", sa.Uuid()))
    op.add_column("incidents", sa.Column("proposed_by", sa.Uuid()))
    op.add_column("incidents", sa.Column("proposed_at", TIMESTAMP(timezone=True)))
    op.add_column("incidents", sa.Column("proposal", sa.Text()))
    op.add_column("incidents", sa.Column("revision", sa.Integer()))
    op.execute(PUSHED_BY_TIMERS)
    for name in ("token", "push", "inside", "version", "digest"):
        op.alter_column("incidents", name, nullable=False)
    op.drop_column("incidents", "cause")
    op.drop_index("ix_incidents_case_id", "incidents")
    op.create_unique_constraint("uq_incidents_case_id_token", "incidents", ["case_id", "token"])


NOT_BY_TIMERS = "DELETE FROM incidents WHERE push <> 'fire'"
"""The programs of before know steps after timers only. What is taken away here stands where it stood, and
whoever does it again fails again; the journal still tells of it."""
BY_TIMERS = """UPDATE incidents i SET id = t.id FROM timers t
WHERE t.case_id = i.case_id AND t.token = i.token"""


def downgrade() -> None:
    op.execute(NOT_BY_TIMERS)
    op.execute(BY_TIMERS)
    op.drop_constraint("uq_incidents_case_id_token", "incidents")
    op.create_index("ix_incidents_case_id", "incidents", ["case_id"])
    op.add_column("incidents", sa.Column("cause", sa.Text(), nullable=False, server_default=""))
    op.alter_column("incidents", "cause", server_default=None)
    for name in (
        "revision",
        "proposal",
        "proposed_at",
        "proposed_by",
        "person",
        "digest",
        "version",
        "inside",
        "push",
        "token",
    ):
        op.drop_column("incidents", name)

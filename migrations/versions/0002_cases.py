"""Cases, and what they wait for beside persons."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import BYTEA, TIMESTAMP

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = TIMESTAMP(timezone=True)

# Chinese has no spaces between words, so every pair of neighbouring characters is a word to look up.
BIGRAMS = """
CREATE FUNCTION bigrams(title text, number text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT substr(words, place, 2)), '{}')
  FROM (VALUES (lower(title)), (lower(number))) given (words),
    generate_series(1, length(words) - 1) place
$$
"""


def upgrade() -> None:
    op.execute(BIGRAMS)
    op.create_table(
        "cases",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("position", sa.Integer()),
        sa.Column("root", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Uuid(), nullable=False),
        sa.Column("parent", sa.Uuid()),
        sa.Column("fan_out", sa.Uuid()),
        sa.Column("starter", sa.Uuid()),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("number", sa.Text()),
        sa.Column("title", sa.Text()),
        sa.Column("urgency", sa.Text()),
        sa.Column("scope", sa.Text()),
        sa.Column("output", BYTEA()),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
    )
    op.create_index(
        "ix_cases_bigrams",
        "cases",
        [sa.text("bigrams(title, number)")],
        postgresql_using="gin",
        postgresql_where=sa.text("parent IS NULL"),
    )
    op.create_index(
        "ix_cases_fan_out",
        "cases",
        ["fan_out", "position"],
        postgresql_where=sa.text("fan_out IS NOT NULL"),
    )
    op.create_index(
        "ix_cases_root", "cases", ["root"], postgresql_where=sa.text("parent IS NOT NULL")
    )
    op.create_index(
        "ix_cases_starter",
        "cases",
        ["starter", "id"],
        postgresql_where=sa.text("starter IS NOT NULL"),
    )
    op.create_table(
        "case_states",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("saved", BYTEA()),
        sa.Column("data", BYTEA()),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_states_case_id"),
        sa.PrimaryKeyConstraint("case_id", name="pk_case_states"),
    )
    op.create_table(
        "counters",
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("process", "year", name="pk_counters"),
    )
    op.create_table(
        "fan_outs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("completed", sa.Integer(), nullable=False),
        sa.Column("terminated", sa.Integer(), nullable=False),
        sa.Column("sequential", sa.Boolean(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("called", sa.Text()),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_fan_outs_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_fan_outs"),
    )
    op.create_index(
        "ix_fan_outs_case_id", "fan_outs", ["case_id"], postgresql_where=sa.text("is_open")
    )
    op.create_table(
        "timers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("due", MOMENT, nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_timers_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_timers"),
    )
    op.create_index("ix_timers_case_id", "timers", ["case_id"])
    op.create_index("ix_timers_due", "timers", ["due"])
    op.create_table(
        "listeners",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_listeners_case_id"),
        sa.PrimaryKeyConstraint("case_id", "token", name="pk_listeners"),
    )
    op.create_index("ix_listeners_name", "listeners", ["name", "kind", "key"])
    op.create_table(
        "incidents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_incidents_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_incidents"),
    )
    op.create_index("ix_incidents_case_id", "incidents", ["case_id"])


def downgrade() -> None:
    op.drop_table("incidents")
    op.drop_table("listeners")
    op.drop_table("timers")
    op.drop_table("fan_outs")
    op.drop_table("counters")
    op.drop_table("case_states")
    op.drop_table("cases")
    op.execute("DROP FUNCTION bigrams")

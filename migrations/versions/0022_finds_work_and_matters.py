"""Finds work by what its matter is, matters by any words of theirs, and keeps views that people saved."""

import json

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

# Not frozen: rows are read as they are packed, and a dictionary they were packed by never changes.
from server.store.packing import unpack

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

BESIDE = {"CaseInspected", "AsideRead", "AsideAnswered"}
BY_DUE = sa.text("coalesce(due, 'infinity'::timestamptz)")
OPEN = "state = 'open'"

# Chinese has no spaces between words: every character and every pair of neighbours is looked up.
GRAMS = r"""
CREATE FUNCTION grams(words text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10000 AS $$
  SELECT coalesce(array_agg(DISTINCT gram), '{}') FROM (
    SELECT substr(words, place, size) AS gram
    FROM generate_series(1, length(words)) place, generate_series(1, 2) size) given
  WHERE gram !~ '\s'
$$
"""
FILED = """UPDATE work_items w SET process = v.process, from_body = r.body, urgency = r.urgency
FROM cases c JOIN cases r ON r.id = c.root JOIN versions v ON v.id = r.version
WHERE w.state = 'open' AND c.id = w.case_id"""
SPOKEN = """INSERT INTO particulars (root, words)
SELECT id, translate(lower(normalize(concat_ws(E'\\n', title, number), NFKC)), '〔【［[（', '(((((')
FROM cases WHERE parent IS NULL"""
CLOSED = "UPDATE particulars SET words = translate(words, '〕】］]）', ')))))')"
SEEN = """INSERT INTO parts (who, root) SELECT DISTINCT who, root FROM (
  SELECT starter::text AS who, id AS root FROM cases WHERE starter IS NOT NULL
  UNION ALL
  SELECT body || '/', id FROM cases WHERE parent IS NULL
  UNION ALL
  SELECT part.who, c.root FROM work_items w JOIN cases c ON c.id = w.case_id
    CROSS JOIN LATERAL (VALUES (w.body || '/' || w.role), (w.body || '/'), (w.holder::text), (w.behalf::text)) part (who)
  UNION ALL
  SELECT part.who, c.root FROM escalations e JOIN work_items w ON w.id = e.item
    JOIN cases c ON c.id = w.case_id
    CROSS JOIN LATERAL (VALUES (e.body || '/' || e.role), (e.body || '/')) part (who)) given
WHERE who IS NOT NULL"""
ACTED = """SELECT j.person::text AS who, c.root, j.facts FROM journal j JOIN cases c ON c.id = j.subject
WHERE j.person IS NOT NULL
  AND NOT EXISTS (SELECT FROM parts p WHERE p.who = j.person::text AND p.root = c.root)"""
TAKES_PART = sa.text("INSERT INTO parts (who, root) VALUES (:who, :root) ON CONFLICT DO NOTHING")


def upgrade() -> None:
    _make_tables()
    op.execute(GRAMS)
    op.execute(FILED)
    op.execute(SPOKEN)
    op.execute(CLOSED)
    op.execute(SEEN)
    _let_see_who_acted()
    _make_indexes()
    op.drop_index("ix_cases_bigrams", "cases")
    op.execute("DROP FUNCTION bigrams")


def _make_tables() -> None:
    for name in ("process", "from_body", "urgency"):
        op.add_column("work_items", sa.Column(name, sa.Text()))
    op.add_column(
        "sources",
        sa.Column("searchable", ARRAY(sa.Text()), nullable=False, server_default="{}"),
    )
    op.create_table(
        "parts",
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("root", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("who", "root", name="pk_parts"),
    )
    op.create_table(
        "particulars",
        sa.Column("root", sa.Uuid(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("root", name="pk_particulars"),
    )
    op.create_table(
        "saved_views",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("body", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_saved_views"),
        sa.UniqueConstraint("person", "name", name="uq_saved_views_person_name"),
    )
    op.create_index(
        "ix_saved_views_body",
        "saved_views",
        ["body"],
        postgresql_where=sa.text("body IS NOT NULL"),
    )


def _let_see_who_acted() -> None:
    """Who did anything in a matter but look at it as an auditor, or answer what they were asked."""
    connection = op.get_bind()
    for row in connection.execute(sa.text(ACTED)).all():
        told = json.loads(unpack(row.facts))
        if any(name not in BESIDE for name, *_ in told):
            connection.execute(TAKES_PART, {"who": row.who, "root": row.root})


def _make_indexes() -> None:
    for name, column in (("process", "process"), ("step", "element"), ("from", "from_body")):
        op.create_index(
            f"ix_work_items_{name}",
            "work_items",
            ["body", "role", column, BY_DUE, "id"],
            postgresql_where=sa.text(OPEN),
        )
    op.create_index(
        "ix_work_items_urgent",
        "work_items",
        ["body", "role", "urgency", BY_DUE, "id"],
        postgresql_where=sa.text(f"{OPEN} AND urgency IS NOT NULL"),
    )
    op.create_index(
        "ix_work_items_given",
        "work_items",
        ["holder", BY_DUE, "id"],
        postgresql_where=sa.text(f"{OPEN} AND holder IS NOT NULL AND claimed_at IS NULL"),
    )
    op.create_index(
        "ix_work_items_climbed",
        "work_items",
        [BY_DUE, "id"],
        postgresql_where=sa.text(f"{OPEN} AND rung IS NOT NULL"),
    )
    op.create_index(
        "ix_particulars_grams",
        "particulars",
        [sa.text("grams(words)")],
        postgresql_using="gin",
    )


BIGRAMS = """
CREATE FUNCTION bigrams(title text, number text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT substr(words, place, 2)), '{}')
  FROM (VALUES (lower(title)), (lower(number))) given (words),
    generate_series(1, length(words) - 1) place
$$
"""


def downgrade() -> None:
    op.execute(BIGRAMS)
    op.create_index(
        "ix_cases_bigrams",
        "cases",
        [sa.text("bigrams(title, number)")],
        postgresql_using="gin",
        postgresql_where=sa.text("parent IS NULL"),
    )
    op.drop_index("ix_particulars_grams", "particulars")
    for name in ("process", "step", "from", "urgent", "given", "climbed"):
        op.drop_index(f"ix_work_items_{name}", "work_items")
    for table in ("saved_views", "particulars", "parts"):
        op.drop_table(table)
    for name in ("process", "from_body", "urgency"):
        op.drop_column("work_items", name)
    op.drop_column("sources", "searchable")
    op.execute("DROP FUNCTION grams")

"""The tables and functions of the job queue, procrastinate 3.10.0.

The SQL comes with the installed package, which keeps every step it ever published: the steps are
taken up to the one below, so that a newer package makes the same tables here. A newer package with
newer steps needs a revision of its own; tests/store/test_revising.py says when.
"""

from pathlib import Path

from alembic import op
from procrastinate.schema import SchemaManager

revision = "0000"
down_revision = None
branch_labels = None
depends_on = None

LAST_STEP = "03.04.00_50_post_add_retry_failed_job_procedure.sql"

DROP = """
DO $$
DECLARE
    one record;
BEGIN
    FOR one IN
        SELECT format('DROP TABLE %I.%I CASCADE', schemaname, tablename) AS statement
        FROM pg_tables
        WHERE tablename LIKE 'procrastinate\\_%' AND schemaname = current_schema()
    UNION ALL
        SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', oid::regprocedure)
        FROM pg_proc
        WHERE proname LIKE 'procrastinate\\_%' AND pronamespace = current_schema()::regnamespace
    UNION ALL
        SELECT format('DROP TYPE IF EXISTS %s CASCADE', pg_type.oid::regtype)
        FROM pg_type LEFT JOIN pg_class ON pg_class.oid = typrelid
        WHERE typname LIKE 'procrastinate\\_%' AND typnamespace = current_schema()::regnamespace
            AND (typtype = 'e' OR relkind = 'c')
    LOOP
        EXECUTE one.statement;
    END LOOP;
END;
$$
"""


def upgrade() -> None:
    steps = sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql"))
    for step in steps:
        if step.name <= LAST_STEP:
            _execute(step.read_text(encoding="utf-8"))


def downgrade() -> None:
    _execute(DROP)


def _execute(script: str) -> None:
    # Without parameters a script may hold several statements and percent signs.
    op.get_bind().execution_options(no_parameters=True).exec_driver_sql(script)

"""Runs revisions: one at a time on this database, each in its own transaction, never waiting long.

Called by server/store/revising.py, which gives the connection and the models; there is no other way.
"""

from alembic import context
from sqlalchemy import Connection, MetaData

# Any number will do as long as nothing else of ours locks it: "muster" in letters of the alphabet.
LOCK = 13_21_19_20_05_18
# A revision that waits for a table makes everyone behind it wait as well: better to fail and retry.
LOCK_TIMEOUT = "5s"
STATEMENT_TIMEOUT = "10min"
# How long a second server waits for the first one's revisions.
TURN_TIMEOUT = "15min"
# Tables of the job queue are made by its own SQL and are not ours to compare.
FOREIGN = "procrastinate_"


def ours(name: str | None, kind: str, _parents: object) -> bool:
    """Tell whether a thing found in the database belongs to our models."""
    return kind not in ("table", "index") or not (name or "").startswith(FOREIGN)


def run(connection: Connection, models: MetaData | None) -> None:
    """Apply what was asked for under an advisory lock that only one server can hold."""
    connection.exec_driver_sql(f"SET lock_timeout = '{TURN_TIMEOUT}'")
    connection.exec_driver_sql(f"SET statement_timeout = '{TURN_TIMEOUT}'")
    connection.exec_driver_sql(f"SELECT pg_advisory_lock({LOCK})")
    connection.exec_driver_sql(f"SET lock_timeout = '{LOCK_TIMEOUT}'")
    connection.exec_driver_sql(f"SET statement_timeout = '{STATEMENT_TIMEOUT}'")
    connection.commit()
    context.configure(
        connection=connection,
        target_metadata=models,
        transaction_per_migration=True,
        include_name=ours,
        compare_server_default=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"], context.config.attributes.get("models"))

"""How much room a database takes, and which process runs it: for the benchmark."""

from sqlalchemy import text

from server.store.database import Database
from server.store.embedded_alive import living_postmaster

SIZES = text("""SELECT relname, pg_total_relation_size(oid) AS size FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname""")


def sizes_of(database: Database) -> dict[str, int]:
    """Return the bytes of every table with its indexes, after a VACUUM."""
    with database.engine.connect() as connection:
        alone = connection.execution_options(isolation_level="AUTOCOMMIT")
        tables = alone.execute(SIZES).scalars()
        alone.exec_driver_sql(f"VACUUM {', '.join(tables)}")
        return {row.relname: row.size for row in alone.execute(SIZES)}


def postmaster_of(database: Database) -> int | None:
    """Return the number of the process that runs the embedded database, if there is one."""
    embedded = database.embedded
    return None if embedded is None else living_postmaster(embedded.place.cluster)

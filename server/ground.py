"""What every program of Muster stands on: the database that the settings name, at its revision."""

from server.settings import Settings
from server.store import revising
from server.store.database import Database, WrongDatabase, open_database, refuse_old_server
from server.store.embedded_place import DatabaseWontStart
from server.store.measuring import postmaster_of, sizes_of
from server.store.revising import WrongRevision
from server.store.standing import DatabaseAway, Standing, standing_of

__all__ = [
    "Database",
    "DatabaseAway",
    "DatabaseWontStart",
    "Standing",
    "WrongDatabase",
    "WrongRevision",
    "bring_up_to_date",
    "open_for",
    "postmaster_of",
    "sizes_of",
    "standing",
]


def open_for(settings: Settings) -> Database:
    """Open the database that the settings name; the embedded one is started where none is named."""
    return open_database(
        settings.database_url or settings.data,
        pool=settings.database_pool,
        statement_seconds=settings.statement_seconds,
        account=settings.database_account,
    )


def bring_up_to_date(database: Database) -> None:
    """Apply the revisions that are missing."""
    refuse_old_server(database)
    revising.upgrade(database.engine)


def standing(database: Database) -> Standing:
    """Tell where the tables stand."""
    return standing_of(database.conninfo)

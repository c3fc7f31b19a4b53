"""What every program of Muster stands on: the database that the settings name."""

from server.settings import Settings
from server.store.database import Database, WrongDatabase, open_database
from server.store.embedded_place import DatabaseWontStart
from server.store.measuring import postmaster_of, sizes_of
from server.store.standing import DatabaseUnreachable, Revisions, standing_of

__all__ = [
    "Database",
    "DatabaseUnreachable",
    "DatabaseWontStart",
    "Revisions",
    "WrongDatabase",
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


def standing(database: Database) -> Revisions:
    """Tell where the tables stand."""
    return standing_of(database.conninfo)

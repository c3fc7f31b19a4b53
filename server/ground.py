"""What every program of Muster stands on: the database that the settings name, at its revision."""

from dataclasses import dataclass

from server.settings import Settings
from server.store import revising
from server.store.database import Database, WrongDatabase, open_database, refuse_old_server
from server.store.embedded_place import DatabaseWontStart
from server.store.revising import WrongRevision

__all__ = [
    "Database",
    "DatabaseWontStart",
    "Standing",
    "WrongDatabase",
    "WrongRevision",
    "bring_up_to_date",
    "notes_of",
    "open_for",
    "standing",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where the tables of a database stand, and which revisions the program has."""

    current: str | None
    known: tuple[str, ...]

    @property
    def up_to_date(self) -> bool:
        """Whether nothing is left to apply."""
        return self.current == (self.known[-1] if self.known else None)


def open_for(settings: Settings) -> Database:
    """Open the database that the settings name; the embedded one is started where none is named."""
    return open_database(
        settings.database_url or settings.data,
        pool=settings.database_pool,
        statement_seconds=settings.statement_seconds,
        account=settings.database_account,
    )


def notes_of(database: Database) -> tuple[str, ...]:
    """Return what the operator should know about where the embedded database lies."""
    return () if database.embedded is None else database.embedded.place.notes


def bring_up_to_date(database: Database) -> tuple[str | None, str | None]:
    """Apply the revisions that are missing; return where the tables stood and stand."""
    refuse_old_server(database)
    return revising.upgrade(database.engine)


def standing(database: Database) -> Standing:
    """Tell where the tables stand."""
    return Standing(current=revising.current(database.engine), known=revising.revisions())

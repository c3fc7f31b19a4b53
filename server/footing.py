"""Holds up the database that the settings name, without opening it: what a starter needs.

It imports neither SQLAlchemy nor Alembic, which would cost a start a second.
"""

from collections.abc import AsyncGenerator
from dataclasses import dataclass

from server.settings import Settings
from server.store.embedded import EmbeddedServer, start_embedded
from server.store.embedded_place import DatabaseWontStart
from server.store.hearing import bells
from server.store.standing import (
    DatabaseUnreachable,
    Revisions,
    digests_of,
    founded_in,
    standing_of,
)

__all__ = [
    "DatabaseUnreachable",
    "DatabaseWontStart",
    "Footing",
    "Revisions",
    "deployed_digests",
    "hear",
    "hold",
    "is_founded",
    "standing",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Footing:
    """A database that runs at least as long as this is held."""

    conninfo: str
    notes: tuple[str, ...] = ()
    embedded: EmbeddedServer | None = None

    def revive(self) -> bool:
        """Start the embedded server again if it was killed, and tell whether that was so."""
        return self.embedded is not None and self.embedded.revive()

    def let_go(self) -> None:
        """Give the embedded server back, which stops with its last user."""
        if self.embedded is not None:
            self.embedded.stop()


def hold(settings: Settings) -> Footing:
    """Start the embedded server or join it; with DATABASE_URL there is nothing to hold up."""
    if settings.database_url:
        return Footing(conninfo=settings.database_url)
    server = start_embedded(settings.data, account=settings.database_account)
    return Footing(conninfo=server.url, notes=server.place.notes, embedded=server)


def hear(footing: Footing) -> AsyncGenerator[str | None]:
    """Hear what transactions ring for open pages."""
    return bells(footing.conninfo)


def standing(footing: Footing) -> Revisions:
    """Tell where the tables stand."""
    return standing_of(footing.conninfo)


def is_founded(footing: Footing) -> bool:
    """Tell whether a county was loaded, people and all."""
    return founded_in(footing.conninfo)


def deployed_digests(footing: Footing) -> frozenset[str]:
    """Tell the digests of all deployed versions."""
    return digests_of(footing.conninfo)

"""A database that is away for a while: nobody is let in, and who was in is thrown out."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg

if TYPE_CHECKING:
    from collections.abc import Generator

    from server.store.database import Database
    from server.store.embedded import EmbeddedServer

THROW_OUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"


def cut(server: EmbeddedServer, database: Database) -> None:
    """Every connection breaks; new ones are let in."""
    with psycopg.connect(server.url_of("postgres", "postgres"), autocommit=True) as connection:
        connection.execute(THROW_OUT, [database.url.database])


@contextmanager
def outage(server: EmbeddedServer, database: Database) -> Generator[None]:
    """The database is away until the block ends."""
    name = database.url.database
    with psycopg.connect(server.url_of("postgres", "postgres"), autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false".encode())
        connection.execute(THROW_OUT, [name])
        yield
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true".encode())

"""A database to work with: its pool of connections and a counter of what is asked of it."""

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL

from server.store.embedded import EmbeddedServer, start_embedded

OLDEST_SERVER = 150000
APPLICATION = "muster"


class WrongDatabase(ValueError):  # refusals say what is wrong
    """The address names no PostgreSQL, or one too old."""


@dataclass(slots=True)
class Count:
    """What was asked of a database while it was counted."""

    statements: list[str] = field(default_factory=list)
    commits: int = 0
    rollbacks: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """A pool of connections to one PostgreSQL database, and the embedded server it may hold."""

    engine: Engine
    embedded: EmbeddedServer | None = None

    @property
    def url(self) -> URL:
        """The address as SQLAlchemy writes it."""
        return self.engine.url

    @property
    def conninfo(self) -> str:
        """The address as libpq reads it, for procrastinate and for LISTEN."""
        return self.url.set(drivername="postgresql").render_as_string(hide_password=False)

    @contextmanager
    def counting(self) -> Generator[Count]:
        """Count the statements, commits and rollbacks of every thread until the block ends."""
        count = Count()
        lock = threading.Lock()

        def on_statement(_connection: Connection, _cursor: Any, text: str, *_rest: Any) -> None:
            with lock:
                count.statements.append(text)

        def on_commit(_connection: Connection) -> None:
            with lock:
                count.commits += 1

        def on_rollback(_connection: Connection) -> None:
            with lock:
                count.rollbacks += 1

        hooks: dict[str, Callable[..., None]] = {
            "before_cursor_execute": on_statement,
            "commit": on_commit,
            "rollback": on_rollback,
        }
        for name, hook in hooks.items():
            event.listen(self.engine, name, hook)
        try:
            yield count
        finally:
            for name, hook in hooks.items():
                event.remove(self.engine, name, hook)

    def close(self) -> None:
        """Close the connections and leave the embedded server, which stops with its last user."""
        self.engine.dispose()
        if self.embedded is not None:
            self.embedded.stop()


def open_database(
    place: str | Path,
    *,
    pool: int = 10,
    statement_seconds: int = 30,
    account: str = "nobody",
) -> Database:
    """Open the database at an address, or the embedded one of a data folder (started if needed).

    A connection is not tried here: a server that is away now may be there for the first request.
    """
    if isinstance(place, str):
        return Database(engine=_engine(postgresql_url(place), pool, statement_seconds))
    server = start_embedded(place, account=account)
    url = postgresql_url(server.url)
    return Database(engine=_engine(url, pool, statement_seconds), embedded=server)


def postgresql_url(written: str) -> URL:
    """Return an address for psycopg; refuses one that names another kind of database."""
    url = make_url(written)
    if url.drivername not in ("postgres", "postgresql", "postgresql+psycopg"):
        raise WrongDatabase(
            f"DATABASE_URL：只支持 PostgreSQL，不支持 {url.drivername}。\n"
            f"DATABASE_URL: only PostgreSQL is supported, not {url.drivername}."
        )
    return url.set(drivername="postgresql+psycopg")


def refuse_old_server(database: Database) -> None:
    """Refuse a server older than PostgreSQL 15."""
    with database.engine.connect() as connection:
        driver: Any = connection.connection.dbapi_connection
        found = driver.info.server_version
    if found < OLDEST_SERVER:
        raise WrongDatabase(
            f"需要 PostgreSQL 15 或更新的版本，现为 {found // 10000}。\n"
            f"PostgreSQL 15 or newer is needed, this is {found // 10000}."
        )


def _engine(url: URL, pool: int, statement_seconds: int) -> Engine:
    options = (
        f"-c statement_timeout={statement_seconds}s -c lock_timeout=10s -c jit=off "
        "-c idle_in_transaction_session_timeout=60s -c timezone=UTC"
    )
    return create_engine(
        url,
        pool_size=pool,
        max_overflow=pool,
        pool_timeout=10,
        pool_use_lifo=True,
        json_serializer=_as_json,
        json_deserializer=orjson.loads,
        connect_args={
            "options": options,
            "application_name": APPLICATION,
            "connect_timeout": 5,
        },
    )


def _as_json(value: Any) -> str:
    return orjson.dumps(value).decode()

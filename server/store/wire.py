"""One connection in one transaction, and the ways to ask it something.

Written statements go straight to the driver, over SQLAlchemy's connection and in its transaction:
they are built once, and three in four microseconds of running them through the library would be
spent on describing their columns again. Whoever listens for statements hears of them all the same.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from psycopg import Cursor
from psycopg.rows import namedtuple_row
from sqlalchemy import Connection, CursorResult, Engine, Executable

from server.store.refusals import translated


class Wire:
    """Opens its connection at the first question; closing it undoes what was not committed."""

    def __init__(self, engine: Engine) -> None:
        """Take the pool that the connection will come from."""
        self._engine = engine
        self._connection: Connection | None = None

    def ask(self, text: str, values: Mapping[str, Any]) -> Cursor[Any]:
        """Run a written statement as it stands; rows come with named columns."""
        with translated():
            connection = self._open()
            driver: Any = connection.connection.driver_connection
            cursor: Cursor[Any] = driver.cursor(row_factory=namedtuple_row)
            for heard in self._engine.dispatch.before_cursor_execute:
                heard(connection, cursor, text, values, None, False)  # noqa: FBT003  # the library's order
            return cursor.execute(text, values)

    def one(self, text: str, values: Mapping[str, Any]) -> Any:
        """The first row that a written statement gives, or None."""
        return self.ask(text, values).fetchone()

    def all(self, text: str, values: Mapping[str, Any]) -> Sequence[Any]:
        """All rows that a written statement gives."""
        return self.ask(text, values).fetchall()

    def run(
        self, statement: Executable, rows: Sequence[Mapping[str, Any]] = ()
    ) -> CursorResult[Any]:
        """Run a statement built from the mapped tables; with rows, once for all of them."""
        with translated():
            return self._open().execute(statement, list(rows) or None)

    def commit(self) -> None:
        """Make it so."""
        if self._connection is not None:
            with translated():
                self._connection.commit()

    def close(self) -> None:
        """Give the connection back, undoing what was not committed."""
        connection, self._connection = self._connection, None
        if connection is None:
            return
        with translated():
            if _is_lost(connection):
                # The server went away, so the other idle connections are as dead as this one.
                connection.invalidate()
                self._engine.dispose()
            connection.close()

    def _open(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect()
        if not self._connection.in_transaction():
            self._connection.begin()
        return self._connection


def _is_lost(connection: Connection) -> bool:
    if connection.invalidated:
        return False
    driver: Any = connection.connection.driver_connection
    return bool(driver.closed)

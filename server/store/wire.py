"""One connection in one transaction, and the ways to ask it something.

Written statements go straight to the driver, over SQLAlchemy's connection and in its transaction:
they are built once, and three in four microseconds of running them through the library would be
spent on describing their columns again. Whoever listens for statements hears of them all the same.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, TypeVar

import psycopg
from psycopg import Cursor
from psycopg.rows import namedtuple_row
from sqlalchemy import Connection, CursorResult, Engine, Executable
from sqlalchemy.exc import DBAPIError

from server.store.refusals import translated

R = TypeVar("R")

CHANGES = re.compile(r"\b(INSERT|UPDATE|DELETE|procrastinate_\w+|pg_advisory_\w+|pg_notify)\b")
"""What a written statement that changes or locks something has in it."""


class Wire:
    """Opens its connection at the first question; closing it undoes what was not committed."""

    def __init__(self, engine: Engine) -> None:
        """Take the pool that the connection will come from."""
        self._engine = engine
        self._connection: Connection | None = None
        self._changed = False

    def ask(self, text: str, values: Mapping[str, Any], *, anew: bool = False) -> Cursor[Any]:
        """Run a written statement as it stands; rows come with named columns.

        One whose best way depends on its values is planned anew each time.
        """
        return self._safely(partial(self._ask, text, values, anew=anew))

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
        changes_it = not statement.is_select
        return self._safely(
            lambda: self._open(changing=changes_it).execute(statement, list(rows) or None)
        )

    def commit(self) -> None:
        """Make it so."""
        if self._connection is not None:
            with translated():
                self._connection.commit()

    def close(self) -> None:
        """Give the connection back, undoing what was not committed."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with translated():
                if not self._changed:
                    _set_alone(connection, alone=False)
                connection.close()

    def _ask(self, text: str, values: Mapping[str, Any], *, anew: bool) -> Cursor[Any]:
        connection = self._open(changing=changes(text))
        driver: Any = connection.connection.driver_connection
        cursor: Cursor[Any] = driver.cursor(row_factory=namedtuple_row)
        for heard in self._engine.dispatch.before_cursor_execute:
            heard(connection, cursor, text, values, None, False)  # noqa: FBT003  # the library's order
        return cursor.execute(text, values, prepare=False if anew else None)

    def _safely(self, question: Callable[[], R]) -> R:
        """Ask; a first question that met a connection broken long ago is asked again on a new one.

        Nothing can have happened on it: what a transaction did before its commit is undone.
        """
        is_first = self._connection is None
        with translated():
            try:
                return question()
            except (psycopg.OperationalError, DBAPIError):
                if not (self._lost() and is_first):
                    raise
            return question()

    def _lost(self) -> bool:
        """Whether the connection broke; all that wait in the pool are then given up as well."""
        connection = self._connection
        if connection is None:
            return False
        driver: Any = None if connection.invalidated else connection.connection.driver_connection
        if driver is not None and not driver.closed:
            return False
        connection.invalidate()
        connection.close()
        self._connection = None
        self._engine.dispose()
        return True

    def _open(self, *, changing: bool) -> Connection:
        """The connection; its transaction begins with the first statement that changes or locks.

        Until then each statement stands alone: READ COMMITTED gives each its own sight anyway, and
        a transaction that only reads would cost two more trips to the server, a BEGIN and an end.
        """
        if self._connection is None:
            self._connection = self._engine.connect()
            self._changed = changing
            _set_alone(self._connection, alone=not changing)
        if changing and not self._changed:
            self._changed = True
            _set_alone(self._connection, alone=False)
        if not self._connection.in_transaction():
            self._connection.begin()
        return self._connection


@lru_cache(maxsize=1000)
def changes(text: str) -> bool:
    """Whether a written statement may change or lock something."""
    return CHANGES.search(text) is not None


def _set_alone(connection: Connection, *, alone: bool) -> None:
    """Whether each statement stands alone; changed only between transactions, without a trip."""
    driver: Any = None if connection.invalidated else connection.connection.driver_connection
    if driver is not None and not driver.closed and driver.autocommit is not alone:
        driver.autocommit = alone

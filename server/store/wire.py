"""One connection in one transaction, and the only two ways to ask it something."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import psycopg
from psycopg.rows import namedtuple_row
from sqlalchemy import Connection, CursorResult, Executable

from server.store.database import Database
from server.store.refusals import translated

CHANGES = re.compile(r"\b(INSERT|UPDATE|DELETE|procrastinate_\w+)\b")
"""What a written statement that changes or locks something has in it."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a written statement gave: rows whose columns are attributes."""

    rows: list[Any]
    rowcount: int

    def first(self) -> Any | None:
        """The first row, if there is one."""
        return self.rows[0] if self.rows else None

    def one(self) -> Any:
        """The only row."""
        [row] = self.rows
        return row

    def scalars(self) -> list[Any]:
        """The first column of every row."""
        return [row[0] for row in self.rows]

    def scalar(self) -> Any | None:
        """The first column of the first row, if there is one."""
        return self.rows[0][0] if self.rows else None

    def scalar_one(self) -> Any:
        """The only column of the only row."""
        return self.one()[0]


class Wire:
    """Opens its connection at the first question; closing it undoes what was not committed."""

    def __init__(self, database: Database) -> None:
        """Take the database that the connection will come from."""
        self._database = database
        self._connection: Connection | None = None
        self._changed = False

    def ask(self, text: str, values: Mapping[str, Any]) -> Answered:
        """Run a written statement as it stands, straight through the driver.

        SQLAlchemy would describe the columns of every answer anew, which costs more than asking.
        """
        self._changed = self._changed or changes(text)
        with translated():
            connection = self._open()
            for hear in self._database.hearers:
                hear(text)
            try:
                return _asked(connection, text, values)
            except psycopg.OperationalError:
                _look_for_itself(connection)
                raise

    def run(
        self, statement: Executable, rows: Sequence[Mapping[str, Any]] = ()
    ) -> CursorResult[Any]:
        """Run a statement built from the mapped tables; with rows, once for all of them."""
        self._changed = self._changed or not statement.is_select
        with translated():
            return self._open().execute(statement, list(rows) or None)

    def one(self, text: str, values: Mapping[str, Any]) -> Any | None:
        """The first row that a written statement gives."""
        return self.ask(text, values).first()

    def all(self, text: str, values: Mapping[str, Any]) -> list[Any]:
        """All rows that a written statement gives."""
        return self.ask(text, values).rows

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
                    _end_reading(connection)
                connection.close()

    def _open(self) -> Connection:
        if self._connection is None:
            self._connection = self._database.engine.connect()
        if not self._connection.in_transaction():
            self._connection.begin()
        return self._connection


@lru_cache(maxsize=1000)
def changes(text: str) -> bool:
    """Whether a written statement may change or lock something."""
    return CHANGES.search(text) is not None


def _asked(connection: Connection, text: str, values: Mapping[str, Any]) -> Answered:
    driver = _driver_of(connection)
    with driver.cursor(row_factory=namedtuple_row) as cursor:
        cursor.execute(text.encode(), dict(values))
        rows = [] if cursor.rownumber is None else cursor.fetchall()
        return Answered(rows, cursor.rowcount)


def _end_reading(connection: Connection) -> None:
    """End a transaction that only read, by a commit.

    Psycopg forgets at every rollback what it has prepared, and PostgreSQL would then plan each
    statement of the next act anew (measured: twice its processor time).
    """
    with suppress(psycopg.Error):  # closing the connection sees for itself what is wrong with it
        _driver_of(connection).commit()


def _look_for_itself(connection: Connection) -> None:
    """Let SQLAlchemy find out that the line is dead, so that it drops all others of the pool too."""
    if _driver_of(connection).closed:
        connection.exec_driver_sql("SELECT 1")


def _driver_of(connection: Connection) -> psycopg.Connection[Any]:
    driver: psycopg.Connection[Any] | None = connection.connection.driver_connection
    if driver is None:
        raise psycopg.OperationalError
    return driver

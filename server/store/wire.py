"""One connection in one transaction, and the only two ways to ask it something."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, CursorResult, Engine, Executable, Row

from server.store.refusals import translated


class Wire:
    """Opens its connection at the first question; closing it undoes what was not committed."""

    def __init__(self, engine: Engine) -> None:
        """Take the pool that the connection will come from."""
        self._engine = engine
        self._connection: Connection | None = None

    def ask(self, text: str, values: Mapping[str, Any]) -> CursorResult[Any]:
        """Run a written statement as it stands: for the hot path, where compiling would show."""
        with translated():
            return self._open().exec_driver_sql(text, dict(values))

    def run(
        self, statement: Executable, rows: Sequence[Mapping[str, Any]] = ()
    ) -> CursorResult[Any]:
        """Run a statement built from the mapped tables; with rows, once for all of them."""
        with translated():
            return self._open().execute(statement, list(rows) or None)

    def one(self, text: str, values: Mapping[str, Any]) -> Row[Any] | None:
        """The first row that a written statement gives."""
        return self.ask(text, values).first()

    def all(self, text: str, values: Mapping[str, Any]) -> Sequence[Row[Any]]:
        """All rows that a written statement gives."""
        return self.ask(text, values).all()

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
                connection.close()

    def _open(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect()
        return self._connection

"""How the database goes about lists: for the benchmark."""

from collections.abc import Callable, Mapping
from typing import Any

from psycopg import Cursor
from sqlalchemy import Engine

from server.store.database import Database
from server.store.gathered import Gathered
from server.store.views import Manner, SqlViews
from server.store.wire import Wire


class HeardWire(Wire):
    """Remembers what it asked."""

    def __init__(self, engine: Engine) -> None:
        """Open as usual."""
        super().__init__(engine)
        self.asked: list[tuple[str, Mapping[str, Any]]] = []

    def ask(self, text: str, values: Mapping[str, Any], *, anew: bool = False) -> Cursor[Any]:
        """Answer as usual."""
        self.asked.append((text, values))
        return super().ask(text, values, anew=anew)


class ExplainedViews:
    """Views whose statements the database explains."""

    def __init__(self, database: Database, manner: Manner) -> None:
        """Read from this database."""
        self._wire = HeardWire(database.engine)
        self.views = SqlViews(self._wire, Gathered(self._wire), manner)

    def plans(self, act: Callable[[], object]) -> tuple[str, ...]:
        """How the database goes about the statements of an act."""
        self._wire.asked = []
        act()
        told = []
        for text, values in list(self._wire.asked):
            rows = self._wire.ask(f"EXPLAIN (ANALYZE, BUFFERS) {text}", values)
            told.append("\n".join(row[0] for row in rows.fetchall()))
        return tuple(told)

    def close(self) -> None:
        """Give the connection back."""
        self._wire.close()

"""What an act wants to write, gathered and written in one statement at the end.

A completed task changes a dozen rows of eight tables; sent one by one that is eight round trips.
Here new, changed and removed rows are kept by their keys, merged where they meet (a row made and
changed in the same act is written once), and flushed as the parts of one ``WITH`` statement.
All parts see the database as it was before the statement, which merging makes harmless.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import ARRAY, Dialect, Table
from sqlalchemy.dialects import postgresql

from server.store.at_commit import A_JOB, BELLS, EVENTS, JOBS
from server.store.base import Base
from server.store.values import dump
from server.store.wire import Wire

Key = tuple[Any, ...]
Columns = dict[str, Any]

DIALECT: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
JOINT = "\x1f"
"""Between the names of a list; ASCII calls it the unit separator."""


@dataclass(frozen=True, slots=True)
class Part:
    """The shape of one part of the statement; equal shapes share one text."""

    verb: str
    table: Table
    columns: tuple[str, ...]
    many: bool


@dataclass(slots=True)
class Pile:
    """What is to be written to one table."""

    new: dict[Key, Columns] = field(default_factory=dict)
    changed: dict[Key, Columns] = field(default_factory=dict)
    removed: dict[Key, None] = field(default_factory=dict)
    swept: dict[str, dict[Any, None]] = field(default_factory=dict)


class Gathered:
    """The writes of one act, until they are flushed."""

    def __init__(self, wire: Wire) -> None:
        """Gather for this connection."""
        self._wire = wire
        self._piles: dict[Table, Pile] = {}
        self._bells: dict[str, None] = {}
        self._events: list[str] = []
        self._event_kinds: dict[str, None] = {}
        self._jobs: list[tuple[str, str, str | None, str]] = []

    def put(self, row: type[Base] | Table, **columns: Any) -> None:
        """A new row; where the table replaces, a row with the same key gets these columns."""
        table = table_of(row)
        pile = self._pile(table)
        names = _keys(table)
        key = tuple(columns[name] for name in names) if names else (len(pile.new),)
        if key in pile.removed:
            del pile.removed[key]
            pile.changed[key] = {name: columns[name] for name in columns if name not in names}
        else:
            before = pile.changed.pop(key, {})
            pile.new[key] = columns
            self.change(row, *key, **before)

    def change(self, row: type[Base] | Table, *key: Any, **columns: Any) -> None:
        """Other values in some columns of a row; counts and lists are added to what is there."""
        table = table_of(row)
        pile = self._pile(table)
        target = pile.new.get(key)
        if target is None:
            target = pile.changed.setdefault(key, {})
        for name, value in columns.items():
            adds = table.columns[name].info.get("adds") and name in target
            target[name] = target[name] + value if adds else value

    def remove(self, row: type[Base], *key: Any) -> None:
        """A row less."""
        pile = self._pile(table_of(row))
        pile.changed.pop(key, None)
        if pile.new.pop(key, None) is None:
            pile.removed[key] = None

    def sweep(self, row: type[Base], **column: Any) -> None:
        """Every row less that has this value in this column."""
        pile = self._pile(table_of(row))
        [(name, value)] = column.items()
        pile.new = {key: held for key, held in pile.new.items() if held[name] != value}
        pile.swept.setdefault(name, {})[value] = None

    def defer(self, job: str, arguments: Mapping[str, str], key: str | None, queue: str) -> None:
        """A job for the queue; with a key it is not queued again while it still waits there."""
        if key is None or all(key != lock for _, _, lock, _ in self._jobs):
            self._jobs.append((queue, job, key, dump(dict(arguments))))

    def ring(self, bells: Iterable[str]) -> None:
        """Bells for open pages, each once."""
        self._bells.update(dict.fromkeys(bells))

    def announce(self, entries: Iterable[str], kinds: Iterable[str]) -> None:
        """Entries that hooks are told of, if any hears of one of these kinds of facts."""
        self._events.extend(entries)
        self._event_kinds.update(dict.fromkeys(kinds))

    def touches(self, row: type[Base], *key: Any) -> bool:
        """Whether something waits to be written to this table, or to this row of it."""
        pile = self._piles.get(table_of(row))
        if pile is None:
            return False
        return not key or key in pile.new or key in pile.changed

    def settle(self, *rows: type[Base]) -> None:
        """Write everything now, if a reading that comes next depends on it."""
        if any(self.touches(row) for row in rows):
            self.flush()

    def flush(self) -> None:
        """Write everything, in one statement."""
        shapes: list[Part] = []
        values: dict[str, Any] = {}
        for table, pile in self._piles.items():
            for verb, columns, rows in _parts(table, pile):
                _bind(values, table, len(shapes), columns, rows)
                shapes.append(Part(verb, table, columns, len(rows) > 1))
        if self._jobs:
            names = ("job_queue", "job_task", "job_lock", "job_args")
            values |= dict(zip(names, _turned(self._jobs), strict=True))
        if self._bells:
            values["bells"] = list(self._bells)
        if self._events:
            jobs = range(0, len(self._events), A_JOB)
            values["event_entries"] = [" ".join(self._events[at : at + A_JOB]) for at in jobs]
            values["event_kinds"] = list(self._event_kinds)
        gathered = ((JOBS, self._jobs), (EVENTS, self._events), (BELLS, self._bells))
        last = tuple(text for text, given in gathered if given)
        if shapes or last:
            text = _statement(tuple(shapes), last)
            self._piles, self._jobs, self._bells = {}, [], {}
            self._events, self._event_kinds = [], {}
            self._wire.ask(text, values)

    def _pile(self, table: Table) -> Pile:
        pile = self._piles.get(table)
        if pile is None:
            pile = self._piles[table] = Pile()
        return pile


@cache
def table_of(row: type[Base] | Table) -> Table:
    """The table of a mapped class."""
    table = row if isinstance(row, Table) else row.__table__
    assert isinstance(table, Table)  # noqa: S101  # the library's type is wider than the fact
    return table


@cache
def _keys(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.primary_key.columns)


def _parts(
    table: Table, pile: Pile
) -> Iterable[tuple[str, tuple[str, ...], list[tuple[Any, ...]]]]:
    """The parts that a pile needs: one for new rows, one for each set of changed columns, and so on."""
    keys = _keys(table)
    if pile.new:
        named = {name for row in pile.new.values() for name in row}
        columns = tuple(column.name for column in table.columns if column.name in named)
        yield "insert", columns, [tuple(map(row.get, columns)) for row in pile.new.values()]
    alike: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    for key, row in pile.changed.items():
        alike.setdefault(tuple(row), []).append((*key, *row.values()))
    for columns, rows in alike.items():
        yield "update", keys + columns, rows
    if pile.removed:
        yield "delete", keys, list(pile.removed)
    for name, held in pile.swept.items():
        yield "delete", (name,), [(value,) for value in held]


def _bind(
    values: Columns,
    table: Table,
    number: int,
    columns: tuple[str, ...],
    rows: list[tuple[Any, ...]],
) -> None:
    """Give each column its parameter: the value itself, or for several rows a list of values."""
    if len(rows) == 1:
        values.update(zip((f"{name}_{number}" for name in columns), rows[0], strict=True))
        return
    for name, column in zip(columns, _turned(rows), strict=True):
        joined = _is_list(table, name)
        values[f"{name}_{number}"] = [JOINT.join(one) for one in column] if joined else column


def _turned(rows: list[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]


# --- texts, each written once -----------------------------------------------------------------


@lru_cache(maxsize=1000)
def _statement(shapes: tuple[Part, ...], last: tuple[str, ...]) -> str:
    texts = [_VERBS[part.verb](number, part) for number, part in enumerate(shapes)]
    if not last and len(texts) == 1:
        return texts[0]
    named = ",\n".join(f"part_{number} AS ({text})" for number, text in enumerate(texts))
    named_last = (f"({each}) AS last_{number}" for number, each in enumerate(last))
    asked = f"SELECT {', '.join(named_last)}" if last else "SELECT 1"
    return f"WITH {named}\n{asked}" if named else asked


def _insert(number: int, part: Part) -> str:
    head = f"INSERT INTO {part.table.name} ({', '.join(part.columns)})"
    if part.many:
        given = ", ".join(_listed(part.table, name) for name in part.columns)
        text = f"{head} SELECT {given} FROM {_unnest(number, part)}"  # noqa: S608  # names of ours
    else:
        given = ", ".join(f"%({name}_{number})s" for name in part.columns)
        text = f"{head} VALUES ({given})"
    return text + _replace(part) if part.table.info.get("replaces") else text


def _replace(part: Part) -> str:
    keys = _keys(part.table)
    sets = ", ".join(f"{name} = excluded.{name}" for name in part.columns if name not in keys)
    then = f"UPDATE SET {sets}" if sets else "NOTHING"
    return f" ON CONFLICT ({', '.join(keys)}) DO {then}"


def _update(number: int, part: Part) -> str:
    keys = _keys(part.table)
    sets = []
    for name in part.columns[len(keys) :]:
        value = _listed(part.table, name) if part.many else f"%({name}_{number})s"
        if part.table.columns[name].info.get("adds"):
            value = f"t.{name} {'||' if _is_list(part.table, name) else '+'} {value}"
        sets.append(f"{name} = {value}")
    head = f"UPDATE {part.table.name} t SET {', '.join(sets)}"  # noqa: S608  # names of ours
    if part.many:
        head += f" FROM {_unnest(number, part)}"
    return f"{head} WHERE {_match(number, part, keys)}"


def _delete(number: int, part: Part) -> str:
    head = f"DELETE FROM {part.table.name} t"  # noqa: S608  # names of ours
    if part.many:
        head += f" USING {_unnest(number, part)}"
    return f"{head} WHERE {_match(number, part, part.columns)}"


def _match(number: int, part: Part, columns: tuple[str, ...]) -> str:
    right = (f"g.{name}" if part.many else f"%({name}_{number})s" for name in columns)
    return " AND ".join(f"t.{name} = {value}" for name, value in zip(columns, right, strict=True))


def _unnest(number: int, part: Part) -> str:
    lists = (f"%({name}_{number})s::{_kind(part.table, name)}[]" for name in part.columns)
    return f"unnest({', '.join(lists)}) AS g ({', '.join(part.columns)})"


def _kind(table: Table, name: str) -> str:
    if _is_list(table, name):
        return "TEXT"
    return str(table.columns[name].type.compile(DIALECT))


def _listed(table: Table, name: str) -> str:
    """A column of unnested rows; ``unnest`` would flatten a list of lists, so lists come joined."""
    return f"string_to_array(g.{name}, '{JOINT}')" if _is_list(table, name) else f"g.{name}"


def _is_list(table: Table, name: str) -> bool:
    return isinstance(table.columns[name].type, ARRAY)


_VERBS = {"insert": _insert, "update": _update, "delete": _delete}

"""Entries of a journal: facts written down, each entry chained to the one before by its digest.

An entry is what one act did to one subject. Its digest is SHA-256 over the digest before it and
the entry's own canonical text, so nothing of a journal can be changed, left out or put in without
every later digest changing too.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, get_type_hints
from uuid import UUID

from server.domain.errors import JournalBroken
from server.domain.facts import FACTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from server.domain.facts import Fact
    from server.domain.ids import PersonId, SubjectId

GENESIS = b"\x00" * 32
"""What stands before the first entry of every journal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """How far a journal is written: number and digest of its last entry."""

    seq: int = 0
    digest: bytes = GENESIS


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one act did to one subject, at one moment, by one person (None: the system)."""

    subject: SubjectId
    seq: int
    at: datetime
    person: PersonId | None
    text: str
    """The facts, written by ``write_facts``."""
    digest: bytes

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of the entry, read back."""
        return read_facts(self.text)

    @property
    def head(self) -> Head:
        """How far the journal is written with this entry."""
        return Head(seq=self.seq, digest=self.digest)


def chain(
    subject: SubjectId,
    head: Head,
    facts: Iterable[Fact],
    *,
    at: datetime,
    person: PersonId | None,
) -> Entry:
    """The entry that comes after ``head``."""
    text = write_facts(facts)
    seq = head.seq + 1
    digest = _digest(head.digest, subject, seq, at, person, text)
    return Entry(subject=subject, seq=seq, at=at, person=person, text=text, digest=digest)


def verify(entries: Iterable[Entry]) -> Head:
    """Recomputes a whole journal from its first entry; refuses at the first that doesn't fit."""
    head = Head()
    for entry in entries:
        wanted = _digest(
            head.digest, entry.subject, head.seq + 1, entry.at, entry.person, entry.text
        )
        if entry.seq != head.seq + 1 or entry.digest != wanted:
            raise JournalBroken(subject=entry.subject, seq=head.seq + 1)
        head = entry.head
    return head


def _digest(  # the six things an entry consists of
    before: bytes, subject: UUID, seq: int, at: datetime, person: UUID | None, text: str
) -> bytes:
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    line = f"{subject.hex}|{seq}|{moment}|{person.hex if person else '-'}|{text}"
    return hashlib.sha256(before + line.encode()).digest()


# --- facts as text ----------------------------------------------------------------------------

_TO_TEXT: dict[type, Callable[[Any], Any]] = {
    UUID: lambda value: value.hex,
    datetime: lambda value: value.astimezone(UTC).isoformat(),
    date: lambda value: value.isoformat(),
    tuple: list,
}


def write_facts(facts: Iterable[Fact]) -> str:
    """Facts as one line of JSON: ``[["WorkClaimed", item, person], ...]``, trailing defaults left out."""
    rows = [_row(fact) for fact in facts]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def _row(fact: Fact) -> list[Any]:
    kind: Any = type(fact)
    row: list[Any] = [kind.__name__]
    last = 0
    for position, (name, default, _) in enumerate(_shape(kind), start=1):
        value = getattr(fact, name)
        convert = _TO_TEXT.get(type(value))
        row.append(convert(value) if convert else value)
        if value != default:
            last = position
    return row[: last + 1]


def read_facts(text: str) -> tuple[Fact, ...]:
    """The facts of a line that ``write_facts`` wrote, with today's defaults for fields added since."""
    return tuple(_fact(row) for row in json.loads(text))


def _fact(row: list[Any]) -> Fact:
    kind: Any = FACTS[row[0]]
    values: dict[str, Any] = {}
    for (name, _, convert), value in zip(_shape(kind), row[1:], strict=False):
        values[name] = convert(value) if convert and value is not None else value
    fact: Fact = kind(**values)
    return fact


@cache
def _shape(kind: Any) -> tuple[tuple[str, Any, Callable[[Any], Any] | None], ...]:
    """Each field of a fact: its name, its default, and how its text becomes its value."""
    hints = get_type_hints(kind)
    return tuple((f.name, f.default, _reader(hints[f.name])) for f in fields(kind))


def _reader(hint: Any) -> Callable[[Any], Any] | None:
    text = str(hint)
    if "UUID" in text:
        return UUID
    if "datetime.datetime" in text:
        return datetime.fromisoformat
    if "datetime.date" in text:
        return date.fromisoformat
    return tuple if text.startswith("tuple") else None

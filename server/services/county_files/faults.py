"""Collects everything that is wrong with a county's files, so that one reading tells it all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, NoReturn, Protocol, TypeVar

from server.domain.errors import CountyFileFault, CountyFilesRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A line of a file, and a CSV column or TOML key there."""

    file: str
    line: int
    column: str = ""


class Source(Protocol):
    """A row of a table or a table of a paper."""

    def place(self, column: str) -> Place:
        """Where a column or key of it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed(Generic[T]):
    """Something that was read, and where from."""

    value: T
    source: Source

    def at(self, column: str) -> Place:
        """The place of one of its columns or keys."""
        return self.source.place(column)


class EntryRefused(Exception):
    """An entry was not understood; the fault is noted and the reading goes on with the next."""


class Faults:
    """What was found so far."""

    def __init__(self) -> None:
        self._found: list[CountyFileFault] = []

    def __bool__(self) -> bool:
        return bool(self._found)

    @property
    def found(self) -> tuple[CountyFileFault, ...]:
        """What was found so far."""
        return tuple(self._found)

    def note(self, place: Place, zh: str, en: str) -> None:
        """Remember a fault and go on."""
        self._found.append(
            CountyFileFault(file=place.file, line=place.line, column=place.column, zh=zh, en=en)
        )

    def refuse(self, place: Place, zh: str, en: str) -> NoReturn:
        """Remember a fault and give the entry up."""
        self.note(place, zh, en)
        raise EntryRefused

    def refusal(self) -> CountyFilesRefused:
        """Everything that was found, as one refusal."""
        return CountyFilesRefused(self._found)

    def stop_if_any(self) -> None:
        """Refuse the files if anything was found; ``CountyFilesRefused``."""
        if self._found:
            raise self.refusal()


def each(entries: Iterable[R], build: Callable[[R], T]) -> tuple[T, ...]:
    """What can be built from the entries, without those that were refused."""
    built: list[T] = []
    for entry in entries:
        try:
            built.append(build(entry))
        except EntryRefused:
            continue
    return tuple(built)

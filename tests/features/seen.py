"""What people see through either door, and how they are refused: the same words for both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


class Refused(Exception):
    """The system said no."""

    def __init__(
        self, code: str, sentence: str, fields: tuple[str, ...] = (), elements: tuple[str, ...] = ()
    ) -> None:
        super().__init__(f"{code}: {sentence} {fields or ''} {elements or ''}".strip())
        self.code = code
        self.sentence = sentence
        self.fields = fields
        self.elements = elements


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who is asked to stand in, for whom (None: whoever asks), when and for what."""

    post: str
    substitute: str
    begin: str
    end: str
    absent: str | None = None
    processes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One line of an inbox."""

    step: str
    due: datetime | None
    provisional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One line of what happened in a case."""

    at: datetime
    who: str
    sentence: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A case as somebody sees it."""

    status: str
    version: int
    steps: frozenset[str]
    """The steps where it waits for people."""
    done: frozenset[str]
    hides: bool
    """Whether personal data are masked in it."""
    happenings: tuple[Happened, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A form with what is known beside it."""

    form: dict[str, Any]
    values: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A case that was started."""

    case: UUID
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """Work that was done."""

    item: UUID
    case: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What a check of all journals found."""

    is_sound: bool
    pointed_at: frozenset[str]
    """The journals that don't fit."""

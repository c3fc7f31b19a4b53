"""An act before it is carried out: what is asked for, and what will happen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from server.domain.values import digest_of

if TYPE_CHECKING:
    from server.domain.acts import Act
    from server.domain.errors import Refusal
    from server.domain.ids import CaseId, ItemId
    from server.domain.moves import Choice
    from server.domain.reading.inbox import InboxRow


class Asks(StrEnum):
    """What an act may ask for; the same names in forms and in the API."""

    PEOPLE = "people"
    """Persons, by id."""
    TARGETS = "targets"
    """Places, pieces of work or members, by id."""
    ORDER = "order"
    """Those of both who are chosen, by id, the first first."""
    WAY = "way"
    """One of several ways to carry it out."""
    CHOICE = "choice"
    """The button of the step that goes with an answer."""
    UNTIL = "until"
    """The day with which it ends."""
    TEXT = "text"
    """What is told to the others."""
    REASON = "reason"
    """What is written into the history."""


OFFERED = frozenset({Asks.PEOPLE, Asks.TARGETS, Asks.WAY, Asks.CHOICE})
"""What is chosen among the options, also where there are none; the others are typed, or put in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActOption:
    """One answer to choose."""

    value: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing that an act asks for."""

    asks: Asks
    name: str
    name_en: str
    options: tuple[ActOption, ...] = ()
    is_required: bool = True
    is_many: bool = False
    has_more: bool = False
    """Whether more may be chosen than is offered: the people of other bodies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActOffer:
    """An act that somebody may carry out now."""

    act: Act
    name: str
    name_en: str
    does: str
    does_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActPage:
    """An act as it is shown before the click."""

    offer: ActOffer
    item: ItemId | None
    """None: the whole case."""
    case: CaseId
    title: str
    number: str
    step: str
    step_en: str
    questions: tuple[Question, ...]
    foreseen: tuple[tuple[str, str], ...]
    """What will happen, to whom: sentences in Chinese and English."""
    body: str = ""
    """The body whose people are offered."""
    bodies: tuple[ActOption, ...] = ()
    """The bodies to go on to; empty where people of one body may be chosen only."""

    @property
    def mark(self) -> str:
        """The mark of what is foreseen, by which an act that waited is measured."""
        return mark_of(self.foreseen)


def mark_of(foreseen: tuple[tuple[str, str], ...]) -> str:
    """The digest of what is foretold of an act: another one, when anything else would happen."""
    return digest_of({"foreseen": foreseen})


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRow:
    """One of many pieces of work on which an act is wanted."""

    item: ItemId
    row: InboxRow | None
    """As lists show it; None: it isn't theirs to see."""
    refusal: Refusal | None
    """Why not this one; None: it can be, or was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Many pieces of work before an act is carried out on each."""

    rows: tuple[BatchRow, ...]
    questions: tuple[Question, ...] = ()
    form: bytes | None = None
    """The form-js JSON that is answered once for all of them."""
    choices: tuple[Choice, ...] = ()

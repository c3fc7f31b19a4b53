"""The inbox, its figures, and what was told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from server.domain.ids import BodyId, CaseId, ItemId, ProcessKey, VersionId
    from server.domain.work import Membership


VIEWS = ("todo", "unclaimed", "unit", "climbed", "extensions")
"""待办, 待签收, 本单位, 督办, 延期审批: which open work is shown."""
DEADLINES = ("late", "today", "week", "good", "none")
HOLDERS = ("me", "nobody", "others")
URGENCIES = ("normal", "urgent", "emergency")


MOST_COLUMNS = 4
"""From the business data, beside those that every list has; a screen has room for no more."""
Shown = Mapping[str, tuple[str, str]]
"""What lists show of a matter, by the path of the field: in Chinese and English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column from the business data that lists can show."""

    path: str
    name: str
    name_en: str


class Lamp(StrEnum):
    """The deadline lamp: colour, shape and words on the page follow from it."""

    LATE = "late"
    TODAY = "today"
    GOOD = "good"
    NONE = "none"
    STILL = "still"
    """The whole case stands still."""
    STOPPED = "stopped"
    """Its own clock stands still; the work can be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """Until when, and how that looks now."""

    due: datetime | None
    lamp: Lamp
    amount: int = 0
    """Working days (or hours) left, or past when late."""
    unit: str = "day"
    """``day``: working days; ``hour``: hours; ``minute``: minutes."""
    provisional: bool = False
    """Whether it may change, because it rests on a year without a calendar yet."""

    @property
    def is_settled(self) -> bool:
        """Whether it stays as it is unless somebody or a new paper moves it."""
        return not self.provisional and self.lamp not in {Lamp.STILL, Lamp.STOPPED}

    def while_stopped(self, is_stopped: bool) -> Deadline:  # noqa: FBT001  # it says what it is
        """The same, as it looks while its own clock stands still."""
        return replace(self, lamp=Lamp.STOPPED) if is_stopped else self

    def while_still(self, stands_still: bool) -> Deadline:  # noqa: FBT001  # it says what it is
        """The same, as it looks while the case stands still."""
        return replace(self, lamp=Lamp.STILL) if stands_still else self


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxRow:
    """One piece of work in a list."""

    item: ItemId
    case: CaseId
    number: str
    title: str
    process: ProcessKey
    process_title: str
    process_title_en: str
    step: str
    step_en: str = ""
    urgency: str
    """``normal``, ``urgent`` 加急 or ``emergency`` 特急."""
    from_body: str
    """Name of the body the case came from."""
    from_body_en: str
    body: str
    body_en: str
    holder: str
    """Name of who has it, signed for or not yet; empty while it lies on its desk."""
    holder_en: str = ""
    is_mine: bool
    is_unread: bool
    offered_at: datetime
    deadline: Deadline
    clock: str = ""
    """The clock that counts for it; empty without one."""
    moves: int = 0
    """How often its deadline moved, and when it did last; None: never."""
    moved_at: datetime | None = None
    member: Membership | None = None
    shown: Shown = field(default_factory=dict)
    """What columns from the business data may show of it."""
    more_time: str = ""
    """On what ground more time is asked for; empty: it isn't."""
    more_time_en: str = ""
    may_open: bool = True
    """Whether it lies on a desk of the reader; otherwise only its case is open to them."""
    waits_for: str = ""
    """Who is asked to sign what was given in for it; empty where nothing is."""
    waits_for_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxCounts:
    """The figures over the inbox; each stops counting at ``cap`` and then shows ``99+``."""

    open: int
    late: int
    today: int
    unclaimed: int
    mine: int
    unit: int = 0
    """Of the bodies that the reader leads, whoever holds it."""
    climbed: int = 0
    """Late work of others that was brought before the reader."""
    extensions: int = 0
    """Work for which more time is asked of the reader."""
    notices: int = 0
    """What was told and not seen yet."""
    asides: int = 0
    """What is to be read or answered beside other people's work."""
    cap: int = 99

    @property
    def badge(self) -> Badge:
        """The same figures in the frame of the page."""
        return Badge(inbox=self.open, late=self.late, notices=self.notices, asides=self.asides)


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxQuery:
    """What part of the inbox is asked for."""

    view: str = "todo"
    """One of ``VIEWS``."""
    search: str = ""
    process: ProcessKey | None = None
    step: str = ""
    """Id of an element."""
    deadline: str = ""
    """One of ``DEADLINES``, or empty."""
    due_from: date | None = None
    due_until: date | None = None
    """Due between these days of the county, both included."""
    body: BodyId | None = None
    """On the desks of one body of the reader only."""
    from_body: BodyId | None = None
    holder: str = ""
    """One of ``HOLDERS``, the id of a person, or empty."""
    urgency: str = ""
    """One of ``URGENCIES``, or empty."""
    columns: tuple[str, ...] = ()
    """The columns from the business data that are shown, by their paths, in this order."""
    cursor: str | None = None
    limit: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxPage:
    """One page of the inbox."""

    rows: tuple[InboxRow, ...]
    next: str | None
    previous: str | None = None
    is_cut: bool = False
    """Whether so many matters have the words that only the work due first was looked through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxChoices:
    """What the inbox can be narrowed by."""

    processes: tuple[tuple[ProcessKey, str, str], ...]
    """(key, title, English title) of every process."""
    bodies: tuple[tuple[BodyId, str, str], ...]
    """(id, name, English name) of every body."""
    own: tuple[tuple[BodyId, str, str], ...] = ()
    """Those in which the reader has a post."""
    steps: tuple[tuple[str, str, str], ...] = ()
    """(element, name, English name) of every step of the process asked for."""
    newest: tuple[VersionId, ...] = ()
    """The newest version of every process."""
    columns: tuple[Column, ...] = ()
    """What can be shown beside: of the process asked for, or of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """The figures in the frame of every page."""

    inbox: int
    late: int
    notices: int
    asides: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """One thing told to the actor."""

    id: str
    kind: str
    sentence: str
    sentence_en: str
    case: CaseId | None
    number: str
    title: str = ""
    """Of the case."""
    process_title: str = ""
    process_title_en: str = ""
    at: datetime
    is_read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePage:
    """One page of what was told."""

    rows: tuple[NoticeRow, ...]
    next: str | None
    previous: str | None = None

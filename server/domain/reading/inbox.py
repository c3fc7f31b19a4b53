"""The inbox, its figures, and what was told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from server.domain.ids import BodyId, CaseId, ItemId, ProcessKey
    from server.domain.work import Membership


class Lamp(StrEnum):
    """The deadline lamp: colour, shape and words on the page follow from it."""

    LATE = "late"
    TODAY = "today"
    GOOD = "good"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """Until when, and how that looks now."""

    due: datetime | None
    lamp: Lamp
    amount: int = 0
    """Working days (or hours) left, or past when late."""
    unit: str = "day"
    """``day``: working days; ``hour``: hours; ``minute``: minutes."""


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
    """Name of who signed for it, or empty."""
    holder_en: str = ""
    is_mine: bool
    is_unread: bool
    offered_at: datetime
    deadline: Deadline
    member: Membership | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxCounts:
    """The figures over the inbox; each stops counting at ``cap`` and then shows ``99+``."""

    open: int
    late: int
    today: int
    unclaimed: int
    mine: int
    notices: int = 0
    """What was told and not seen yet."""
    cap: int = 99

    @property
    def badge(self) -> Badge:
        """The same figures in the frame of the page."""
        return Badge(inbox=self.open, late=self.late, notices=self.notices)


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxQuery:
    """What part of the inbox is asked for."""

    tab: str = "all"
    """``all``, ``unclaimed``, ``mine``, ``late``, ``today``."""
    search: str = ""
    process: ProcessKey | None = None
    deadline: str = ""
    from_body: BodyId | None = None
    cursor: str | None = None
    limit: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxPage:
    """One page of the inbox."""

    rows: tuple[InboxRow, ...]
    next: str | None
    previous: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxChoices:
    """What the inbox can be narrowed by."""

    processes: tuple[tuple[ProcessKey, str, str], ...]
    """(key, title, English title) of every process."""
    bodies: tuple[tuple[BodyId, str, str], ...]
    """(id, name, English name) of every body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """The figures in the frame of every page."""

    inbox: int
    late: int
    notices: int


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

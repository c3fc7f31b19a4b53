"""Why a piece of work is due when it is, and who hears of it until then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from server.domain.ladder import Rung, UrgeAnswer
    from server.domain.reading.inbox import InboxRow
    from server.domain.reckoned import DayByDay


@dataclass(frozen=True, slots=True, kw_only=True)
class RungOfClock:
    """One rung of the ladder, with the moment and who hears."""

    rung: Rung
    at: datetime
    body: str
    body_en: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockOfWork:
    """The clock of one piece of work, counted day by day."""

    row: InboxRow
    name: str
    """The clock and its variant, as diagrams name it: ``T43/emergency``."""
    told: DayByDay
    """Counted by the calendar and the clock table in force."""
    due: datetime
    """The moment that binds, as the work has it."""
    rungs: tuple[RungOfClock, ...]
    is_urged: bool = False
    """Whether it is so late that it is urged in writing."""

    @property
    def is_in_force(self) -> bool:
        """Whether the tables in force lead to the moment that binds.

        They don't while a new calendar is being applied, and for work offered before it was kept
        from when its clock counts.
        """
        return self.told.due == self.due


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDay:
    """A day with what is due on it."""

    day: date
    is_working: bool
    rows: tuple[InboxRow, ...]
    is_whole: bool
    """Whether the rows are sure to be all of it; of the last day that a full list reaches nobody knows."""
    count: int
    """How much it is; counting stops one beyond 99."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueMonth:
    """A month with what is due in it."""

    first: date
    is_known: bool
    """Whether the calendar of its year is published."""
    is_whole: bool
    """Whether nothing due in it was left out."""
    days: Mapping[date, DueDay]


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgingSheet:
    """What is urged in writing (督办单)."""

    clock: ClockOfWork
    issued_at: datetime
    office: tuple[str, str]
    """Who urges."""
    answer: UrgeAnswer | None
    text: str
    """What will be done; empty before the head has answered."""

"""A clock's days one by one, as somebody would count them by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from server.domain.respite import NO_RESPITE
from server.domain.workdays import DAY

if TYPE_CHECKING:
    from datetime import date, datetime, timedelta

    from server.domain.clock import Clock, Span
    from server.domain.respite import Respite
    from server.domain.workdays import Holiday


class DayKind(StrEnum):
    """What the calendar says of a day."""

    WORKING = "working"
    """An ordinary working day."""
    REST = "rest"
    """A Saturday or Sunday that is off."""
    HOLIDAY = "holiday"
    """A day off by the yearly notice."""
    MAKE_UP = "make_up"
    """A Saturday or Sunday worked in exchange (调休上班)."""


class DayPart(StrEnum):
    """What a day is to the clock."""

    START = "start"
    """The day of the event; counted only by hours."""
    COUNTED = "counted"
    PASSED = "passed"
    """Lies in between and isn't counted."""
    STOOD = "stood"
    """Isn't counted, because the clock stood still."""
    ROLLED = "rolled"
    """Only moves the end: lies between the last day counted and the day the clock is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfClock:
    """One day on the way of a clock."""

    day: date
    kind: DayKind
    part: DayPart
    number: int | None = None
    """Which of its days (or months) it completes; None where it completes none."""
    time: timedelta | None = None
    """How much of it is counted, for clocks of hours; None for clocks of days."""
    holiday: Holiday | None = None
    """By which notice it is off or worked."""
    is_known: bool = True
    """Whether the calendar of its year is published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysOff:
    """Days not worked that lie side by side, on the way of a clock."""

    first: date
    last: date
    holiday: Holiday | None
    """None: a weekend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayByDay:
    """A clock from its event to its end, in the order in which it is counted."""

    clock: Clock
    span: Span
    start: datetime
    begins: datetime
    """From when hours count; the start itself, unless the starting hour is left out."""
    due: datetime
    provisional: bool
    days: tuple[DayOfClock, ...]
    respite: Respite = NO_RESPITE
    """What it was given beyond its length."""

    @property
    def last(self) -> date:
        """The last day by the count alone, before the end is put elsewhere."""
        elsewhere = {DayPart.ROLLED, DayPart.STOOD}
        ends = [each.day for each in self.days if each.part not in elsewhere]
        return ends[-1]

    @property
    def is_put_off(self) -> bool:
        """Whether it stopped on its last day, so that it ends when it runs again."""
        return bool(self.stood) and self.stood[-1] > self.last

    @property
    def stood(self) -> tuple[date, ...]:
        """The days that aren't counted because it stood still."""
        return tuple(each.day for each in self.days if each.part is DayPart.STOOD)

    @property
    def is_rolled(self) -> bool:
        """Whether the end was put on another day than the last one counted."""
        return any(each.part is DayPart.ROLLED for each in self.days)

    @property
    def ends_on_day_off(self) -> bool:
        """Whether nobody works on the day it is over."""
        return self.days[-1].kind in {DayKind.REST, DayKind.HOLIDAY}

    @property
    def make_up_days(self) -> tuple[DayOfClock, ...]:
        """Weekend days on the way that are worked."""
        return tuple(each for each in self._way if each.kind is DayKind.MAKE_UP)

    @property
    def off(self) -> tuple[DaysOff, ...]:
        """What is off on the way, by notice or as a weekend, oldest first."""
        found: list[DaysOff] = []
        for each in sorted(self._way, key=lambda one: one.day):
            if each.kind not in {DayKind.REST, DayKind.HOLIDAY}:
                continue
            before = found[-1] if found else None
            if before and before.last + DAY == each.day and before.holiday == each.holiday:
                found[-1] = replace(before, last=each.day)
            else:
                found.append(DaysOff(first=each.day, last=each.day, holiday=each.holiday))
        return tuple(found)

    @property
    def _way(self) -> tuple[DayOfClock, ...]:
        aside = {DayPart.START, DayPart.STOOD}
        return tuple(each for each in self.days if each.part not in aside)

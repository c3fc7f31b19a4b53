"""What a clock may be given beyond its length, and what it was given: units by which it was extended (延期), time in which it stood still (中止).

A deadline is always reckoned from its beginning with all of it, so the order in which it was given,
or in which calendars changed meanwhile, leads nowhere else. What was left when a clock stopped is
left when it runs again: the day on which it stopped was begun, the day on which it runs again is not
counted, like the day of any event.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain.periods import Roll, Unit
from server.domain.workdays import DAY

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from server.domain.clock import Words
    from server.domain.ids import BodyId, PersonId
    from server.domain.workdays import Calendar

HEAD = "head"
"""As the approver of an extension: who heads the body that has the work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A reason for which a clock may stand still."""

    zh: str
    en: str
    is_once: bool = False
    """Whether a clock may stand still for it only once."""
    working_days: int | None = None
    """For how many working days at most; None: no law sets a limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """By how much a span may be extended, how often, for what reasons, by whose leave and what law."""

    span: str
    by: int
    """In the unit of the span."""
    times: int
    approver: str
    """``head``, or the function of a body whose head agrees: ``justice``."""
    grounds: tuple[Words, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionRequest:
    """What the holder of work asked for: more time, on a ground that its clock lists."""

    person: PersonId
    body: BodyId
    role: str
    """Who decides: this role of this body."""
    ground: str
    ground_en: str
    digest: str
    """Of the reason, which lies in the contents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A stretch of time in which a clock stood still, and on what ground."""

    begin: datetime
    end: datetime | None = None
    """None: it still stands."""
    until: datetime | None = None
    """When it runs again by itself; None: when somebody says so."""
    ground: str = ""
    ground_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """A stretch of time that is not counted."""

    begin: datetime
    end: datetime

    def days(self, calendar: Calendar) -> tuple[date, date]:
        """The day on which the clock stopped, and the one on which it ran again."""
        return calendar.local(self.begin).date(), calendar.local(self.end).date()

    def put_off(self, day: date, unit: Unit, calendar: Calendar) -> date:
        """Where a day lies now that was still to come when the clock stopped."""
        first, last = self.days(calendar)
        day = max(day, first)
        if first == last:
            return day
        if unit is not Unit.WD:
            return last + (day - first)
        left = calendar.working_days(first + DAY, day)
        end = calendar.local(calendar.add(self.end, left, Unit.WD)).date()
        return calendar.rolled(end, Roll.YES)

    def moved(self, moment: datetime, unit: Unit, calendar: Calendar) -> datetime:
        """Where a moment lies now; one that had come before stays."""
        if moment <= self.begin:
            return moment
        if unit in {Unit.H, Unit.MIN}:
            return moment + (self.end - self.begin)
        if unit is Unit.WH:
            return calendar.after_working_time(self.end, calendar.working_time(self.begin, moment))
        here = calendar.local(moment)
        day = self.put_off(here.date(), unit, calendar)
        return here + (day - here.date())


@dataclass(frozen=True, slots=True, kw_only=True)
class Respite:
    """All that one clock was given."""

    extended: int = 0
    """By how many of its units."""
    pauses: tuple[Pause, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether the clock stands still now."""
        return any(pause.end is None for pause in self.pauses)

    def stood(self, since: datetime) -> tuple[Stood, ...]:
        """The time since then that is not counted, oldest first; what overlaps is one stretch.

        A pause that lasts is not among it: how long it takes is known when it is over.
        """
        over = (
            Stood(begin=max(pause.begin, since), end=pause.end)
            for pause in self.pauses
            if pause.end is not None and pause.end > max(pause.begin, since)
        )
        return _joined(sorted(over, key=lambda each: (each.begin, each.end)))


def _joined(stretches: Iterable[Stood]) -> tuple[Stood, ...]:
    joined: list[Stood] = []
    for each in stretches:
        if joined and each.begin <= joined[-1].end:
            begin, end = joined[-1].begin, max(joined[-1].end, each.end)
            joined[-1] = Stood(begin=begin, end=end)
        else:
            joined.append(each)
    return tuple(joined)


NO_RESPITE = Respite()
"""Of a clock to which nothing was given."""

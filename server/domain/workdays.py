"""The county's calendar: which days and hours are worked, and when a period ends.

Two choices that the law leaves to its reader are taken here once:

* A period counted in days ends when the office closes on its last day, 18:00 by default, and not
  at midnight: the Civil Code, art. 203, ends a last day at the close of business where there are
  business hours, and a lamp that turns red while nobody is there to act helps nobody.
* A period counted in hours or minutes runs from the moment itself. Where a law says that the
  starting hour is not counted, the clock says so with ``StartRule.NEXT``.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from server.domain.county_time import COUNTY_TIME
from server.domain.periods import LampState, Remaining, Roll, StartRule, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A part of the day in which the office is open."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """One entry of the yearly notice: days off, and the weekend days worked in exchange."""

    name: str
    name_en: str
    first: date
    last: date
    working: tuple[date, ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        """Every day off, weekend days included."""
        return tuple(self.first + DAY * n for n in range((self.last - self.first).days + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarYear:
    """The State Council's notice for one year, with the papers it was taken from."""

    year: int
    holidays: tuple[Holiday, ...]
    papers: tuple[str, ...] = ()


OFFICE_HOURS = (
    Session(opens=time(8, 30), closes=time(12, 0)),
    Session(opens=time(14, 30), closes=time(18, 0)),
)
"""The hours of a county that has not said otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Counts periods by the working days and hours of one county.

    Years that are not loaded are counted by weekends alone; what depends on them is provisional.
    """

    zone: tzinfo = COUNTY_TIME
    sessions: tuple[Session, ...] = OFFICE_HOURS
    off_days: frozenset[date] = frozenset()
    working_weekends: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()
    holidays: tuple[Holiday, ...] = ()
    """The notices word for word, for whoever asks why a day is off or worked."""

    def __post_init__(self) -> None:
        hours = [moment for s in self.sessions for moment in (s.opens, s.closes)]
        if not hours or any(a >= b for a, b in pairwise(hours)):
            raise ValueError("sessions must follow one another within a day, each with a length")
        if self.off_days & self.working_weekends:
            raise ValueError("a day can't be off and worked at once")

    # --- days ---------------------------------------------------------------------------------

    def is_working(self, day: date) -> bool:
        """Whether the office is open that day."""
        if day.weekday() >= SATURDAY:
            return day in self.working_weekends
        return day not in self.off_days

    def working_days(self, first: date, last: date) -> int:
        """How many working days there are from the first to the last day, both included."""
        days = map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
        return sum(map(self.is_working, days))

    def rolled(self, day: date, roll: Roll) -> date:
        """The day itself, or the working day that the rule puts in its place."""
        if roll is Roll.NO:
            return day
        step = DAY if roll is Roll.YES else -DAY
        while not self.is_working(day):
            day += step
        return day

    def close_of(self, day: date) -> datetime:
        """When the office closes that day, or would, were it open."""
        return datetime.combine(day, self.sessions[-1].closes, self.zone)

    def closing(self, day: date, roll: Roll, start: datetime) -> datetime:
        """When the office closes on the last day of a period, or on the day put in its place.

        An early roll that would end before the start is not taken.
        """
        end = self.close_of(self.rolled(day, roll))
        return end if end >= start else self.close_of(day)

    def local(self, moment: datetime) -> datetime:
        """The same moment on the county's clocks; refuses one that names no zone."""
        if moment.tzinfo is None:
            raise ValueError(f"{moment} does not say in which zone it is")
        return moment.astimezone(self.zone)

    # --- periods ------------------------------------------------------------------------------

    def add(
        self,
        start: datetime,
        amount: int,
        unit: Unit,
        *,
        roll: Roll = Roll.NO,
        start_rule: StartRule = StartRule.MOMENT,
    ) -> datetime:
        """When a period ends that begins with the start; an amount of 0 means at once."""
        if amount < 0:
            raise ValueError(f"a period can't be negative: {amount}")
        begin = self.local(start)
        if amount == 0:
            return begin
        if unit.in_days:
            return self.closing(self._day_at(begin.date(), amount, unit), roll, begin)
        begin = counted_from(begin, start_rule) if unit is not Unit.MIN else begin
        if unit is Unit.WH:
            return self.after_working_time(begin, HOUR * amount)
        return self._later(begin, (HOUR if unit is Unit.H else MINUTE) * amount)

    def before(self, end: datetime, amount: int, unit: Unit) -> datetime:
        """The close of the day that lies a number of days or months before the end's day."""
        if not unit.in_days:
            raise ValueError("only days and months are counted back")
        return self.close_of(self._day_at(self.local(end).date(), -amount, unit))

    def is_provisional(self, start: datetime, end: datetime) -> bool:
        """Whether anything between the two moments lies in a year without a calendar yet."""
        first, last = sorted((self.local(start).year, self.local(end).year))
        return not self.years.issuperset(range(first, last + 1))

    # --- working time -------------------------------------------------------------------------

    def open_on(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """From when to when the office is open that day."""
        for session in self.sessions if self.is_working(day) else ():
            yield (
                datetime.combine(day, session.opens, self.zone),
                datetime.combine(day, session.closes, self.zone),
            )

    def working_time(self, start: datetime, end: datetime) -> timedelta:
        """How long the office is open between two moments."""
        begin, finish = self.local(start), self.local(end)
        total = timedelta()
        for n in range((finish.date() - begin.date()).days + 1):
            for opens, closes in self.open_on(begin.date() + DAY * n):
                total += max(min(closes, finish) - max(opens, begin), timedelta())
        return total

    def after_working_time(self, start: datetime, length: timedelta) -> datetime:
        """The moment at which the office has been open for so long since the start."""
        stretches = self._open_from(self.local(start))
        opens, closes = next(stretches)
        while closes - opens < length:
            length -= closes - opens
            opens, closes = next(stretches)
        return opens + length

    def moment_at_share(
        self,
        start: datetime,
        due: datetime,
        share: float,
        unit: Unit,
        *,
        start_rule: StartRule = StartRule.MOMENT,
    ) -> datetime:
        """When a share of a period is used, in its own time: half of 10 WD is used after 5 WD.

        Never after the due moment, and the due moment itself when there is nothing to share.
        """
        if not 0 < share <= 1:
            raise ValueError(f"a share lies above 0 and is at most 1: {share}")
        here, end = self.local(start), self.local(due)
        counted = self.close_of(here.date()) if unit.in_days else counted_from(here, start_rule)
        begin = counted if counted < end else here
        if unit.in_working_time:
            moment = self.after_working_time(begin, self.working_time(begin, end) * share)
        else:
            moment = self._later(begin, (end - begin) * share)
        return min(max(moment, here), end)

    def remaining(self, now: datetime, due: datetime) -> Remaining:
        """What the lamp of a deadline shows now."""
        here, end = self.local(now), self.local(due)
        today, last = here.date(), end.date()
        if here > end:
            late = self.working_days(last + DAY, today)
            if late:
                return Remaining(state=LampState.OVERDUE, amount=late, unit=Unit.WD)
            return self._short(LampState.OVERDUE, end, here)
        if today == last:
            return self._short(LampState.TODAY, here, end)
        left = self.working_days(today + DAY, last)
        if left:
            return Remaining(state=LampState.LEFT, amount=left, unit=Unit.WD)
        return Remaining(state=LampState.LEFT, amount=(last - today).days, unit=Unit.CD)

    # --- inside -------------------------------------------------------------------------------

    def _day_at(self, day: date, amount: int, unit: Unit) -> date:
        if unit is Unit.CD:
            return day + DAY * amount
        if unit is Unit.MONTH:
            return months_after(day, amount)
        step = DAY if amount > 0 else -DAY
        for _ in range(abs(amount)):
            day = self.rolled(day + step, Roll.YES if amount > 0 else Roll.EARLY)
        return day

    def _later(self, begin: datetime, length: timedelta) -> datetime:
        """By elapsed time, so that a zone with summer time counts right too."""
        return (begin.astimezone(UTC) + length).astimezone(self.zone)

    def _open_from(self, begin: datetime) -> Iterator[tuple[datetime, datetime]]:
        day = begin.date()
        while True:
            for opens, closes in self.open_on(day):
                if begin < closes:
                    yield max(opens, begin), closes
            day += DAY

    def _short(self, state: LampState, first: datetime, last: datetime) -> Remaining:
        """Minutes under an hour, working hours above."""
        if last - first < HOUR:
            return Remaining(state=state, amount=ceil((last - first) / MINUTE), unit=Unit.MIN)
        hours = ceil(self.working_time(first, last) / HOUR)
        return Remaining(state=state, amount=hours, unit=Unit.WH)


def calendar_of(
    years: Iterable[CalendarYear],
    *,
    sessions: tuple[Session, ...] = OFFICE_HOURS,
) -> Calendar:
    """The calendar that the notices of several years make together."""
    noticed = tuple(years)
    holidays = [holiday for year in noticed for holiday in year.holidays]
    return Calendar(
        sessions=sessions,
        off_days=frozenset(day for holiday in holidays for day in holiday.days),
        working_weekends=frozenset(day for holiday in holidays for day in holiday.working),
        years=frozenset(year.year for year in noticed),
        holidays=tuple(holidays),
    )


def counted_from(begin: datetime, rule: StartRule) -> datetime:
    """The moment from which hours count that begin then."""
    if rule is StartRule.MOMENT:
        return begin
    return begin.replace(minute=0, second=0, microsecond=0) + HOUR


def months_after(day: date, months: int) -> date:
    """The same day of a later (or earlier) month, or its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))

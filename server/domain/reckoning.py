"""Why a clock is over when it is: its days counted one by one.

The clock table reckons the due moment (``ClockTable.reckon``); this walks the same way once more,
day after day, so that people can look at each. That both come to the same moment is a property
that tests hold for any clock, start and calendar.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import TYPE_CHECKING

from server.domain.clock import Agreed, Count, CountBack, FixedDate
from server.domain.periods import Roll, StartRule, Unit
from server.domain.reckoned import DayByDay, DayKind, DayOfClock, DayPart
from server.domain.respite import NO_RESPITE
from server.domain.workdays import DAY, SATURDAY, counted_from, months_after

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from server.domain.clock import Clock, ClockTable, Span
    from server.domain.respite import Respite, Stood
    from server.domain.workdays import Calendar


def day_by_day(
    table: ClockTable,
    clock_id: str,
    start: datetime,
    calendar: Calendar,
    *,
    agreed: datetime | None = None,
    respite: Respite = NO_RESPITE,
) -> DayByDay:
    """A clock (``T43/emergency``) that began at the start, with all its days."""
    clock = table.clock(clock_id)
    span = clock.span(clock_id.partition("/")[2] or None)
    walk = _Walk(clock, calendar, calendar.local(start), respite)
    whole = _extended(span, respite.extended)
    days = walk.days(whole, agreed)
    reckoned = table.reckon(clock_id, start, calendar, agreed=agreed, respite=respite)
    return DayByDay(
        clock=clock,
        span=whole,
        start=walk.start,
        begins=walk.begins,
        due=walk.end(whole, days, agreed),
        provisional=reckoned.provisional,
        days=tuple(days),
        respite=respite,
    )


def _extended(span: Span, by: int) -> Span:
    match span.measure:
        case Count(amount=amount) if amount:
            return replace(span, measure=replace(span.measure, amount=amount + by))
        case _:
            return span


class _Walk:
    """One clock on its way through one calendar."""

    def __init__(self, clock: Clock, calendar: Calendar, start: datetime, respite: Respite) -> None:
        self._clock = clock
        self._calendar = calendar
        self._respite = respite
        self._notices = {
            day: holiday
            for holiday in calendar.holidays
            for day in (*holiday.days, *holiday.working)
        }
        self.start = start
        self.begins = start

    def days(self, span: Span, agreed: datetime | None) -> list[DayOfClock]:
        """The day of the event, then all that follow."""
        match span.measure:
            case Count(amount=0):
                return [self._begin()]
            case Count(amount=amount, unit=unit) if unit.in_days:
                return self._forwards(amount, unit)
            case CountBack(amount=amount, unit=unit):
                return self._rolled(self._counted(amount, unit, -1))
            case Count(amount=amount, unit=unit):
                rule = StartRule.MOMENT if unit is Unit.MIN else self._clock.start_rule
                self.begins = counted_from(self.start, rule)
                return self._hours(amount, unit)
            case FixedDate(month=month, day=day):
                return self._rolled([self._begin(), self._seen(self._yearly(month, day), number=1)])
            case _:
                end = self._calendar.local(agreed or self.start).date()
                return [self._begin(), self._seen(end, number=1)]

    def end(self, span: Span, days: list[DayOfClock], agreed: datetime | None) -> datetime:
        """The moment on the last of these days."""
        match span.measure:
            case Agreed():
                return self._calendar.local(agreed or self.start)
            case Count(amount=0):
                return self.start
            case Count(unit=unit) if not unit.in_days:
                return self._hour_of(days, unit)
            case _:
                return self._calendar.close_of(days[-1].day)

    # --- days ---------------------------------------------------------------------------------

    def _begin(self) -> DayOfClock:
        return self._seen(self.start.date(), part=DayPart.START)

    def _seen(
        self,
        day: date,
        part: DayPart = DayPart.COUNTED,
        number: int | None = None,
        counted: timedelta | None = None,
    ) -> DayOfClock:
        is_weekend, is_working = day.weekday() >= SATURDAY, self._calendar.is_working(day)
        kinds = {
            (True, True): DayKind.MAKE_UP,
            (True, False): DayKind.REST,
            (False, True): DayKind.WORKING,
            (False, False): DayKind.HOLIDAY,
        }
        holiday = self._notices.get(day)
        kind = DayKind.HOLIDAY if holiday and not is_working else kinds[is_weekend, is_working]
        return DayOfClock(
            day=day,
            kind=kind,
            part=part,
            number=number,
            time=counted,
            holiday=holiday,
            is_known=day.year in self._calendar.years,
        )

    def _forwards(self, amount: int, unit: Unit) -> list[DayOfClock]:
        """With the stretches in which it stood still before it was over, one after the other."""
        stretches = self._respite.stood(self.start)
        walked = self._past(amount, unit, ())
        for number, each in enumerate(stretches, 1):
            if self._calendar.close_of(walked[-1].day) <= each.begin:
                break
            walked = self._past(amount, unit, stretches[:number])
        return walked

    def _past(self, amount: int, unit: Unit, stretches: Sequence[Stood]) -> list[DayOfClock]:
        """With these stretches in which it stood still."""
        walked = self._put_off(self._counted(amount, unit, 1, stretches), unit, stretches)
        return self._rolled(walked, not_before=self.start)

    def _counted(
        self, amount: int, unit: Unit, way: int, stretches: Iterable[Stood] = ()
    ) -> list[DayOfClock]:
        """Day after day, forwards (1) or backwards (-1), until so many are counted."""
        still = [each.days(self._calendar) for each in stretches]
        walked, number, day, run = [self._begin()], 0, self.start.date(), self.start.date()
        while number < amount:
            day += DAY * way
            if any(first < day <= last for first, last in still):
                walked.append(self._seen(day, DayPart.STOOD))
                continue
            run += DAY * way
            completes = self._completes(day if unit is Unit.WD else run, unit, way * (number + 1))
            number += completes
            is_counted = completes or unit is not Unit.WD
            part = DayPart.COUNTED if is_counted else DayPart.PASSED
            walked.append(self._seen(day, part, number if completes else None))
        return walked

    def _put_off(
        self, walked: list[DayOfClock], unit: Unit, stretches: Iterable[Stood]
    ) -> list[DayOfClock]:
        """With the days to which the end is put off when the clock stopped on its last day."""
        for first, last in (each.days(self._calendar) for each in stretches):
            end = walked[-1].day
            if end > first or first == last:
                continue
            way = (end + DAY * n for n in range(1, (last - end).days + 1))
            walked = [*walked, *(self._seen(day, DayPart.STOOD) for day in way)]
            if unit is Unit.WD:
                walked = self._to(walked, self._calendar.rolled(last, Roll.YES))
        return walked

    def _completes(self, day: date, unit: Unit, number: int) -> bool:
        """Whether this day completes that many units."""
        if unit is Unit.WD:
            return self._calendar.is_working(day)
        return unit is Unit.CD or day == months_after(self.start.date(), number)

    def _rolled(
        self, walked: list[DayOfClock], not_before: datetime | None = None
    ) -> list[DayOfClock]:
        """With the days to which the end is put off, or drawn back, when it falls on a day off."""
        last = walked[-1].day
        end = self._calendar.rolled(last, self._clock.roll)
        if not_before and self._calendar.close_of(end) < not_before:
            return walked
        return self._to(walked, end)

    def _to(self, walked: list[DayOfClock], end: date) -> list[DayOfClock]:
        """With the days that only lead to another end."""
        last = walked[-1].day
        step = DAY if end > last else -DAY
        way = (last + step * n for n in range(1, abs((end - last).days) + 1))
        return [*walked, *(self._seen(day, DayPart.ROLLED) for day in way)]

    def _yearly(self, month: int, day: int) -> date:
        """The first such day, rolled, that is not over at the start."""
        days = (date(year, month, day) for year in count(self.start.year))
        ends = ((each, self._calendar.rolled(each, self._clock.roll)) for each in days)
        return next(day for day, end in ends if self._calendar.close_of(end) >= self.start)

    # --- hours --------------------------------------------------------------------------------

    def _hours(self, amount: int, unit: Unit) -> list[DayOfClock]:
        """Day after day, with what of each is counted, until all is used."""
        left = timedelta(minutes=amount) if unit is Unit.MIN else timedelta(hours=amount)
        walked, day = [], self.begins.date()
        if day != self.start.date():
            walked.append(self._begin())
        while True:
            used = min(left, sum((b - a for a, b in self._open(day, unit)), timedelta()))
            left -= used
            idle = DayPart.STOOD if self._stood_on(day) else DayPart.PASSED
            part = DayPart.COUNTED if used else idle
            walked.append(self._seen(day, part, counted=used))
            if not left:
                return walked
            day += DAY

    def _open(self, day: date, unit: Unit) -> Iterator[tuple[datetime, datetime]]:
        """The stretches of a day that count, from the beginning on."""
        if unit is Unit.WH:
            stretches = list(self._calendar.open_on(day))
        else:
            midnight = datetime.combine(day, time(), self.start.tzinfo)
            stretches = [(midnight, datetime.combine(day + DAY, time(), self.start.tzinfo))]
        for opens, closes in stretches:
            yield from self._running(max(opens, self.begins), closes)

    def _running(self, opens: datetime, closes: datetime) -> Iterator[tuple[datetime, datetime]]:
        """What is left of a stretch without the time in which the clock stood still."""
        for each in self._respite.stood(self.begins):
            if each.begin >= closes:
                break
            if opens < each.begin:
                yield opens, each.begin
            opens = max(opens, each.end)
        if opens < closes:
            yield opens, closes

    def _stood_on(self, day: date) -> bool:
        stretches = (each.days(self._calendar) for each in self._respite.stood(self.begins))
        return any(first <= day <= last for first, last in stretches)

    def _hour_of(self, days: list[DayOfClock], unit: Unit) -> datetime:
        """The moment of the last day at which what is counted of it is used."""
        left, stretches = days[-1].time or timedelta(), self._open(days[-1].day, unit)
        opens, closes = next(stretches)
        while closes - opens < left:
            left -= closes - opens
            opens, closes = next(stretches)
        return opens + left

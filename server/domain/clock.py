"""The county's clock table: from what event, for how long, and who hears of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import count
from typing import TYPE_CHECKING

from server.domain.errors import AgreedDateTooLate, AgreedDateWanted, NoSuchClock
from server.domain.periods import Roll, StartRule, Unit
from server.domain.respite import NO_RESPITE
from server.domain.workdays import counted_from

if TYPE_CHECKING:
    from datetime import datetime

    from server.domain.ids import ClockId, ProcessKey
    from server.domain.respite import Extension, Ground, Respite
    from server.domain.workdays import Calendar

A_COMMON_YEAR = 2027


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The same thing said in Chinese and in English."""

    zh: str
    en: str


# --- how long ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """So many units after the start; 0 means at once."""

    amount: int
    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class CountBack:
    """So many days or months before the start: a reminder, or the last day for a notice."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if not self.unit.in_days:
            raise ValueError("only days and months are counted back")


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedDate:
    """The same day every year; the first one that is not over at the start."""

    month: int
    day: int

    def __post_init__(self) -> None:
        date(A_COMMON_YEAR, self.month, self.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """The moment that an approved plan names, perhaps no later than a limit."""

    limit: Count | None = None


Measure = Count | CountBack | FixedDate | Agreed


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One named length of a clock: ``routine`` 1 WH, ``emergency`` 10 MIN."""

    name: str
    measure: Measure

    @property
    def unit(self) -> Unit:
        """What its use is counted in: fixed dates by the calendar, plans by working days."""
        match self.measure:
            case Count() | CountBack():
                return self.measure.unit
            case FixedDate():
                return Unit.CD
            case _:
                return Unit.WD


class Basis(StrEnum):
    """How binding the length of a clock is; only a law is printed as law."""

    LAW = "law"
    RULE = "rule"
    """A county, city or department document."""
    PRACTICE = "practice"
    """What other places do."""
    DEFAULT = "default"
    """Proposed by this product, for the county to set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One row of the clock table; the first of its spans holds when no variant is named."""

    id: ClockId
    process: ProcessKey
    step: Words
    starts: Words
    """The event from which it counts."""
    spans: tuple[Span, ...]
    roll: Roll
    on_breach: Words
    source: str
    basis: Basis
    supervised_by: str
    """Function of the office that hears of a breach: ``justice`` or ``command_centre``."""
    start_rule: StartRule = StartRule.MOMENT
    at_least: bool = False
    """A time that must pass before the next step, so that it can't be late."""
    suspend: tuple[Ground, ...] = ()
    """The only reasons for which it may stand still."""
    extend: tuple[Extension, ...] = ()

    def __post_init__(self) -> None:
        if not self.spans or len({span.name for span in self.spans}) < len(self.spans):
            raise ValueError(f"{self.id} needs spans with different names")

    def extension(self, variant: str | None) -> Extension | None:
        """How the named span, or the first, may be extended; None: not at all."""
        name = self.span(variant).name
        return next((each for each in self.extend if each.span == name), None)

    def span(self, variant: str | None = None) -> Span:
        """The named span, or the first; refused with ``NoSuchClock``."""
        for span in self.spans:
            if variant in {None, span.name}:
                return span
        raise NoSuchClock(clock=f"{self.id}/{variant}")


# --- until when -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """When a clock is over, and whether that may change once next year's calendar is known."""

    due: datetime
    provisional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockTable:
    """All clocks of a county."""

    clocks: tuple[Clock, ...]

    def __post_init__(self) -> None:
        if len({clock.id for clock in self.clocks}) < len(self.clocks):
            raise ValueError("two clocks have the same id")

    @property
    def names(self) -> frozenset[str]:
        """Everything that ``due(...)`` in a diagram may name: ``T41`` and ``T41/emergency``."""
        whole = {str(clock.id) for clock in self.clocks}
        return frozenset(
            whole | {f"{clock.id}/{span.name}" for clock in self.clocks for span in clock.spans}
        )

    def clock(self, clock_id: str) -> Clock:
        """A clock by its id, with or without ``/variant``; refused with ``NoSuchClock``."""
        name = clock_id.partition("/")[0]
        for clock in self.clocks:
            if clock.id == name:
                return clock
        raise NoSuchClock(clock=clock_id)

    def due(
        self,
        clock_id: str,
        start: datetime,
        calendar: Calendar,
        variant: str | None = None,
        *,
        agreed: datetime | None = None,
    ) -> datetime:
        """When a clock (``T43``, ``T43/emergency``) that began at the start is over.

        ``agreed`` is the moment of the approved plan, for spans that are set by one.
        """
        return self.reckon(clock_id, start, calendar, variant, agreed=agreed).due

    def reckon(
        self,
        clock_id: str,
        start: datetime,
        calendar: Calendar,
        variant: str | None = None,
        *,
        agreed: datetime | None = None,
        respite: Respite = NO_RESPITE,
    ) -> Reckoning:
        """When a clock is over to which so much was given, and whether that is provisional (日历未公布).

        Only what is counted after its start can be extended or stand still.
        """
        clock = self.clock(clock_id)
        span = clock.span(variant or clock_id.partition("/")[2] or None)
        if isinstance(span.measure, Agreed):
            end = _agreed(clock, span.measure, start, calendar, agreed)
            return Reckoning(due=end, provisional=False)
        if isinstance(span.measure, Count):
            plain, due = _given(clock, span.measure, start, calendar, respite)
        else:
            due = _end(clock, span.measure, start, calendar, clock.roll)
            plain = _end(clock, span.measure, start, calendar, Roll.NO)
        rests_on = start if span.unit.in_working_time else plain
        depends = span.unit.in_working_time or clock.roll is not Roll.NO
        return Reckoning(due=due, provisional=depends and calendar.is_provisional(rests_on, due))

    def is_provisional(self, clock_id: str, start: datetime, calendar: Calendar) -> bool:
        """Whether the end of a clock may change; what a plan names stands as it was approved."""
        span = self.clock(clock_id).span(clock_id.partition("/")[2] or None)
        if isinstance(span.measure, Agreed):
            return False
        return self.reckon(clock_id, start, calendar).provisional


def _end(
    clock: Clock,
    measure: Count | CountBack | FixedDate,
    start: datetime,
    calendar: Calendar,
    roll: Roll,
) -> datetime:
    match measure:
        case Count():
            return calendar.add(
                start, measure.amount, measure.unit, roll=roll, start_rule=clock.start_rule
            )
        case CountBack():
            day = calendar.before(start, measure.amount, measure.unit).date()
            return calendar.close_of(calendar.rolled(day, roll))
        case _:
            days = (
                date(year, measure.month, measure.day) for year in count(calendar.local(start).year)
            )
            ends = (calendar.close_of(calendar.rolled(day, roll)) for day in days)
            return next(end for end in ends if end >= start)


def _given(
    clock: Clock, measure: Count, start: datetime, calendar: Calendar, respite: Respite
) -> tuple[datetime, datetime]:
    """When so many units after the start are over, before the end is rolled and after."""
    amount = measure.amount + respite.extended if measure.amount else 0
    whole = replace(measure, amount=amount)
    plain = _end(clock, whole, start, calendar, Roll.NO)
    begins = calendar.local(start)
    if not measure.unit.in_days:
        begins = counted_from(begins, clock.start_rule) if measure.unit is not Unit.MIN else begins
        for stood in respite.stood(begins):
            plain = stood.moved(plain, measure.unit, calendar)
        return plain, plain
    if amount == 0:
        return plain, plain
    due = calendar.closing(plain.date(), clock.roll, begins)
    for stood in respite.stood(begins):
        if due > stood.begin:
            plain = calendar.close_of(stood.put_off(plain.date(), measure.unit, calendar))
            due = calendar.closing(plain.date(), clock.roll, begins)
    return plain, due


def _agreed(
    clock: Clock,
    measure: Agreed,
    start: datetime,
    calendar: Calendar,
    agreed: datetime | None,
) -> datetime:
    if agreed is None:
        raise AgreedDateWanted(clock=clock.id)
    if measure.limit:
        latest = _end(clock, measure.limit, start, calendar, clock.roll)
        if agreed > latest:
            raise AgreedDateTooLate(latest=latest)
    return calendar.local(agreed)

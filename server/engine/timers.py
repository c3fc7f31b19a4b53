"""Timers: a moment, a duration or a cycle, in FEEL or plain ISO 8601; no clock is ever asked."""

from __future__ import annotations

import re
from calendar import monthrange
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from server.domain.county import Missed
from server.domain.county_time import COUNTY_TIME, moment_of
from server.domain.feel import Months
from server.engine.expressions import Expression, read
from server.engine.hardening.stuck import Stuck

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from server.domain.ports import Surroundings
    from server.domain.values import Value

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}([T ][\d:.]+(Z|[+-]\d{2}:?\d{2})?)?")
_DURATION = re.compile(
    r"P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?"
    r"(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?"
)
_CYCLE = re.compile(r"R(\d*)/(?:([^/P][^/]*)/)?(P[^/]+)")
_YEAR = 12
_DAY = len("2026-01-01")


class TimerKind(StrEnum):
    """Which of the three ways of BPMN (2.0, 10.5.5.13)."""

    DATE = "timeDate"
    DURATION = "timeDuration"
    CYCLE = "timeCycle"


@dataclass(frozen=True, slots=True)
class Duration:
    """Calendar months, then exact time: a month after 31 January is the last of February."""

    months: int
    span: timedelta

    def after(self, moment: datetime, times: int = 1) -> datetime:
        """The moment that lies this much later, counted ``times`` over from the same start."""
        local = moment.astimezone(COUNTY_TIME)
        year, month = divmod(local.year * _YEAR + local.month - 1 + self.months * times, _YEAR)
        day = min(local.day, monthrange(year, month + 1)[1])
        return (local.replace(year=year, month=month + 1, day=day) + self.span * times).astimezone(
            UTC
        )


@dataclass(frozen=True, slots=True, eq=False)
class Timer:
    """The definition of a timer event."""

    kind: TimerKind
    text: str
    expression: Expression | None = None
    missed: Missed | None = None
    """What becomes of missed occurrences of a cycle; None: as the county has it."""

    def first(
        self, now: datetime, value_of: Callable[[Expression], Value]
    ) -> tuple[datetime, list[Any] | None]:
        """When it is due, counted from now; and for a cycle what is needed to go on."""
        value = self.text if self.expression is None else value_of(self.expression)
        with _within_reach(self.text):
            if self.kind is TimerKind.CYCLE:
                return _first_of_cycle(self._text(value), now)
            if self.kind is TimerKind.DURATION:
                return _duration(value, self.text).after(now), None
            return moment_in(value, self.text), None

    def next(self, rest: list[Any], around: Surroundings) -> tuple[datetime, list[Any]] | None:
        """The next occurrence of a cycle: that which still lies ahead, or the next to make up for."""
        anchor, count, last, text = datetime.fromisoformat(rest[0]), rest[1], rest[2], rest[3]
        duration = read_duration(text)
        with _within_reach(self.text):
            if (self.missed or around.missed) is Missed.ALL:
                count += 1
            else:
                count = _ahead(duration, anchor, count, around.moment)
            if 0 <= last < count:
                return None
            return duration.after(anchor, count), [rest[0], count, last, text]

    def _text(self, value: Value) -> str:
        if isinstance(value, str):
            return value
        raise _no_time(self.text)


def read_timer(kind: TimerKind, text: str) -> Timer:
    """Read what a diagram says: ISO 8601 as it stands, anything else is FEEL."""
    text = text.strip()
    plain = {TimerKind.DATE: _DATE, TimerKind.DURATION: _DURATION, TimerKind.CYCLE: _CYCLE}[kind]
    if not plain.fullmatch(text):
        return Timer(kind=kind, text=text, expression=read(text))
    timer = Timer(kind=kind, text=text)
    some_day = datetime(2000, 1, 1, tzinfo=UTC)
    if kind is TimerKind.CYCLE:
        _first_of_cycle(text, some_day)
    elif kind is TimerKind.DATE:
        moment_in(text, text)
    else:
        read_duration(text).after(some_day)
    return timer


def read_duration(text: str) -> Duration:
    """Read an ISO 8601 duration."""
    match = _DURATION.fullmatch(text)
    if match is None:
        raise _no_time(text)
    years, months, weeks, days, hours, minutes = (int(part or 0) for part in match.groups()[:6])
    span = timedelta(
        weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=float(match[7] or 0)
    )
    return Duration(years * _YEAR + months, span)


def _ahead(duration: Duration, anchor: datetime, count: int, moment: datetime) -> int:
    """The number of the first occurrence after this one that lies after the moment."""
    if not duration.months:
        count = max(count, (moment - anchor) // duration.span)
    count += 1
    while duration.after(anchor, count) <= moment:
        count += 1
    return count


def _first_of_cycle(text: str, now: datetime) -> tuple[datetime, list[Any]]:
    match = _CYCLE.fullmatch(text.strip())
    if match is None:
        raise _no_time(text)
    duration = read_duration(match[3])
    if duration == Duration(0, timedelta()) or match[1] == "0":
        raise _no_time(text)
    start = now if match[2] is None else moment_in(match[2], text)
    count = 1 if match[2] is None else 0
    last = int(match[1]) - 1 + count if match[1] else -1
    return duration.after(start, count), [start.isoformat(), count, last, match[3]]


def read_limit(text: str) -> Timer:
    """Read until when something is to be done: a moment or a duration, or FEEL that gives either."""
    is_duration = _DURATION.fullmatch(text.strip()) is not None
    return read_timer(TimerKind.DURATION if is_duration else TimerKind.DATE, text)


def limit_in(value: Value, now: datetime, text: str) -> datetime | None:
    """The moment that such a limit (``text``) gave; none where it gave null."""
    is_duration = isinstance(value, timedelta | Months) or (
        isinstance(value, str) and _DURATION.fullmatch(value) is not None
    )
    if value is None:
        return None
    with _within_reach(text):
        return _duration(value, text).after(now) if is_duration else moment_in(value, text)


def _duration(value: Value, text: str) -> Duration:
    if isinstance(value, timedelta):
        return Duration(0, value)
    if isinstance(value, Months):
        return Duration(value.months, timedelta())
    if isinstance(value, str):
        return read_duration(value)
    raise _no_time(text)


def moment_in(value: Value, text: str) -> datetime:
    """The moment that an expression (``text``) gave: a moment, a day's first, or ISO 8601 text."""
    value = day_or_moment(value, text)
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    with _within_reach(text):
        return moment_of(value)


def day_or_moment(value: Value, text: str) -> date:
    """The day or moment that an expression (``text``) gave; what forms give is ISO 8601 text."""
    if isinstance(value, str):
        try:
            value = (
                datetime.fromisoformat(value) if len(value) > _DAY else date.fromisoformat(value)
            )
        except ValueError as error:
            raise _no_time(text) from error
    if isinstance(value, date):
        return value
    raise _no_time(text)


@contextmanager
def _within_reach(text: str) -> Iterator[None]:
    """Say of what an expression (``text``) gave that it lies beyond every calendar (years 1 to 9999)."""
    try:
        yield
    except (ValueError, OverflowError) as error:
        raise _no_time(text) from error


def _no_time(text: str) -> Stuck:
    return Stuck(f"“{text}”不是可用的时间", f"{text!r} gives no usable time")

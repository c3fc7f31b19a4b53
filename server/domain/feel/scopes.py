"""Where names are looked up while an expression is evaluated, and the properties of values."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from server.domain.feel.limits import Run
from server.domain.feel.temporal import (
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    Date,
    DateTime,
    Months,
    Span,
    Time,
)
from server.domain.feel.values import Range, Value, inward

MISSING: Any = object()


class Given(dict[str, Value]):
    """The variables given from outside, turned into values when first asked for."""

    def __init__(self, source: Mapping[str, Any]) -> None:
        super().__init__()
        self.source = source

    def get(self, key: str, default: Any = None) -> Value:
        """Find a variable."""
        try:
            return self[key]
        except KeyError:
            return default

    def __missing__(self, key: str) -> Value:
        value = self[key] = inward(self.source[key])
        return value


class Scope:
    """Names in reach, and the scope around them."""

    __slots__ = ("outer", "run", "values")

    def __init__(self, values: dict[str, Value], outer: "Scope | None", run: Run) -> None:
        self.values = values
        self.outer = outer
        self.run = run

    def inner(self, values: dict[str, Value]) -> "Scope":
        """Open a scope inside this one."""
        return Scope(values, self, self.run)

    def find(self, name: str) -> Value:
        """Find the nearest value of a name, or MISSING."""
        scope: Scope | None = self
        while scope is not None:
            value = scope.values.get(name, MISSING)
            if value is not MISSING:
                return value
            scope = scope.outer
        return MISSING


Evaluate = Callable[[Scope], Value]


def _whole(count: int, unit: int, around: int | None = None) -> Decimal:
    whole = abs(count) // unit
    whole = whole if around is None else whole % around
    return Decimal(-whole if count < 0 else whole)


def _seconds(nanos: int) -> Decimal:
    """Count the seconds of the minute, with their fraction."""
    rest = Decimal(abs(nanos) % MINUTE) / SECOND
    return -rest if nanos < 0 else rest


def _offset(value: Time | DateTime) -> Value:
    offset = value.offset
    return None if offset is None else Span(offset * SECOND)


def _zone(value: Time) -> Value:
    return value.zone if isinstance(value.zone, str) else None


_TIME: dict[str, Callable[[Any], Value]] = {
    "hour": lambda v: Decimal(v.hour),
    "minute": lambda v: Decimal(v.minute),
    "second": lambda v: _seconds(v.nanos),
    "time offset": _offset,
    "timezone": _zone,
}
_DATE: dict[str, Callable[[Any], Value]] = {
    "year": lambda v: Decimal(v.year),
    "month": lambda v: Decimal(v.month),
    "day": lambda v: Decimal(v.day),
    "weekday": lambda v: Decimal(v.weekday),
}


def _of_date(get: Callable[[Any], Value]) -> Callable[[Any], Value]:
    return lambda value: get(value.date)


def _of_time(get: Callable[[Any], Value]) -> Callable[[Any], Value]:
    return lambda value: get(value.time)


_PROPERTIES: dict[type, dict[str, Callable[[Any], Value]]] = {
    Date: _DATE,
    Time: _TIME,
    DateTime: {name: _of_date(get) for name, get in _DATE.items()}
    | {name: _of_time(get) for name, get in _TIME.items()}
    | {"time offset": _offset},
    Span: {
        "days": lambda v: _whole(v.nanos, DAY),
        "hours": lambda v: _whole(v.nanos, HOUR, 24),
        "minutes": lambda v: _whole(v.nanos, MINUTE, 60),
        "seconds": lambda v: _seconds(v.nanos),
    },
    Months: {
        "years": lambda v: _whole(v.months, 12),
        "months": lambda v: _whole(v.months, 1, 12),
    },
    Range: {
        "start": lambda v: v.low,
        "end": lambda v: v.high,
        "start included": lambda v: v.low_closed,
        "end included": lambda v: v.high_closed,
    },
}


def property_of(value: Value, name: str) -> Value:
    """Find a property of a value, or MISSING; of a list, that of each item."""
    if isinstance(value, dict):
        return value.get(name, MISSING)
    if isinstance(value, list):
        found = [property_of(item, name) for item in value]
        return [None if item is MISSING else item for item in found]
    get = _PROPERTIES.get(type(value), {}).get(name)
    return MISSING if get is None else get(value)

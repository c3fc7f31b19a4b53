"""The values of the language, and the way in from and out to those of Python."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from inspect import signature
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from server.domain.feel.limits import Run, joined_text
from server.domain.feel.names import WORD
from server.domain.feel.refusals import Unfit
from server.domain.feel.temporal import DAY, SECOND, Date, DateTime, Months, Span, Time, Zone

Value = Any
"""None, bool, Decimal, str, list, dict, Range, Function, or one of the temporal types."""

MICRO = 1000
_NAME = re.compile(rf"{WORD}(?:(?: |[.\-/'*+]+)(?:{WORD}|\d+))*")


@dataclass(frozen=True, slots=True)
class Range:
    """All values between two ends; an end that is None is open without limit."""

    low: Value
    high: Value
    low_closed: bool
    high_closed: bool

    def __str__(self) -> str:
        left = "[" if self.low_closed else "("
        right = "]" if self.high_closed else ")"
        return joined_text((left, *_pieces(self.low), "..", *_pieces(self.high), right))


class Calling(Protocol):
    """What a function value does with its arguments."""

    def __call__(self, run: Run, arguments: list[Value], /) -> Value:
        """Give the result."""


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function as a value: written in the expression, built in, or given by the host."""

    parameters: tuple[str, ...] | None
    call: Calling
    types: tuple[Any, ...] = ()
    by_name: Callable[[Run, dict[str, Value]], Value] | None = None

    def __str__(self) -> str:
        return f"function({', '.join(self.parameters or ())})"


def plain(number: Decimal) -> str:
    """Write a number without exponent and without idle zeros."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def text_of(value: Value) -> str:
    """Write a value as `string()` does; one that is too long is refused, not written."""
    return value if isinstance(value, str) else joined_text(_pieces(value))


def _pieces(value: Value) -> Iterator[str]:
    if isinstance(value, list):
        yield "["
        for at, item in enumerate(value):
            yield ", " if at else ""
            yield from _pieces(item)
        yield "]"
    elif isinstance(value, dict):
        yield "{"
        for at, (key, item) in enumerate(value.items()):
            yield f"{', ' if at else ''}{key if _NAME.fullmatch(key) else _quoted(key)}: "
            yield from _pieces(item)
        yield "}"
    else:
        yield _plain_text(value)


def _plain_text(value: Value) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain(value)
    return _quoted(value) if isinstance(value, str) else str(value)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


_SAME = frozenset(
    {Decimal, str, bool, type(None), Range, Function, Date, Time, DateTime, Months, Span}
)


def inward(value: Any) -> Value:
    """Turn a Python value into one of the language; what has no counterpart is a TypeError."""
    if type(value) in _SAME:
        return value
    for kind, turn in _INWARD:
        if isinstance(value, kind):
            return turn(value)
    if callable(value):
        return host_function(value)
    raise TypeError(type(value).__name__)


def host_function(function: Callable[..., Any]) -> Function:
    """Wrap a function of the host; it gets and gives Python values."""

    def call(_: Run, arguments: list[Value]) -> Value:
        given = [outward(argument) for argument in arguments]
        try:
            return inward(function(*given))
        except TypeError as error:
            if _takes(function, given):
                raise
            raise Unfit("参数个数不符", "the number of arguments is wrong") from error

    return Function(None, call)


def _takes(function: Callable[..., Any], arguments: list[Any]) -> bool:
    """Tell whether a function takes so many arguments; asked only when something went wrong."""
    try:
        signature(function).bind(*arguments)
    except TypeError:
        return False
    return True


def _number_in(value: float) -> Value:
    number = Decimal(repr(value))
    return number if number.is_finite() else None


def _zone_in(zone: dt.tzinfo | None, offset: dt.timedelta | None) -> Zone:
    if isinstance(zone, ZoneInfo) and zone.key:
        return zone.key
    return int(offset.total_seconds()) if offset is not None else None


def _nanos(time: dt.time | dt.datetime) -> int:
    seconds = time.hour * 3600 + time.minute * 60 + time.second
    return seconds * SECOND + time.microsecond * MICRO


def _moment_in(value: dt.datetime) -> DateTime:
    zone = _zone_in(value.tzinfo, value.utcoffset())
    return DateTime(Date(value.year, value.month, value.day), Time(_nanos(value), zone))


def _span_in(value: dt.timedelta) -> Span:
    return Span(value.days * DAY + value.seconds * SECOND + value.microseconds * MICRO)


_INWARD: tuple[tuple[type, Callable[[Any], Value]], ...] = (
    (int, Decimal),
    (float, _number_in),
    (Decimal, lambda value: value if value.is_finite() else None),
    (str, str),
    (Mapping, lambda value: {str(key): inward(item) for key, item in value.items()}),
    (list, lambda value: [inward(item) for item in value]),
    (tuple, lambda value: [inward(item) for item in value]),
    (dt.datetime, _moment_in),
    (dt.date, lambda value: Date(value.year, value.month, value.day)),
    (dt.time, lambda value: Time(_nanos(value), _zone_in(value.tzinfo, value.utcoffset()))),
    (dt.timedelta, _span_in),
)


def outward(value: Value) -> Any:
    """Turn a value of the language into the standard library's type, where that is exact."""
    turn = _OUTWARD.get(type(value))
    return value if turn is None else turn(value)


def _zone_out(zone: Zone) -> dt.tzinfo | None:
    if zone is None:
        return None
    if isinstance(zone, str):
        return ZoneInfo(zone)
    return dt.UTC if zone == 0 else dt.timezone(dt.timedelta(seconds=zone))


def _date_out(value: Date) -> Any:
    standard = 0 < value.year <= dt.MAXYEAR
    return dt.date(value.year, value.month, value.day) if standard else value


def _time_out(value: Time) -> Any:
    if value.nanos % MICRO:
        return value
    micros = value.nanos % SECOND // MICRO
    return dt.time(value.hour, value.minute, value.second, micros, _zone_out(value.zone))


def _moment_out(value: DateTime) -> Any:
    day, time = _date_out(value.date), _time_out(value.time)
    if isinstance(day, Date) or isinstance(time, Time):
        return value
    return dt.datetime.combine(day, time)


def _span_out(value: Span) -> Any:
    limit = dt.timedelta.max.days * DAY
    if value.nanos % MICRO or not -limit < value.nanos < limit:
        return value
    return dt.timedelta(microseconds=value.nanos // MICRO)


_OUTWARD: dict[type, Callable[[Any], Any]] = {
    list: lambda value: [outward(item) for item in value],
    dict: lambda value: {key: outward(item) for key, item in value.items()},
    Date: _date_out,
    Time: _time_out,
    DateTime: _moment_out,
    Span: _span_out,
}

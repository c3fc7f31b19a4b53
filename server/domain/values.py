"""What people type and processes remember: any JSON value, with FEEL's dates and numbers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import Any

from server.domain.errors import ValueTooDeep
from server.domain.feel import Span

Value = Any
"""None, bool, Decimal or int, str, date, time, datetime, duration, list of values, or a context."""

Values = Mapping[str, Value]
"""Named values: the answer to a form, the data of a case. The one mapping that crosses floors."""

Words = tuple[str, str]
"""The same in Chinese and in English."""

SPECIAL_NAMES = frozenset({"this", "parent", "i", "_this_", "_parent_", "_i_"})
"""What no value of a form may be called: form-js keeps these names for itself."""


def plain(value: Value) -> Value:
    """The value as JSON knows it: numbers, ISO text for moments and durations, lists, objects.

    Decimals with at most 15 significant digits keep their value exactly; longer ones, whole
    numbers over 64 bits, and those that no JSON number of other programs can hold, become text.
    What is no number becomes null. Refused with ``ValueTooDeep`` what no reader would follow: a value
    that holds itself, too.
    """
    return _plain(value, LEVELS)


LEVELS = 150
"""Well within what readers of JSON follow; expressions make no value over 120 levels."""


def _plain(value: Value, left: int) -> Value:
    if value is None or isinstance(value, bool | int | str):
        return value
    if not left:
        raise ValueTooDeep(levels=LEVELS)
    if isinstance(value, Mapping):
        return {str(name): _plain(part, left - 1) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part, left - 1) for part in value]
    return _TEXTS.get(type(value), str)(value)


_EXACT_DIGITS = 15
_LARGEST_EXPONENT = 300
"""Well within what an IEEE 754 double holds."""
_LARGEST_WHOLE = 2**63 - 1
"""The largest that every program reads from JSON; a larger whole number is text."""
_MICROSECOND = timedelta(microseconds=1)
_NANOS = 1_000


def _number(value: Decimal) -> int | float | str | None:
    if not value.is_finite():
        return None
    if value and abs(value.adjusted()) > _LARGEST_EXPONENT:
        return str(value)
    if value == value.to_integral_value():
        return int(value) if abs(value) <= _LARGEST_WHOLE else str(value)
    return float(value) if len(value.as_tuple().digits) <= _EXACT_DIGITS else str(value)


_TEXTS: dict[type, Callable[[Any], Value]] = {
    Decimal: _number,
    float: lambda value: value if isfinite(value) else None,
    datetime: datetime.isoformat,
    date: date.isoformat,
    time: time.isoformat,
    timedelta: lambda value: str(Span(value // _MICROSECOND * _NANOS)),
}
"""How JSON gets what it doesn't know; everything else becomes its own text."""


def texts_at(value: Value, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text in a value, however deep, with the path of its field; the rows of a list share its path."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from texts_at(part, (*path, name))
    elif isinstance(value, list):
        for part in value:
            yield from texts_at(part, path)
    elif isinstance(value, str):
        yield path, value


def digest_of(values: Values) -> str:
    """SHA-256 over the values' canonical JSON, hexadecimal: what the journal keeps of them."""
    text = json.dumps(plain(values), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()

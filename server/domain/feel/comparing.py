"""Equality, order and membership with three values: true, false and null."""

from collections.abc import Iterable
from decimal import Decimal

from server.domain.feel.temporal import Date, DateTime, Months, Span, Time
from server.domain.feel.values import Range, Value

_PLAIN = frozenset({Decimal, str, bool, Date, Months, Span})
_ORDERED = frozenset({Decimal, str})


def equal(left: Value, right: Value) -> bool | None:
    """Compare two values; values of different kinds give null."""
    kind = type(left)
    if kind is not type(right):
        return False if left is None or right is None else None
    if left is None:
        return True
    if kind in _PLAIN:
        return bool(left == right)
    return _equal_composite(left, right)


def _equal_composite(left: Value, right: Value) -> bool | None:
    if isinstance(left, list):
        if len(left) != len(right):
            return False
        return all(equal(one, other) is True for one, other in zip(left, right, strict=True))
    if isinstance(left, dict):
        if left.keys() != right.keys():
            return False
        return all(equal(item, right[key]) is True for key, item in left.items())
    if isinstance(left, Time | DateTime):
        zoned = (left.offset is None, right.offset is None)
        return zoned[0] == zoned[1] and bool(left.comparable == right.comparable)
    return bool(left == right)


def all_of(truths: Iterable[bool | None]) -> bool | None:
    """Join truths with and."""
    result: bool | None = True
    for truth in truths:
        if truth is False:
            return False
        if truth is not True:
            result = None
    return result


def any_of(truths: Iterable[bool | None]) -> bool | None:
    """Join truths with or."""
    result: bool | None = False
    for truth in truths:
        if truth is True:
            return True
        if truth is not False:
            result = None
    return result


def less(left: Value, right: Value) -> bool | None:
    """Tell whether one value comes before another; values without an order give null."""
    kind = type(left)
    if kind is not type(right):
        return None
    if kind in _ORDERED:
        return bool(left < right)
    if isinstance(left, Time | DateTime):
        return _less_by_clock(left, right)
    return _less_plain(left, right)


def _less_by_clock(left: Time | DateTime, right: Time | DateTime) -> bool:
    """Compare on the same clock: what knows no offset takes that of the other."""
    if left.offset is None or right.offset is None:
        return left.local < right.local
    return left.comparable < right.comparable


def _less_plain(left: Value, right: Value) -> bool | None:
    if isinstance(left, Date):
        return bool((left.year, left.month, left.day) < (right.year, right.month, right.day))
    if isinstance(left, Span):
        return bool(left.nanos < right.nanos)
    if isinstance(left, Months):
        return bool(left.months < right.months)
    return None


def negated(truth: bool | None) -> bool | None:  # noqa: FBT001  # a truth is the whole argument
    """Turn a truth round; null stays null."""
    return None if truth is None else not truth


def compare(operator: str, left: Value, right: Value) -> bool | None:
    """Compare by one of the six operators."""
    if operator == "=":
        return equal(left, right)
    if operator == "!=":
        return negated(equal(left, right))
    if operator == "<":
        return less(left, right)
    if operator == ">":
        return less(right, left)
    return any_of(
        (less(left, right) if operator == "<=" else less(right, left), equal(left, right))
    )


def contains(span: Range, value: Value) -> bool | None:
    """Tell whether a value lies in a range."""
    above: bool | None = True
    below: bool | None = True
    if span.low is not None:
        above = compare(">=" if span.low_closed else ">", value, span.low)
    if span.high is not None:
        below = compare("<=" if span.high_closed else "<", value, span.high)
    return all_of((above, below))


def matches(value: Value, test: Value) -> bool | None:
    """Tell whether a value passes a test that is a range, a list of values, or one value."""
    if isinstance(test, Range):
        return None if value is None else contains(test, value)
    if not isinstance(test, list):
        return equal(value, test)
    if isinstance(value, list) and equal(value, test) is True:
        return True
    return any_of(_is_item(value, item) for item in test)


def _is_item(value: Value, item: Value) -> bool | None:
    if isinstance(item, Range | list):
        return matches(value, item)
    return equal(value, item) is True

"""Built-in functions on ranges and points, after Allen's interval relations."""

import re

from server.domain.feel.arithmetic import NUMBERS
from server.domain.feel.comparing import compare, contains, equal
from server.domain.feel.moments import read_at
from server.domain.feel.refusals import Unfit
from server.domain.feel.signatures import feel
from server.domain.feel.values import Range, Value


def _truth(truth: bool | None) -> bool:  # noqa: FBT001  # a truth is the whole argument
    if truth is None:
        raise Unfit("两者无法比较", "the two can't be compared")
    return truth


def _less(one: Value, other: Value) -> bool:
    return _truth(compare("<", one, other))


def _same(one: Value, other: Value) -> bool:
    return _truth(equal(one, other))


def _ends_before(one: Range, other: Range) -> bool:
    if _less(one.high, other.low):
        return True
    return _same(one.high, other.low) and not (one.high_closed and other.low_closed)


def _starts_first(one: Range, other: Range) -> bool:
    """Tell whether one starts before the other."""
    if _less(one.low, other.low):
        return True
    return _same(one.low, other.low) and one.low_closed and not other.low_closed


def _stops_last(one: Range, other: Range) -> bool:
    """Tell whether one ends after the other."""
    if _less(other.high, one.high):
        return True
    return _same(one.high, other.high) and one.high_closed and not other.high_closed


def _as_range(value: Value) -> Range:
    return (
        value
        if isinstance(value, Range)
        else Range(value, value, low_closed=True, high_closed=True)
    )


@feel("before(range1: range, range2: range)")
@feel("before(range: range, point: point)")
@feel("before(point: point, range: range)")
@feel("before(point1: point, point2: point)")
def before(one: Value, other: Value) -> Value:
    return _ends_before(_as_range(one), _as_range(other))


@feel("after(range1: range, range2: range)")
@feel("after(range: range, point: point)")
@feel("after(point: point, range: range)")
@feel("after(point1: point, point2: point)")
def after(one: Value, other: Value) -> Value:
    return before(other, one)


@feel("meets(range1: range, range2: range)")
def meets(one: Range, other: Range) -> Value:
    return one.high_closed and other.low_closed and _same(one.high, other.low)


@feel("met by(range1: range, range2: range)")
def met_by(one: Range, other: Range) -> Value:
    return meets(other, one)


@feel("overlaps(range1: range, range2: range)")
def overlaps(one: Range, other: Range) -> Value:
    return not _ends_before(one, other) and not _ends_before(other, one)


@feel("overlaps before(range1: range, range2: range)")
def overlaps_before(one: Range, other: Range) -> Value:
    return overlaps(one, other) and _starts_first(one, other) and not _stops_last(one, other)


@feel("overlaps after(range1: range, range2: range)")
def overlaps_after(one: Range, other: Range) -> Value:
    return overlaps_before(other, one)


@feel("finishes(point: point, range: range)")
def finishes_at(point: Value, span: Range) -> Value:
    return _same(span.high, point) and span.high_closed


@feel("finishes(range1: range, range2: range)")
def finishes(one: Range, other: Range) -> Value:
    same_end = one.high_closed == other.high_closed and _same(one.high, other.high)
    return same_end and not _starts_first(one, other)


@feel("finished by(range: range, point: point)")
def finished_at(span: Range, point: Value) -> Value:
    return finishes_at(point, span)


@feel("finished by(range1: range, range2: range)")
def finished_by(one: Range, other: Range) -> Value:
    return finishes(other, one)


@feel("includes(range: range, point: point)")
def includes_point(span: Range, point: Value) -> Value:
    return _truth(contains(span, point))


@feel("includes(range1: range, range2: range)")
def includes(one: Range, other: Range) -> Value:
    return not _starts_first(other, one) and not _stops_last(other, one)


@feel("during(point: point, range: range)")
def during_point(point: Value, span: Range) -> Value:
    return includes_point(span, point)


@feel("during(range1: range, range2: range)")
def during(one: Range, other: Range) -> Value:
    return includes(other, one)


@feel("starts(point: point, range: range)")
def starts_at(point: Value, span: Range) -> Value:
    return _same(span.low, point) and span.low_closed


@feel("starts(range1: range, range2: range)")
def starts(one: Range, other: Range) -> Value:
    same_start = one.low_closed == other.low_closed and _same(one.low, other.low)
    return same_start and not _stops_last(one, other)


@feel("started by(range: range, point: point)")
def started_at(span: Range, point: Value) -> Value:
    return starts_at(point, span)


@feel("started by(range1: range, range2: range)")
def started_by(one: Range, other: Range) -> Value:
    return starts(other, one)


@feel("coincides(point1: point, point2: point)")
def coincides_point(one: Value, other: Value) -> Value:
    return _same(one, other)


@feel("coincides(range1: range, range2: range)")
def coincides(one: Range, other: Range) -> Value:
    closed = (one.low_closed, one.high_closed) == (other.low_closed, other.high_closed)
    return closed and _same(one.low, other.low) and _same(one.high, other.high)


_OPENING: dict[str, bool] = {"[": True, "(": False, "]": False}
_CLOSING: dict[str, bool] = {"]": True, ")": False, "[": False}


_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_AT = re.compile(r'@"([^"]*)"|(?:date|time|date and time|duration)\(\s*"([^"]*)"\s*\)')
_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)")


def _endpoint(text: str) -> Value:
    if _NUMBER.fullmatch(text):
        return NUMBERS.create_decimal(text)
    if (match := _QUOTED.fullmatch(text)) is not None:
        return match[1]
    if (match := _AT.fullmatch(text)) is not None:
        return read_at(match[1] or match[2] or "")
    raise Unfit("区间端点无效", "an end of the range is not valid")


@feel("range(from: string)")
def range_of(text: str) -> Value:
    text = text.strip()
    low, dots, high = text[1:-1].partition("..")
    if not dots or text[0] not in _OPENING or text[-1] not in _CLOSING:
        raise Unfit("区间文本无效", "the text is no range")
    first = _endpoint(low.strip()) if low.strip() else None
    last = _endpoint(high.strip()) if high.strip() else None
    if first is None and last is None:
        raise Unfit("区间没有端点", "the range has no end")
    if first is not None and last is not None and _less(last, first):
        raise Unfit("区间端点颠倒", "the ends of the range are the wrong way round")
    made = Range(first, last, _OPENING[text[0]], _CLOSING[text[-1]])
    if (first is None and made.low_closed) or (last is None and made.high_closed):
        raise Unfit("没有端点的一侧应为开区间", "a side without an end has to be open")
    return made

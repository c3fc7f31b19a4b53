"""Values on their way in and out."""

from collections import OrderedDict
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from server.domain.feel import (
    Date,
    DateTime,
    Months,
    Span,
    Time,
    inward,
    outward,
)


@pytest.mark.parametrize(
    ("given", "value"),
    [
        (1, Decimal(1)),
        (0.1, Decimal("0.1")),
        (float("nan"), None),
        (Decimal("1.5"), Decimal("1.5")),
        (True, True),
        ((1, [2]), [Decimal(1), [Decimal(2)]]),
        (OrderedDict(a=1), {"a": Decimal(1)}),
        (date(2026, 1, 2), Date(2026, 1, 2)),
        (time(1), Time(3_600_000_000_000)),
        (datetime(2026, 1, 2, tzinfo=UTC), DateTime(Date(2026, 1, 2), Time(0, 0))),
        (timedelta(days=1, microseconds=1), Span(86_400_000_001_000)),
    ],
)
def test_python_values_come_in(given: Any, value: Any) -> None:
    assert inward(given) == value


def test_kinds_of_texts_and_numbers_come_in_as_what_they_are() -> None:
    class Text(str):
        __slots__ = ()

    class Number(Decimal):
        __slots__ = ()

    assert type(inward(Text("a"))) is str
    assert inward(Number("Infinity")) is None
    assert inward(Number("1")) == Decimal(1)


def test_a_value_without_counterpart_is_refused() -> None:
    with pytest.raises(TypeError):
        inward(b"bytes")


@pytest.mark.parametrize(
    ("value", "given"),
    [
        (Date(2026, 1, 2), date(2026, 1, 2)),
        (Date(0, 1, 2), Date(0, 1, 2)),
        (Time(1), Time(1)),
        (DateTime(Date(2026, 1, 2), Time(1)), DateTime(Date(2026, 1, 2), Time(1))),
        (Span(1), Span(1)),
        (Span(10**25), Span(10**25)),
        (Time(0, 28_800), time(0, tzinfo=timezone(timedelta(hours=8)))),
        (Time(0, 0), time(0, tzinfo=UTC)),
        ([Span(1_000)], [timedelta(microseconds=1)]),
        ({"a": Date(2026, 1, 2)}, {"a": date(2026, 1, 2)}),
        (Months(3), Months(3)),
    ],
)
def test_values_go_out_as_standard_ones_where_that_is_exact(value: Any, given: Any) -> None:
    assert outward(value) == given

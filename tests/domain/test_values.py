"""What people type and processes remember, as JSON and as a digest."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.feel import compile_expression
from server.domain.ids import BodyId
from server.domain.values import digest_of, plain

MOMENTS = st.datetimes(timezones=st.just(UTC))
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.text(st.characters(codec="utf-8"))
    | st.dates()
    | st.times()
    | MOMENTS
    | st.timedeltas()
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    LEAVES,
    lambda part: (
        st.lists(part, max_size=3)
        | st.tuples(part)
        | st.dictionaries(st.text(st.characters(codec="utf-8")), part, max_size=3)
    ),
    max_leaves=8,
)
CONTEXTS = st.dictionaries(st.text(st.characters(codec="utf-8")), VALUES, max_size=4)


@given(VALUES)
def test_a_plain_value_stays_as_it_is(value: Any) -> None:
    assert plain(plain(value)) == plain(value)


@given(VALUES)
def test_a_plain_value_survives_json(value: Any) -> None:
    kept = plain(value)

    assert json.loads(json.dumps(kept, allow_nan=False)) == kept


@given(CONTEXTS, st.randoms())
def test_the_digest_does_not_depend_on_the_order_of_names(
    values: dict[str, Any], chance: Any
) -> None:
    names = list(values)
    chance.shuffle(names)

    assert digest_of({name: values[name] for name in names}) == digest_of(values)


@given(CONTEXTS, st.text(st.characters(codec="utf-8")))
def test_one_more_name_is_another_digest(values: dict[str, Any], name: str) -> None:
    smaller = {key: value for key, value in values.items() if key != name}

    assert digest_of({**smaller, name: "x"}) != digest_of(smaller)


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (Decimal("2.50"), 2.5),
        (Decimal("7.0"), 7),
        (Decimal("123456789012345.678"), "123456789012345.678"),
        (Decimal("1E+999999"), "1E+999999"),
        (Decimal(2**63 - 1), 2**63 - 1),
        (Decimal(2**63), "9223372036854775808"),
        (Decimal(-(2**63)), "-9223372036854775808"),
        (Decimal("1.5E-400"), "1.5E-400"),
        (Decimal("0E-999"), 0),
        (Decimal("NaN"), None),
        (Decimal("-Infinity"), None),
        (float("nan"), None),
        (0.1, 0.1),
    ],
)
def test_a_number_keeps_its_value_or_becomes_text(value: object, kept: object) -> None:
    assert plain(value) == kept
    assert type(plain(value)) is type(kept)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2026, 3, 2), "2026-03-02"),
        (time(8, 30), "08:30:00"),
        (datetime(2026, 3, 2, 4, tzinfo=UTC), "2026-03-02T04:00:00+00:00"),
        (timedelta(days=1, hours=2), "P1DT2H"),
        (timedelta(seconds=-0.5), "-PT0.5S"),
        (compile_expression('duration("P1Y2M")').evaluate({}), "P1Y2M"),
        (BodyId("zjj"), "zjj"),
    ],
)
def test_times_and_names_become_their_standard_text(value: object, text: str) -> None:
    assert plain(value) == text


def test_a_context_and_its_lists_are_plain_throughout() -> None:
    assert plain({"when": (date(2026, 3, 2), {1: Decimal(3)})}) == {
        "when": ["2026-03-02", {"1": 3}]
    }

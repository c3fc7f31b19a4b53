"""What holds for every period, whatever the moment and the length."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from server.domain.county_time import COUNTY_TIME
from server.domain.periods import LampState, Roll, Unit
from tests.domain.calendar_2026 import COUNTY

MOMENTS = st.datetimes(
    min_value=datetime(2025, 12, 1),  # noqa: DTZ001  # hypothesis adds the zone
    max_value=datetime(2027, 2, 1),  # noqa: DTZ001  # hypothesis adds the zone
    timezones=st.just(COUNTY_TIME),
)
AMOUNTS = st.integers(min_value=0, max_value=40)
COUNTS = st.integers(min_value=1, max_value=40)
UNITS = st.sampled_from(Unit)
ADDABLE_UNITS = st.sampled_from([Unit.WD, Unit.CD, Unit.WH, Unit.H, Unit.MIN])
ROLLS = st.sampled_from(Roll)
SHARES = st.floats(min_value=0.01, max_value=1)


@given(MOMENTS, COUNTS)
def test_working_days_never_end_on_a_day_off(start: datetime, amount: int) -> None:
    assert COUNTY.is_working(COUNTY.add(start, amount, Unit.WD).date())


@given(MOMENTS, COUNTS)
def test_between_a_start_and_its_end_lie_as_many_working_days(start: datetime, n: int) -> None:
    due = COUNTY.add(start, n, Unit.WD)

    assert COUNTY.working_days(start.date() + timedelta(days=1), due.date()) == n


@given(MOMENTS, AMOUNTS, UNITS, ROLLS)
def test_no_period_ends_before_it_begins(
    start: datetime, amount: int, unit: Unit, roll: Roll
) -> None:
    assert COUNTY.add(start, amount, unit, roll=roll) >= start


@given(MOMENTS, AMOUNTS, UNITS, ROLLS)
def test_a_longer_period_never_ends_earlier(
    start: datetime, amount: int, unit: Unit, roll: Roll
) -> None:
    longer = COUNTY.add(start, amount + 1, unit, roll=roll)

    assert COUNTY.add(start, amount, unit, roll=roll) <= longer


@given(MOMENTS, MOMENTS, COUNTS, UNITS)
def test_a_later_start_never_ends_earlier(
    one: datetime, other: datetime, amount: int, unit: Unit
) -> None:
    first, second = sorted((one, other))

    assert COUNTY.add(first, amount, unit) <= COUNTY.add(second, amount, unit)


@given(MOMENTS, AMOUNTS, AMOUNTS, ADDABLE_UNITS)
def test_a_period_and_another_after_it_make_one(
    start: datetime, first: int, second: int, unit: Unit
) -> None:
    in_two = COUNTY.add(COUNTY.add(start, first, unit), second, unit)

    assert (in_two == COUNTY.add(start, first + second, unit)) is True


@given(MOMENTS, COUNTS, st.sampled_from([Roll.YES, Roll.EARLY]))
def test_a_rolled_period_ends_on_a_working_day(start: datetime, n: int, roll: Roll) -> None:
    end = COUNTY.add(start, n, Unit.CD, roll=roll)
    assume(end.date() != (start + timedelta(days=n)).date())

    assert COUNTY.is_working(end.date())


@given(MOMENTS, COUNTS)
def test_working_hours_end_while_the_office_is_open(start: datetime, hours: int) -> None:
    end = COUNTY.add(start, hours, Unit.WH)

    assert COUNTY.is_working(end.date())
    assert COUNTY.working_time(start, end) == timedelta(hours=hours)


@given(MOMENTS, COUNTS, UNITS, SHARES)
def test_a_share_lies_between_start_and_due(
    start: datetime, amount: int, unit: Unit, share: float
) -> None:
    due = COUNTY.add(start, amount, unit)

    assert start <= COUNTY.moment_at_share(start, due, share, unit) <= due


@given(MOMENTS, COUNTS, UNITS, SHARES, SHARES)
def test_a_larger_share_is_never_used_earlier(
    start: datetime, amount: int, unit: Unit, one: float, other: float
) -> None:
    less, more = sorted((one, other))
    due = COUNTY.add(start, amount, unit)

    earlier = COUNTY.moment_at_share(start, due, less, unit)

    assert earlier <= COUNTY.moment_at_share(start, due, more, unit)


@given(MOMENTS, COUNTS, st.sampled_from([Unit.WD, Unit.CD]))
def test_half_of_twice_a_period_is_the_period(start: datetime, amount: int, unit: Unit) -> None:
    due = COUNTY.add(start, amount * 2, unit)

    assert COUNTY.moment_at_share(start, due, 0.5, unit) == COUNTY.add(start, amount, unit)


@given(MOMENTS, COUNTS, st.sampled_from([Unit.WD, Unit.CD]))
def test_counting_back_undoes_counting_forward_from_a_working_day(
    start: datetime, amount: int, unit: Unit
) -> None:
    assume(COUNTY.is_working(start.date()))

    back = COUNTY.before(COUNTY.add(start, amount, unit), amount, unit)

    assert back.date() == start.date()


@given(MOMENTS, MOMENTS)
def test_a_lamp_is_overdue_exactly_after_the_due_moment(now: datetime, due: datetime) -> None:
    lamp = COUNTY.remaining(now, due)

    assert (lamp.state is LampState.OVERDUE) == (now > due)
    assert lamp.amount >= 0

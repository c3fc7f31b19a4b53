"""Shares of a period are used in its own time, and lamps say what is left."""

from __future__ import annotations

import pytest

from server.domain.periods import LampState, Remaining, StartRule, Unit
from tests.domain.calendar_2026 import COUNTY, at

# --- shares -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "amount", "share", "moment"),
    [
        pytest.param(Unit.WD, 10, 0.5, (3, 10, 18, 0), id="half_of_10_working_days"),
        pytest.param(Unit.WD, 5, 0.8, (3, 9, 18, 0), id="most_of_5_working_days"),
        pytest.param(Unit.WD, 1, 0.5, (3, 4, 12, 0), id="half_of_a_working_day"),
        pytest.param(Unit.CD, 30, 0.5, (3, 18, 18, 0), id="half_of_30_days"),
        pytest.param(Unit.WH, 1, 0.5, (3, 3, 10, 30), id="half_of_a_working_hour"),
        pytest.param(Unit.WH, 4, 0.8, (3, 3, 15, 42), id="most_of_4_working_hours"),
        pytest.param(Unit.H, 24, 0.5, (3, 3, 22, 0), id="half_of_24_hours"),
        pytest.param(Unit.MIN, 10, 0.8, (3, 3, 10, 8), id="most_of_10_minutes"),
    ],
)
def test_a_share_is_used_in_the_clocks_own_time(
    unit: Unit, amount: int, share: float, moment: tuple[int, int, int, int]
) -> None:
    start = at(3, 3, 10)
    due = COUNTY.add(start, amount, unit)

    assert COUNTY.moment_at_share(start, due, share, unit) == at(*moment)


def test_a_share_of_hours_begins_where_the_counting_begins() -> None:
    start = at(3, 3, 9, 20)
    due = COUNTY.add(start, 2, Unit.H, start_rule=StartRule.NEXT)

    half = COUNTY.moment_at_share(start, due, 0.5, Unit.H, start_rule=StartRule.NEXT)

    assert half == at(3, 3, 11)


def test_a_share_of_days_that_end_today_is_taken_from_the_start() -> None:
    assert COUNTY.moment_at_share(at(3, 3, 10), at(3, 3, 12), 0.5, Unit.WD) == at(3, 3, 11)


def test_a_share_of_no_working_time_is_the_due_moment() -> None:
    saturday, sunday = at(3, 7), at(3, 8)

    assert COUNTY.moment_at_share(saturday, sunday, 0.5, Unit.WD) == sunday


def test_a_share_of_a_period_that_is_over_before_it_begins_is_the_due_moment() -> None:
    assert COUNTY.moment_at_share(at(3, 4), at(3, 3), 0.5, Unit.H) == at(3, 3)


@pytest.mark.parametrize("share", [0, 1.1])
def test_a_share_that_is_none_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="share"):
        COUNTY.moment_at_share(at(3, 3), at(3, 4), share, Unit.H)


# --- lamps --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "due", "state", "amount", "unit"),
    [
        ((3, 3, 10), (3, 6, 18), LampState.LEFT, 3, Unit.WD),
        ((3, 6, 10), (3, 9, 18), LampState.LEFT, 1, Unit.WD),
        ((3, 6, 10), (3, 8, 18), LampState.LEFT, 2, Unit.CD),
        ((3, 3, 15), (3, 3, 18), LampState.TODAY, 3, Unit.WH),
        ((3, 3, 10, 30), (3, 3, 18), LampState.TODAY, 5, Unit.WH),
        ((3, 3, 17, 30), (3, 3, 18), LampState.TODAY, 30, Unit.MIN),
        ((3, 3, 18), (3, 3, 18), LampState.TODAY, 0, Unit.MIN),
        ((3, 3, 18, 20), (3, 3, 18), LampState.OVERDUE, 20, Unit.MIN),
        ((3, 3, 15), (3, 3, 10), LampState.OVERDUE, 3, Unit.WH),
        ((3, 7, 10), (3, 6, 18), LampState.OVERDUE, 0, Unit.WH),
        ((3, 9, 9), (3, 6, 18), LampState.OVERDUE, 1, Unit.WD),
        ((3, 11, 9), (3, 6, 18), LampState.OVERDUE, 3, Unit.WD),
    ],
)
def test_a_lamp_says_what_is_left(
    now: tuple[int, ...], due: tuple[int, ...], state: LampState, amount: int, unit: Unit
) -> None:
    expected = Remaining(state=state, amount=amount, unit=unit)

    assert COUNTY.remaining(at(*now), at(*due)) == expected

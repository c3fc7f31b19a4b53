"""Periods are counted by the county's calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from server.domain.county_time import COUNTY_TIME
from server.domain.periods import Roll, StartRule, Unit
from server.domain.workdays import (
    OFFICE_HOURS,
    Calendar,
    CalendarYear,
    Holiday,
    Session,
    calendar_of,
)
from tests.domain.calendar_2026 import COUNTY, YEAR_2026, at

# --- vectors worked out by hand from the notice for 2026 ----------------------------------------


@pytest.mark.parametrize(
    ("event", "amount", "due"),
    [
        pytest.param((2, 12), 7, (2, 28), id="decision_12_feb_published_in_7"),
        pytest.param((2, 12), 20, (3, 18), id="decision_12_feb_published_in_20"),
        pytest.param((2, 12), 3, (2, 24), id="revoked_12_feb_withdrawn_in_3"),
        pytest.param((4, 30), 5, (5, 11), id="info_changed_30_apr_updated_in_5"),
        pytest.param((4, 30), 7, (5, 13), id="decision_30_apr_published_in_7"),
        pytest.param((9, 18), 5, (9, 24), id="info_changed_18_sep_updated_in_5"),
        pytest.param((9, 24), 3, (9, 30), id="revoked_24_sep_withdrawn_in_3"),
        pytest.param((1, 1), 5, (1, 8), id="info_changed_1_jan_updated_in_5"),
        pytest.param((3, 16), 7, (3, 25), id="decision_16_mar_published_in_7"),
        pytest.param((3, 16), 20, (4, 14), id="decision_16_mar_published_in_20"),
        pytest.param((3, 31), 3, (4, 3), id="first_quarter_frozen_in_3"),
        pytest.param((3, 31), 10, (4, 15), id="first_quarter_in_10"),
        pytest.param((9, 30), 3, (10, 10), id="third_quarter_frozen_in_3"),
        pytest.param((9, 30), 10, (10, 20), id="third_quarter_in_10"),
    ],
)
def test_working_days_end_as_the_vectors_say(
    event: tuple[int, int], amount: int, due: tuple[int, int]
) -> None:
    assert COUNTY.add(at(*event), amount, Unit.WD) == at(*due, 18)


@pytest.mark.parametrize(
    ("event", "amount", "roll", "due"),
    [
        pytest.param((1, 5), 90, Roll.NO, (4, 5), id="case_90_days"),
        pytest.param((1, 5), 90, Roll.YES, (4, 7), id="case_90_days_rolled"),
        pytest.param((1, 20), 30, Roll.NO, (2, 19), id="seizure_30_days_is_not_rolled"),
        pytest.param((1, 20), 30, Roll.YES, (2, 24), id="seizure_30_days_were_it_rolled"),
        pytest.param((1, 5), 90, Roll.EARLY, (4, 3), id="case_90_days_met_early"),
    ],
)
def test_calendar_days_end_as_the_vectors_say(
    event: tuple[int, int], amount: int, roll: Roll, due: tuple[int, int]
) -> None:
    assert COUNTY.add(at(*event), amount, Unit.CD, roll=roll) == at(*due, 18)


def test_2026_has_248_working_days() -> None:
    assert COUNTY.working_days(date(2026, 1, 1), date(2026, 12, 31)) == 248


@pytest.mark.parametrize(("month", "day"), [(1, 31), (10, 31)])
def test_the_yearly_dates_of_2026_fall_on_saturdays_off(month: int, day: int) -> None:
    assert not COUNTY.is_working(date(2026, month, day))


@pytest.mark.parametrize(("month", "day", "before"), [(1, 31, 30), (10, 31, 30)])
def test_a_fixed_date_on_a_day_off_is_met_on_the_working_day_before(
    month: int, day: int, before: int
) -> None:
    assert COUNTY.rolled(date(2026, month, day), Roll.EARLY) == date(2026, month, before)


# --- hours --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        pytest.param((3, 3, 9, 20), 1, (3, 3, 10, 20), id="within_the_morning"),
        pytest.param((3, 3, 11, 0), 1, (3, 3, 12, 0), id="to_the_end_of_the_morning"),
        pytest.param((3, 3, 11, 30), 1, (3, 3, 15, 0), id="over_the_noon_break"),
        pytest.param((3, 3, 12, 30), 1, (3, 3, 15, 30), id="from_the_noon_break"),
        pytest.param((3, 3, 17, 30), 1, (3, 4, 9, 0), id="over_the_night"),
        pytest.param((3, 6, 17, 30), 1, (3, 9, 9, 0), id="over_the_weekend"),
        pytest.param((2, 14, 17, 0), 2, (2, 24, 9, 30), id="over_the_spring_festival"),
        pytest.param((3, 3, 7, 0), 7, (3, 3, 18, 0), id="a_whole_day_from_before_it"),
    ],
)
def test_working_hours_run_only_while_the_office_is_open(
    start: tuple[int, int, int, int], hours: int, due: tuple[int, int, int, int]
) -> None:
    assert COUNTY.add(at(*start), hours, Unit.WH) == at(*due)


def test_natural_hours_run_through_nights_and_holidays() -> None:
    assert COUNTY.add(at(2, 14, 17, 30), 24, Unit.H) == at(2, 15, 17, 30)


def test_minutes_run_at_any_hour() -> None:
    assert COUNTY.add(at(3, 3, 23, 50), 30, Unit.MIN) == at(3, 4, 0, 20)


def test_natural_hours_are_elapsed_hours_where_clocks_are_put_forward() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    calendar = Calendar(zone=berlin)

    due = calendar.add(datetime(2026, 3, 28, 12, tzinfo=berlin), 24, Unit.H)

    assert due == datetime(2026, 3, 29, 13, tzinfo=berlin)


@pytest.mark.parametrize("unit", [Unit.H, Unit.WH])
def test_a_starting_hour_that_is_not_counted_is_skipped(unit: Unit) -> None:
    assert COUNTY.add(at(3, 3, 9, 20), 1, unit, start_rule=StartRule.NEXT) == at(3, 3, 11)


def test_the_start_rule_leaves_minutes_alone() -> None:
    due = COUNTY.add(at(3, 3, 9, 20), 30, Unit.MIN, start_rule=StartRule.NEXT)

    assert due == at(3, 3, 9, 50)


def test_a_county_may_keep_other_hours() -> None:
    hours = (Session(opens=time(9), closes=time(17)),)
    calendar = Calendar(sessions=hours)

    assert calendar.add(at(3, 3, 16), 2, Unit.WH) == at(3, 4, 10)
    assert calendar.add(at(3, 3, 16), 1, Unit.WD) == at(3, 4, 17)


# --- days and months ----------------------------------------------------------------------------


def test_a_period_of_days_ends_when_the_office_closes() -> None:
    assert COUNTY.add(at(3, 3, 23, 59), 1, Unit.WD) == at(3, 4, 18)


def test_months_end_on_the_same_day_of_the_month() -> None:
    assert COUNTY.add(at(3, 3), 2, Unit.MONTH) == at(5, 3, 18)


def test_a_month_without_that_day_ends_on_its_last_day() -> None:
    assert COUNTY.add(at(12, 31), 2, Unit.MONTH) == at(2, 28, 18, year=2027)


def test_twelve_months_end_a_year_later() -> None:
    assert COUNTY.add(at(12, 15), 12, Unit.MONTH) == at(12, 15, 18, year=2027)


def test_months_that_end_on_a_day_off_roll() -> None:
    assert COUNTY.add(at(3, 3), 2, Unit.MONTH, roll=Roll.EARLY) == at(4, 30, 18)


def test_an_early_roll_never_ends_before_the_start() -> None:
    friday_evening = at(3, 6, 19)

    assert COUNTY.add(friday_evening, 1, Unit.CD, roll=Roll.EARLY) == at(3, 7, 18)


def test_nothing_to_count_ends_at_once() -> None:
    assert COUNTY.add(at(3, 7, 20, 5), 0, Unit.WD) == at(3, 7, 20, 5)


def test_working_days_are_counted_back() -> None:
    assert COUNTY.before(at(3, 2), 2, Unit.WD) == at(2, 27, 18)


def test_calendar_days_are_counted_back() -> None:
    assert COUNTY.before(at(3, 20), 60, Unit.CD) == at(1, 19, 18)


def test_months_are_counted_back() -> None:
    assert COUNTY.before(at(3, 31), 1, Unit.MONTH) == at(2, 28, 18)


def test_hours_are_not_counted_back() -> None:
    with pytest.raises(ValueError, match="only days and months"):
        COUNTY.before(at(3, 20), 1, Unit.H)


def test_a_negative_period_is_refused() -> None:
    with pytest.raises(ValueError, match="-1"):
        COUNTY.add(at(3, 3), -1, Unit.WD)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        COUNTY.add(datetime(2026, 3, 3, 9), 1, Unit.WD)  # noqa: DTZ001  # the point of the test


def test_a_moment_of_another_zone_is_counted_on_the_countys_clocks() -> None:
    late_evening_here = datetime(2026, 3, 3, 15, 30, tzinfo=UTC)

    due = COUNTY.add(late_evening_here, 1, Unit.WD)

    assert due == at(3, 4, 18)
    assert due.tzinfo is COUNTY_TIME


# --- the calendar itself ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "hours",
    [
        pytest.param((), id="none"),
        pytest.param((Session(opens=time(9), closes=time(9)),), id="without_length"),
        pytest.param(OFFICE_HOURS[::-1], id="out_of_order"),
    ],
)
def test_hours_that_make_no_day_are_refused(hours: tuple[Session, ...]) -> None:
    with pytest.raises(ValueError, match="sessions"):
        Calendar(sessions=hours)


def test_a_day_that_is_off_and_worked_at_once_is_refused() -> None:
    saturday = frozenset({date(2026, 2, 14)})

    with pytest.raises(ValueError, match="at once"):
        Calendar(off_days=saturday, working_weekends=saturday)


def test_a_period_into_a_year_without_a_calendar_is_provisional() -> None:
    assert COUNTY.is_provisional(at(12, 30), at(1, 4, year=2027))


def test_a_period_within_the_loaded_years_is_not_provisional() -> None:
    assert not COUNTY.is_provisional(at(12, 30), at(12, 31))


def test_a_year_in_between_without_a_calendar_makes_a_period_provisional() -> None:
    calendar = Calendar(years=frozenset({2026, 2028}))

    assert calendar.is_provisional(at(12, 30), at(1, 4, year=2028))


def test_a_reminder_counted_back_into_an_unknown_year_is_provisional() -> None:
    assert COUNTY.is_provisional(at(1, 5), at(12, 20, year=2025))


def test_loading_the_next_year_moves_what_crosses_into_it() -> None:
    new_year = Holiday(
        name="元旦", name_en="New Year", first=date(2027, 1, 1), last=date(2027, 1, 3)
    )
    both = calendar_of([YEAR_2026, CalendarYear(year=2027, holidays=(new_year,))])

    assert COUNTY.add(at(12, 31), 1, Unit.WD) == at(1, 1, 18, year=2027)
    assert both.add(at(12, 31), 1, Unit.WD) == at(1, 4, 18, year=2027)
    assert not both.is_provisional(at(12, 31), at(1, 4, year=2027))

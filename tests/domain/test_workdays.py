"""Periods are counted by the county's calendar (domain.md 0.3)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from server.domain.periods import LampState, Remaining, Roll, StartRule, Unit
from server.domain.workdays import (
    OFFICE_HOURS,
    Calendar,
    CalendarYear,
    Holiday,
    Session,
    calendar_of,
)

ZONE = ZoneInfo("Asia/Shanghai")


def off(first: tuple[int, int], last: tuple[int, int], *working: tuple[int, int]) -> Holiday:
    return Holiday(
        name="假",
        name_en="holiday",
        first=date(2026, *first),
        last=date(2026, *last),
        working=tuple(date(2026, *day) for day in working),
    )


YEAR_2026 = CalendarYear(
    year=2026,
    papers=("国务院办公厅通知",),
    holidays=(
        off((1, 1), (1, 3), (1, 4)),
        off((2, 15), (2, 23), (2, 14), (2, 28)),
        off((4, 4), (4, 6)),
        off((5, 1), (5, 5), (5, 9)),
        off((6, 19), (6, 21)),
        off((9, 25), (9, 27), (9, 20)),
        off((10, 1), (10, 7), (10, 10)),
    ),
)
COUNTY = calendar_of([YEAR_2026], zone=ZONE)

MOMENTS = st.datetimes(
    min_value=datetime(2025, 12, 1),  # noqa: DTZ001  # hypothesis adds the zone
    max_value=datetime(2027, 2, 1),  # noqa: DTZ001  # hypothesis adds the zone
    timezones=st.just(ZONE),
)
AMOUNTS = st.integers(min_value=0, max_value=40)
COUNTS = st.integers(min_value=1, max_value=40)
UNITS = st.sampled_from(Unit)
ADDABLE_UNITS = st.sampled_from([Unit.WD, Unit.CD, Unit.WH, Unit.H, Unit.MIN])
ROLLS = st.sampled_from(Roll)
SHARES = st.floats(min_value=0.01, max_value=1)


def at(month: int, day: int, hour: int = 10, minute: int = 0, *, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


# --- the vectors of domain.md 0.3 ---------------------------------------------------------------


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
    calendar = Calendar(zone=ZONE, sessions=hours)

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
    assert due.tzinfo is ZONE


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
        Calendar(zone=ZONE, sessions=hours)


def test_a_day_that_is_off_and_worked_at_once_is_refused() -> None:
    saturday = frozenset({date(2026, 2, 14)})

    with pytest.raises(ValueError, match="at once"):
        Calendar(zone=ZONE, off_days=saturday, working_weekends=saturday)


def test_a_period_into_a_year_without_a_calendar_is_provisional() -> None:
    assert COUNTY.is_provisional(at(12, 30), at(1, 4, year=2027))


def test_a_period_within_the_loaded_years_is_not_provisional() -> None:
    assert not COUNTY.is_provisional(at(12, 30), at(12, 31))


def test_a_year_in_between_without_a_calendar_makes_a_period_provisional() -> None:
    calendar = Calendar(zone=ZONE, years=frozenset({2026, 2028}))

    assert calendar.is_provisional(at(12, 30), at(1, 4, year=2028))


def test_a_reminder_counted_back_into_an_unknown_year_is_provisional() -> None:
    assert COUNTY.is_provisional(at(1, 5), at(12, 20, year=2025))


def test_loading_the_next_year_moves_what_crosses_into_it() -> None:
    new_year = Holiday(
        name="元旦", name_en="New Year", first=date(2027, 1, 1), last=date(2027, 1, 3)
    )
    both = calendar_of([YEAR_2026, CalendarYear(year=2027, holidays=(new_year,))], zone=ZONE)

    assert COUNTY.add(at(12, 31), 1, Unit.WD) == at(1, 1, 18, year=2027)
    assert both.add(at(12, 31), 1, Unit.WD) == at(1, 4, 18, year=2027)
    assert not both.is_provisional(at(12, 31), at(1, 4, year=2027))


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


# --- whatever the calendar ----------------------------------------------------------------------


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

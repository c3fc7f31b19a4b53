"""A clock's days one by one lead to the very moment that the table reckons."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.clock import (
    Agreed,
    Basis,
    Clock,
    ClockTable,
    Count,
    CountBack,
    FixedDate,
    Measure,
    Span,
    Words,
)
from server.domain.county_time import COUNTY_TIME
from server.domain.ids import ClockId, ProcessKey
from server.domain.periods import Roll, StartRule, Unit
from server.domain.reckoned import DayByDay, DayKind, DayPart
from server.domain.reckoning import day_by_day
from tests.domain.calendar_2026 import COUNTY, at

MOMENTS = st.datetimes(
    min_value=datetime(2025, 12, 1),  # noqa: DTZ001  # hypothesis adds the zone
    max_value=datetime(2027, 2, 1),  # noqa: DTZ001  # hypothesis adds the zone
    timezones=st.just(COUNTY_TIME),
)
IN_DAYS = st.sampled_from([Unit.WD, Unit.CD])
AMOUNTS = st.integers(min_value=0, max_value=40)
MEASURES: st.SearchStrategy[Measure] = st.one_of(
    st.builds(Count, amount=AMOUNTS, unit=st.sampled_from([*Unit])),
    st.builds(CountBack, amount=AMOUNTS, unit=IN_DAYS),
    st.builds(CountBack, amount=st.integers(min_value=0, max_value=14), unit=st.just(Unit.MONTH)),
    st.builds(
        FixedDate,
        month=st.integers(min_value=1, max_value=12),
        day=st.integers(min_value=1, max_value=28),
    ),
    st.builds(Agreed),
)
WORDS = Words(zh="某事", en="something")


def table(measure: Measure, roll: Roll, rule: StartRule) -> ClockTable:
    clock = Clock(
        id=ClockId("T01"),
        process=ProcessKey("whistle"),
        step=WORDS,
        starts=WORDS,
        spans=(Span(name="only", measure=measure),),
        roll=roll,
        on_breach=WORDS,
        source="本县默认",
        basis=Basis.DEFAULT,
        supervised_by="justice",
        start_rule=rule,
    )
    return ClockTable(clocks=(clock,))


def counted(amount: int, unit: Unit, start: datetime, roll: Roll = Roll.NO) -> DayByDay:
    clocks = table(Count(amount=amount, unit=unit), roll, StartRule.MOMENT)
    return day_by_day(clocks, "T01", start, COUNTY)


@given(MEASURES, MOMENTS, MOMENTS, st.sampled_from(Roll), st.sampled_from(StartRule))
def test_the_days_lead_to_the_moment_that_the_table_reckons(
    measure: Measure, start: datetime, agreed: datetime, roll: Roll, rule: StartRule
) -> None:
    clocks = table(measure, roll, rule)

    told = day_by_day(clocks, "T01", start, COUNTY, agreed=agreed)

    reckoned = clocks.reckon("T01", start, COUNTY, agreed=agreed)
    assert (told.due, told.provisional) == (reckoned.due, reckoned.provisional)


@given(st.integers(min_value=1, max_value=40), IN_DAYS, MOMENTS, st.sampled_from(Roll))
def test_every_unit_is_numbered_once_and_no_day_is_left_out(
    amount: int, unit: Unit, start: datetime, roll: Roll
) -> None:
    told = counted(amount, unit, start, roll)

    days = [each.day for each in told.days if each.part is not DayPart.ROLLED]
    assert [each.number for each in told.days if each.number] == list(range(1, amount + 1))
    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]


@given(
    st.integers(min_value=1, max_value=40), st.sampled_from([Unit.WH, Unit.H, Unit.MIN]), MOMENTS
)
def test_the_hours_of_all_days_make_the_period(amount: int, unit: Unit, start: datetime) -> None:
    told = counted(amount, unit, start)

    whole = timedelta(minutes=amount) if unit is Unit.MIN else timedelta(hours=amount)
    assert sum((each.time or timedelta() for each in told.days), timedelta()) == whole


@pytest.mark.parametrize(
    ("start", "amount", "unit", "roll", "due"),
    [
        (at(2, 12), 7, Unit.WD, Roll.NO, date(2026, 2, 28)),
        (at(2, 12), 20, Unit.WD, Roll.NO, date(2026, 3, 18)),
        (at(2, 12), 3, Unit.WD, Roll.NO, date(2026, 2, 24)),
        (at(4, 30), 5, Unit.WD, Roll.NO, date(2026, 5, 11)),
        (at(4, 30), 7, Unit.WD, Roll.NO, date(2026, 5, 13)),
        (at(9, 18), 5, Unit.WD, Roll.NO, date(2026, 9, 24)),
        (at(9, 24), 3, Unit.WD, Roll.NO, date(2026, 9, 30)),
        (at(1, 1), 5, Unit.WD, Roll.NO, date(2026, 1, 8)),
        (at(1, 5), 90, Unit.CD, Roll.YES, date(2026, 4, 7)),
        (at(1, 20), 30, Unit.CD, Roll.NO, date(2026, 2, 19)),
        (at(1, 20), 30, Unit.CD, Roll.YES, date(2026, 2, 24)),
        (at(3, 16), 7, Unit.WD, Roll.NO, date(2026, 3, 25)),
        (at(3, 16), 20, Unit.WD, Roll.NO, date(2026, 4, 14)),
    ],
)
def test_the_test_vectors_of_2026(
    start: datetime, amount: int, unit: Unit, roll: Roll, due: date
) -> None:
    told = counted(amount, unit, start, roll)

    assert (told.due.date(), told.days[-1].day) == (due, due)


def test_each_day_says_what_the_calendar_makes_of_it() -> None:
    told = counted(7, Unit.WD, at(2, 12))

    kinds = {each.day.day: (each.kind, each.part, each.number) for each in told.days}
    assert kinds[12] == (DayKind.WORKING, DayPart.START, None)
    assert kinds[13] == (DayKind.WORKING, DayPart.COUNTED, 1)
    assert kinds[14] == (DayKind.MAKE_UP, DayPart.COUNTED, 2)
    assert kinds[15] == (DayKind.HOLIDAY, DayPart.PASSED, None)
    assert kinds[28] == (DayKind.MAKE_UP, DayPart.COUNTED, 7)
    assert [each.day.day for each in told.make_up_days] == [14, 28]


def test_a_weekend_that_no_notice_names_is_rest() -> None:
    told = counted(2, Unit.WD, at(3, 6))

    assert [each.kind for each in told.days[1:3]] == [DayKind.REST, DayKind.REST]


def test_what_is_off_is_told_in_stretches() -> None:
    told = counted(8, Unit.WD, at(2, 12))

    off = [(each.first.day, each.last.day, each.holiday is not None) for each in told.off]
    assert off == [(15, 23, True), (1, 1, False)]


def test_a_rolled_end_shows_the_day_that_it_was_rolled_from() -> None:
    told = counted(90, Unit.CD, at(1, 5), Roll.YES)

    assert told.is_rolled
    assert told.last == date(2026, 4, 5)
    assert [each.day.day for each in told.days if each.part is DayPart.ROLLED] == [6, 7]


def test_an_end_that_stays_is_not_rolled() -> None:
    assert not counted(30, Unit.CD, at(1, 20)).is_rolled


def test_days_of_a_year_without_a_calendar_are_marked() -> None:
    told = counted(5, Unit.WD, at(12, 29))

    assert told.provisional
    assert [each.is_known for each in told.days if each.number] == [True, True, False, False, False]


def test_working_hours_skip_the_night() -> None:
    told = counted(2, Unit.WH, at(3, 6, 17, 0))

    hours = {each.day.day: (each.part, each.time) for each in told.days}
    assert hours[6] == (DayPart.COUNTED, timedelta(hours=1))
    assert hours[7] == (DayPart.PASSED, timedelta())
    assert hours[9] == (DayPart.COUNTED, timedelta(hours=1))


def test_a_starting_hour_before_midnight_is_not_counted() -> None:
    clocks = table(Count(amount=2, unit=Unit.H), Roll.NO, StartRule.NEXT)

    told = day_by_day(clocks, "T01", at(3, 3, 23, 20), COUNTY)

    assert [each.part for each in told.days] == [DayPart.START, DayPart.COUNTED]
    assert told.begins == at(3, 4, 0)


def test_an_early_roll_that_would_end_before_the_start_is_not_taken() -> None:
    told = counted(1, Unit.CD, at(3, 6, 19, 0), Roll.EARLY)

    assert not told.is_rolled
    assert told.ends_on_day_off
    assert told.due == at(3, 7, 18)


def test_hours_may_end_in_the_second_session_of_a_day() -> None:
    assert counted(5, Unit.WH, at(3, 6, 9, 0)).due == at(3, 6, 16, 30)

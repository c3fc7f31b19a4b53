"""Clocks end when their table and the calendar say."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from server.domain.clock import (
    Agreed,
    Basis,
    Clock,
    ClockTable,
    Count,
    CountBack,
    FixedDate,
    Measure,
    Reckoning,
    Span,
    Words,
)
from server.domain.county_time import COUNTY_TIME
from server.domain.errors import AgreedDateTooLate, AgreedDateWanted, NoSuchClock
from server.domain.ids import ClockId, ProcessKey
from server.domain.periods import Roll, StartRule, Unit
from server.domain.workdays import Calendar

SPRING_FESTIVAL = frozenset(date(2026, 2, 15) + timedelta(days=n) for n in range(9))
CALENDAR = Calendar(off_days=SPRING_FESTIVAL, years=frozenset({2026}))
WORDS = Words(zh="某事", en="something")


def at(month: int, day: int, hour: int = 10, minute: int = 0, *, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=COUNTY_TIME)


def clock(
    *measures: tuple[str, Measure],
    name: str = "T01",
    roll: Roll = Roll.NO,
    start_rule: StartRule = StartRule.MOMENT,
) -> Clock:
    return Clock(
        id=ClockId(name),
        process=ProcessKey("whistle"),
        step=WORDS,
        starts=WORDS,
        spans=tuple(Span(name=variant, measure=measure) for variant, measure in measures),
        roll=roll,
        on_breach=WORDS,
        source="本县默认",
        basis=Basis.DEFAULT,
        supervised_by="justice",
        start_rule=start_rule,
    )


def table(
    *measures: tuple[str, Measure],
    roll: Roll = Roll.NO,
    start_rule: StartRule = StartRule.MOMENT,
) -> ClockTable:
    return ClockTable(clocks=(clock(*measures, roll=roll, start_rule=start_rule),))


SIGN_IN = table(
    ("routine", Count(amount=1, unit=Unit.WH)), ("emergency", Count(amount=10, unit=Unit.MIN))
)
YEARLY = table(("publish", FixedDate(month=1, day=31)), roll=Roll.EARLY)
PLAN = table(("plan", Agreed(limit=Count(amount=60, unit=Unit.CD))))


def test_the_first_variant_holds_when_none_is_named() -> None:
    assert SIGN_IN.due("T01", at(3, 3), CALENDAR) == at(3, 3, 11)


def test_a_variant_is_named_beside_the_clock() -> None:
    assert SIGN_IN.due("T01", at(3, 3), CALENDAR, "emergency") == at(3, 3, 10, 10)


def test_a_variant_is_named_in_the_clocks_name() -> None:
    assert SIGN_IN.due("T01/emergency", at(3, 3), CALENDAR) == at(3, 3, 10, 10)


@pytest.mark.parametrize("name", ["T99", "T01/leisurely", "T99/routine"])
def test_a_clock_that_is_not_in_the_table_is_refused(name: str) -> None:
    with pytest.raises(NoSuchClock) as refused:
        SIGN_IN.due(name, at(3, 3), CALENDAR)

    assert refused.value.values == {"clock": name}


def test_a_diagram_may_name_every_clock_with_and_without_its_variants() -> None:
    assert SIGN_IN.names == {"T01", "T01/routine", "T01/emergency"}


def test_two_clocks_with_one_id_are_refused() -> None:
    twice = clock(("only", Count(amount=1, unit=Unit.WD)))

    with pytest.raises(ValueError, match="same id"):
        ClockTable(clocks=(twice, twice))


@pytest.mark.parametrize("names", [(), ("one", "one")])
def test_a_clock_without_distinct_spans_is_refused(names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="T01 needs spans"):
        clock(*((name, Count(amount=1, unit=Unit.WD)) for name in names))


def test_a_clock_passes_its_start_rule_on() -> None:
    strict = table(("only", Count(amount=1, unit=Unit.H)), start_rule=StartRule.NEXT)

    assert strict.due("T01", at(3, 3, 9, 20), CALENDAR) == at(3, 3, 11)


# --- fixed dates --------------------------------------------------------------------------------


def test_a_fixed_date_on_a_saturday_is_met_on_the_friday_before() -> None:
    assert YEARLY.due("T01", at(1, 1), CALENDAR) == at(1, 30, 18)


def test_a_fixed_date_that_is_over_comes_again_next_year() -> None:
    assert YEARLY.due("T01", at(1, 31), CALENDAR) == at(1, 29, 18, year=2027)


def test_a_fixed_date_that_does_not_roll_stays_on_its_day() -> None:
    settle = table(("settle", FixedDate(month=10, day=31)))

    assert settle.due("T01", at(1, 1), CALENDAR) == at(10, 31, 18)


@pytest.mark.parametrize(("month", "day"), [(2, 29), (13, 1), (4, 31)])
def test_a_date_that_is_not_in_every_year_is_refused(month: int, day: int) -> None:
    with pytest.raises(ValueError, match=r"day|month"):
        FixedDate(month=month, day=day)


# --- months and counting back -------------------------------------------------------------------


def test_three_months_roll_to_the_next_working_day() -> None:
    window = table(("apply", Count(amount=3, unit=Unit.MONTH)), roll=Roll.YES)

    assert window.due("T01", at(3, 6), CALENDAR) == at(6, 8, 18)


def test_two_months_to_be_met_early_roll_back() -> None:
    reply = table(("reply", Count(amount=2, unit=Unit.MONTH)), roll=Roll.EARLY)

    assert reply.due("T01", at(3, 2), CALENDAR) == at(5, 1, 18)


def test_twelve_months_end_a_year_later() -> None:
    evaluation = table(("evaluate", Count(amount=12, unit=Unit.MONTH)))

    assert evaluation.due("T01", at(3, 2), CALENDAR) == at(3, 2, 18, year=2027)


@pytest.mark.parametrize(("days", "due"), [(60, (4, 18)), (15, (6, 2))])
def test_a_reminder_is_counted_back_from_the_end(days: int, due: tuple[int, int]) -> None:
    reminder = table(("remind", CountBack(amount=days, unit=Unit.CD)))

    assert reminder.due("T01", at(6, 17), CALENDAR) == at(*due, 18)


def test_a_reminder_that_falls_on_a_day_off_may_roll() -> None:
    reminder = table(("remind", CountBack(amount=60, unit=Unit.CD)), roll=Roll.EARLY)

    assert reminder.due("T01", at(6, 17), CALENDAR) == at(4, 17, 18)


def test_hours_are_not_counted_back() -> None:
    with pytest.raises(ValueError, match="only days and months"):
        CountBack(amount=1, unit=Unit.WH)


# --- agreed dates -------------------------------------------------------------------------------


def test_a_plan_ends_when_it_says() -> None:
    assert PLAN.due("T01", at(3, 3), CALENDAR, agreed=at(4, 10, 12)) == at(4, 10, 12)


def test_a_plan_without_a_date_is_refused() -> None:
    with pytest.raises(AgreedDateWanted):
        PLAN.due("T01", at(3, 3), CALENDAR)


def test_a_plan_beyond_its_limit_is_refused() -> None:
    with pytest.raises(AgreedDateTooLate) as refused:
        PLAN.due("T01", at(3, 3), CALENDAR, agreed=at(5, 3))

    assert refused.value.values == {"latest": at(5, 2, 18)}


def test_a_plan_without_a_limit_may_end_at_any_time() -> None:
    free = table(("plan", Agreed()))

    assert free.due("T01", at(3, 3), CALENDAR, agreed=at(5, 3, year=2028)) == at(5, 3, year=2028)


# --- provisional --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("measure", "roll", "provisional"),
    [
        pytest.param(Count(amount=10, unit=Unit.WD), Roll.NO, True, id="working_days"),
        pytest.param(Count(amount=30, unit=Unit.WH), Roll.NO, True, id="working_hours"),
        pytest.param(Count(amount=240, unit=Unit.H), Roll.NO, False, id="hours"),
        pytest.param(Count(amount=30, unit=Unit.CD), Roll.NO, False, id="days_not_rolled"),
        pytest.param(Count(amount=30, unit=Unit.CD), Roll.YES, True, id="days_rolled"),
        pytest.param(Count(amount=1, unit=Unit.CD), Roll.YES, False, id="days_within_the_year"),
    ],
)
def test_what_depends_on_an_unknown_calendar_is_provisional(
    measure: Count, roll: Roll, *, provisional: bool
) -> None:
    clocks = table(("only", measure), roll=roll)

    assert clocks.reckon("T01", at(12, 28), CALENDAR).provisional is provisional


def test_an_agreed_date_is_never_provisional() -> None:
    agreed = at(2, 1, year=2027)

    reckoned = PLAN.reckon("T01", at(12, 28), CALENDAR, agreed=agreed)

    assert reckoned == Reckoning(due=agreed, provisional=False)


# --- what the use of a span is counted in -------------------------------------------------------


@pytest.mark.parametrize(
    ("measure", "unit"),
    [
        (Count(amount=1, unit=Unit.WH), Unit.WH),
        (CountBack(amount=1, unit=Unit.MONTH), Unit.MONTH),
        (FixedDate(month=1, day=31), Unit.CD),
        (Agreed(), Unit.WD),
    ],
)
def test_a_span_knows_what_its_use_is_counted_in(measure: Measure, unit: Unit) -> None:
    assert Span(name="only", measure=measure).unit is unit

"""Clocks that were extended and stood still: one way from the beginning, in whatever order it was given."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.clock import Count
from server.domain.county_time import COUNTY_TIME
from server.domain.ladder import Delay, Rung, rungs
from server.domain.periods import Roll, StartRule, Unit
from server.domain.reckoned import DayPart
from server.domain.reckoning import day_by_day
from server.domain.respite import NO_RESPITE, Pause, Respite
from tests.domain.calendar_2026 import COUNTY
from tests.domain.test_clock import CALENDAR
from tests.domain.test_reckoning import table

START = datetime(2026, 1, 20, 9, 40, tzinfo=COUNTY_TIME)
MINUTES = st.integers(min_value=0, max_value=60 * 24 * 60)


@st.composite
def pauses(draw: st.DrawFn) -> tuple[Pause, ...]:
    """Some pauses, which may overlap, in any order."""
    found = draw(st.lists(st.tuples(MINUTES, MINUTES), max_size=4))
    return tuple(
        Pause(begin=START + timedelta(minutes=min(two)), end=START + timedelta(minutes=max(two)))
        for two in found
    )


def at(text: str) -> datetime:
    """A moment of March 2026 in the county: ``03 10:00``; the 1st is a Sunday."""
    return datetime.strptime(f"2026-03-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=COUNTY_TIME)


def due(  # a clock that began then and stood still once, reckoned and counted day by day
    amount: int, unit: Unit, start: str, begin: str, end: str, roll: Roll = Roll.NO
) -> datetime:
    clocks = table(Count(amount=amount, unit=unit), roll, StartRule.MOMENT)
    respite = Respite(pauses=(Pause(begin=at(begin), end=at(end)),))
    reckoned = clocks.reckon("T01", at(start), CALENDAR, respite=respite).due
    assert day_by_day(clocks, "T01", at(start), CALENDAR, respite=respite).due == reckoned
    return reckoned


@pytest.mark.parametrize(
    ("amount", "unit", "begin", "end", "after"),
    [
        (4, Unit.WD, "03 10:00", "05 15:00", "10 18:00"),  # three days were left
        (4, Unit.WD, "03 10:00", "03 15:00", "06 18:00"),  # the same day
        (1, Unit.WD, "03 10:00", "05 09:00", "05 18:00"),  # its last day
        (1, Unit.WD, "03 10:00", "07 09:00", "09 18:00"),  # goes on on a Saturday
        (4, Unit.CD, "03 10:00", "05 15:00", "08 18:00"),
        (1, Unit.CD, "03 10:00", "05 09:00", "05 18:00"),  # its last day
        (26, Unit.H, "03 10:00", "03 22:30", "04 00:30"),
        (90, Unit.MIN, "02 10:20", "02 10:40", "02 11:50"),
        (8, Unit.WH, "02 17:00", "04 08:30", "04 12:00"),
        (1, Unit.WD, "04 10:00", "05 15:00", "03 18:00"),  # it was over before
        (0, Unit.CD, "03 10:00", "05 15:00", "02 10:00"),  # at once
    ],
)
def test_what_was_left_is_left_again(
    amount: int, unit: Unit, begin: str, end: str, after: str
) -> None:
    assert due(amount, unit, "02 10:00", begin, end) == at(after)


def test_a_clock_that_rolls_ends_on_a_working_day() -> None:
    assert due(4, Unit.CD, "02 10:00", "03 10:00", "04 15:00", Roll.YES) == at("09 18:00")


def test_a_clock_that_stopped_on_the_day_to_which_it_was_rolled_has_that_day_left() -> None:
    assert due(5, Unit.CD, "02 10:00", "09 10:00", "11 09:00", Roll.YES) == at("11 18:00")


def test_a_clock_that_was_over_early_does_not_stand_still() -> None:
    assert due(6, Unit.CD, "02 10:00", "07 10:00", "11 09:00", Roll.EARLY) == at("06 18:00")


@given(
    st.integers(min_value=0, max_value=40),
    st.integers(min_value=0, max_value=30),
    st.sampled_from(Unit),
    st.sampled_from(Roll),
    st.sampled_from(StartRule),
    pauses(),
)
def test_the_days_lead_to_the_moment_that_the_table_reckons(  # all that a deadline depends on
    amount: int, extended: int, unit: Unit, roll: Roll, rule: StartRule, stood: tuple[Pause, ...]
) -> None:
    clocks = table(Count(amount=amount, unit=unit), roll, rule)
    respite = Respite(extended=extended, pauses=stood)

    told = day_by_day(clocks, "T01", START, COUNTY, respite=respite)

    reckoned = clocks.reckon("T01", START, COUNTY, respite=respite)
    assert (told.due, told.provisional) == (reckoned.due, reckoned.provisional)
    assert told.due >= clocks.reckon("T01", START, COUNTY).due or roll is Roll.EARLY


@given(
    st.integers(min_value=1, max_value=40),
    st.sampled_from([Unit.WD, Unit.CD, Unit.WH, Unit.H]),
    pauses(),
    st.data(),
)
def test_the_order_in_which_it_was_given_leads_nowhere_else(
    amount: int, unit: Unit, stood: tuple[Pause, ...], data: st.DataObject
) -> None:
    clocks = table(Count(amount=amount, unit=unit), Roll.YES, StartRule.MOMENT)
    shuffled = tuple(data.draw(st.permutations(stood)))

    one = clocks.reckon("T01", START, COUNTY, respite=Respite(pauses=stood))

    assert clocks.reckon("T01", START, COUNTY, respite=Respite(pauses=shuffled)) == one


@given(pauses())
def test_what_overlaps_is_not_counted_twice(stood: tuple[Pause, ...]) -> None:
    joined = Respite(pauses=stood).stood(START)

    assert all(one.end < other.begin for one, other in pairwise(joined))
    assert all(
        any(one.begin <= pause.begin and one.end >= (pause.end or START) for one in joined)
        for pause in stood
        if pause.end != pause.begin
    )


def test_while_it_stands_nobody_knows_how_long() -> None:
    standing = Respite(pauses=(Pause(begin=START),))

    assert standing.stands
    assert not NO_RESPITE.stands
    assert standing.stood(START) == ()


def test_days_that_are_not_counted_are_told_apart() -> None:
    clocks = table(Count(amount=4, unit=Unit.WD), Roll.NO, StartRule.MOMENT)
    respite = Respite(extended=1, pauses=(Pause(begin=at("03 10:00"), end=at("05 15:00")),))

    told = day_by_day(clocks, "T01", at("02 10:00"), CALENDAR, respite=respite)

    assert [day.day for day in told.stood] == [4, 5]
    assert [each.number for each in told.days if each.number] == [1, 2, 3, 4, 5]
    assert told.off[0].first.day == 7


def test_working_hours_on_days_that_it_stood_still_are_not_counted() -> None:
    clocks = table(Count(amount=8, unit=Unit.WH), Roll.NO, StartRule.MOMENT)
    respite = Respite(pauses=(Pause(begin=at("02 17:00"), end=at("04 08:30")),))

    told = day_by_day(clocks, "T01", at("02 10:00"), CALENDAR, respite=respite)

    assert [each.part for each in told.days] == [
        DayPart.COUNTED,
        DayPart.STOOD,
        DayPart.COUNTED,
    ]


def test_the_ladder_stands_still_with_the_clock() -> None:
    clocks = table(Count(amount=4, unit=Unit.WD), Roll.NO, StartRule.MOMENT)
    respite = Respite(pauses=(Pause(begin=at("03 10:00"), end=at("05 15:00")),))
    start, plain = at("02 10:00"), clocks.due("T01", at("02 10:00"), CALENDAR)
    end = clocks.reckon("T01", start, CALENDAR, respite=respite).due

    climbed = dict(
        rungs(
            start,
            end,
            clocks.clock("T01"),
            CALENDAR,
            None,
            Delay(plain=plain, stood=respite.stood(start)),
        )
    )

    assert climbed == {
        Rung.HINT: at("06 18:00"),
        Rung.AMBER: at("10 09:54"),
        Rung.RED: at("10 18:00"),
        Rung.URGE: at("11 18:00"),
        Rung.CIRCULATE: at("13 18:00"),
    }


def test_a_clock_that_is_over_is_urged_later_when_it_stands_still_then() -> None:
    clocks = table(Count(amount=1, unit=Unit.WD), Roll.NO, StartRule.MOMENT)
    respite = Respite(pauses=(Pause(begin=at("04 10:00"), end=at("06 09:00")),))
    start = at("02 10:00")
    end = clocks.reckon("T01", start, CALENDAR, respite=respite).due
    delay = Delay(plain=end, stood=respite.stood(start))

    climbed = dict(rungs(start, end, clocks.clock("T01"), CALENDAR, None, delay))

    assert (climbed[Rung.RED], climbed[Rung.URGE]) == (at("03 18:00"), at("06 18:00"))


@pytest.mark.parametrize("unit", [Unit.WD, Unit.CD])
def test_a_clock_that_stopped_on_its_last_day_is_put_off(unit: Unit) -> None:
    clocks = table(Count(amount=1, unit=unit), Roll.NO, StartRule.MOMENT)
    stood = Respite(pauses=(Pause(begin=at("03 10:00"), end=at("05 09:00")),))

    assert day_by_day(clocks, "T01", at("02 10:00"), CALENDAR, respite=stood).is_put_off
    assert not day_by_day(clocks, "T01", at("02 10:00"), CALENDAR).is_put_off

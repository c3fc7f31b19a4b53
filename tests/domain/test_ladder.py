"""A running clock climbs its ladder, and people hear of it."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.clock import Basis, Clock, Count, Measure, Span, Words
from server.domain.county_time import COUNTY_TIME
from server.domain.ids import ClockId, ProcessKey
from server.domain.ladder import Addressee, Rung, rungs
from server.domain.periods import Roll, StartRule, Unit
from server.domain.workdays import Calendar

CALENDAR = Calendar(years=frozenset({2026}))
WORDS = Words(zh="某事", en="something")


def at(month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=COUNTY_TIME)


def clock(
    *measures: tuple[str, Measure],
    at_least: bool = False,
    start_rule: StartRule = StartRule.MOMENT,
) -> Clock:
    return Clock(
        id=ClockId("T41"),
        process=ProcessKey("whistle"),
        step=WORDS,
        starts=WORDS,
        spans=tuple(Span(name=name, measure=measure) for name, measure in measures),
        roll=Roll.NO,
        on_breach=WORDS,
        source="本县默认",
        basis=Basis.DEFAULT,
        supervised_by="command_centre",
        at_least=at_least,
        start_rule=start_rule,
    )


def climbed(amount: int, unit: Unit) -> tuple[tuple[Rung, datetime], ...]:
    start = at(3, 3, 10)
    one = clock(("only", Count(amount=amount, unit=unit)))
    return rungs(start, CALENDAR.add(start, amount, unit), one, CALENDAR)


def test_a_clock_of_working_days_climbs_by_working_days() -> None:
    assert climbed(10, Unit.WD) == (
        (Rung.HINT, at(3, 10, 18)),
        (Rung.AMBER, at(3, 13, 18)),
        (Rung.RED, at(3, 17, 18)),
        (Rung.URGE, at(3, 18, 18)),
        (Rung.CIRCULATE, at(3, 20, 18)),
    )


def test_a_clock_of_calendar_days_is_urged_a_working_day_later() -> None:
    assert climbed(4, Unit.CD)[2:] == (
        (Rung.RED, at(3, 7, 18)),
        (Rung.URGE, at(3, 9, 18)),
        (Rung.CIRCULATE, at(3, 11, 18)),
    )


def test_a_clock_of_working_hours_is_urged_half_of_its_length_later() -> None:
    assert climbed(2, Unit.WH) == (
        (Rung.HINT, at(3, 3, 11)),
        (Rung.AMBER, at(3, 3, 11, 36)),
        (Rung.RED, at(3, 3, 12)),
        (Rung.URGE, at(3, 3, 15, 30)),
        (Rung.CIRCULATE, at(3, 6, 18)),
    )


def test_a_clock_of_minutes_is_urged_half_of_its_length_later() -> None:
    assert climbed(10, Unit.MIN) == (
        (Rung.HINT, at(3, 3, 10, 5)),
        (Rung.AMBER, at(3, 3, 10, 8)),
        (Rung.RED, at(3, 3, 10, 10)),
        (Rung.URGE, at(3, 3, 10, 15)),
        (Rung.CIRCULATE, at(3, 6, 18)),
    )


def test_a_long_clock_of_hours_is_circulated_no_earlier_than_it_is_urged() -> None:
    *_, (_, urged), (_, circulated) = climbed(400, Unit.H)

    assert circulated == urged


def test_a_variant_climbs_in_its_own_time() -> None:
    both = clock(
        ("routine", Count(amount=1, unit=Unit.WD)), ("emergency", Count(amount=10, unit=Unit.MIN))
    )

    climb = rungs(at(3, 3, 22), at(3, 3, 22, 10), both, CALENDAR, "emergency")

    assert climb[0] == (Rung.HINT, at(3, 3, 22, 5))


def test_a_start_that_is_not_counted_is_not_shared_either() -> None:
    strict = clock(("only", Count(amount=2, unit=Unit.H)), start_rule=StartRule.NEXT)

    assert rungs(at(3, 3, 9, 20), at(3, 3, 12), strict, CALENDAR)[0] == (Rung.HINT, at(3, 3, 11))


def test_a_time_that_must_only_pass_has_no_ladder() -> None:
    reserved = clock(("check", Count(amount=7, unit=Unit.WD)), at_least=True)

    assert rungs(at(3, 3), at(3, 12, 18), reserved, CALENDAR) == ()


def test_what_is_due_at_once_begins_with_red() -> None:
    once = clock(("emergency", Count(amount=0, unit=Unit.MIN)))

    climb = rungs(at(3, 3), at(3, 3), once, CALENDAR)

    assert climb == (
        (Rung.RED, at(3, 3)),
        (Rung.URGE, at(3, 3)),
        (Rung.CIRCULATE, at(3, 6, 18)),
    )


@pytest.mark.parametrize(
    ("rung", "addressee", "is_breach"),
    [
        (Rung.HINT, Addressee.DOER, False),
        (Rung.AMBER, Addressee.DOERS_HEAD, False),
        (Rung.RED, Addressee.SUPERVISING_OFFICE, True),
        (Rung.URGE, Addressee.UNIT_HEAD, True),
        (Rung.CIRCULATE, Addressee.CIRCULATION_LIST, True),
    ],
)
def test_each_rung_has_its_addressee(rung: Rung, addressee: Addressee, *, is_breach: bool) -> None:
    assert rung.addressee is addressee
    assert rung.is_breach is is_breach


@given(
    st.datetimes(
        min_value=datetime(2026, 1, 1),  # noqa: DTZ001  # hypothesis adds the zone
        max_value=datetime(2026, 12, 1),  # noqa: DTZ001  # hypothesis adds the zone
        timezones=st.just(COUNTY_TIME),
    ),
    st.integers(min_value=0, max_value=60),
    st.sampled_from(Unit),
)
def test_a_ladder_is_climbed_in_order(start: datetime, amount: int, unit: Unit) -> None:
    due = CALENDAR.add(start, amount, unit)

    climb = rungs(start, due, clock(("only", Count(amount=amount, unit=unit))), CALENDAR)

    moments = [moment for _, moment in climb]
    assert moments == sorted(moments)
    assert moments[0] >= start

"""Clocks of a case that stands still: what a new calendar, and its timers, make of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from server.domain import facts as f
from server.domain.acts import Act
from server.domain.county import Paper
from server.domain.county_time import COUNTY_TIME
from server.domain.ids import Token
from server.domain.moves import Alarm
from server.domain.people import SYSTEM
from server.services import pictures, timekeeping
from server.services.founding import load_papers
from tests.builders import NOON, work_for
from tests.services.case_office import CLOCK, WHY, CaseOffice, a_case_office
from tests.services.test_recounting import carried_out

DAY_OFF = """
[[holiday]]
name = "县庆"
name_en = "County Day"
first = {day}
last = {day}
"""


def at(day: int, hour: int = 18) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=COUNTY_TIME)


@pytest.fixture
def office() -> CaseOffice:
    return a_case_office()


def off(office: CaseOffice, day: int) -> None:
    """That day of March is off by a new paper, and all that follows from it is done."""
    text = office.stage.state.papers["calendar", "2026"] + DAY_OFF.format(day=date(2026, 3, day))
    load_papers(office.stage.tools, SYSTEM, [Paper(kind="calendar", name="2026", text=text)])
    office.stage.clock.pass_by(timedelta(seconds=11))
    carried_out(office.stage)


def due(office: CaseOffice) -> datetime | None:
    return office.stage.item(office.case).due


def test_a_new_calendar_keeps_the_time_that_a_clock_stood_still(office: CaseOffice) -> None:
    assert due(office) == at(9)
    office.suspend()
    office.stage.clock.pass_by(timedelta(days=2))
    office.act(office.head, Act.RESUME, WHY)
    assert due(office) == at(11)

    off(office, 10)

    assert due(office) == at(12)


def test_the_calendar_and_the_standstill_may_come_in_either_order(office: CaseOffice) -> None:
    off(office, 10)
    office.suspend()
    office.stage.clock.pass_by(timedelta(days=2))
    office.act(office.head, Act.RESUME, WHY)

    assert due(office) == at(12)


def test_a_new_calendar_wakes_no_rung_of_a_clock_that_stands_still(office: CaseOffice) -> None:
    office.suspend()

    off(office, 6)
    office.stage.clock.pass_by(timedelta(days=30))

    assert due(office) == at(10)
    assert office.stage.state.rungs[office.stage.item(office.case).id, "red"] == at(10)
    assert timekeeping.sweep(office.stage.tools).rungs == 0
    assert not timekeeping.climb(office.stage.tools, office.stage.item(office.case).id, "red")


def test_rungs_climbed_before_are_not_climbed_again(office: CaseOffice) -> None:
    item = office.stage.item(office.case).id
    office.stage.clock.moment = at(5, 17)
    assert timekeeping.climb(office.stage.tools, item, "hint")
    office.suspend()
    office.stage.clock.pass_by(timedelta(days=1))
    off(office, 10)
    office.act(office.head, Act.RESUME, WHY)

    assert (item, "hint") not in office.stage.state.rungs
    assert due(office) == at(11)


def test_timers_to_which_a_clock_led_that_stood_still_are_put_off_with_it() -> None:
    alarm = Alarm(token=Token("a"), element="later", name="等", due=at(9))
    office = a_case_office(
        work_for(clock=CLOCK, due=at(9)),
        alarm,
        replace(alarm, token=Token("b")),
        replace(alarm, token=Token("c")),
    )
    stood, ran, plain = office.stage.state.timers
    for timer, clock in ((stood, CLOCK), (ran, "T43/routine")):
        kept = office.stage.state.timers[timer]
        office.stage.state.timers[timer] = replace(kept, clock=clock, since=NOON)
    office.suspend()
    office.stage.clock.pass_by(timedelta(days=2))

    office.act(office.head, Act.RESUME, WHY)

    assert [office.stage.state.timers[each].due for each in (stood, ran, plain)] == [
        at(11),
        at(9),
        at(9),
    ]
    [moved] = [fact for fact in office.facts if isinstance(fact, f.TimerMoved)]
    assert (moved.timer, moved.due, moved.element) == (stood, at(11), "later")
    picture = pictures.case(office.stage.tools, office.head, office.case)
    assert any("定时顺延至 2026-03-11 18:00" in one.sentence for one in picture.happenings)


def test_a_clock_that_is_gone_from_the_table_leaves_the_deadline(office: CaseOffice) -> None:
    office.suspend()
    load_papers(office.stage.tools, SYSTEM, [Paper(kind="clocks", name="", text="")])
    office.stage.clock.pass_by(timedelta(days=2))

    office.act(office.head, Act.RESUME, WHY)

    assert due(office) == at(9)


def test_timers_of_a_case_that_goes_on_at_once_stay() -> None:
    office = a_case_office(
        work_for(clock=CLOCK, due=at(9)),
        Alarm(token=Token("a"), element="later", name="等", due=at(9)),
    )
    [timer] = office.stage.state.timers
    kept = office.stage.state.timers[timer]
    office.stage.state.timers[timer] = replace(kept, clock=CLOCK, since=NOON)
    office.suspend()

    office.act(office.head, Act.RESUME, WHY)

    assert "TimerMoved" not in office.told

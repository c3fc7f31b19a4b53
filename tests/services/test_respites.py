"""All that a clock may be given, together: in whatever order it comes, the same date comes out."""

from __future__ import annotations

from datetime import date

import pytest

from server.domain.acts import Act
from server.domain.errors import CaseSuspended
from server.services import acting_on_cases, timekeeping
from server.services.acts.scene import Given
from server.services.county_tables import county_of
from tests.services.clock_office import (
    CASE_COMPLEX,
    PLAN,
    REVIEW,
    SUPPLEMENT,
    WHY,
    ClockOffice,
    a_clock_office,
    at,
)
from tests.services.fans import agree


@pytest.fixture
def office() -> ClockOffice:
    return a_clock_office()


def test_a_new_calendar_wakes_it_not_and_keeps_what_it_stood(office: ClockOffice) -> None:
    office.stop()
    office.off(date(2026, 3, 6))
    office.later(days=30)
    assert timekeeping.sweep(office.stage.tools).rungs == 0

    office.stage.clock.moment = at(4, 12)
    office.act(office.head, Act.RUN_CLOCK, WHY)

    assert office.due == at(12)


def test_the_whole_case_may_stand_still_meanwhile(office: ClockOffice) -> None:
    tools, root = office.stage.tools, office.work.root
    office.stop()
    given = Given(way=PLAN, reason="等")
    acting_on_cases.act(tools, office.head, root, Act.SUSPEND, given)
    agree(office.stage)
    with pytest.raises(CaseSuspended):
        office.act(office.head, Act.RUN_CLOCK, WHY)
    office.later(days=2)
    acting_on_cases.act(tools, office.head, root, Act.RESUME, WHY)
    agree(office.stage)
    assert timekeeping.sweep(tools).rungs == 0
    office.later(days=1)

    office.act(office.head, Act.RUN_CLOCK, WHY)

    assert office.due == at(12)


def test_whatever_comes_first_the_same_date_comes_out() -> None:
    def extend(office: ClockOffice) -> None:
        office.ask(CASE_COMPLEX)
        office.act(office.head, Act.AGREE_EXTENSION)

    def off(office: ClockOffice) -> None:
        office.off(date(2026, 3, 11))

    dates = set()
    for first, second in ((extend, off), (off, extend)):
        for before in (True, False):
            office = a_clock_office(REVIEW)
            if before:
                first(office)
            office.stop(SUPPLEMENT)
            office.stage.clock.moment = at(4, 12)
            office.act(office.head, Act.RUN_CLOCK, WHY)
            if not before:
                first(office)
            second(office)
            dates.add(office.due)

    assert dates == {at(17)}


def test_the_table_lists_what_was_read_from_it(office: ClockOffice) -> None:
    with office.stage.tools.unit() as unit:
        county = county_of(unit)

    assert county.extension("T99") is None
    assert county.extension("T12/extended") is None
    assert county.grounds("T99") == ()
    seizure = county.extension("T12")
    assert seizure is not None
    assert (seizure.by, seizure.times, seizure.approver) == (30, 1, "head")
    correction = county.extension("T61")
    assert correction is not None
    assert county.decides(correction, office.work.body) == ("sfj", "dept_head")

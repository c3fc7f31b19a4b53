"""中止计时, 恢复计时: one clock stands still and runs again, with its ladder, and the work goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from server.domain import facts as f
from server.domain.acts import Act
from server.domain.county import Paper
from server.domain.errors import (
    ActNotYours,
    AnswerWrong,
    ClockRuns,
    ClockStandsStill,
    DeadlineOver,
    NoGround,
    NoGroundLeft,
    NotExtendable,
)
from server.domain.people import SYSTEM
from server.domain.reading import InboxQuery, Lamp
from server.services import (
    acting,
    acting_on_cases,
    finding,
    pictures,
    stopping,
    timekeeping,
    working,
)
from server.services.acts.scene import Given
from server.services.founding import load_papers
from server.services.reckoning import clock_of
from tests.builders import work_for
from tests.services.clock_office import (
    FINISH,
    PLAN,
    REVIEW,
    SUPPLEMENT,
    WHY,
    ClockOffice,
    a_clock_office,
    at,
)


@pytest.fixture
def office() -> ClockOffice:
    return a_clock_office()


# --- standing still ---------------------------------------------------------------------------


def test_a_clock_stands_still_on_a_ground_that_it_lists(office: ClockOffice) -> None:
    office.stop()

    fact = office.last
    assert isinstance(fact, f.ClockStopped)
    assert (fact.ground, fact.until) == (PLAN, None)
    assert office.told() == [("ClockStopped", office.clerk.person)]
    [row] = finding.inbox(office.stage.tools, office.clerk, InboxQuery()).rows
    picture = pictures.case(office.stage.tools, office.head, office.work.root)
    assert row.deadline.lamp is Lamp.STOPPED
    assert picture.holdings[0].deadline.lamp is Lamp.STOPPED
    assert Act.RUN_CLOCK in office.offered(office.head)
    assert Act.STOP_CLOCK not in office.offered(office.head)


def test_its_ladder_waits_and_the_work_may_be_done(office: ClockOffice) -> None:
    office.stop()
    office.later(days=30)

    assert timekeeping.sweep(office.stage.tools).rungs == 0
    assert not timekeeping.climb(office.stage.tools, office.item, "red")
    office.finish()


@pytest.mark.parametrize(
    "given",
    [
        Given(way="我想停", reason="等"),
        Given(way=PLAN),
        Given(way=PLAN, reason="等", until=date(2026, 2, 1)),
    ],
)
def test_grounds_in_own_words_and_days_gone_by_are_refused(
    office: ClockOffice, given: Given
) -> None:
    with pytest.raises(AnswerWrong):
        office.act(office.head, Act.STOP_CLOCK, given)


def test_who_does_the_work_does_not_stop_its_clock(office: ClockOffice) -> None:
    with pytest.raises(ActNotYours):
        office.act(office.clerk, Act.STOP_CLOCK, Given(way=PLAN, reason="等"))


def test_it_stands_still_once_at_a_time(office: ClockOffice) -> None:
    office.stop()

    with pytest.raises(ClockStandsStill):
        office.stop()


def test_a_clock_that_is_over_does_not_stand_still(office: ClockOffice) -> None:
    office.later(days=8)

    with pytest.raises(DeadlineOver):
        office.stop()


def test_a_clock_without_grounds_never_stands_still() -> None:
    office = a_clock_office("T43/routine")

    with pytest.raises(NoGroundLeft):
        office.stop()
    assert Act.STOP_CLOCK not in office.offered(office.head)


def test_a_ground_with_a_limit_ends_by_itself_and_is_taken_once() -> None:
    office = a_clock_office(REVIEW)
    with pytest.raises(AnswerWrong):
        office.stop(SUPPLEMENT, until=date(2026, 3, 6))
    page = acting.look(office.stage.tools, office.head, office.item, Act.STOP_CLOCK)
    assert any("最长 3 个工作日" in zh for zh, _ in page.foreseen)
    office.stop(SUPPLEMENT)
    assert office.last.until == at(6, 0)  # type: ignore[union-attr]  # the fact just written

    office.stage.clock.moment = at(6, 9)
    assert timekeeping.sweep(office.stage.tools).clocks == 1
    stopping.go_on_by_time(office.stage.tools, office.item)

    assert office.due == at(13)
    with pytest.raises(NoGroundLeft):
        office.stop(SUPPLEMENT)
    with pytest.raises(NoGround):
        acting_on_cases.look(office.stage.tools, office.head, office.work.root, Act.SUSPEND)


# --- running again ----------------------------------------------------------------------------


def test_it_has_left_what_it_had(office: ClockOffice) -> None:
    office.stop()
    office.later(days=2)
    page = acting.look(office.stage.tools, office.overseer, office.item, Act.RUN_CLOCK)
    assert "2026-03-11 到期" in page.foreseen[0][0]

    office.act(office.overseer, Act.RUN_CLOCK, WHY)

    fact = office.last
    assert isinstance(fact, f.ClockWentOn)
    assert (fact.was, fact.due) == (at(9), at(11))
    assert (office.due, office.red) == (at(11), at(11))
    assert office.told()[-1] == ("ClockWentOn", office.clerk.person)
    told = clock_of(office.stage.tools, office.clerk, office.item)
    assert told.is_in_force
    assert [day.day for day in told.told.stood] == [3, 4]


def test_a_clock_that_runs_is_not_let_run(office: ClockOffice) -> None:
    with pytest.raises(ClockRuns):
        office.act(office.head, Act.RUN_CLOCK, WHY)


def test_it_runs_by_itself_after_its_last_day(office: ClockOffice) -> None:
    office.stop(until=date(2026, 3, 3))
    stopping.go_on_by_time(office.stage.tools, office.item)
    assert office.work.stopped_at is not None
    office.stage.clock.moment = at(4, 9)

    for _ in range(2):
        stopping.go_on_by_time(office.stage.tools, office.item)

    assert office.work.stopped_at is None
    assert office.due == at(11)
    picture = pictures.case(office.stage.tools, office.head, office.work.root)
    said = [one.sentence for one in picture.happenings]
    assert any("中止计时" in sentence and "至 2026-03-04 00:00" in sentence for sentence in said)
    assert any("恢复计时" in sentence for sentence in said)


def test_of_work_that_is_over_no_clock_runs_again(office: ClockOffice) -> None:
    office.stop(until=date(2026, 3, 3))
    office.finish()
    office.stage.clock.moment = at(4, 9)
    assert timekeeping.sweep(office.stage.tools).clocks == 1

    stopping.go_on_by_time(office.stage.tools, office.item)

    assert timekeeping.sweep(office.stage.tools).clocks == 0


def test_a_clock_that_is_gone_from_the_table_runs_on_as_it_was(office: ClockOffice) -> None:
    office.stop()
    load_papers(office.stage.tools, SYSTEM, [Paper(kind="clocks", name="", text="")])
    office.later(days=2)

    office.act(office.head, Act.RUN_CLOCK, WHY)

    assert office.due == at(9)


def test_a_clock_that_runs_is_left_running(office: ClockOffice) -> None:
    with office.stage.tools.unit() as unit:
        scene = acting.scene(office.stage.tools, office.head, unit, office.work)
        held = office.stage.state.case(office.work.case)
        stopping.go_on(scene.run, held, office.work, "")

    assert office.work.stopped_at is None


def test_work_with_a_clock_but_no_deadline_is_given_nothing(office: ClockOffice) -> None:
    bare = replace(office, item=office.stage.offered(office.clerk, work_for(clock=FINISH)))
    working.claim(office.stage.tools, office.clerk, bare.item)

    with pytest.raises(NoGroundLeft):
        bare.stop()
    with pytest.raises(NotExtendable):
        bare.ask()

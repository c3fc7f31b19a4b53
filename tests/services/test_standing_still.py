"""挂起, 恢复: what waits meanwhile, what is refused, and where clocks go on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from server.domain import facts as f
from server.domain.acts import Act
from server.domain.county_time import COUNTY_TIME
from server.domain.errors import (
    ActNotNow,
    ActNotYours,
    AnswerWrong,
    CaseSuspended,
    NoGround,
    NoSuchCase,
)
from server.domain.ids import Token
from server.domain.moves import Alarm, Deliver, Fire
from server.domain.reading import InboxQuery, Lamp
from server.services import (
    acting,
    acting_on_cases,
    finding,
    pictures,
    standing_still,
    tasks,
    timekeeping,
    working,
)
from server.services.acts.scene import Given
from server.services.messages import Heard
from server.services.working import Answer
from tests.builders import NOON, a_seat, work_for
from tests.fakes.stage import ended, moved
from tests.services.case_office import CLOCK, PLAN, WHY, CaseOffice, a_case_office, many
from tests.services.ears import EAR, send
from tests.services.failing import FAILURE


@pytest.fixture
def office() -> CaseOffice:
    return a_case_office()


def later(office: CaseOffice, **far: int) -> None:
    office.stage.clock.moment += timedelta(**far)


# --- standing still ---------------------------------------------------------------------------


def test_a_case_stands_still_on_a_ground_that_its_clocks_list(office: CaseOffice) -> None:
    office.suspend()

    assert office.status == "suspended"
    fact = next(fact for fact in office.facts if isinstance(fact, f.CaseSuspended))
    assert (fact.ground, fact.until) == (PLAN, None)
    assert office.stage.state.contents[office.case, fact.digest] == {"reason": "等方案"}
    kinds = [(one.kind, one.person or one.role) for one in office.stage.state.notices]
    assert kinds == [("CaseSuspended", office.clerk.person), ("WorkPaused", "dept_clerk")]


def test_no_ground_no_standstill() -> None:
    office = a_case_office(work_for())

    with pytest.raises(NoGround):
        acting_on_cases.look(office.stage.tools, office.head, office.case, Act.SUSPEND)


@pytest.mark.parametrize(
    "given",
    [
        Given(way="我想停", reason="等"),
        Given(way=PLAN),
        Given(way=PLAN, reason="等", until=date(2026, 2, 1)),
    ],
)
def test_grounds_in_own_words_and_days_gone_by_are_refused(
    office: CaseOffice, given: Given
) -> None:
    with pytest.raises(AnswerWrong):
        office.act(office.head, Act.SUSPEND, given)


def test_only_heads_and_overseers_let_a_case_stand_still(office: CaseOffice) -> None:
    stranger = office.stage.person(a_seat("slj", "dept_head"), login="li")

    with pytest.raises(ActNotYours):
        office.act(office.clerk, Act.SUSPEND, Given(way=PLAN, reason="等"))
    with pytest.raises(NoSuchCase):
        office.act(stranger, Act.SUSPEND, Given(way=PLAN, reason="等"))
    office.act(office.overseer, Act.SUSPEND, Given(way=PLAN, reason="等"))
    assert office.status == "suspended"


def test_what_would_move_it_is_refused_and_says_why(office: CaseOffice) -> None:
    item = office.stage.item(office.case).id
    office.suspend()
    tools = office.stage.tools

    for act in (
        lambda: working.claim(tools, office.clerk, item),
        lambda: working.complete(tools, office.clerk, item, Answer(values={"note": "好"})),
        lambda: acting.act(tools, office.head, item, Act.URGE, Given()),
        lambda: acting.look(tools, office.head, item, Act.URGE),
    ):
        with pytest.raises(CaseSuspended) as refused:
            act()
        assert PLAN in refused.value.sentence("zh")
        assert "an approved plan" in refused.value.sentence("en")
    assert office.stage.state.drafts[item, office.clerk.person][0] == {"note": "好"}  # type: ignore[index]  # a person
    with pytest.raises(ActNotNow):
        office.suspend()


def test_it_is_shown_and_nothing_is_offered_but_to_go_on(office: CaseOffice) -> None:
    office.suspend(date(2026, 3, 9))
    tools = office.stage.tools
    item = office.stage.item(office.case).id

    [row] = finding.inbox(tools, office.clerk, InboxQuery()).rows
    page = tasks.task(tools, office.clerk, item)
    picture = pictures.case(tools, office.head, office.case)

    assert row.deadline.lamp is Lamp.STILL
    assert (page.may_claim, page.may_complete, page.acts) == (False, False, ())
    assert page.standstill is not None
    assert picture.standstill == page.standstill
    assert picture.status == "suspended"
    assert picture.holdings[0].deadline.lamp is Lamp.STILL
    assert [offer.act for offer in picture.acts] == [Act.RESUME, Act.TERMINATE]
    assert any("挂起" in one.sentence and one.details for one in picture.happenings)


def test_all_branches_stand_still_with_it() -> None:
    office = a_case_office(many())
    items = list(office.stage.state.items)
    office.suspend()

    for item in items:
        with pytest.raises(CaseSuspended):
            working.claim(office.stage.tools, office.clerk, item)
    office.act(office.head, Act.RESUME, WHY)
    working.claim(office.stage.tools, office.clerk, items[0])


# --- going on ---------------------------------------------------------------------------------


def test_clocks_that_list_the_ground_have_left_what_they_had() -> None:
    other = work_for("t2", clock="T43/routine", due=NOON + timedelta(days=9))
    both = a_case_office(
        work_for(clock=CLOCK, due=datetime(2026, 3, 9, 18, tzinfo=COUNTY_TIME)), other
    )
    before = dict(both.stage.state.rungs)
    both.suspend()
    later(both, days=2)

    both.act(both.overseer, Act.RESUME, WHY)

    stood, ran = both.stage.at("t1"), both.stage.at("t2")
    assert stood.due == datetime(2026, 3, 11, 18, tzinfo=COUNTY_TIME)
    assert ran.due == other.due
    assert both.stage.state.rungs[stood.id, "red"] == stood.due
    unmoved = {key: due for key, due in before.items() if key[0] == ran.id}
    assert unmoved.items() <= both.stage.state.rungs.items()
    picture = pictures.case(both.stage.tools, both.head, both.case)
    assert any("时限顺延至 2026-03-11 18:00" in one.sentence for one in picture.happenings)


def test_a_clock_that_runs_on_climbs_and_one_that_stands_does_not() -> None:
    other = work_for("t2", clock="T43/routine", due=NOON + timedelta(hours=1))
    office = a_case_office(work_for(clock=CLOCK, due=NOON + timedelta(hours=1)), other)
    office.suspend()
    later(office, days=2)

    assert timekeeping.sweep(office.stage.tools).rungs
    assert timekeeping.climb(office.stage.tools, office.stage.at("t2").id, "red")
    assert not timekeeping.climb(office.stage.tools, office.stage.at("t1").id, "red")


def test_timers_wait_and_fire_afterwards() -> None:
    office = a_case_office(
        work_for(clock=CLOCK, due=NOON), Alarm(token=Token("a"), element="a", name="等", due=NOON)
    )
    [timer] = office.stage.state.timers
    office.suspend()
    later(office, days=1)

    assert timekeeping.sweep(office.stage.tools).timers == 0
    timekeeping.fire(office.stage.tools, timer)  # a job that was on its way
    assert timer in office.stage.state.timers

    office.act(office.head, Act.RESUME, WHY)
    assert timekeeping.sweep(office.stage.tools).timers == 1
    office.stage.engine.on(Fire, "a", moved())
    timekeeping.fire(office.stage.tools, timer)
    assert not office.stage.state.timers


def test_a_timer_that_has_failed_still_waits_for_administrators_afterwards() -> None:
    office = a_case_office(
        work_for(clock=CLOCK, due=NOON), Alarm(token=Token("a"), element="a", name="等", due=NOON)
    )
    [timer] = office.stage.state.timers
    office.stage.engine.on(Fire, "a", FAILURE)
    timekeeping.fire_or_report(office.stage.tools, timer)
    office.suspend()

    office.act(office.head, Act.RESUME, WHY)

    assert timekeeping.sweep(office.stage.tools).timers == 0


def test_a_message_is_kept_for_it_and_heard_when_it_goes_on() -> None:
    office = a_case_office(work_for(clock=CLOCK, due=NOON), EAR)
    office.stage.engine.on(Deliver, "ear", moved())
    office.suspend()

    assert send(office.stage) == Heard(kept=True)
    assert office.stage.state.messages

    office.act(office.head, Act.RESUME, WHY)
    assert "MessageHeard" in office.told
    assert not office.stage.state.messages


def test_a_message_whose_time_is_over_is_not_kept_for_it() -> None:
    office = a_case_office(work_for(clock=CLOCK, due=NOON), EAR)
    office.suspend()
    later(office, days=30)

    assert send(office.stage) == Heard()


def test_a_signal_passes_it_by() -> None:
    office = a_case_office(work_for(clock=CLOCK, due=NOON), replace(EAR, kind="signal"))
    office.suspend()

    assert send(office.stage, "signal") == Heard()
    office.act(office.head, Act.RESUME, WHY)
    office.stage.engine.on(Deliver, "ear", ended())
    assert send(office.stage, "signal") == Heard(moved=(office.case,))


def test_it_goes_on_by_itself_after_its_last_day(office: CaseOffice) -> None:
    office.suspend(date(2026, 3, 3))
    tools = office.stage.tools
    standing_still.resume_by_time(tools, office.case)
    assert office.status == "suspended"
    later(office, days=2)

    assert timekeeping.sweep(tools).resumes == 1
    assert [job.name for job in office.stage.state.jobs] == ["resume"]
    standing_still.resume_by_time(tools, office.case)
    standing_still.resume_by_time(tools, office.case)

    assert office.status == "running"
    assert office.told.count("CaseResumed") == 1
    picture = pictures.case(tools, office.head, office.case)
    assert any("挂起期满" in one.sentence for one in picture.happenings)


def test_a_repeat_does_nothing_twice(office: CaseOffice) -> None:
    given = Given(way=PLAN, reason="等")
    office.act(office.head, Act.SUSPEND, given, "k")
    office.act(office.head, Act.SUSPEND, given, "k")

    assert office.told.count("CaseSuspended") == 1


@pytest.mark.parametrize("act", [Act.SUSPEND, Act.TERMINATE])
def test_what_will_happen_is_said_before_the_click(office: CaseOffice, act: Act) -> None:
    page = acting_on_cases.look(office.stage.tools, office.head, office.case, act)

    assert page.item is None
    assert all(zh and en for zh, en in page.foreseen)
    office.suspend()
    page = acting_on_cases.look(office.stage.tools, office.head, office.case, Act.RESUME)
    assert "1 项" in page.foreseen[0][0]

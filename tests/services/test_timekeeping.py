"""Timers that fire, and clocks that climb their ladder."""

from __future__ import annotations

from datetime import timedelta

import pytest

from server.domain import facts as f
from server.domain.access import person_in
from server.domain.errors import BusyNow, NoSuchFunction, StepFailed
from server.domain.ids import CaseId, ItemId, TimerId, Token
from server.domain.moves import Alarm, Complete, Fire
from server.domain.people import SYSTEM
from server.services import timekeeping
from server.services.timekeeping import Swept, climb, fire, fire_or_report, sweep
from server.services.working import claim
from tests.builders import NOON, an_id, work_for
from tests.fakes import Stage
from tests.fakes.stage import ended

HOUR = timedelta(hours=1)


@pytest.fixture
def stage() -> Stage:
    stage = Stage.with_process()
    stage.engine.on(Fire, "later", ended())
    return stage


def waiting(stage: Stage, hours: int = 1) -> tuple[CaseId, TimerId]:
    """A case that waits for a moment, and its timer."""
    alarm = Alarm(token=Token("later"), element="later", name="等", due=NOON + hours * HOUR)
    case = stage.start(stage.person(), alarm)
    return case, list(stage.state.timers)[-1]


def clocked(stage: Stage) -> ItemId:
    """A piece of work whose clock is over in two days."""
    due = NOON + timedelta(days=2)
    return stage.offered(stage.person(), work_for(clock="T41", due=due))


# --- the sweep --------------------------------------------------------------------------------


def test_nothing_due_is_nothing_done(stage: Stage) -> None:
    waiting(stage)
    commits = stage.database.commits

    assert sweep(stage.tools) == Swept(timers=0, rungs=0, starts=0)
    assert stage.database.commits == commits


def test_each_due_timer_becomes_a_job(stage: Stage) -> None:
    _, timer = waiting(stage, 1)
    waiting(stage, 9)
    stage.clock.pass_by(HOUR)

    assert sweep(stage.tools) == Swept(timers=1, rungs=0, starts=0)
    [job] = stage.state.jobs
    assert (job.name, job.arguments) == ("fire", {"timer": timer.hex})


def test_each_due_rung_becomes_a_job(stage: Stage) -> None:
    item = clocked(stage)
    stage.clock.pass_by(timedelta(days=2))

    assert sweep(stage.tools).rungs == 3
    jobs = [job for job in stage.state.jobs if job.name == "climb"]
    assert {job.arguments["rung"] for job in jobs} == {"hint", "amber", "red"}
    assert {job.arguments["item"] for job in jobs} == {item.hex}


def test_what_was_deferred_is_left_for_a_while(stage: Stage) -> None:
    waiting(stage)
    stage.clock.pass_by(HOUR)
    sweep(stage.tools)

    assert sweep(stage.tools) == Swept(timers=0, rungs=0, starts=0)


def test_a_timer_whose_job_died_is_deferred_again(stage: Stage) -> None:
    waiting(stage)
    stage.clock.pass_by(HOUR)
    sweep(stage.tools)
    stage.state.jobs.clear()

    stage.clock.pass_by(timedelta(minutes=1))

    assert sweep(stage.tools).timers == 1
    assert stage.state.jobs


def test_one_sweep_takes_no_more_than_its_share(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timekeeping, "A_SWEEP", 2)
    for _ in range(3):
        waiting(stage)
    stage.clock.pass_by(HOUR)

    assert [sweep(stage.tools).timers for _ in range(2)] == [2, 1]


# --- firing -----------------------------------------------------------------------------------


def test_a_fired_timer_moves_its_case_on(stage: Stage) -> None:
    case, timer = waiting(stage)

    fire(stage.tools, timer)

    assert stage.engine.pushed[-1].push == Fire(token=Token("later"))
    assert stage.kinds(case)[-2:] == ["TimerFired", "CaseFinished"]
    assert stage.state.journals[case][-1].person is SYSTEM.person  # type: ignore[index]
    assert not stage.state.timers


def test_a_timer_fires_once(stage: Stage) -> None:
    case, timer = waiting(stage)
    fire(stage.tools, timer)

    fire(stage.tools, timer)

    assert stage.kinds(case).count("TimerFired") == 1


def test_a_failing_step_after_a_timer_opens_an_incident(stage: Stage) -> None:
    case, timer = waiting(stage)
    stage.engine.on(Fire, "later", StepFailed(element="script", cause=("no", "no")))

    fire_or_report(stage.tools, timer)

    opened = stage.facts(case)[-1]
    assert isinstance(opened, f.IncidentOpened)
    assert (opened.element, opened.push, opened.token) == ("script", "fire", "later")
    assert stage.state.contents[case, opened.digest]["cause"] == "no"
    [told] = stage.state.notices
    assert (told.kind, told.role) == ("IncidentOpened", "admin")


def test_a_timer_with_an_incident_waits_for_people(stage: Stage) -> None:
    _, timer = waiting(stage)
    stage.engine.on(Fire, "later", StepFailed(element="script", cause=("no", "no")))
    fire_or_report(stage.tools, timer)
    stage.clock.pass_by(timedelta(days=1))

    assert sweep(stage.tools).timers == 0
    assert timer in stage.state.timers


def test_a_timer_that_went_meanwhile_has_no_incident(stage: Stage) -> None:
    case, timer = waiting(stage)

    def interrupted(*_: object) -> None:
        stage.state.timers.pop(timer)
        raise StepFailed(element="script", cause=("no", "no"))

    stage.engine.on(Fire, "later", interrupted)  # type: ignore[arg-type]  # never gives a move
    fire_or_report(stage.tools, timer)

    assert "IncidentOpened" not in stage.kinds(case)


def test_whatever_refuses_the_step_after_a_timer_opens_an_incident(stage: Stage) -> None:
    case, timer = waiting(stage)
    stage.engine.on(Fire, "later", NoSuchFunction(function="archive"))

    fire_or_report(stage.tools, timer)

    [opened] = [fact for fact in stage.facts(case) if isinstance(fact, f.IncidentOpened)]
    assert opened.element == "later"
    assert "“archive”" in stage.state.contents[case, opened.digest]["cause"]
    assert "archive" in stage.state.contents[case, opened.digest]["cause_en"]


def test_what_stands_in_the_way_for_a_moment_is_no_incident(stage: Stage) -> None:
    case, timer = waiting(stage)
    stage.database.busy = 9

    with pytest.raises(BusyNow):
        fire_or_report(stage.tools, timer)

    assert "IncidentOpened" not in stage.kinds(case)


def test_a_late_twin_neither_fires_nor_reports_again(stage: Stage) -> None:
    case, timer = waiting(stage)

    def twin(*_: object) -> None:
        stage.engine.on(Fire, "later", StepFailed(element="script", cause=("no", "no")))
        fire_or_report(stage.tools, timer)
        raise StepFailed(element="script", cause=("no", "no"))

    stage.engine.on(Fire, "later", twin)  # type: ignore[arg-type]  # never gives a move
    fire_or_report(stage.tools, timer)
    stage.engine.on(Fire, "later", ended())
    fire(stage.tools, timer)

    assert stage.kinds(case).count("IncidentOpened") == 1
    assert "TimerFired" not in stage.kinds(case)


def test_a_timer_that_fires_needs_no_report(stage: Stage) -> None:
    case, timer = waiting(stage)

    fire_or_report(stage.tools, timer)

    assert stage.state.cases[case].status == "finished"


# --- climbing ---------------------------------------------------------------------------------


def test_a_rung_tells_whom_it_concerns_and_completes_nothing(stage: Stage) -> None:
    item = clocked(stage)

    assert climb(stage.tools, item, "hint")

    risen = stage.facts(stage.state.items[item].case)[-1]
    assert risen == f.WorkEscalated(
        item=item, rung="hint", body="zjj", role="dept_clerk", name="维修"
    )
    [told] = stage.state.notices
    assert (told.kind, told.body, told.role) == ("WorkEscalated/hint", "zjj", "dept_clerk")
    assert stage.state.items[item].state == "open"


def test_a_rung_is_told_once(stage: Stage) -> None:
    item = clocked(stage)
    climb(stage.tools, item, "hint")

    assert not climb(stage.tools, item, "hint")
    assert len(stage.state.notices) == 1


def test_done_work_climbs_no_further(stage: Stage) -> None:
    stage.engine.on(Complete, "t1", ended())
    item = clocked(stage)
    stage.done(stage.person(), item)

    assert not climb(stage.tools, item, "red")


def test_a_rung_of_unknown_work_tells_nobody(stage: Stage) -> None:
    item = ItemId(an_id())
    stage.state.rungs[item, "red"] = NOON

    assert not climb(stage.tools, item, "red")
    assert not stage.state.notices


def test_what_the_database_could_not_order_is_tried_again(stage: Stage) -> None:
    _, timer = waiting(stage)
    stage.database.busy = 2

    fire(stage.tools, timer)

    assert not stage.state.timers


def test_old_request_keys_are_dropped(stage: Stage) -> None:
    item = stage.offered(stage.person())
    claim(stage.tools, stage.person(), item, "a key")

    timekeeping.tidy(stage.tools)

    assert stage.state.requests == {}


def test_sessions_and_tokens_that_are_over_are_dropped(stage: Stage) -> None:
    person, now = person_in(stage.person()), stage.clock.now()
    ended, lasting = (person, now), (person, now + timedelta(hours=1))
    stage.state.sessions.update(old=ended, new=lasting)
    stage.state.tokens.update(old=ended, new=lasting)

    timekeeping.tidy(stage.tools)

    assert stage.state.sessions == stage.state.tokens == {"new": lasting}

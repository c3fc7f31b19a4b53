"""Pushes that failed: what is written of them, and when they are over."""

from __future__ import annotations

import pytest

from server.domain import facts as f
from server.domain.errors import BusyNow, NoSuchFunction, StepFailed, StepStandsStill
from server.domain.ids import Token
from server.domain.moves import BranchKind, Complete, Deliver, Fire, Gather
from server.services import incidents
from server.services.incidents import Failed, PushFailed
from server.services.messages import Heard
from server.services.reporting import report
from server.services.timekeeping import fire_or_report
from server.services.working import Answer, complete
from tests.builders import sources, work_for
from tests.fakes import Stage
from tests.fakes.stage import ended, moved
from tests.services.failing import (
    FAILURE,
    alarm,
    message_failed,
    send,
    the_incident,
    timer_failed,
    work_failed,
)
from tests.services.fans import fan


@pytest.fixture
def stage() -> Stage:
    return Stage.with_process()


def test_an_incident_names_element_cause_and_input(stage: Stage) -> None:
    clerk = stage.person()
    case = work_failed(stage, clerk, "好")

    [opened] = [fact for fact in stage.facts(case) if isinstance(fact, f.IncidentOpened)]

    assert (opened.element, opened.push, opened.person) == ("script", "complete", clerk.person)
    assert (opened.inside, opened.version) == (case, stage.state.cases[case].version)
    assert opened.cause == "", "what may hold typed text lies in the contents"
    assert stage.state.contents[case, opened.digest] == {
        "cause": "不行",
        "cause_en": "no",
        "read": {"n": 1},
        "given": {"result": "好"},
        "choice": None,
        "sent": {},
    }


def test_the_administrators_are_told(stage: Stage) -> None:
    work_failed(stage, stage.person(), "好")

    [told] = stage.state.notices
    assert (told.kind, told.role, told.name) == ("IncidentOpened", "admin", "script")


def test_the_same_failure_is_one_incident_however_often_it_is_tried(stage: Stage) -> None:
    case = work_failed(stage, stage.person(), "好", "好", "好")

    assert stage.kinds(case).count("IncidentOpened") == 1
    assert len(stage.state.notices) == 1


def test_another_input_takes_the_place_of_the_first(stage: Stage) -> None:
    case = work_failed(stage, stage.person(), "好", "坏")

    assert stage.kinds(case)[-2:] == ["IncidentClosed", "IncidentOpened"]
    incident = stage.state.incidents[the_incident(stage)]
    assert stage.state.contents[case, incident.digest]["given"] == {"result": "坏"}


def test_the_doer_who_succeeds_closes_it(stage: Stage) -> None:
    clerk = stage.person()
    case = work_failed(stage, clerk, "好")
    stage.engine.on(Complete, "t1", ended())

    stage.done(clerk, stage.item(case).id)

    assert "IncidentClosed" in stage.kinds(case)
    assert not stage.state.incidents


def test_a_refusal_that_is_the_doers_own_is_no_incident(stage: Stage) -> None:
    clerk = stage.person()
    item = stage.offered(clerk)
    stage.engine.on(Complete, "t1", NoSuchFunction(function="archive"))

    with pytest.raises(NoSuchFunction):
        complete(stage.tools, clerk, item, Answer(values={}))

    assert not stage.state.incidents


def test_a_message_that_fails_is_kept_by_its_incident(stage: Stage) -> None:
    case = message_failed(stage)

    incident = stage.state.incidents[the_incident(stage)]

    assert (incident.push, incident.token) == ("deliver", "ear")
    assert stage.state.contents[case, incident.digest]["given"] == {"said": "好"}
    assert stage.state.listeners, "it still listens"


def test_a_place_where_a_message_failed_hears_no_other_until_it_is_mended(stage: Stage) -> None:
    message_failed(stage)
    stage.engine.on(Deliver, "ear", ended())

    assert send(stage) == Heard()
    assert stage.state.incidents


def test_a_failed_delivery_that_is_repeated_reaches_nobody_else(stage: Stage) -> None:
    message_failed(stage)
    stage.state.incidents.clear()
    stage.engine.on(Deliver, "ear", FAILURE, ended())
    assert send(stage, key="once") == Heard()
    stage.state.incidents.clear()

    assert send(stage, key="once") == Heard()
    assert not stage.state.incidents


def test_what_stands_in_the_way_of_a_message_for_a_moment_is_no_incident(stage: Stage) -> None:
    message_failed(stage)
    stage.state.incidents.clear()
    stage.database.busy = 99

    with pytest.raises(BusyNow):
        send(stage)

    assert not stage.state.incidents


def test_a_push_goes_through_while_another_place_has_failed(stage: Stage) -> None:
    clerk = stage.person()
    case = stage.start(clerk, alarm(), work_for())
    stage.engine.on(Fire, "later", FAILURE)
    fire_or_report(stage.tools, next(iter(stage.state.timers)))
    stage.engine.on(Complete, "t1", moved(work_for("t2")))

    stage.done(clerk, stage.at("t1").id)

    assert stage.at("t2").case == case
    assert len(stage.state.incidents) == 1


def test_an_incident_goes_with_the_place_that_is_no_longer_waited_for(stage: Stage) -> None:
    clerk = stage.person()
    root = stage.start(clerk, alarm(), work_for())
    stage.engine.on(Fire, "later", FAILURE)
    fire_or_report(stage.tools, next(iter(stage.state.timers)))
    stage.engine.on(Complete, "t1", ended(closed=(Token("later"),)))

    stage.done(clerk, stage.item(root).id)

    assert {"IncidentClosed", "TimerDropped"} <= {*stage.kinds(root)}
    assert not stage.state.incidents


def test_a_place_that_waits_no_longer_has_no_incident(stage: Stage) -> None:
    case = stage.start(stage.person(), work_for())
    gone = Failed(subject=case, token=Token("gone"), push=incidents.COMPLETE, element="e")

    report(stage.tools, PushFailed(gone, StepFailed(element="script", cause=("no", "no"))))

    assert not stage.state.incidents


def test_it_names_the_case_it_failed_in_when_that_is_another(stage: Stage) -> None:
    clerk = stage.person()
    case = stage.start(clerk, fan(BranchKind.WORK, 1))
    [branch] = stage.branches(case)
    stage.engine.on(Gather, "fan", FAILURE)

    with pytest.raises(StepStandsStill):
        complete(stage.tools, clerk, stage.item(branch).id, Answer(values={}))

    incident = stage.state.incidents[the_incident(stage)]
    assert [incident.subject, incident.inside] == [branch, case]
    assert incident.version == stage.state.cases[case].version
    stage.engine.on(Gather, "fan", ended())
    stage.done(clerk, stage.item(branch).id)
    assert not stage.state.incidents


def test_what_a_fan_out_asks_of_a_branch_may_fail(stage: Stage) -> None:
    clerk = stage.person()
    case = stage.start(clerk, fan(BranchKind.WORK, 2))
    branch, _ = stage.branches(case)

    def fails(_: object) -> bool:
        raise StepFailed(element="each", cause=("no", "no"))

    stage.engine.enough = fails
    with pytest.raises(StepStandsStill):
        complete(stage.tools, clerk, stage.item(branch).id, Answer(values={}))

    incident = stage.state.incidents[the_incident(stage)]
    assert [incident.element, incident.inside] == ["each", branch]


def test_a_case_that_was_only_born_in_the_failing_act_is_not_named(stage: Stage) -> None:
    clerk = stage.person()
    case = work_failed(stage, clerk)
    called = stage.deployed(sources(key="inquiry"))
    failure = StepFailed(element="script", cause=("no", "no"))
    failure.case, failure.version = stage.tools.ids.new(), called.id
    token = stage.item(case).token

    failed = Failed(subject=case, token=token, push=incidents.COMPLETE, element="e")
    report(stage.tools, PushFailed(failed, failure))

    incident = stage.state.incidents[the_incident(stage)]
    assert [incident.inside, incident.version] == [case, called.id]


def test_timers_of_one_case_fail_apart(stage: Stage) -> None:
    timer_failed(stage, "one", "two")

    assert {each.token for each in stage.state.incidents.values()} == {"one", "two"}

"""What failed, carried out again."""

from __future__ import annotations

import pytest

from server.domain import facts as f
from server.domain.errors import (
    DoerGone,
    NoSuchCase,
    NoSuchIncident,
    NotAllowed,
    StepFailed,
)
from server.domain.ids import CaseId, IncidentId
from server.domain.moves import Complete, Deliver, Fire
from server.services.retrying import retry, retry_all
from tests.builders import an_id
from tests.fakes import Stage
from tests.fakes.stage import ended, moved
from tests.services.failing import (
    ADMIN,
    alarm,
    message_failed,
    the_incident,
    timer_failed,
    work_failed,
)


@pytest.fixture
def stage() -> Stage:
    return Stage.with_process()


def test_a_timer_that_fires_when_tried_again_closes_its_incident(stage: Stage) -> None:
    case = timer_failed(stage, "later")
    stage.engine.on(Fire, "later", ended())

    retry(stage.tools, ADMIN, the_incident(stage))

    assert stage.kinds(case)[-3:] == ["TimerFired", "IncidentClosed", "CaseFinished"]
    assert stage.state.journals[case][-1].person == ADMIN.person  # type: ignore[index]  # a subject too
    assert not stage.state.incidents


def test_a_message_is_delivered_again_with_what_it_carried(stage: Stage) -> None:
    case = message_failed(stage)
    stage.engine.on(Deliver, "ear", ended())

    retry(stage.tools, ADMIN, the_incident(stage))

    push = stage.engine.pushed[-1].push
    assert isinstance(push, Deliver)
    assert push.values == {"said": "好"}
    assert stage.kinds(case)[-3:] == ["MessageHeard", "IncidentClosed", "CaseFinished"]


def test_work_is_handed_in_again_in_the_name_of_its_doer(stage: Stage) -> None:
    clerk = stage.person()
    case = work_failed(stage, clerk, "好")
    stage.engine.on(Complete, "t1", ended())

    retry(stage.tools, ADMIN, the_incident(stage))

    [done] = [fact for fact in stage.facts(case) if isinstance(fact, f.WorkCompleted)]
    assert done.person == clerk.person
    assert stage.state.journals[case][-1].person == ADMIN.person  # type: ignore[index]  # a subject too
    push = stage.engine.pushed[-1].push
    assert isinstance(push, Complete)
    assert push.values == {}, "the work has no form, so nothing of the answer is taken"


def test_work_of_somebody_who_is_no_longer_there_is_not_handed_in(stage: Stage) -> None:
    clerk = stage.person()
    work_failed(stage, clerk, "好")
    stage.state.actors.clear()
    stage.state.persons.clear()

    with pytest.raises(DoerGone):
        retry(stage.tools, ADMIN, the_incident(stage))


def test_what_fails_again_says_by_what_and_stays_as_it_was(stage: Stage) -> None:
    case = timer_failed(stage, "later")
    before = stage.kinds(case)

    with pytest.raises(StepFailed):
        retry(stage.tools, ADMIN, the_incident(stage))

    assert stage.kinds(case) == before


def test_the_same_request_retries_once(stage: Stage) -> None:
    timer_failed(stage, "later")
    stage.engine.on(Fire, "later", moved(alarm("next")))
    incident = the_incident(stage)

    retry(stage.tools, ADMIN, incident, "once")
    retry(stage.tools, ADMIN, incident, "once")

    with pytest.raises(NoSuchIncident):
        retry(stage.tools, ADMIN, incident, "twice")


def test_one_that_fails_again_holds_up_no_other(stage: Stage) -> None:
    root = timer_failed(stage, "bad", "good")
    stage.engine.on(Fire, "good", moved())

    with pytest.raises(StepFailed):
        retry_all(stage.tools, ADMIN, root)

    assert stage.kinds(root).count("IncidentClosed") == 1
    assert len(stage.state.incidents) == 1


def test_all_that_failed_in_a_matter_is_counted(stage: Stage) -> None:
    root = timer_failed(stage, "one", "two")
    stage.engine.on(Fire, "one", moved())
    stage.engine.on(Fire, "two", moved())

    assert retry_all(stage.tools, ADMIN, root, "once") == 2
    assert retry_all(stage.tools, ADMIN, root, "once") == 2


def test_nothing_failed_is_nothing_tried(stage: Stage) -> None:
    case = stage.start(stage.person(), alarm())

    assert retry_all(stage.tools, ADMIN, case) == 0
    assert "TimerFired" not in stage.kinds(case)


def test_what_another_administrator_mended_meanwhile_is_left_alone(stage: Stage) -> None:
    root = timer_failed(stage, "bad", "good")
    second = list(stage.state.incidents)[-1]

    def meanwhile(*_: object) -> None:
        stage.state.incidents.pop(second)
        raise StepFailed(element="script", cause=("no", "no"))

    stage.engine.on(Fire, "bad", meanwhile)  # type: ignore[arg-type]  # never gives a move
    with pytest.raises(StepFailed):
        retry_all(stage.tools, ADMIN, root)

    assert "TimerFired" not in stage.kinds(root)


def test_only_administrators_try_again(stage: Stage) -> None:
    case = timer_failed(stage, "later")

    with pytest.raises(NotAllowed):
        retry_all(stage.tools, stage.person(), case)
    with pytest.raises(NotAllowed):
        retry(stage.tools, stage.person(), the_incident(stage))
    with pytest.raises(NoSuchCase):
        retry_all(stage.tools, ADMIN, CaseId(an_id()))
    with pytest.raises(NoSuchIncident):
        retry(stage.tools, ADMIN, IncidentId(an_id()))

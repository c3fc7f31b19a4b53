"""What failed by itself, tried again."""

from __future__ import annotations

import pytest

from server.domain.errors import NoSuchCase, NotAllowed, StepFailed
from server.domain.ids import CaseId, Token
from server.domain.moves import Alarm, Complete, Fire
from server.services.retrying import retry
from server.services.timekeeping import fire_or_report
from tests.builders import NOON, a_seat, an_actor, an_id, work_for
from tests.fakes import Stage
from tests.fakes.stage import ended, moved

ADMIN = an_actor(a_seat("gov", "admin"), login="admin")


@pytest.fixture
def stage() -> Stage:
    return Stage.with_process()


def alarm(name: str) -> Alarm:
    return Alarm(token=Token(name), element=name, name="等", due=NOON)


def failed(stage: Stage, *names: str) -> CaseId:
    """A case in which the steps after these timers failed."""
    case = stage.start(stage.person(), *(alarm(name) for name in names))
    for name in names:
        stage.engine.on(Fire, name, StepFailed(element="script", cause="no"))
    for timer in list(stage.state.timers):
        fire_or_report(stage.tools, timer)
    return case


def test_a_step_that_goes_through_when_tried_again_closes_its_incident(stage: Stage) -> None:
    case = failed(stage, "later")
    stage.engine.on(Fire, "later", ended())

    assert retry(stage.tools, ADMIN, case) == 1

    assert stage.kinds(case)[-3:] == ["IncidentClosed", "TimerFired", "CaseFinished"]
    assert stage.state.journals[case][-1].person == ADMIN.person  # type: ignore[index]  # a subject too
    assert not stage.state.incidents


def test_a_step_that_fails_again_keeps_its_incident_and_holds_up_no_other(stage: Stage) -> None:
    root = failed(stage, "bad", "good")
    stage.engine.on(Fire, "good", moved())

    with pytest.raises(StepFailed):
        retry(stage.tools, ADMIN, root)

    assert stage.kinds(root).count("IncidentClosed") == 1
    assert len(stage.state.incidents) == 1


def test_nothing_failed_is_nothing_tried(stage: Stage) -> None:
    case = stage.start(stage.person(), alarm("later"))

    assert retry(stage.tools, ADMIN, case) == 0
    assert "TimerFired" not in stage.kinds(case)


def test_what_another_administrator_mended_meanwhile_is_left_alone(stage: Stage) -> None:
    root = failed(stage, "bad", "good")
    second = list(stage.state.timers)[-1]

    def meanwhile(*_: object) -> None:
        stage.state.timers.pop(second)
        raise StepFailed(element="script", cause="no")

    stage.engine.on(Fire, "bad", meanwhile)  # type: ignore[arg-type]  # never gives a move
    with pytest.raises(StepFailed):
        retry(stage.tools, ADMIN, root)

    assert "TimerFired" not in stage.kinds(root)


def test_only_administrators_try_again(stage: Stage) -> None:
    case = failed(stage, "later")

    with pytest.raises(NotAllowed):
        retry(stage.tools, stage.person(), case)
    with pytest.raises(NoSuchCase):
        retry(stage.tools, ADMIN, CaseId(an_id()))


def test_an_incident_goes_with_the_timer_that_is_no_longer_waited_for(stage: Stage) -> None:
    root = stage.start(stage.person(), alarm("later"), work_for())
    stage.engine.on(Fire, "later", StepFailed(element="script", cause="no"))
    fire_or_report(stage.tools, next(iter(stage.state.timers)))
    stage.engine.on(Complete, "t1", ended(closed=(Token("later"),)))

    stage.done(stage.person(), stage.item(root).id)

    assert {"IncidentClosed", "TimerDropped"} <= {*stage.kinds(root)}
    assert not stage.state.incidents

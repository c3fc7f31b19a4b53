"""Data of a case, corrected so that a failed step can be carried out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.domain import facts as f
from server.domain.errors import (
    NotAllowed,
    NothingToCorrect,
    ReasonWanted,
    StepFailed,
    UnknownNames,
)
from server.domain.moves import BranchKind, Fire, Gather
from server.services import failures
from server.services.correcting import Correction, correct
from tests.builders import a_model
from tests.fakes import Stage
from tests.fakes.stage import ended, moved
from tests.services.failing import ADMIN, FAILURE, alarm, the_incident, timer_failed
from tests.services.fans import fan

if TYPE_CHECKING:
    from server.domain.values import Value


@pytest.fixture
def stage() -> Stage:
    return Stage.with_process()


def put_right(reason: str = "录入有误", *, then_retry: bool = False, **values: Value) -> Correction:
    return Correction(values=values, reason=reason, then_retry=then_retry)


def test_a_correction_changes_the_data_and_leaves_the_rest(stage: Stage) -> None:
    case = timer_failed(stage, "later")
    stage.state.moved[case] = (3, b"state", {"n": 1, "kept": "是"})

    correct(stage.tools, ADMIN, the_incident(stage), put_right(n=2))

    assert stage.state.moved[case] == (4, b"state", {"n": 2, "kept": "是"})
    assert stage.state.incidents, "what failed still waits"


def test_who_what_and_why_stay_in_the_journal(stage: Stage) -> None:
    case = timer_failed(stage, "later")
    stage.state.moved[case] = (3, b"state", {})

    correct(stage.tools, ADMIN, the_incident(stage), put_right(" 录入有误 ", n=2))

    entry = stage.state.journals[case][-1]  # type: ignore[index]  # a subject too
    [fact] = entry.facts
    assert isinstance(fact, f.DataCorrected)
    assert (entry.person, fact.names) == (ADMIN.person, ("n",))
    kept = stage.state.contents
    assert kept[case, fact.before] == {"n": None}
    assert kept[case, fact.after] == {"n": 2}
    assert kept[case, fact.reason] == {"reason": "录入有误"}


def test_names_that_nobody_knows_are_refused_with_those_that_there_are(stage: Stage) -> None:
    case = timer_failed(stage, "later")
    stage.state.moved[case] = (3, b"state", {"amount": 1})

    with pytest.raises(UnknownNames) as refused:
        correct(stage.tools, ADMIN, the_incident(stage), put_right(amuont=2, n=2))

    assert refused.value.values == {"names": "amuont", "known": "amount, n"}


@pytest.mark.parametrize("name", ["额", "", "condition"])
def test_only_names_that_the_process_mentions_may_be_added(stage: Stage, name: str) -> None:
    stage.engine.accepted = a_model(known=frozenset({"金额"}))
    case = timer_failed(stage, "later")

    correct(stage.tools, ADMIN, the_incident(stage), put_right(金额=2))

    assert stage.state.moved[case][2] == {"金额": 2}
    with pytest.raises(UnknownNames):
        correct(stage.tools, ADMIN, the_incident(stage), Correction(values={name: 2}, reason="改"))


def test_what_the_step_would_read_now_is_shown(stage: Stage) -> None:
    timer_failed(stage, "later")

    correct(stage.tools, ADMIN, the_incident(stage), put_right(n=2))

    _, shown = failures.incident(stage.tools, ADMIN, the_incident(stage))
    assert shown.mending is not None
    assert (shown.mending.read, shown.mending.cause_en) == ({"n": 2}, "no")


def test_it_may_be_carried_out_again_in_the_same_act(stage: Stage) -> None:
    case = timer_failed(stage, "later")
    stage.engine.on(Fire, "later", ended())

    correct(stage.tools, ADMIN, the_incident(stage), put_right(n=2, then_retry=True))

    assert stage.engine.pushed[-1].data == {"n": 2}
    assert stage.kinds(case)[-4:] == [
        "DataCorrected",
        "TimerFired",
        "IncidentClosed",
        "CaseFinished",
    ]


def test_what_fails_all_the_same_leaves_the_data_as_they_were(stage: Stage) -> None:
    case = timer_failed(stage, "later")

    with pytest.raises(StepFailed):
        correct(stage.tools, ADMIN, the_incident(stage), put_right(n=2, then_retry=True))

    assert stage.state.moved[case][2] == {}
    assert "DataCorrected" not in stage.kinds(case)


def test_it_is_the_data_of_the_case_in_which_it_failed(stage: Stage) -> None:
    clerk = stage.person()
    case = stage.start(clerk, fan(BranchKind.WORK, 1), alarm())
    stage.engine.on(Gather, "fan", FAILURE)
    with pytest.raises(Exception, match="just now"):
        stage.done(clerk, stage.item(case).id)
    stage.engine.on(Gather, "fan", moved(), ended())

    correct(stage.tools, ADMIN, the_incident(stage), put_right(n=2, then_retry=True))

    assert stage.state.journals[case][-2].facts[0] == next(  # type: ignore[index]  # a subject too
        fact for fact in stage.facts(case) if isinstance(fact, f.DataCorrected)
    )
    assert stage.engine.pushed[-1].data == {"n": 2}


def test_the_same_request_corrects_once(stage: Stage) -> None:
    case = timer_failed(stage, "later")
    incident = the_incident(stage)

    correct(stage.tools, ADMIN, incident, put_right(n=2), "once")
    correct(stage.tools, ADMIN, incident, put_right(n=2), "once")

    assert stage.kinds(case).count("DataCorrected") == 1


@pytest.mark.parametrize("reason", ["", "  ", "长" * 2001])
def test_a_reason_is_wanted(stage: Stage, reason: str) -> None:
    timer_failed(stage, "later")

    with pytest.raises(ReasonWanted):
        correct(stage.tools, ADMIN, the_incident(stage), put_right(reason, n=2))


def test_the_same_values_correct_nothing(stage: Stage) -> None:
    case = timer_failed(stage, "later")
    stage.state.moved[case] = (3, b"state", {"n": 1})

    with pytest.raises(NothingToCorrect):
        correct(stage.tools, ADMIN, the_incident(stage), put_right(n=1))


def test_only_administrators_correct(stage: Stage) -> None:
    timer_failed(stage, "later")

    with pytest.raises(NotAllowed):
        correct(stage.tools, stage.person(), the_incident(stage), put_right(n=1))

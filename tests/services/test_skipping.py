"""Two persons pass over an element that fails."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain import facts as f
from server.domain.errors import (
    NoSuchFlow,
    NotAllowed,
    NothingProposed,
    OnlyProposerWithdraws,
    ProposalVoid,
    ReasonWanted,
    SecondPersonWanted,
    StepFailed,
)
from server.domain.moves import BranchKind, Choice, Fire, Gather, Move, Push, Skip, Start
from server.domain.people import SYSTEM
from server.domain.ports import World
from server.services import failures
from server.services.correcting import Correction, correct
from server.services.skipping import Instead, agree, propose, withdraw
from tests.builders import a_model, a_version
from tests.fakes import Stage
from tests.fakes.stage import ended, moved
from tests.services.failing import (
    ADMIN,
    FAILURE,
    OTHER_ADMIN,
    the_incident,
    timer_failed,
)
from tests.services.fans import agree as tables_agree
from tests.services.fans import fan

INSTEAD = Instead(values={"number": "SH-1"}, reason="外部系统已停用", flow="out")
OUT = Choice(flow="out", name="退回")


@pytest.fixture
def stage() -> Stage:
    stage = Stage.with_process()
    stage.engine.accepted = a_model(flows={"script": (OUT, replace(OUT, flow="other"))})
    return stage


def passed(stage: Stage, seen: list[Skip | None]) -> None:
    """The timer's next step goes through when it is passed over."""

    def fire(_push: Push, world: World) -> Move:
        seen.append(world.skip)
        if world.skip is None:
            raise FAILURE
        return ended(skipped=True)

    stage.engine.on(Fire, "later", fire)


def test_a_second_person_agrees_and_the_element_is_passed_over(stage: Stage) -> None:
    case = timer_failed(stage, "later")
    seen: list[Skip | None] = []
    passed(stage, seen)

    propose(stage.tools, ADMIN, the_incident(stage), INSTEAD)
    agree(stage.tools, OTHER_ADMIN, the_incident(stage))

    assert seen == [Skip(element="script", values={"number": "SH-1"}, flow="out")]
    assert stage.kinds(case)[-5:] == [
        "SkipProposed",
        "SkipAgreed",
        "TimerFired",
        "IncidentClosed",
        "CaseFinished",
    ]


def test_both_persons_and_the_reason_stay_in_the_journal(stage: Stage) -> None:
    case = timer_failed(stage, "later")
    passed(stage, [])
    propose(stage.tools, ADMIN, the_incident(stage), INSTEAD)
    agree(stage.tools, OTHER_ADMIN, the_incident(stage))

    [proposed] = [fact for fact in stage.facts(case) if isinstance(fact, f.SkipProposed)]
    [agreed] = [fact for fact in stage.facts(case) if isinstance(fact, f.SkipAgreed)]

    assert stage.state.contents[case, proposed.digest]["reason"] == "外部系统已停用"
    assert (agreed.proposer, agreed.person) == (ADMIN.person, OTHER_ADMIN.person)
    assert stage.state.journals[case][-1].person == OTHER_ADMIN.person  # type: ignore[index]  # a subject too


def test_the_administrators_are_told_of_a_proposal(stage: Stage) -> None:
    timer_failed(stage, "later")

    propose(stage.tools, ADMIN, the_incident(stage), INSTEAD)

    assert (stage.state.notices[-1].kind, stage.state.notices[-1].role) == ("SkipProposed", "admin")


def test_nobody_agrees_with_themselves(stage: Stage) -> None:
    timer_failed(stage, "later")
    propose(stage.tools, ADMIN, the_incident(stage), INSTEAD)

    with pytest.raises(SecondPersonWanted):
        agree(stage.tools, ADMIN, the_incident(stage))


def test_there_is_nothing_to_agree_to_before_a_proposal(stage: Stage) -> None:
    timer_failed(stage, "later")

    with pytest.raises(NothingProposed):
        agree(stage.tools, OTHER_ADMIN, the_incident(stage))
    with pytest.raises(NothingProposed):
        withdraw(stage.tools, ADMIN, the_incident(stage))


def test_a_proposal_is_void_when_the_case_has_moved(stage: Stage) -> None:
    timer_failed(stage, "later")
    propose(stage.tools, ADMIN, the_incident(stage), INSTEAD)
    correct(stage.tools, ADMIN, the_incident(stage), Correction(values={"n": 2}, reason="改"))

    with pytest.raises(ProposalVoid):
        agree(stage.tools, OTHER_ADMIN, the_incident(stage))


def test_it_is_void_when_the_case_moved_in_which_it_failed(stage: Stage) -> None:
    clerk = stage.person()
    case = stage.start(clerk, fan(BranchKind.WORK, 1))
    stage.engine.on(Gather, "fan", FAILURE)
    with pytest.raises(Exception, match="just now"):
        stage.done(clerk, stage.item(case).id)
    propose(stage.tools, ADMIN, the_incident(stage), INSTEAD)
    stage.state.moved[case] = (9, b"state", {})

    with pytest.raises(ProposalVoid):
        agree(stage.tools, OTHER_ADMIN, the_incident(stage))


def test_a_newer_proposal_takes_the_place_of_the_first(stage: Stage) -> None:
    timer_failed(stage, "later")
    propose(stage.tools, ADMIN, the_incident(stage), INSTEAD)
    propose(stage.tools, OTHER_ADMIN, the_incident(stage), Instead(reason="改为不填"))
    seen: list[Skip | None] = []
    passed(stage, seen)

    agree(stage.tools, ADMIN, the_incident(stage))

    assert seen == [Skip(element="script")]


def test_who_proposed_it_may_take_it_back_and_nobody_else(stage: Stage) -> None:
    timer_failed(stage, "later")
    propose(stage.tools, ADMIN, the_incident(stage), INSTEAD)

    with pytest.raises(OnlyProposerWithdraws):
        withdraw(stage.tools, OTHER_ADMIN, the_incident(stage))
    withdraw(stage.tools, ADMIN, the_incident(stage))

    with pytest.raises(NothingProposed):
        agree(stage.tools, OTHER_ADMIN, the_incident(stage))


def test_what_fails_all_the_same_keeps_its_proposal(stage: Stage) -> None:
    case = timer_failed(stage, "later")
    propose(stage.tools, ADMIN, the_incident(stage), INSTEAD)

    with pytest.raises(StepFailed):
        agree(stage.tools, OTHER_ADMIN, the_incident(stage))

    assert stage.kinds(case)[-1] == "SkipProposed"
    assert stage.state.incidents[the_incident(stage)].proposal is not None


def test_only_the_diagram_in_which_it_failed_is_passed_over(stage: Stage) -> None:
    timer_failed(stage, "later")
    propose(stage.tools, ADMIN, the_incident(stage), INSTEAD)
    incident = the_incident(stage)
    elsewhere = replace(stage.state.incidents[incident], version=a_version().id)
    stage.state.incidents[incident] = elsewhere
    seen: list[Skip | None] = []
    passed(stage, seen)

    with pytest.raises(StepFailed):
        agree(stage.tools, OTHER_ADMIN, incident)

    assert seen == [None]


def test_what_was_agreed_on_is_passed_over_once_in_an_act(stage: Stage) -> None:
    timer_failed(stage, "later")
    seen: list[Skip | None] = []

    def begin(_push: Push, world: World) -> Move:
        seen.append(world.skip)
        if world.skip is None:
            raise FAILURE
        return moved(skipped=True)

    stage.engine.on(Start, "each", begin)
    stage.engine.on(Fire, "later", moved(fan(BranchKind.PROCESS, 2)))
    propose(stage.tools, ADMIN, the_incident(stage), INSTEAD)

    with pytest.raises(StepFailed):
        agree(stage.tools, OTHER_ADMIN, the_incident(stage))

    assert [skip is not None for skip in seen] == [True, False]


def test_an_agreement_by_which_nothing_is_passed_over_is_void(stage: Stage) -> None:
    case = timer_failed(stage, "later")
    propose(stage.tools, ADMIN, the_incident(stage), INSTEAD)
    stage.engine.on(Fire, "later", ended())

    with pytest.raises(ProposalVoid):
        agree(stage.tools, OTHER_ADMIN, the_incident(stage))

    assert stage.kinds(case)[-1] == "SkipProposed"


def test_the_same_requests_have_one_effect(stage: Stage) -> None:
    case = timer_failed(stage, "later")
    incident = the_incident(stage)
    passed(stage, [])
    for _ in range(2):
        propose(stage.tools, ADMIN, incident, INSTEAD, "p")
    for _ in range(2):
        withdraw(stage.tools, ADMIN, incident, "w")
    propose(stage.tools, ADMIN, incident, INSTEAD)
    for _ in range(2):
        agree(stage.tools, OTHER_ADMIN, incident, "a")

    assert stage.kinds(case).count("SkipProposed") == 2
    assert stage.kinds(case).count("SkipWithdrawn") == 1
    assert stage.kinds(case).count("SkipAgreed") == 1


def test_only_administrators_who_are_persons_skip(stage: Stage) -> None:
    timer_failed(stage, "later")

    with pytest.raises(NotAllowed):
        propose(stage.tools, stage.person(), the_incident(stage), INSTEAD)
    with pytest.raises(NotAllowed):
        propose(stage.tools, SYSTEM, the_incident(stage), INSTEAD)
    with pytest.raises(ReasonWanted):
        propose(stage.tools, ADMIN, the_incident(stage), Instead(reason=" "))


def test_the_tables_say_what_the_journal_says(stage: Stage) -> None:
    timer_failed(stage, "later")
    propose(stage.tools, ADMIN, the_incident(stage), INSTEAD)
    tables_agree(stage)
    withdraw(stage.tools, ADMIN, the_incident(stage))

    tables_agree(stage)


def test_a_flow_that_leads_from_elsewhere_is_refused_with_those_that_there_are(
    stage: Stage,
) -> None:
    timer_failed(stage, "later")

    with pytest.raises(NoSuchFlow) as refused:
        propose(stage.tools, ADMIN, the_incident(stage), replace(INSTEAD, flow="elsewhere"))

    assert refused.value.values == {"flow": "elsewhere", "flows": "out, other"}


def test_an_incident_shows_the_flows_that_lead_on(stage: Stage) -> None:
    timer_failed(stage, "later")

    _, shown = failures.incident(stage.tools, ADMIN, the_incident(stage))

    assert shown.mending is not None
    assert [flow.flow for flow in shown.mending.flows] == ["out", "other"]

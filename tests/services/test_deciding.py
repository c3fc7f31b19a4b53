"""Decisions asked apart from processes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain import facts as f
from server.domain.decision import Decidable
from server.domain.errors import (
    DecisionsRefused,
    DecisionWanted,
    NoSuchDecision,
    NoSuchDecisions,
    NotAllowed,
    SameKeyOtherRequest,
    Undecided,
)
from server.domain.ids import DecisionKey, subject_named
from server.domain.people import SYSTEM
from server.domain.process import Mode, Problem
from server.services.deciding import all_decisions, deploy_decisions, evaluate, show_decisions
from server.services.shelf import MODELS
from tests.builders import an_actor
from tests.fakes import Stage
from tests.fakes.engine import FakeDecisions

FEES = DecisionKey("fees")
FILES = {"fees.dmn": b"<definitions/>"}
OTHER = {"fees.dmn": b"<other/>"}
PROBLEM = Problem(element="fees.dmn#d1", sentence="规则冲突。", sentence_en="Rules contradict.")


def decidable(file: str, name: str) -> Decidable:
    return Decidable(file=file, id=f"_{name}", name=name, kind="decision", inputs=())


FEE = decidable("fees.dmn", "fee")


@pytest.fixture
def stage() -> Stage:
    stage = Stage.in_county()
    stage.engine.models = FakeDecisions(decidables=(FEE,))
    return stage


def test_new_models_become_version_one(stage: Stage) -> None:
    published = deploy_decisions(stage.tools, SYSTEM, FEES, FILES)

    assert published.is_new
    assert published.shown.version.number == 1
    assert stage.state.models[published.shown.version.id] == FILES
    [fact] = stage.facts(subject_named("decisions", "fees"))
    assert isinstance(fact, f.DecisionsDeployed)
    assert (fact.key, fact.number) == ("fees", 1)


def test_what_was_published_before_is_published_again_as_the_newest(stage: Stage) -> None:
    other = {name: content + b"\n" for name, content in FILES.items()}
    deploy_decisions(stage.tools, SYSTEM, FEES, FILES, request_key="first")
    deploy_decisions(stage.tools, SYSTEM, FEES, other)

    again = deploy_decisions(stage.tools, SYSTEM, FEES, FILES)
    repeated = deploy_decisions(stage.tools, SYSTEM, FEES, FILES, request_key="first")

    assert (again.is_new, again.shown.version.number) == (True, 3)
    assert (repeated.is_new, repeated.shown.version.number) == (True, 1)


def test_the_same_content_again_changes_nothing(stage: Stage) -> None:
    first = deploy_decisions(stage.tools, SYSTEM, FEES, FILES)

    again = deploy_decisions(stage.tools, SYSTEM, FEES, FILES, mode=Mode.LENIENT)

    assert not again.is_new
    assert again.shown.version == first.shown.version
    assert len(stage.state.decisions) == 1


def test_other_content_becomes_the_next_version(stage: Stage) -> None:
    deploy_decisions(stage.tools, SYSTEM, FEES, FILES)

    published = deploy_decisions(stage.tools, SYSTEM, FEES, OTHER)

    assert published.shown.version.number == 2
    assert [one.number for one in all_decisions(stage.tools)] == [2]


def test_the_same_request_again_has_the_same_answer(stage: Stage) -> None:
    first = deploy_decisions(stage.tools, SYSTEM, FEES, FILES, request_key="k")

    again = deploy_decisions(stage.tools, SYSTEM, FEES, FILES, request_key="k")

    assert again == first
    assert stage.database.commits == 1


def test_the_key_of_another_request_is_refused(stage: Stage) -> None:
    deploy_decisions(stage.tools, SYSTEM, FEES, FILES, request_key="k")

    with pytest.raises(SameKeyOtherRequest):
        deploy_decisions(stage.tools, SYSTEM, FEES, OTHER, request_key="k")


def test_only_who_may_deploy_does(stage: Stage) -> None:
    with pytest.raises(NotAllowed):
        deploy_decisions(stage.tools, an_actor(), FEES, FILES)


def test_models_with_problems_are_refused_and_nothing_changes(stage: Stage) -> None:
    stage.engine.problems = (PROBLEM,)

    with pytest.raises(DecisionsRefused) as refused:
        deploy_decisions(stage.tools, SYSTEM, FEES, FILES)
    assert refused.value.problems == (PROBLEM,)
    assert not stage.state.decisions


def test_a_lenient_deployment_tells_what_it_lets_pass(stage: Stage) -> None:
    stage.engine.problems = (PROBLEM,)
    stage.engine.models = replace(stage.engine.models, warnings=(PROBLEM,))

    published = deploy_decisions(stage.tools, SYSTEM, FEES, FILES, mode=Mode.LENIENT)

    assert published.shown.models.warnings == (PROBLEM,)
    assert show_decisions(stage.tools, FEES).models.warnings == (PROBLEM,)


def test_the_newest_version_is_asked_unless_one_is_named(stage: Stage) -> None:
    deploy_decisions(stage.tools, SYSTEM, FEES, FILES)
    deploy_decisions(stage.tools, SYSTEM, FEES, OTHER)

    newest = evaluate(stage.tools, FEES, {"a": 1})
    first = evaluate(stage.tools, FEES, {"a": 1}, number=1)

    assert (newest.version.number, first.version.number) == (2, 1)
    assert newest.decided.outputs == {"a": 1}


def test_models_are_read_once_for_many_answers(stage: Stage) -> None:
    deploy_decisions(stage.tools, SYSTEM, FEES, FILES)

    evaluate(stage.tools, FEES, {})
    evaluate(stage.tools, FEES, {})

    assert stage.engine.readings == [False, True]


def test_the_models_asked_longest_ago_give_way(stage: Stage) -> None:
    keys = [DecisionKey(f"k{number}") for number in range(MODELS + 1)]
    for key in keys:
        deploy_decisions(stage.tools, SYSTEM, key, FILES)
    for key in keys:
        evaluate(stage.tools, key, {})
    read = len(stage.engine.readings)

    evaluate(stage.tools, keys[-1], {})
    evaluate(stage.tools, keys[0], {})

    assert len(stage.engine.readings) == read + 1


@pytest.mark.parametrize("number", [None, 2])
def test_unknown_models_or_versions_are_not_found(stage: Stage, number: int | None) -> None:
    if number is not None:
        deploy_decisions(stage.tools, SYSTEM, FEES, FILES)

    with pytest.raises(NoSuchDecisions):
        show_decisions(stage.tools, FEES, number)


@pytest.mark.parametrize(
    ("asked", "found"),
    [("a.dmn#_fee", "_fee"), ("_rate", "_rate"), ("rate", "_rate")],
)
def test_a_decision_is_found_by_place_or_id_or_name(stage: Stage, asked: str, found: str) -> None:
    several = (decidable("a.dmn", "fee"), decidable("b.dmn", "fee"), decidable("b.dmn", "rate"))
    stage.engine.models = FakeDecisions(decidables=several)
    deploy_decisions(stage.tools, SYSTEM, FEES, FILES)

    assert evaluate(stage.tools, FEES, {}, decision=asked).decided.decision == found


@pytest.mark.parametrize("asked", [None, "fee", "_fee"])
def test_which_of_several_has_to_be_said(stage: Stage, asked: str | None) -> None:
    several = (decidable("a.dmn", "fee"), decidable("b.dmn", "fee"))
    stage.engine.models = FakeDecisions(decidables=several)
    deploy_decisions(stage.tools, SYSTEM, FEES, FILES)

    with pytest.raises(DecisionWanted) as refused:
        evaluate(stage.tools, FEES, {}, decision=asked)
    assert refused.value.values == {"decisions": "a.dmn#_fee, b.dmn#_fee"}


def test_an_unknown_decision_is_not_found(stage: Stage) -> None:
    deploy_decisions(stage.tools, SYSTEM, FEES, FILES)

    with pytest.raises(NoSuchDecision):
        evaluate(stage.tools, FEES, {}, decision="other")


def test_a_contradiction_is_told_or_refused_when_asked_strictly(stage: Stage) -> None:
    stage.engine.models = replace(stage.engine.models, violations=(PROBLEM,))
    deploy_decisions(stage.tools, SYSTEM, FEES, FILES)

    assert evaluate(stage.tools, FEES, {}).decided.violations == (PROBLEM,)
    with pytest.raises(Undecided) as refused:
        evaluate(stage.tools, FEES, {}, strict=True)
    assert refused.value.sentence("zh").startswith("未能得出决策：规则冲突。")

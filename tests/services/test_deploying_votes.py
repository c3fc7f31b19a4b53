"""What is refused of votes when a process is published: each with its place and a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.domain.errors import DiagramRefused
from server.domain.people import SYSTEM
from server.services import deploying
from tests.engine.diagrams import many, user
from tests.services.signing import HEADS, SETTINGS, counted, drawn, files, signed, vote

if TYPE_CHECKING:
    from tests.web.house import House


def refused(house: House, given: dict[str, bytes]) -> list[tuple[str, str]]:
    with pytest.raises(DiagramRefused) as told:
        deploying.deploy(house.tools, SYSTEM, given)
    return [(problem.element, problem.sentence_en) for problem in told.value.problems]


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        (signed("most"), "The rule 'most' of sign is unknown"),
        (signed("ratio:3/2"), "The rule 'ratio:3/2' of sign is unknown"),
        (signed("vote:other"), "now vote:council"),
        (user("M", name="签", sign="any"), "sign is for tasks of persons"),
        (signed("sequence"), "has to be sequential"),
        (
            user("M", many("bodies", "body", until="true"), name="签", sign="any", **HEADS),
            "there can be no completionCondition",
        ),
        (signed("vote:council"), "A vote needs a form"),
        (signed("vote:council", form="council/none"), "council/none"),
    ],
)
def test_a_step_that_can_not_be_signed_so_is_refused(
    house: House, step: str, sentence: str
) -> None:
    told = refused(house, files(drawn(step), vote()))

    assert any(element == "M" and sentence in said for element, said in told), told


def test_a_call_is_signed_by_nobody(house: House) -> None:
    call = '<bpmn:callActivity id="M" calledElement="council">'
    said = '<bpmn:extensionElements><spiffworkflow:properties><spiffworkflow:property name="sign" value="any"/>'
    ends = "</spiffworkflow:properties></bpmn:extensionElements></bpmn:callActivity>"
    told = refused(house, files(drawn(call + said + ends), vote()))

    assert any(at == "M" and "sign is for tasks of persons" in sentence for at, sentence in told)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"vetoes": [{"role": "nobody"}]}, "vetoes names a role 'nobody'"),
        ({"weights": [{"role": "nobody", "weight": 2}]}, "weights names a role 'nobody'"),
        (
            {"tie": "chair", "chair": {"function": "moon"}},
            "chair names a function of a body 'moon'",
        ),
        ({"field": "ballot.other"}, "The form has no required choice 'ballot.other'"),
        ({"agree": ["yes", "aye"]}, "Those that are not: aye"),
        ({"abstain": []}, "Those that are not: blank"),
    ],
)
def test_a_vote_that_does_not_fit_its_step_is_refused(
    house: House, said: dict[str, object], sentence: str
) -> None:
    told = refused(house, files(drawn(counted()), vote(**said)))

    assert any(element == "M" and sentence in one for element, one in told), told


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"passes": "most"}, "passes must be a fraction like 2/3"),
        ({"passes": "3/2"}, "passes must be a fraction like 2/3"),
        ({"quorum": 1}, "quorum must be a fraction"),
        ({"of": "some"}, "of must be one of all, given, sides"),
        ({"tie": "lot"}, "tie must be one of passes, fails, chair"),
        ({"on_timeout": "wait"}, "on_timeout must be one of absent, agree, refuse, abstain"),
        ({"early": "yes"}, "early must be true or false"),
        ({"weights": [{"weight": 2}]}, "weights must be a list"),
        ({"weights": ["head"]}, "weights must be a list"),
        ({"weights": [{"role": "dept_head", "weight": 0}]}, "weights must be a list"),
        ({"vetoes": [{"person": "li"}]}, "vetoes must be a list"),
        ({"chair": {}, "tie": "chair"}, "chair must give a role"),
        ({"tie": "chair"}, "belong together"),
        ({"refuse": ["no", "yes"]}, "'yes' can't be two opinions"),
        ({"majority": "1/2"}, "majority is unknown here"),
    ],
)
def test_a_vote_that_says_nothing_sensible_is_refused(
    house: House, said: dict[str, object], sentence: str
) -> None:
    [(element, told)] = refused(house, files(drawn(counted()), vote(**said)))[:1]

    assert element == "process.toml"
    assert told.startswith("[votes.council] ")
    assert sentence in told


def test_what_a_vote_has_to_say_is_told(house: House) -> None:
    told = refused(house, files(drawn(counted()), "[votes.council]\n"))

    assert [said for _, said in told] == [
        f"[votes.council] {name} is missing."
        for name in ("field", "agree", "refuse", "passes", "result")
    ]


def test_votes_are_tables(house: House) -> None:
    given = {**files(drawn(counted())), "process.toml": f"{SETTINGS}votes = 1".encode()}

    assert ("process.toml", "votes must be tables by the name of the vote: [votes.name].") in (
        refused(house, given)
    )


def test_a_form_that_can_not_be_read_is_told_once(house: House) -> None:
    given = {**files(drawn(counted()), vote()), "council/ballot.json": b"[]"}

    assert ("council/ballot", "The file is no form-js JSON. Export the form again.") in (
        refused(house, given)
    )

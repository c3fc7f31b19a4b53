from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain.errors import DiagramRefused
from server.domain.process import Problem, Sources
from server.engine.adapter import SpiffEngine
from tests.engine.diagrams import (
    about,
    boundary,
    flow,
    four_tasks,
    line,
    many,
    node,
    process,
    service,
    timer,
    user,
)
from tests.engine.player import KNOWN, sources
from tests.engine.refusal_pen import chained
from tests.engine.refused_constants import CONSTANTS
from tests.engine.refused_data import DATA
from tests.engine.refused_flows import FLOWS
from tests.engine.refused_kinds import KINDS
from tests.engine.refused_names import NAMES
from tests.engine.refused_starts import STARTS

REFUSED = {**KINDS, **FLOWS, **NAMES, **STARTS, **DATA, **CONSTANTS}


def problems(diagram: bytes | Sources) -> list[Problem]:
    given = diagram if isinstance(diagram, Sources) else sources(diagram)
    try:
        SpiffEngine().check(given, KNOWN)
    except DiagramRefused as refused:
        return list(refused.problems)
    return []


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_not_executed_exactly_is_refused(what: str) -> None:
    diagram, element, sentence = REFUSED[what]
    found = [
        one for one in problems(diagram) if one.element == element and sentence in one.sentence_en
    ]
    assert found, problems(diagram)
    assert found[0].line is not None
    assert found[0].sentence.endswith(("。", "."))


def test_all_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    diagram = chained(user("T", org="1 +", form="gone", role="king"), user("U"), flow("T", "gone"))
    found = problems(diagram)
    assert {one.element for one in found} >= {"T", "U", "T_gone"}
    assert [one.line for one in found] == sorted(one.line or 0 for one in found)


def test_a_process_that_is_in_order_is_accepted() -> None:
    assert problems(four_tasks()) == []
    called = node("callActivity", "T", calledElement="inquiry")
    assert problems(chained(called)) == []
    again = node("callActivity", "T", calledElement="whistle")
    assert problems(chained(again)) == []


def test_a_role_given_by_an_expression_is_not_looked_up() -> None:
    assert problems(chained(user("T", role="= signer"))) == []


def test_the_same_problem_is_told_once() -> None:
    task = service("T", "document.number", a="1 +", b="1 +")
    assert len(problems(chained(task))) == 1


def test_a_refusal_counts_its_problems() -> None:
    with pytest.raises(DiagramRefused, match="2 things"):
        SpiffEngine().check(sources(chained(user("T", form="gone", role="king"))), KNOWN)


def test_known_names_are_accepted() -> None:
    task = user(
        "T", org='body_of("command_centre")', role="head", clock="T43/{kind}", return_to="T"
    )
    late = boundary("X", "T", timer("timeDate", 'due("T43/emergency")'))
    assert (
        problems(chained(task, late, line("X", "E"), service("V", "document.number"), keys="T V"))
        == []
    )


def test_a_clock_given_by_an_expression_is_not_looked_up() -> None:
    assert problems(chained(user("T", clock='= if x then "T98" else "T99"'))) == []


def test_a_form_that_is_handed_in_is_known() -> None:
    given = sources(chained(user("T", form="whistle/order")), forms={"whistle/order": b"{}"})
    assert problems(given) == []


def test_an_unknown_start_form_is_refused() -> None:
    given = replace(sources(four_tasks()), start_form="whistle/start")
    (found,) = problems(given)
    assert (found.element, found.line) == ("whistle.bpmn", None)


def test_a_decision_file_with_faults_is_refused_with_its_name() -> None:
    given = sources(four_tasks(), decisions={"sla.dmn": b"<nonsense/>"})
    assert any("sla.dmn" in one.element for one in problems(given))


def test_a_boundary_may_catch_any_error() -> None:
    assert problems(chained(user("T"), boundary("X", "T", about("error")), line("X", "E"))) == []


def test_a_file_of_two_executable_processes_is_refused() -> None:
    diagram = four_tasks().replace(
        b"</bpmn:definitions>", b'<bpmn:process id="other" isExecutable="true"/></bpmn:definitions>'
    )
    (found,) = problems(diagram)
    assert found.element == "other"


def test_a_process_beside_that_is_not_executable_is_carried_through() -> None:
    diagram = four_tasks().replace(
        b"</bpmn:definitions>",
        b'<bpmn:process id="pool" isExecutable="false"><bpmn:task id="theirs"/></bpmn:process>'
        b"</bpmn:definitions>",
    )
    assert problems(diagram) == []


@pytest.mark.parametrize(
    "diagram",
    [
        four_tasks().replace(b'"true"', b'"false"'),
        process().split(b"<bpmn:process")[0] + b"</bpmn:definitions>",
    ],
)
def test_a_file_without_an_executable_process_is_refused(diagram: bytes) -> None:
    (found,) = problems(diagram)
    assert "No process" in found.sentence_en


def test_what_the_schema_does_not_know_is_refused_with_its_line() -> None:
    diagram = chained(user("T")).replace(b"<bpmn:userTask", b'<bpmn:userTask colour="red"')
    found = problems(diagram)
    assert any(one.element == "T" and "no attribute colour" in one.sentence_en for one in found)


def test_the_collection_may_be_named_through_an_io_specification() -> None:
    io = (
        '<bpmn:ioSpecification id="io"><bpmn:dataInput id="in_data" name="bodies"/>'
        '<bpmn:dataOutput id="out_data" name="answers"/>'
        '<bpmn:dataOutput id="unnamed"/><bpmn:inputSet id="is"/><bpmn:outputSet id="os"/></bpmn:ioSpecification>'
    )
    assert problems(chained(user("T", io + many("in_data", "body", into="out_data")))) == []
    assert problems(chained(user("T", io + many("in_data", "body", into="unnamed")))) == []


def test_no_sentence_quotes_a_name_that_is_empty() -> None:
    nobody = chained('<bpmn:userTask id="T"/>')

    [found] = problems(nobody)

    assert "泳道（未命名）" in found.sentence
    assert "seat lane (unnamed)" in found.sentence_en

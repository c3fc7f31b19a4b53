from __future__ import annotations

import re

import pytest

from server.domain.countersigning import countersign
from server.domain.errors import DiagramRefused
from server.domain.moves import Choice
from server.domain.process import English, LaneSeat, Problem, Step
from server.domain.separation import Duty
from server.engine.adapter import SpiffEngine
from tests.engine.diagrams import (
    end,
    flow,
    four_tasks,
    gateway,
    line,
    many,
    node,
    process,
    service,
    start,
    sub,
    timer,
    user,
)
from tests.engine.player import KNOWN, SEATS, sources


def test_a_step_says_what_pages_and_services_need() -> None:
    said = {
        "form": "whistle/order",
        "clock": "T41",
        "law": "某条例第三条",
        "distinct_from": "B, C",
        "duty": "approve",
        "officers": "2",
        "officer_field": "城管",
        "return_to": "B",
        "instructions": "请核实。",
    }
    diagram = process(
        start(),
        user("A", name="签批", **said),
        user("B", e_instructionsForEndUser="看清楚"),
        user("C", kind="manualTask"),
        gateway("exclusive", "which"),
        end(),
        line("S", "A", "B", "C", "which"),
        flow("which", "A", name="退回"),
        flow("which", "E", name="办结"),
    )
    model = SpiffEngine().check(sources(diagram, forms={"whistle/order": b"{}"}), KNOWN)
    assert model.steps["A"] == Step(
        element="A",
        name="签批",
        name_en="签批",
        lane="",
        form="whistle/order",
        law="某条例第三条",
        clock="T41",
        choices=(),
        distinct_from=("B", "C"),
        duty=Duty.APPROVE,
        officers=2,
        officer_field="城管",
        return_to=("B",),
        instructions="请核实。",
        seat=LaneSeat(org='"zjj"', role="clerk"),
    )
    assert model.steps["B"].instructions == "看清楚"
    assert model.steps["C"].choices == (
        Choice(flow="which_A", name="退回", name_en="退回"),
        Choice(flow="which_E", name="办结", name_en="办结"),
    )


def test_what_the_diagram_says_is_said_in_english_too() -> None:
    ref = "<bpmn:flowNodeRef>A</bpmn:flowNodeRef>"
    diagram = process(
        node("laneSet", "lanes", node("lane", "lane_1", ref, name="乡镇")),
        start(),
        user("A", name="签批", instructions="请核实。"),
        gateway("exclusive", "which"),
        node("endEvent", "E", name="结束"),
        line("S", "A", "which"),
        flow("which", "A", name="退回"),
        flow("which", "E", name="办结"),
    )
    english = {
        "A": English(name="Sign", instructions="Please verify."),
        "which_A": English(name="Send back"),
        "lane_1": English(name="Township"),
    }

    model = SpiffEngine().check(sources(diagram, lanes=SEATS, english=english), KNOWN)

    step = model.steps["A"]
    assert (step.name_en, step.lane_en, step.instructions_en) == (
        "Sign",
        "Township",
        "Please verify.",
    )
    assert [choice.name_en for choice in step.choices] == ["Send back", "办结"]
    assert (model.names["A"], model.names["E"]) == (("签批", "Sign"), ("结束", "结束"))


@pytest.mark.parametrize(
    ("english", "element", "words"),
    [
        ({"B": English(name="Nobody")}, "B", "which the diagram doesn't have"),
        ({"S": English(instructions="Wait.")}, "S", "which is no task of a person"),
        ({"S_A": English(instructions="Go.")}, "S_A", "which is no task of a person"),
    ],
    ids=["of an unknown element", "to an event", "to a flow"],
)
def test_english_words_of_nothing_are_refused(
    english: dict[str, English], element: str, words: str
) -> None:
    diagram = process(start(), user("A"), end(), line("S", "A", "E"))

    with pytest.raises(DiagramRefused) as refused:
        SpiffEngine().check(sources(diagram, english=english), KNOWN)

    [problem] = refused.value.problems
    assert problem.element == element
    assert words in problem.sentence_en
    assert "whistle.en.toml" in problem.sentence


def test_the_model_names_all_that_the_diagram_asks_for() -> None:
    late = timer("timeDate", 'due("T43/emergency")')
    inner = sub(
        "P", start("PS"), user("W", clock="T41", form="f"), end("PE"), line("PS", "W", "PE")
    )
    diagram = process(
        start(),
        inner,
        user("M", many("bodies", "body"), org="body", clock="T43/{kind}", form="g"),
        service("N", "document.number"),
        node("callActivity", "K", calledElement="inquiry", name="征求意见"),
        node("intermediateCatchEvent", "L", late),
        user("X", clock="= clock"),
        end(),
        line("S", "P", "M", "N", "K", "L", "X", "E"),
    )
    forms = {"f": b"{}", "g": b"{}"}
    drawn = SpiffEngine().lay_out(diagram)
    model = SpiffEngine().check(sources(drawn, forms=forms, lanes=SEATS), KNOWN)
    assert model.names["K"] == ("征求意见", "征求意见")
    assert set(model.steps) == {"W", "M", "X"}
    assert model.warnings == ()


def warnings_of(diagram: bytes) -> tuple[Problem, ...]:
    return SpiffEngine().check(sources(diagram), KNOWN).warnings


def test_a_step_of_no_kind_is_warned_of() -> None:
    drawn = SpiffEngine().lay_out(process(start(), node("task", "A"), line("S", "A")))

    (warning,) = warnings_of(drawn)

    assert warning.element == "A"
    assert "make it a user task" in warning.sentence_en


def test_what_has_no_place_on_paper_is_warned_of_once() -> None:
    diagram = process(start(), user("A"), sub("P", start("s"), user("B")), line("S", "A", "P"))
    inside = f"{line('s', 'B')}</bpmn:subProcess>"
    drawn = SpiffEngine().lay_out(diagram.replace(b"</bpmn:subProcess>", inside.encode()))

    (none,) = warnings_of(diagram.replace(b"</bpmn:subProcess>", inside.encode()))
    (one,) = warnings_of(
        re.sub(rb'(?s)<bpmndi:BPMNShape[^>]*bpmnElement="A".*?BPMNShape>', b"", drawn)
    )
    hidden = drawn.replace(b'isExpanded="true"', b"")
    folded = re.sub(rb'(?s)<bpmndi:BPMNShape[^>]*bpmnElement="B".*?BPMNShape>', b"", hidden)

    assert (none.element, none.line) == ("whistle.bpmn", None)
    assert "puts them: S, A, P, s, B." in none.sentence_en
    assert "puts them: A." in one.sentence_en
    assert warnings_of(drawn) == warnings_of(folded) == ()


def test_a_property_without_effect_is_warned_of() -> None:
    diagram = process(start(), user("A", from_="x"), end(), line("S", "A", "E"))
    (warning,) = warnings_of(SpiffEngine().lay_out(diagram))
    assert (warning.element, warning.line is not None) == ("A", True)
    assert "from_" in warning.sentence


def test_checking_keeps_nothing() -> None:
    engine = SpiffEngine()
    engine.check(sources(four_tasks()), KNOWN)
    assert engine._diagrams == {}


def test_a_step_that_several_sign_says_how() -> None:
    mark = many("bodies", "body")
    diagram = process(start(), user("A", mark, sign="ratio:2/3"), end(), line("S", "A", "E"))
    model = SpiffEngine().check(sources(diagram), KNOWN)

    assert model.steps["A"].sign == countersign("ratio:2/3", {})

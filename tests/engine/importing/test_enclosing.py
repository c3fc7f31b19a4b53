"""Data that other tools give to a sub-process and take from it."""

from __future__ import annotations

import pytest

from tests.engine.diagrams import end, flow, process, start, sub, user
from tests.engine.importing.imports import VENDORS, changes, imported
from tests.engine.player import Player

DATA = '<bpmn:dataObject id="d"/><bpmn:dataObject id="result"/>'
OWN = '<bpmn:property id="own_x" name="x"/><bpmn:property id="own_y" name="y"/>'
SAID = (
    '<bpmn:ioSpecification><bpmn:dataInput id="own_x" name="x"/><bpmn:dataOutput id="own_y" name="y"/>'
    "<bpmn:inputSet/><bpmn:outputSet/></bpmn:ioSpecification>"
)


def way(kind: str, source: str, target: str, inner: str = "") -> str:
    ends = f"<bpmn:sourceRef>{source}</bpmn:sourceRef><bpmn:targetRef>{target}</bpmn:targetRef>"
    return f"<bpmn:{kind}Association>{ends}{inner}</bpmn:{kind}Association>"


def becoming(text: str) -> str:
    return f"<bpmn:transformation>{text}</bpmn:transformation>"


def holding(*parts: str, begins: str = "") -> bytes:
    inner = (*parts, begins or start("s") + flow("s", "u"), user("u"))
    return process(
        *(DATA, start(), flow("S", "A"), sub("A", *inner), flow("A", "E"), end()),
        attributes=VENDORS,
    )


@pytest.mark.parametrize("begins", ["", "<!-- nothing -->"])
@pytest.mark.parametrize("declared", [OWN, SAID])
def test_what_becomes_of_data_on_its_way_is_done_by_scripts(declared: str, begins: str) -> None:
    into = way("dataInput", "d", "own_x", becoming("${d + 1}"))
    out = way("dataOutput", "own_y", "result", becoming("y * 10"))

    one = imported(holding(declared, into, out, begins=begins))

    player = Player(one).start(starterBody="zjj", d=4)
    assert player.data["x"] == 5
    assert player.done("u", y=3).data["result"] == 30
    assert any("set by scripts" in told.sentence_en for told in changes(one, "A"))


def test_data_that_only_changes_its_name_goes_the_same_way() -> None:
    one = imported(
        holding(SAID, way("dataInput", "d", "own_x"), way("dataOutput", "own_y", "result"))
    )

    player = Player(one).start(starterBody="zjj", d=4)
    assert player.data["x"] == 4
    assert player.done("u", y=3).data["result"] == 3


@pytest.mark.parametrize(
    "into",
    [
        way("dataInput", "d", "own_x", becoming("${f(d)}")),
        way("dataInput", "d", "gone", becoming("d")),
        way(
            "dataInput",
            "d",
            "own_x",
            "<bpmn:assignment><bpmn:from>d</bpmn:from><bpmn:to>x.a</bpmn:to></bpmn:assignment>",
        ),
    ],
)
def test_what_can_not_be_said_so_is_told(into: str) -> None:
    one = imported(holding(OWN, into))

    assert any("left out" in told.sentence_en for told in one.changes)
    assert Player(one).start(starterBody="zjj", d=4).done("u").over


def test_data_under_its_own_name_needs_no_script() -> None:
    out = way("dataOutput", "own_y", "result", becoming("y"))
    same = way("dataInput", "d", "d", becoming("d"))
    post = "<bpmn:extensionElements><spiffworkflow:postScript>z := 1</spiffworkflow:postScript></bpmn:extensionElements>"

    one = imported(holding(post, OWN, out, same))

    assert b"A_data" not in one.diagram
    assert b"z := 1" in one.diagram


def test_data_that_is_only_drawn_is_left_alone() -> None:
    assert imported(holding(OWN, way("dataInput", "d", "own_x"))).changes == ()

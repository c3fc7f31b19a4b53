"""Lanes and pools, and what must be the same in every file."""

from __future__ import annotations

from lxml import etree

from server.engine.layout.laying import lay_out
from tests.engine.diagrams import HEAD, end, flow, node, process, start, user
from tests.engine.layout_pen import (
    drawn,
    laid,
    lane,
    lanes,
    paper_of,
    pools,
    remove,
    tie,
    two_pools,
)
from tests.engine.paper import DC, DI, Paper


def test_lanes_lie_below_one_another_and_hold_their_nodes() -> None:
    set_ = lanes(lane("L", "S"), lane("M", "B", inner=lane("X", "A") + lane("Y", "E")), lane("Z"))
    parts = start(), user("A"), user("B"), end(), user("Lost")
    paper = paper_of(process(set_, *parts, flow("S", "A"), flow("A", "B"), flow("B", "E")))

    boxes = [paper.boxes[key] for key in ("L", "X", "Y", "Z")]
    assert [box.y for box in boxes] == sorted(box.y for box in boxes)
    assert len({box.right for box in boxes}) == 1
    assert paper.boxes["Lost"].y > paper.boxes["Z"].bottom


def test_pools_lie_below_one_another_and_are_equally_wide() -> None:
    paper = paper_of(two_pools())

    one, two, out = (paper.boxes[key] for key in ("One", "Two", "Out"))
    assert one.bottom < two.y < two.bottom < out.y < paper.boxes["D"].y
    assert one.width == two.width == out.width
    assert {"M", "N"} == set(paper.lines)
    assert "M" in paper.labels


def test_a_message_may_go_level() -> None:
    root = laid(two_pools())
    for key, x in (("A", "1000"), ("B", "1600"), ("One", "900"), ("Two", "1550")):
        bounds = drawn(root, key).find(f"{DC}Bounds")
        assert bounds is not None
        bounds.set("x", x)
        bounds.set("y", "80")
    remove(root, "M")
    lay_out(root)

    label = Paper(root).labels["M"]
    assert label.bottom < Paper(root).lines["M"][0][1]


def test_processes_without_pools_have_a_diagram_each() -> None:
    two = node("process", "P", user("A")) + node("process", "Q", user("B"))
    root = laid(f"{HEAD.format(attributes='')}{two}</bpmn:definitions>".encode())

    planes = [plane.get("bpmnElement") for plane in root.iter(f"{DI}BPMNPlane")]
    assert planes == ["P", "Q"]


def test_diagrams_stand_before_relationships() -> None:
    relation = '<bpmn:relationship type="x"><bpmn:source>A</bpmn:source><bpmn:target>A</bpmn:target></bpmn:relationship>'
    file = process(user("A")).replace(
        b"</bpmn:definitions>", f"{relation}</bpmn:definitions>".encode()
    )

    assert [etree.QName(one).localname for one in laid(file)][-2:] == [
        "BPMNDiagram",
        "relationship",
    ]


def test_what_has_no_id_or_leads_nowhere_is_not_drawn() -> None:
    bare = "<bpmn:laneSet><bpmn:lane/></bpmn:laneSet><bpmn:userTask/><bpmn:dataObjectReference/><bpmn:sequenceFlow sourceRef='A' targetRef='A'/>"
    paper = paper_of(
        process(
            user("A"),
            bare,
            flow("A", "Gone"),
            tie("T", "A", "Gone"),
            beside=pools("<bpmn:participant/>"),
        )
    )

    assert list(paper.boxes) == ["A"]
    assert not paper.lines


def test_ids_of_places_are_like_no_other() -> None:
    root = laid(process(user("A"), user("A_di"), user("A_di_2")))

    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))

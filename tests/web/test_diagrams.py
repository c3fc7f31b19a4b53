"""Diagrams drawn on the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.web.diagrams import read_drawing, render
from server.web.drawings import UnreadableDrawing
from tests.web.sample_diagram import NODES, sample_diagram
from tests.web.sample_marks import MARKS
from tests.web.svg import SVG, drawn, file_with, node_of

if TYPE_CHECKING:
    from lxml import etree


def test_every_element_of_the_file_is_drawn_with_its_name_as_title() -> None:
    svg = drawn(sample_diagram())

    shown = {g.get("data-id") for g in svg.iter(f"{SVG}g") if g.get("data-id")}
    titles = [title.text for title in svg.iter(f"{SVG}title")]
    assert shown == {node[1] for node in NODES}
    assert set(titles) == {node[2] for node in NODES if node[2]}


@pytest.mark.parametrize(
    ("element", "state"),
    [("Draft", "done"), ("OnSite", "now"), ("Accept", "late"), ("Rate", "todo")],
)
def test_a_node_carries_its_state_as_class(element: str, state: str) -> None:
    svg = drawn(sample_diagram(), MARKS)

    assert node_of(svg, element).get("class") == state


def test_without_marks_nothing_is_todo() -> None:
    svg = drawn(sample_diagram(), None)

    assert {g.get("class") for g in svg.iter(f"{SVG}g")} == {"idle"}


def test_walked_flows_are_marked() -> None:
    svg = drawn(sample_diagram(), MARKS)

    walked = [g for g in svg.iter(f"{SVG}g") if g.get("class") == "walked"]
    assert len(walked) == len(MARKS.flows)


def test_the_current_node_has_a_halo() -> None:
    svg = drawn(sample_diagram(), MARKS)

    assert node_of(svg, "OnSite").find(f"{SVG}rect[@class='halo']") is not None
    assert node_of(svg, "Draft").find(f"{SVG}rect[@class='halo']") is None


def test_a_crop_shows_the_element_and_stays_inside_the_drawing() -> None:
    svg = drawn(sample_diagram(), MARKS, crop="OnSite")

    x, y, width, height = (float(part) for part in svg.get("viewBox", "").split())
    assert x < float(960) < x + width - 100
    assert y < float(470) < y + height - 80
    assert (width, height) == (430, 250)


def test_a_crop_leaves_out_what_nobody_would_see() -> None:
    svg = drawn(sample_diagram(), MARKS, crop="Draft")

    shown = {g.get("data-id") for g in svg.iter(f"{SVG}g") if g.get("data-id")}
    assert {"Start", "Draft", "Sign"} <= shown
    assert "Rate" not in shown


def test_a_crop_around_nothing_shows_the_whole() -> None:
    whole = drawn(sample_diagram()).get("viewBox")

    assert drawn(sample_diagram(), crop="Nowhere").get("viewBox") == whole


def test_a_crop_larger_than_the_drawing_is_centred() -> None:
    svg = drawn(file_with('<b:userTask id="A"/>'), crop="A")

    assert svg.get("viewBox") == "-65 15 430 250"


def test_a_reader_begins_at_the_leftmost_start() -> None:
    assert read_drawing(sample_diagram()).first == "Start"
    assert read_drawing(file_with('<b:task id="A"/>')).first is None


def test_names_can_not_smuggle_markup() -> None:
    svg = render(
        read_drawing(file_with('<b:task id="A" name="&lt;script&gt;x"/>')), None, label="图"
    )

    assert "<script" not in svg
    assert "&lt;script" in svg


@pytest.mark.parametrize(
    "xml",
    [
        b"no xml at all",
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        b"<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
        file_with('<b:task id="A"/>').replace(b'x="100"', b'x="wide"'),
    ],
)
def test_a_strange_file_is_refused(xml: bytes) -> None:
    with pytest.raises(UnreadableDrawing):
        read_drawing(xml)


def test_the_same_bytes_are_read_once() -> None:
    assert read_drawing(sample_diagram()) is read_drawing(sample_diagram())


def test_what_is_not_on_the_drawing_is_not_drawn() -> None:
    empty = b"<a xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'><task id='T'/></a>"

    assert read_drawing(empty).nodes == ()
    assert drawn(empty).get("viewBox") == "-8 -8 17 17"


def test_a_shape_without_element_or_bounds_is_left_out() -> None:
    more = '<i:BPMNShape bpmnElement="Gone"/><i:BPMNShape bpmnElement="A"/><i:BPMNEdge bpmnElement="A"/>'
    drawing = read_drawing(file_with('<b:task id="A"/>', more=more))

    assert len(drawing.nodes) == 1
    assert drawing.edges == ()


_WAY = '<d:waypoint x="10" y="20"/><d:waypoint x="10" y="90"/><d:waypoint x="30" y="90"/>'


def _line(flow: str, label: str = "") -> etree._Element:
    other = f'<b:task id="A" default="F"/><b:task id="B"/>{flow}'
    edge = f'<i:BPMNEdge bpmnElement="F">{_WAY}{label}</i:BPMNEdge>'
    return drawn(file_with(other, more=edge))


def test_a_message_flow_is_dashed_with_an_open_tip() -> None:
    svg = _line('<b:messageFlow id="F" sourceRef="A" targetRef="B"/>')

    assert svg.find(f".//{SVG}path[@class='f dash']") is not None
    assert svg.find(f".//{SVG}circle[@class='tip open']") is not None


def test_a_default_flow_is_struck_and_a_conditional_one_starts_with_a_diamond() -> None:
    condition = "<b:conditionExpression>x</b:conditionExpression>"
    svg = _line(f'<b:sequenceFlow id="F" sourceRef="A" targetRef="B">{condition}</b:sequenceFlow>')

    assert len(svg.findall(f".//{SVG}path[@class='f']")) == 2
    assert svg.find(f".//{SVG}path[@class='tip open']") is not None


@pytest.mark.parametrize(("direction", "tips"), [("None", 0), ("One", 1), ("Both", 2)])
def test_an_association_has_open_tips_where_it_leads(direction: str, tips: int) -> None:
    svg = _line(f'<b:association id="F" associationDirection="{direction}"/>')

    strokes = [p for p in svg.iter(f"{SVG}path") if p.get("d", "").startswith("M-9-5")]
    assert len(strokes) == tips
    assert svg.find(f".//{SVG}path[@class='tip']") is None


def test_a_message_is_drawn_over_the_shape_that_it_leaves() -> None:
    svg = _line('<b:messageFlow id="F" sourceRef="A" targetRef="B"/>')

    drawn_last = [g.get("data-id") for g in svg.iter(f"{SVG}g")][-1]
    assert drawn_last is None


_OTHER = (
    '<i:BPMNDiagram xmlns:i="http://www.omg.org/spec/BPMN/20100524/DI"'
    ' xmlns:c="http://www.omg.org/spec/DD/20100524/DC"><i:BPMNPlane bpmnElement="{key}">'
    '<i:BPMNShape bpmnElement="B"><c:Bounds x="0" y="0" width="100" height="80"/></i:BPMNShape>'
    "</i:BPMNPlane></i:BPMNDiagram>"
)


@pytest.mark.parametrize(
    ("key", "shown"),
    [("S", "A"), ("Q", "A"), ("E", "B"), ("C", "B")],
    ids=["the inside of a sub-process", "another process", "what is executed", "the collaboration"],
)
def test_of_several_diagrams_the_main_one_is_drawn(key: str, shown: str) -> None:
    elements = '<b:subProcess id="S"/><b:task id="A"/><b:task id="B"/></b:process>'
    more = '<b:process id="Q"/><b:process id="E" isExecutable="true"/><b:collaboration id="C"/>'
    file = file_with(f"{elements}{more}<b:process>").replace(
        b"<i:BPMNPlane>", b'<i:BPMNPlane bpmnElement="P">'
    )
    file = file.replace(b"</b:definitions>", (_OTHER.format(key=key) + "</b:definitions>").encode())

    assert [node.id for node in read_drawing(file).nodes] == [shown]


def test_a_flow_without_place_for_its_name_carries_it_beside_its_longest_part() -> None:
    svg = _line('<b:sequenceFlow id="F" name="同意" sourceRef="A" targetRef="B"/>')

    text = svg.find(f".//{SVG}text[@class='ext']")
    assert text is not None
    assert float(text.get("x", "0")) > 10
    assert 40 < float(text.get("y", "0")) < 70


def test_a_flow_with_a_place_for_its_name_uses_it() -> None:
    label = '<i:BPMNLabel><c:Bounds x="200" y="300" width="40" height="14"/></i:BPMNLabel>'
    svg = _line('<b:sequenceFlow id="F" name="同意" sourceRef="A" targetRef="B"/>', label)

    text = svg.find(f".//{SVG}text[@class='ext']")
    assert text is not None
    assert text.get("x") == "220"


@pytest.mark.parametrize(
    ("x", "middle"),
    [(154, 180.88), (126, 119.12), (140, 150)],
    ids=["right of it", "left of it", "over it"],
)
def test_a_long_name_beside_a_flow_that_runs_down_grows_away_from_it(x: int, middle: float) -> None:
    way = '<d:waypoint x="150" y="100"/><d:waypoint x="150" y="300"/>'
    label = f'<c:Bounds x="{x}" y="200" width="20" height="14"/>'
    edge = f'<i:BPMNEdge bpmnElement="F">{way}<i:BPMNLabel>{label}</i:BPMNLabel></i:BPMNEdge>'
    flow = '<b:sequenceFlow id="F" name="Withdraw" sourceRef="A" targetRef="B"/>'

    svg = drawn(file_with(f'<b:task id="A"/><b:task id="B"/>{flow}', more=edge))

    text = svg.find(f".//{SVG}text[@class='ext']")
    assert text is not None
    assert float(text.get("x", "")) == pytest.approx(middle)

"""Diagrams drawn on the server."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from lxml import etree

from server.domain.reading import Marks
from server.web.diagrams import read_drawing, render
from server.web.drawings import UnreadableDrawing
from server.web.glyphs import broken
from tests.web.sample_diagram import NODES, sample_diagram
from tests.web.sample_pictures import MARKS

_SVG = "{http://www.w3.org/2000/svg}"
_NOTHING = Marks(done=frozenset(), now=frozenset(), late=frozenset(), flows=frozenset())


def _drawn(xml: bytes, marks: Marks | None = _NOTHING, crop: str | None = None) -> etree._Element:
    return etree.fromstring(str(render(read_drawing(xml), marks, crop=crop)))


def _node(svg: etree._Element, element: str) -> etree._Element:
    found = svg.find(f".//{_SVG}g[@data-id='{element}']")
    assert found is not None
    return found


def _file(element: str, shape: str = "", more: str = "") -> bytes:
    """A file with one element in the box 100 100 100 80."""
    return (
        '<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL"'
        ' xmlns:i="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:c="http://www.omg.org/spec/DD/20100524/DC"'
        f' xmlns:d="http://www.omg.org/spec/DD/20100524/DI"><b:process id="P">{element}</b:process>'
        f'<i:BPMNDiagram><i:BPMNPlane><i:BPMNShape bpmnElement="A" {shape}>'
        f'<c:Bounds x="100" y="100" width="100" height="80"/></i:BPMNShape>{more}'
        "</i:BPMNPlane></i:BPMNDiagram></b:definitions>"
    ).encode()


def _words(svg: etree._Element) -> list[str]:
    return [text.text or "" for text in svg.iter(f"{_SVG}text")]


def test_every_element_of_the_file_is_drawn_with_its_name_as_title() -> None:
    svg = _drawn(sample_diagram())

    drawn = {g.get("data-id") for g in svg.iter(f"{_SVG}g") if g.get("data-id")}
    titles = [title.text for title in svg.iter(f"{_SVG}title")]
    assert drawn == {node[1] for node in NODES}
    assert set(titles) == {node[2] for node in NODES if node[2]}


@pytest.mark.parametrize(
    ("element", "state"),
    [("Draft", "done"), ("OnSite", "now"), ("Accept", "late"), ("Rate", "todo")],
)
def test_a_node_carries_its_state_as_class(element: str, state: str) -> None:
    svg = _drawn(sample_diagram(), MARKS)

    assert _node(svg, element).get("class") == state


def test_without_marks_nothing_is_todo() -> None:
    svg = _drawn(sample_diagram(), None)

    assert {g.get("class") for g in svg.iter(f"{_SVG}g")} == {"idle"}


def test_walked_flows_are_marked() -> None:
    svg = _drawn(sample_diagram(), MARKS)

    walked = [g for g in svg.iter(f"{_SVG}g") if g.get("class") == "walked"]
    assert len(walked) == len(MARKS.flows)


def test_the_current_node_has_a_halo() -> None:
    svg = _drawn(sample_diagram(), MARKS)

    assert _node(svg, "OnSite").find(f"{_SVG}rect[@class='halo']") is not None
    assert _node(svg, "Draft").find(f"{_SVG}rect[@class='halo']") is None


def test_a_crop_shows_the_element_and_stays_inside_the_drawing() -> None:
    svg = _drawn(sample_diagram(), MARKS, crop="OnSite")

    x, y, width, height = (float(part) for part in svg.get("viewBox", "").split())
    assert x < 960 < 1060 < x + width
    assert y < 470 < 550 < y + height
    assert (width, height) == (430, 250)


def test_a_crop_around_nothing_shows_the_whole() -> None:
    whole = _drawn(sample_diagram()).get("viewBox")

    assert _drawn(sample_diagram(), crop="Nowhere").get("viewBox") == whole


def test_a_crop_larger_than_the_drawing_is_centred() -> None:
    svg = _drawn(_file('<b:userTask id="A"/>'), crop="A")

    assert svg.get("viewBox") == "-65 15 430 250"


def test_names_can_not_smuggle_markup() -> None:
    svg = render(read_drawing(_file('<b:task id="A" name="&lt;script&gt;x"/>')), None)

    assert "<script" not in svg
    assert "&lt;script" in svg


@pytest.mark.parametrize(
    "xml",
    [
        b"no xml at all",
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        b"<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
        _file('<b:task id="A"/>').replace(b'x="100"', b'x="wide"'),
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
    assert _drawn(empty).get("viewBox") == "-8 -8 17 17"


def test_a_shape_without_element_or_bounds_is_left_out() -> None:
    more = '<i:BPMNShape bpmnElement="Gone"/><i:BPMNShape bpmnElement="A"/><i:BPMNEdge bpmnElement="A"/>'
    drawing = read_drawing(_file('<b:task id="A"/>', more=more))

    assert len(drawing.nodes) == 1
    assert drawing.edges == ()


_EVENTS = [
    "timer", "message", "signal", "error", "escalation", "conditional", "link", "compensate",
    "cancel", "terminate",
]  # fmt: skip


@pytest.mark.parametrize("trigger", _EVENTS)
def test_an_event_shows_its_trigger(trigger: str) -> None:
    xml = _file(
        f'<b:intermediateCatchEvent id="A"><b:{trigger}EventDefinition/></b:intermediateCatchEvent>'
    )

    assert _node(_drawn(xml), "A").find(f"{_SVG}path") is not None


@pytest.mark.parametrize("kind", ["multiple", "parallel"])
def test_an_event_with_several_triggers_shows_that(kind: str) -> None:
    attribute = 'parallelMultiple="true"' if kind == "parallel" else ""
    inner = "<b:timerEventDefinition/><b:messageEventDefinition/>"
    xml = _file(f'<b:startEvent id="A" {attribute}>{inner}</b:startEvent>')

    assert read_drawing(xml).nodes[0].trigger == kind
    assert _node(_drawn(xml), "A").find(f"{_SVG}path") is not None


def test_a_throwing_event_is_filled_and_an_end_is_thick() -> None:
    svg = _drawn(_file('<b:endEvent id="A"><b:messageEventDefinition/></b:endEvent>'))

    assert _node(svg, "A").find(f"{_SVG}path[@class='g full']") is not None
    assert _node(svg, "A").find(f"{_SVG}circle[@class='n thick']") is not None


def test_a_boundary_event_that_does_not_interrupt_is_dashed_and_drawn_last() -> None:
    svg = _drawn(sample_diagram())
    order = [g.get("data-id") for g in svg.iter(f"{_SVG}g") if g.get("data-id")]

    assert _node(svg, "Late").find(f"{_SVG}circle[@class='n dash']") is not None
    assert order[-1] == "Late"


_GATEWAYS = ["exclusive", "parallel", "inclusive", "complex", "eventBased"]


@pytest.mark.parametrize("kind", _GATEWAYS)
def test_a_gateway_shows_its_kind(kind: str) -> None:
    svg = _drawn(_file(f'<b:{kind}Gateway id="A" name="是否同意"/>'))

    assert len(_node(svg, "A").findall(f"{_SVG}path")) == 2
    assert _words(svg) == ["是否同意"]


def test_an_exclusive_gateway_may_hide_its_cross() -> None:
    svg = _drawn(_file('<b:exclusiveGateway id="A"/>', 'isMarkerVisible="false"'))

    assert len(_node(svg, "A").findall(f"{_SVG}path")) == 1


_TASKS = ["user", "manual", "service", "script", "businessRule", "send", "receive"]


@pytest.mark.parametrize("kind", _TASKS)
def test_a_task_shows_its_kind(kind: str) -> None:
    svg = _drawn(_file(f'<b:{kind}Task id="A"/>'))

    assert len(_node(svg, "A").findall(f"{_SVG}path")) == 1


def test_a_call_activity_has_a_thick_border() -> None:
    svg = _drawn(_file('<b:callActivity id="A"/>'))

    assert _node(svg, "A").find(f"{_SVG}rect[@class='n thick']") is not None


@pytest.mark.parametrize(
    ("element", "loop"),
    [
        ('<b:task id="A"><b:multiInstanceLoopCharacteristics/></b:task>', "parallel"),
        (
            '<b:task id="A"><b:multiInstanceLoopCharacteristics isSequential="true"/></b:task>',
            "sequential",
        ),
        ('<b:task id="A"><b:standardLoopCharacteristics/></b:task>', "standard"),
    ],
)
def test_an_activity_shows_how_it_repeats(element: str, loop: str) -> None:
    xml = _file(element)

    assert read_drawing(xml).nodes[0].loop == loop
    assert len(_node(_drawn(xml), "A").findall(f"{_SVG}path")) == 1


def test_markers_stand_side_by_side() -> None:
    inner = "<b:multiInstanceLoopCharacteristics/>"
    xml = _file(f'<b:adHocSubProcess id="A" isForCompensation="true">{inner}</b:adHocSubProcess>')
    places = [p.get("transform", "") for p in _node(_drawn(xml), "A").iter(f"{_SVG}path")]

    xs = [float(re.findall(r"-?[\d.]+", place)[0]) for place in places]
    assert [b - a for a, b in pairwise(xs)] == [18, 18, 18]


def test_an_event_sub_process_is_dotted_and_a_transaction_doubled() -> None:
    handler = _file('<b:subProcess id="A" triggeredByEvent="true"/>', 'isExpanded="true"')
    transaction = _file('<b:transaction id="A"/>', 'isExpanded="true"')

    assert _node(_drawn(handler), "A").find(f"{_SVG}rect[@class='n dots']") is not None
    assert len(_node(_drawn(transaction), "A").findall(f"{_SVG}rect")) == 2


def test_data_is_drawn_with_the_name_of_what_it_refers_to() -> None:
    page = '<b:dataObject id="O" name="吹哨单"/><b:dataObjectReference id="A" dataObjectRef="O" isCollection="true"/>'
    lost = '<b:dataObjectReference id="A" dataObjectRef="Gone"/>'
    store = '<b:dataStoreReference id="A" name="台账"/>'

    assert _words(_drawn(_file(page))) == ["吹哨单"]
    assert _words(_drawn(_file(lost))) == []
    assert _words(_drawn(_file(store))) == ["台账"]


def test_a_note_shows_its_text_and_a_group_its_border() -> None:
    note = _drawn(_file('<b:textAnnotation id="A"><b:text>限时一小时</b:text></b:textAnnotation>'))
    group = _drawn(_file('<b:group id="A" name="现场"/>'))

    assert _words(note) == ["限时一小时"]
    assert group.find(f".//{_SVG}rect[@class='f dash']") is not None


def test_an_upright_pool_has_its_band_on_top() -> None:
    svg = _drawn(_file('<b:participant id="A" name="县住建局"/>', 'isHorizontal="false"'))

    band = svg.find(f"{_SVG}rect[@class='band']")
    assert band is not None
    assert (band.get("width"), band.get("height")) == ("100", "30")


_WAY = '<d:waypoint x="10" y="20"/><d:waypoint x="10" y="90"/><d:waypoint x="30" y="90"/>'


def _line(flow: str, label: str = "") -> etree._Element:
    other = f'<b:task id="A" default="F"/><b:task id="B"/>{flow}'
    edge = f'<i:BPMNEdge bpmnElement="F">{_WAY}{label}</i:BPMNEdge>'
    return _drawn(_file(other, more=edge))


def test_a_message_flow_is_dashed_with_an_open_tip() -> None:
    svg = _line('<b:messageFlow id="F" sourceRef="A" targetRef="B"/>')

    assert svg.find(f".//{_SVG}path[@class='f dash']") is not None
    assert svg.find(f".//{_SVG}circle[@class='tip open']") is not None


def test_a_default_flow_is_struck_and_a_conditional_one_starts_with_a_diamond() -> None:
    condition = "<b:conditionExpression>x</b:conditionExpression>"
    svg = _line(f'<b:sequenceFlow id="F" sourceRef="A" targetRef="B">{condition}</b:sequenceFlow>')

    assert len(svg.findall(f".//{_SVG}path[@class='f']")) == 2
    assert svg.find(f".//{_SVG}path[@class='tip open']") is not None


def test_an_association_without_direction_has_no_tip() -> None:
    plain = _line('<b:association id="F" sourceRef="A" targetRef="B"/>')
    directed = _line('<b:association id="F" associationDirection="One"/>')

    assert plain.find(f".//{_SVG}path[@class='tip']") is None
    assert directed.find(f".//{_SVG}path[@class='tip']") is not None


def test_a_flow_without_place_for_its_name_carries_it_beside_its_longest_part() -> None:
    svg = _line('<b:sequenceFlow id="F" name="同意" sourceRef="A" targetRef="B"/>')

    text = svg.find(f".//{_SVG}text[@class='ext']")
    assert text is not None
    assert float(text.get("x", "0")) > 10
    assert 40 < float(text.get("y", "0")) < 70


def test_a_flow_with_a_place_for_its_name_uses_it() -> None:
    label = '<i:BPMNLabel><c:Bounds x="200" y="300" width="40" height="14"/></i:BPMNLabel>'
    svg = _line('<b:sequenceFlow id="F" name="同意" sourceRef="A" targetRef="B"/>', label)

    text = svg.find(f".//{_SVG}text[@class='ext']")
    assert text is not None
    assert text.get("x") == "220"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("到场处置并填写处置结果", ["到场处置并填写", "处置结果"]),
        ("核对 SH-2026 号哨令", ["核对 SH-2026 ", "号哨令"]),
        ("一二三四五六七，八", ["一二三四五六七，", "八"]),
        (
            "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉",
            ["甲乙丙丁戊己庚", "辛壬癸子丑寅卯", "辰巳午未申酉"],
        ),
        ("甲" * 40, ["甲" * 7, "甲" * 7, "甲" * 6 + "…"]),
    ],
)
def test_labels_break_as_chinese_does(text: str, lines: list[str]) -> None:
    assert broken(text, 91, 13, most=3) == [line.rstrip() for line in lines]

"""Single shapes: which glyph, border and marker stands for what."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from server.web.diagrams import read_drawing
from server.web.glyphs import GATEWAYS, INSTANTIATING, MARKERS, TRIGGERS, Glyph
from tests.web.sample_diagram import sample_diagram
from tests.web.svg import SVG, drawn, file_with, glyphs_of, node_of, words_of

_EVENTS = [
    "timer", "message", "signal", "error", "escalation", "conditional", "link", "compensate",
    "cancel", "terminate",
]  # fmt: skip


@pytest.mark.parametrize("trigger", _EVENTS)
def test_an_event_shows_its_trigger(trigger: str) -> None:
    xml = file_with(
        f'<b:intermediateCatchEvent id="A"><b:{trigger}EventDefinition/></b:intermediateCatchEvent>'
    )

    assert node_of(drawn(xml), "A").find(f"{SVG}path") is not None


@pytest.mark.parametrize("kind", ["multiple", "parallel"])
def test_an_event_with_several_triggers_shows_that(kind: str) -> None:
    attribute = 'parallelMultiple="true"' if kind == "parallel" else ""
    inner = "<b:timerEventDefinition/><b:messageEventDefinition/>"
    xml = file_with(f'<b:startEvent id="A" {attribute}>{inner}</b:startEvent>')

    assert read_drawing(xml).nodes[0].trigger == kind
    assert node_of(drawn(xml), "A").find(f"{SVG}path") is not None


def test_a_throwing_event_is_filled_and_an_end_is_thick() -> None:
    svg = drawn(file_with('<b:endEvent id="A"><b:messageEventDefinition/></b:endEvent>'))

    assert node_of(svg, "A").find(f"{SVG}path[@class='g full']") is not None
    assert node_of(svg, "A").find(f"{SVG}circle[@class='n thick']") is not None


def test_a_boundary_event_that_does_not_interrupt_is_dashed_and_drawn_last() -> None:
    svg = drawn(sample_diagram())
    order = [g.get("data-id") for g in svg.iter(f"{SVG}g") if g.get("data-id")]

    assert node_of(svg, "Late").find(f"{SVG}circle[@class='n dash']") is not None
    assert order[-1] == "Late"


_GATEWAYS = ["exclusive", "parallel", "inclusive", "complex", "eventBased"]


@pytest.mark.parametrize("kind", _GATEWAYS)
def test_a_gateway_shows_its_kind(kind: str) -> None:
    svg = drawn(file_with(f'<b:{kind}Gateway id="A" name="是否同意"/>'))

    assert len(node_of(svg, "A").findall(f"{SVG}path")) == 2
    assert words_of(svg) == ["是否同意"]


def test_an_exclusive_gateway_may_hide_its_cross() -> None:
    svg = drawn(file_with('<b:exclusiveGateway id="A"/>', 'isMarkerVisible="false"'))

    assert len(node_of(svg, "A").findall(f"{SVG}path")) == 1


_TASKS = ["user", "manual", "service", "script", "businessRule", "send", "receive"]


@pytest.mark.parametrize("kind", _TASKS)
def test_a_task_shows_its_kind(kind: str) -> None:
    svg = drawn(file_with(f'<b:{kind}Task id="A"/>'))

    assert len(node_of(svg, "A").findall(f"{SVG}path")) == 1


def test_a_call_activity_has_a_thick_border_and_a_plus() -> None:
    svg = drawn(file_with('<b:callActivity id="A"/>'))

    assert node_of(svg, "A").find(f"{SVG}rect[@class='n thick']") is not None
    assert glyphs_of(svg) == [MARKERS["collapsed"].path]


def test_a_receive_task_that_begins_a_process_has_its_envelope_in_a_circle() -> None:
    svg = drawn(file_with('<b:receiveTask id="A" instantiate="true"/>'))

    assert glyphs_of(svg) == [INSTANTIATING.path]


@pytest.mark.parametrize(
    ("attributes", "circles", "glyph"),
    [
        ("", 2, GATEWAYS["eventBasedGateway"]),
        ('instantiate="true"', 1, GATEWAYS["eventBasedGateway"]),
        ('instantiate="true" eventGatewayType="Parallel"', 1, TRIGGERS["parallel"]),
    ],
    ids=["on the way", "beginning the process", "waiting for all"],
)
def test_an_event_gateway_shows_what_it_waits_for(
    attributes: str, circles: int, glyph: Glyph
) -> None:
    svg = drawn(file_with(f'<b:eventBasedGateway id="A" {attributes}/>'))

    assert len(node_of(svg, "A").findall(f"{SVG}circle")) == circles
    assert glyphs_of(svg)[-1] == glyph.path


@pytest.mark.parametrize("expanded", ["true", "false"])
def test_an_event_sub_process_is_dotted_open_or_closed(expanded: str) -> None:
    element = '<b:subProcess id="A" triggeredByEvent="true"/>'
    svg = drawn(file_with(element, f'isExpanded="{expanded}"'))

    assert node_of(svg, "A").find(f"{SVG}rect[@class='n dots']") is not None


def test_data_that_stands_for_a_list_is_marked() -> None:
    many = '<b:dataObject id="O" isCollection="true"/><b:dataObjectReference id="A" dataObjectRef="O"/>'

    assert MARKERS["parallel"].path in glyphs_of(drawn(file_with(many)))


@pytest.mark.parametrize(
    ("inner", "is_marked"),
    [
        ("", False),
        ('<b:participantMultiplicity maximum="1"/>', False),
        ('<b:participantMultiplicity maximum="5"/>', True),
    ],
)
def test_a_pool_of_several_is_marked(inner: str, is_marked: bool) -> None:  # noqa: FBT001  # what is expected
    svg = drawn(file_with(f'<b:participant id="A">{inner}</b:participant>'))

    assert (MARKERS["parallel"].path in glyphs_of(svg)) == is_marked


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
    xml = file_with(element)

    assert read_drawing(xml).nodes[0].loop == loop
    assert len(node_of(drawn(xml), "A").findall(f"{SVG}path")) == 1


def test_markers_stand_side_by_side() -> None:
    inner = "<b:multiInstanceLoopCharacteristics/>"
    xml = file_with(
        f'<b:adHocSubProcess id="A" isForCompensation="true">{inner}</b:adHocSubProcess>'
    )
    places = [p.get("transform", "") for p in node_of(drawn(xml), "A").iter(f"{SVG}path")]

    xs = [float(re.findall(r"-?[\d.]+", place)[0]) for place in places]
    assert [b - a for a, b in pairwise(xs)] == [18, 18, 18]


def test_an_event_sub_process_is_dotted_and_a_transaction_doubled() -> None:
    handler = file_with('<b:subProcess id="A" triggeredByEvent="true"/>', 'isExpanded="true"')
    transaction = file_with('<b:transaction id="A"/>', 'isExpanded="true"')

    assert node_of(drawn(handler), "A").find(f"{SVG}rect[@class='n dots']") is not None
    assert len(node_of(drawn(transaction), "A").findall(f"{SVG}rect")) == 2


def test_data_is_drawn_with_the_name_of_what_it_refers_to() -> None:
    page = '<b:dataObject id="O" name="吹哨单"/><b:dataObjectReference id="A" dataObjectRef="O" isCollection="true"/>'
    lost = '<b:dataObjectReference id="A" dataObjectRef="Gone"/>'
    store = '<b:dataStoreReference id="A" name="台账"/>'

    assert words_of(drawn(file_with(page))) == ["吹哨单"]
    assert words_of(drawn(file_with(lost))) == []
    assert words_of(drawn(file_with(store))) == ["台账"]


def test_a_note_shows_its_text_and_a_group_its_border() -> None:
    note = drawn(
        file_with('<b:textAnnotation id="A"><b:text>限时一小时</b:text></b:textAnnotation>')
    )
    value = '<b:category><b:categoryValue id="V" value="现场"/></b:category>'
    group = drawn(file_with(f'<b:group id="A" categoryValueRef="V"/>{value}'))

    assert words_of(note) == ["限时一小时"]
    assert words_of(group) == ["现场"]
    assert group.find(f".//{SVG}rect[@class='f dash-dot']") is not None


def test_an_upright_pool_has_its_band_on_top() -> None:
    svg = drawn(file_with('<b:participant id="A" name="县住建局"/>', 'isHorizontal="false"'))

    band = svg.find(f"{SVG}rect[@class='band']")
    assert band is not None
    assert (band.get("width"), band.get("height")) == ("100", "30")


LONG = "Withdrawn"


@pytest.mark.parametrize(
    ("x", "middle"),
    [(210, 240.24), (70, 59.76), (140, 150)],
    ids=["on its right", "on its left", "under it"],
)
def test_words_wider_than_their_place_grow_away_from_the_shape(x: int, middle: float) -> None:
    label = f'<i:BPMNLabel><c:Bounds x="{x}" y="130" width="20" height="14"/></i:BPMNLabel>'
    file = file_with(f'<b:endEvent id="A" name="{LONG}"/>').replace(
        b"</i:BPMNShape>", f"{label}</i:BPMNShape>".encode()
    )

    [text] = drawn(file).iter(f"{SVG}text")

    assert float(text.get("x", "")) == pytest.approx(middle, abs=0.05)

"""What stands beside the flow in diagrams of other tools, as it is wrongly drawn."""

from __future__ import annotations

from tests.engine.diagrams import about, end, flow, node, process, start, sub, user
from tests.engine.importing.foreign import LOOP, NONE, asking, line
from tests.engine.importing.imports import VENDORS

DATA = '<bpmn:dataObject id="d"/>'
WAY = (
    '<bpmn:dataInputAssociation id="w"><bpmn:sourceRef>{0}</bpmn:sourceRef><bpmn:targetRef>{1}</bpmn:targetRef>'
    "{2}</bpmn:dataInputAssociation>"
)
OWN = '<bpmn:property id="p" name="p"/>'
MORE = "<bpmn:transformation>{0}</bpmn:transformation>"
DRAWN = (
    '<di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" id="D">'
    '<di:BPMNPlane id="X" bpmnElement="whistle">{0}</di:BPMNPlane></di:BPMNDiagram>'
    '<bpmn:relationship type="r"><bpmn:source>a</bpmn:source><bpmn:target>b</bpmn:target></bpmn:relationship>'
)
POINT = '<p:waypoint xmlns:p="http://www.omg.org/spec/DD/20100524/DI" x="{0}" y="1"/>'
BOUNDS = '<c:Bounds xmlns:c="http://www.omg.org/spec/DD/20100524/DC" x="1" y="1" width="9" height="{0}"/>'


def fed(source: str, target: str, inner: str = "") -> bytes:
    """A script that is given data."""
    step = node(
        "scriptTask",
        "A",
        OWN + WAY.format(source, target, inner) + "<bpmn:script>y := 1</bpmn:script>",
        scriptFormat="feel",
    )
    return line(DATA, step)


def drawn(inner: str) -> bytes:
    """A process with a drawing."""
    whole = DRAWN.format(inner)
    return line(user("A")).replace(b"</bpmn:definitions>", f"{whole}</bpmn:definitions>".encode())


def handler(*parts: str, inner: str = "") -> str:
    """An event sub-process with one step."""
    held = (*parts, user("u"), flow("s", "u"))
    return sub("H", inner, *held, triggeredByEvent="true")


REST: dict[str, tuple[bytes, str, str]] = {
    "a flow around its own ends": (
        line(user("A")).replace(
            b"</bpmn:process>",
            b'<bpmn:sequenceFlow id="f" sourceRef="x" targetRef="y"><bpmn:task id="x"/><bpmn:task id="y"/>'
            b"</bpmn:sequenceFlow></bpmn:process>",
        ),
        "f",
        "led nowhere",
    ),
    "a boundary event about nothing": (
        line(user("A"), node("boundaryEvent", "B", attachedToRef="A"), flow("B", "E")),
        "B",
        "a message does",
    ),
    "an event sub-process about nothing": (
        line(user("A"), handler(start("s"))),
        "s",
        "a message does",
    ),
    "an event sub-process in the flow": (
        line(sub("A", start("s"), user("u"), flow("s", "u"), triggeredByEvent="true")),
        "A",
        "works as a plain",
    ),
    "a triggered sub-process in the flow": (
        line(
            user("A"),
            flow("A", "H"),
            handler(node("startEvent", "s", about("message", "m")), inner=LOOP),
            beside='<bpmn:message id="m" name="m"/>',
        ),
        "H",
        "flows and loops were removed",
    ),
    "a boundary event on an event sub-process": (
        line(
            user("A"),
            handler(node("startEvent", "s", about("message", "m"))),
            *(node("boundaryEvent", "B", NONE, attachedToRef="H"), flow("B", "E")),
            beside='<bpmn:message id="m" name="m"/>',
        ),
        "B",
        "no activity",
    ),
    "an event sub-process that never begins": (
        line(user("A"), sub("H", user("u"), triggeredByEvent="true")),
        "H",
        "Nothing reaches",
    ),
    "nothing but an event sub-process": (
        process(handler(start("s")), attributes=VENDORS),
        "whistle",
        "no start event",
    ),
    "a sub-process that waits for a message": (
        line(sub("A", node("startEvent", "s", about("message", "m")), user("u"), flow("s", "u"))),
        "s",
        "waits for nothing",
    ),
    "a condition behind a start": (
        process(start(), user("A"), asking("S", "A", "${x}"), flow("A", "E"), end()),
        "S_A",
        "never asked",
    ),
    "data from nowhere": (fed("gone", "p"), "w", "from data to data"),
    "data in JUEL": (fed("d", "p", MORE.format("${d.x}")), "w", "into FEEL"),
    "data by a function of theirs": (fed("d", "p", MORE.format("${f(d)}")), "w", "left out"),
    "data in a wrong order": (
        line(
            DATA,
            node(
                "scriptTask",
                "A",
                OWN
                + '<bpmn:dataInputAssociation id="w"><bpmn:targetRef>p</bpmn:targetRef>'
                + "<bpmn:sourceRef>d</bpmn:sourceRef></bpmn:dataInputAssociation>"
                + "<bpmn:script>y := 1</bpmn:script>",
                scriptFormat="feel",
            ),
        ),
        "w",
        "in the order",
    ),
    "a message to nowhere": (
        line(
            user("A"),
            beside='<bpmn:collaboration id="C"><bpmn:participant id="P" processRef="whistle"/>'
            '<bpmn:participant id="Q"/><bpmn:messageFlow id="M" sourceRef="P"/>'
            '<bpmn:messageFlow id="N" sourceRef="Q" targetRef="A"/></bpmn:collaboration>',
        ),
        "M",
        "lacks an end",
    ),
    "a shape without a place": (
        drawn('<di:BPMNShape id="z" bpmnElement="A"/>'),
        "definitions",
        "anew",
    ),
    "a shape of no size": (
        drawn(f'<di:BPMNShape id="z" bpmnElement="A">{BOUNDS.format("much")}</di:BPMNShape>'),
        "definitions",
        "anew",
    ),
    "a shape of nothing": (
        drawn(f'<di:BPMNShape id="z">{BOUNDS.format("9")}</di:BPMNShape>'),
        "definitions",
        "anew",
    ),
    "a line with one point": (
        drawn(f'<di:BPMNEdge id="z" bpmnElement="S_A">{POINT.format("1")}</di:BPMNEdge>'),
        "definitions",
        "anew",
    ),
    "a line to nowhere": (
        drawn(
            f'<di:BPMNEdge id="z" bpmnElement="S_A">{POINT.format("1")}{POINT.format("NaN")}</di:BPMNEdge>'
        ),
        "definitions",
        "anew",
    ),
}
"""Name -> (diagram, element, words of the change there)."""

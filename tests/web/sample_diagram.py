"""A diagram with one of everything that is drawn, in three lanes, as a person would lay it out."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"'
    ' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'
    ' xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="defs" targetNamespace="sample">'
)

# element, id, name, x, y, width, height, inner XML, attributes
NODES = [
    ("startEvent", "Start", "发现问题", 212, 102, 36, 36, "", ""),
    ("userTask", "Draft", "填写吹哨单", 290, 80, 100, 80, "", ""),
    ("userTask", "Sign", "乡镇领导签发", 430, 80, 100, 80, "", ""),
    ("exclusiveGateway", "Agreed", "是否同意", 585, 95, 50, 50, "", ' default="F5"'),
    ("endEvent", "Dropped", "不予吹哨", 702, 102, 36, 36, "<bpmn:terminateEventDefinition/>", ""),
    ("businessRuleTask", "Clocks", "确定时限", 430, 260, 100, 80, "", ""),
    ("userTask", "Dispatch", "指挥中心派单", 580, 260, 100, 80, "", ""),
    ("inclusiveGateway", "Split", "", 735, 275, 50, 50, "", ""),
    ("serviceTask", "Number", "登记哨令编号", 830, 260, 100, 80, "", ""),
    (
        "subProcess",
        "Report",
        "部门报到处置",
        735,
        420,
        390,
        170,
        '<bpmn:multiInstanceLoopCharacteristics isSequential="false"/>',
        "",
    ),
    ("userTask", "Accept", "部门签收", 770, 470, 100, 80, "", ""),
    ("userTask", "OnSite", "到场处置并填写处置结果", 960, 470, 100, 80, "", ""),
    (
        "boundaryEvent",
        "Late",
        "超过签收时限",
        800,
        532,
        36,
        36,
        "<bpmn:timerEventDefinition/>",
        ' attachedToRef="Accept" cancelActivity="false"',
    ),
    ("callActivity", "Dispute", "管辖争议协调", 1180, 260, 100, 80, "", ""),
    ("userTask", "Rate", "乡镇评哨", 1180, 80, 100, 80, "", ""),
    ("endEvent", "End", "办结归档", 1342, 102, 36, 36, "", ""),
]
FLOWS = [
    ("F1", "Start", "Draft", "", [(248, 120), (290, 120)]),
    ("F2", "Draft", "Sign", "", [(390, 120), (430, 120)]),
    ("F3", "Sign", "Agreed", "", [(530, 120), (585, 120)]),
    ("F4", "Agreed", "Dropped", "不同意", [(635, 120), (702, 120)]),
    ("F5", "Agreed", "Clocks", "同意", [(610, 145), (610, 200), (480, 200), (480, 260)]),
    ("F6", "Clocks", "Dispatch", "", [(530, 300), (580, 300)]),
    ("F7", "Dispatch", "Split", "", [(680, 300), (735, 300)]),
    ("F8", "Split", "Number", "", [(785, 300), (830, 300)]),
    ("F9", "Number", "Report", "", [(880, 340), (880, 420)]),
    ("F10", "Accept", "OnSite", "", [(870, 510), (960, 510)]),
    ("F11", "Report", "Dispute", "有争议", [(1125, 505), (1230, 505), (1230, 340)]),
    ("F12", "Dispute", "Rate", "", [(1230, 260), (1230, 160)]),
    ("F13", "Rate", "End", "", [(1280, 120), (1342, 120)]),
]
LANES = [
    ("Lane_town", "乡镇（街道）", 60, 170),
    ("Lane_command", "县社会治理中心", 230, 160),
    ("Lane_bodies", "责任部门", 390, 220),
]


def _node(node: tuple[str, str, str, int, int, int, int, str, str]) -> str:
    kind, id_, name, *_, inner, attributes = node
    return (
        f"<bpmn:{kind} id={quoteattr(id_)} name={quoteattr(name)}{attributes}>{inner}</bpmn:{kind}>"
    )


def _bounds(x: float, y: float, width: float, height: float) -> str:
    return f'<dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}"/>'


def _shape(id_: str, box: tuple[float, float, float, float], more: str = "") -> str:
    return (
        f'<bpmndi:BPMNShape id="{id_}_di" bpmnElement="{id_}"{more}>{_bounds(*box)}'
        "</bpmndi:BPMNShape>"
    )


def _edge(id_: str, points: list[tuple[int, int]]) -> str:
    way = "".join(f'<di:waypoint x="{x}" y="{y}"/>' for x, y in points)
    return f'<bpmndi:BPMNEdge id="{id_}_di" bpmnElement="{id_}">{way}</bpmndi:BPMNEdge>'


def sample_diagram() -> bytes:
    """The BPMN file."""
    lanes = "".join(f'<bpmn:lane id="{i}" name="{n}"/>' for i, n, *_ in LANES)
    flows = "".join(
        f'<bpmn:sequenceFlow id="{i}" name="{n}" sourceRef="{s}" targetRef="{t}"/>'
        for i, s, t, n, _ in FLOWS
    )
    shapes = _shape("Pool", (130, 60, 1290, 550), ' isHorizontal="true"')
    shapes += "".join(_shape(i, (160, y, 1260, h), ' isHorizontal="true"') for i, _, y, h in LANES)
    shapes += "".join(
        _shape(n[1], n[3:7], ' isExpanded="true"' if n[0] == "subProcess" else "") for n in NODES
    )
    edges = "".join(_edge(i, points) for i, *_, points in FLOWS)
    return (
        f"{_HEAD}<bpmn:collaboration id='Co'><bpmn:participant id='Pool' name='吹哨报到' processRef='P'/>"
        f"</bpmn:collaboration><bpmn:process id='P' isExecutable='true'><bpmn:laneSet id='Ls'>{lanes}</bpmn:laneSet>"
        f"{''.join(_node(n) for n in NODES)}{flows}</bpmn:process>"
        f"<bpmndi:BPMNDiagram id='D'><bpmndi:BPMNPlane id='Pl' bpmnElement='Co'>{shapes}{edges}"
        "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn:definitions>"
    ).encode()

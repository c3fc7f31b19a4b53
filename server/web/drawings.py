"""Reads the drawing in a BPMN file (its diagram interchange) into plain shapes.

Nothing here judges the process: what has no place on the drawing isn't drawn, what is unknown is a plain box.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Mapping

_BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
_DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
_DC = "{http://www.omg.org/spec/DD/20100524/DC}"
_DD = "{http://www.omg.org/spec/DD/20100524/DI}"
_LOOPS = {"true": "sequential", "1": "sequential"}
_TRUE = frozenset({"true", "1"})


class UnreadableDrawing(ValueError):  # refusals say what is wrong, without a suffix
    """The file is no XML that we read: not well-formed, or with a document type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle in the drawing's own units."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        """The point in the middle."""
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A shape: activity, event, gateway, pool, lane, data, note."""

    id: str
    kind: str
    """The element's name in BPMN: ``userTask``, ``lane``."""
    name: str
    box: Box
    label: Box | None = None
    trigger: str = ""
    """Of an event, without ``EventDefinition``: ``timer``; ``multiple`` when there are several."""
    loop: str = ""
    """``parallel`` or ``sequential`` multi-instance, or ``standard``."""
    is_expanded: bool = True
    is_horizontal: bool = True
    is_interrupting: bool = True
    is_event_sub_process: bool = False
    is_for_compensation: bool = False
    is_collection: bool = False
    """Of data: a list of them; of a pool: several of its kind take part."""
    is_instantiating: bool = False
    """Of a receive task or an event gateway: it begins the process."""
    is_parallel: bool = False
    """Of an event gateway that begins the process: it waits for all its events."""
    is_marked: bool = True
    """Whether an exclusive gateway shows its cross."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A line: sequence flow, message flow, association."""

    id: str
    kind: str
    name: str
    points: tuple[tuple[float, float], ...]
    label: Box | None = None
    is_default: bool = False
    is_conditional: bool = False
    direction: str = "One"
    """Of an association: ``None``, ``One``, ``Both``; every other line leads one way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """All shapes and lines of a file, in the order they are drawn."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    box: Box

    def node(self, element: str) -> Node | None:
        """The shape of an element, if it is drawn."""
        return next((node for node in self.nodes if node.id == element), None)

    @property
    def first(self) -> str | None:
        """The start event that stands furthest to the left: where a reader begins."""
        starts = [node for node in self.nodes if node.kind == "startEvent"]
        return min(starts, key=lambda node: node.box.x).id if starts else None


@lru_cache(maxsize=128)
def read_drawing(xml: bytes) -> Drawing:
    """The drawing in a BPMN file; the same bytes are read once."""
    root = parse_diagram(xml)
    elements = {e.get("id", ""): e for e in root.iter(f"{_BPMN}*") if e.get("id")}
    defaults = frozenset(e.get("default", "") for e in elements.values()) - {""}
    plane = _plane(root, elements)
    nodes = [_node(s, elements) for s in plane.iter(f"{_DI}BPMNShape")]
    edges = [_edge(e, elements, defaults) for e in plane.iter(f"{_DI}BPMNEdge")]
    drawn = tuple(node for node in nodes if node is not None)
    lines = tuple(edge for edge in edges if edge is not None)
    return Drawing(nodes=drawn, edges=lines, box=_around(drawn, lines))


def _plane(root: etree._Element, elements: Mapping[str, etree._Element]) -> etree._Element:
    """The plane that people look at: of the collaboration, else of what is executed, else the first.

    The inside of a collapsed sub-process lies on a plane of its own, which begins at the same corner.
    """
    planes = list(root.iter(f"{_DI}BPMNPlane"))
    return min(
        planes, key=lambda plane: _last(elements.get(plane.get("bpmnElement", ""))), default=root
    )


def _last(element: etree._Element | None) -> int:
    kind = "" if element is None else _local(element)
    if kind == "process":
        return 1 if element is not None and element.get("isExecutable") in _TRUE else 2
    return 0 if kind == "collaboration" else 3


def parse_diagram(xml: bytes) -> etree._Element:
    """The tree of a BPMN file."""
    # No network, no entities, no external documents: a diagram is a stranger's file.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDrawing from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableDrawing
    return root


def _node(shape: etree._Element, elements: Mapping[str, etree._Element]) -> Node | None:
    element = elements.get(shape.get("bpmnElement", ""))
    box = _box(shape.find(f"{_DC}Bounds"))
    if element is None or box is None:
        return None
    kind = _local(element)
    return Node(
        id=element.get("id", ""),
        kind=kind,
        name=_name(element, elements),
        box=box,
        label=_box(shape.find(f"{_DI}BPMNLabel/{_DC}Bounds")),
        trigger=_trigger(element),
        loop=_loop(element),
        is_expanded=shape.get("isExpanded", "false") in _TRUE,
        is_horizontal=shape.get("isHorizontal", "true") in _TRUE,
        is_interrupting=element.get("cancelActivity", element.get("isInterrupting", "true"))
        in _TRUE,
        is_event_sub_process=element.get("triggeredByEvent") in _TRUE,
        is_for_compensation=element.get("isForCompensation") in _TRUE,
        is_collection=_is_many(element, elements),
        is_instantiating=element.get("instantiate") in _TRUE,
        is_parallel=element.get("eventGatewayType") == "Parallel",
        is_marked=shape.get("isMarkerVisible", "true") in _TRUE,
    )


def _edge(
    line: etree._Element, elements: Mapping[str, etree._Element], defaults: frozenset[str]
) -> Edge | None:
    element = elements.get(line.get("bpmnElement", ""))
    points = tuple(
        (_number(p.get("x")), _number(p.get("y"))) for p in line.iterfind(f"{_DD}waypoint")
    )
    if element is None or len(points) < 2:  # noqa: PLR2004  # a line has two ends
        return None
    source = elements.get(element.get("sourceRef", ""))
    return Edge(
        id=element.get("id", ""),
        kind=_local(element),
        name=element.get("name", ""),
        points=points,
        label=_box(line.find(f"{_DI}BPMNLabel/{_DC}Bounds")),
        is_default=element.get("id") in defaults,
        is_conditional=element.find(f"{_BPMN}conditionExpression") is not None
        and source is not None
        and not _local(source).endswith("Gateway"),
        direction=element.get("associationDirection", "None")
        if _local(element) == "association"
        else "One",
    )


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname


def _name(element: etree._Element, elements: Mapping[str, etree._Element]) -> str:
    text = element.find(f"{_BPMN}text")
    if text is not None:
        return (text.text or "").strip()
    name = element.get("name", "")
    meant = _meant(element, elements)
    if not name and meant is not None:
        name = meant.get("name", meant.get("value", ""))
    return " ".join(name.split())


def _meant(
    element: etree._Element, elements: Mapping[str, etree._Element]
) -> etree._Element | None:
    """What an element stands for: a data object, or the value of a category that a group shows."""
    return elements.get(element.get("dataObjectRef") or element.get("categoryValueRef") or "")


def _is_many(element: etree._Element, elements: Mapping[str, etree._Element]) -> bool:
    meant = _meant(element, elements)
    several = element.find(f"{_BPMN}participantMultiplicity")
    if several is not None:
        return several.get("maximum", "1") != "1"
    return any(one is not None and one.get("isCollection") in _TRUE for one in (element, meant))


def _trigger(element: etree._Element) -> str:
    found = [_local(e) for e in element.iterchildren() if isinstance(e.tag, str)]
    triggers = [name.removesuffix("EventDefinition") for name in found if "EventDef" in name]
    if len(triggers) > 1:
        return "parallel" if element.get("parallelMultiple") in _TRUE else "multiple"
    return triggers[0] if triggers else ""


def _loop(element: etree._Element) -> str:
    if element.find(f"{_BPMN}standardLoopCharacteristics") is not None:
        return "standard"
    many = element.find(f"{_BPMN}multiInstanceLoopCharacteristics")
    return "" if many is None else _LOOPS.get(many.get("isSequential", ""), "parallel")


def _number(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError as error:
        raise UnreadableDrawing from error


def _box(bounds: etree._Element | None) -> Box | None:
    if bounds is None:
        return None
    x, y, width, height = (_number(bounds.get(name)) for name in ("x", "y", "width", "height"))
    return Box(x=x, y=y, width=width, height=height)


def _around(nodes: tuple[Node, ...], edges: tuple[Edge, ...]) -> Box:
    boxes = [n.box for n in nodes]
    boxes += [n.label for n in nodes if n.label is not None]
    boxes += [e.label for e in edges if e.label is not None]
    corners = [(b.x, b.y) for b in boxes]
    corners += [(b.x + b.width, b.y + b.height) for b in boxes]
    corners += [point for edge in edges for point in edge.points]
    if not corners:
        return Box(x=0, y=0, width=1, height=1)
    left, top = min(x for x, _ in corners), min(y for _, y in corners)
    right, bottom = max(x for x, _ in corners), max(y for _, y in corners)
    return Box(x=left, y=top, width=right - left, height=bottom - top)

"""A diagram as it lies on paper: boxes, lines and words with their places."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.etree import _Element

NS = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
    "spiff": "http://spiffworkflow.org/bpmn/schema/1.0/core",
}
AREAS = frozenset({"participant", "lane", "subProcess"})
"""What holds other shapes, so that shapes lie on it without overlapping it."""
UNDRAWN = frozenset({"dataObject", "laneSet"})

Point = tuple[float, float]
Segment = tuple[Point, Point]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle on the paper."""

    name: str
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box, gap: float = 0) -> bool:
        """Whether two boxes share ground, or lie closer than the gap."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )

    def holds(self, other: Box) -> bool:
        """Whether the other box lies wholly inside."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )

    def is_cut_by(self, segment: Segment, margin: float = 1) -> bool:
        """Whether an upright or level line runs through the inside."""
        (x1, y1), (x2, y2) = segment
        return (
            min(x1, x2) < self.right - margin
            and max(x1, x2) > self.left + margin
            and min(y1, y2) < self.bottom - margin
            and max(y1, y2) > self.top + margin
        )

    def touches(self, point: Point) -> bool:
        """Whether a point lies on the border."""
        x, y = point
        upright = x in (self.left, self.right) and self.top <= y <= self.bottom
        return upright or (y in (self.top, self.bottom) and self.left <= x <= self.right)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sequence flow as it is drawn."""

    name: str
    source: str
    target: str
    points: tuple[Point, ...]

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The straight parts, in order."""
        return tuple(pairwise(self.points))


class Drawing:
    """One BPMN file: what is in it, and where it is drawn."""

    def __init__(self, file: Path) -> None:
        self.root = etree.fromstring(file.read_bytes())
        self.kinds = {
            node.get("id", ""): etree.QName(node).localname for node in self._elements(self.root)
        }
        self.boxes = {
            box.name: box for box in map(_box, self.root.iterfind(".//bpmndi:BPMNShape", NS))
        }
        self.lines = [self._line(edge) for edge in self.root.iterfind(".//bpmndi:BPMNEdge", NS)]
        self.labels = [
            _bounds(label.getparent().get("bpmnElement"), label)  # type: ignore[union-attr]  # a label has a parent
            for label in self.root.iterfind(".//bpmndi:BPMNLabel", NS)
        ]

    # --- what is in it ----------------------------------------------------------------------------

    def named(self, kind: str) -> list[_Element]:
        """All elements of a kind, inner ones too."""
        return list(self.root.iterfind(f".//bpmn:{kind}", NS))

    def drawn_kinds(self) -> dict[str, str]:
        """Id and kind of everything that must have a place on the paper."""
        return {key: kind for key, kind in self.kinds.items() if kind not in UNDRAWN}

    def _elements(self, root: _Element) -> Iterator[_Element]:
        for holder in (
            *root.iterfind("bpmn:collaboration", NS),
            *root.iterfind("bpmn:process", NS),
        ):
            yield from holder.iterfind("bpmn:participant", NS)
            for node in holder.iter():
                named = isinstance(node.tag, str) and node.get("id") is not None
                if named and self._is_drawn(node, holder):
                    yield node

    def _is_drawn(self, node: _Element, process: _Element) -> bool:
        parent = node.getparent()
        inside = parent is process or etree.QName(parent).localname in {"subProcess", "laneSet"}
        return inside and node.tag.startswith("{" + NS["bpmn"]) and "participant" not in node.tag

    # --- what is wrong with it ----------------------------------------------------------------------

    def overlaps(self) -> list[str]:
        """Shapes that lie on one another; a boundary event lies on its activity by right."""
        things = [box for box in self.boxes.values() if self.kinds[box.name] not in AREAS]
        hosts = {node.get("id"): node.get("attachedToRef") for node in self.named("boundaryEvent")}
        return [
            f"{one.name} / {other.name}"
            for one, other in combinations(things, 2)
            if one.overlaps(other)
            and hosts.get(one.name, hosts.get(other.name)) not in (one.name, other.name)
        ]

    def crossings(self) -> list[str]:
        """Flows that cross or run on one another."""
        return [
            f"{one.name} / {other.name}"
            for one, other in combinations(self.lines, 2)
            if any(_cross(a, b) for a in one.segments for b in other.segments)
        ]

    def slants(self) -> list[str]:
        """Flows with a part that is neither level nor upright."""
        return [
            line.name
            for line in self.lines
            if any(a[0] != b[0] and a[1] != b[1] for a, b in line.segments)
        ]

    def loose_ends(self) -> list[str]:
        """Flows that don't begin or end on the border of their shapes."""
        return [
            line.name
            for line in self.lines
            if not self.boxes[line.source].touches(line.points[0])
            or not self.boxes[line.target].touches(line.points[-1])
        ]

    def lines_through_shapes(self) -> list[str]:
        """Flows that run through a shape, their own included."""
        things = [box for box in self.boxes.values() if self.kinds[box.name] not in AREAS]
        return [
            f"{line.name} / {box.name}"
            for line in self.lines
            for box in things
            if any(box.is_cut_by(segment) for segment in line.segments)
        ]

    def covered_words(self) -> list[str]:
        """Labels over a line, a shape or another label."""
        things = [box for box in self.boxes.values() if self.kinds[box.name] not in AREAS]
        by_line = [
            f"{label.name} / {line.name}"
            for label in self.labels
            for line in self.lines
            if any(_words(label).is_cut_by(segment) for segment in line.segments)
        ]
        by_box = [
            f"{label.name} / {box.name}"
            for label in self.labels
            for box in things
            if _words(label).overlaps(box)
        ]
        by_words = [
            f"{one.name} / {other.name}"
            for one, other in combinations(self.labels, 2)
            if _words(one).overlaps(_words(other))
        ]
        return by_line + by_box + by_words

    def out_of_lane(self) -> list[str]:
        """Steps that are drawn outside the lane they are written in, or that no lane has."""
        lanes = {
            ref.text: self.boxes[lane.get("id", "")]
            for lane in self.named("lane")
            for ref in lane.iterfind("bpmn:flowNodeRef", NS)
        }
        inner = {node.get("id") for node in self.root.iterfind(".//bpmn:subProcess//*[@id]", NS)}
        return [
            key
            for key, box in self.boxes.items()
            if self.kinds[key] not in {"participant", "lane"} and key not in inner
            if key not in lanes or not lanes[key].holds(box)
        ]

    def _line(self, edge: _Element) -> Line:
        flow = self.root.find(f".//bpmn:sequenceFlow[@id='{edge.get('bpmnElement')}']", NS)
        assert flow is not None, edge.get("id")
        points = tuple(
            (float(point.get("x", "")), float(point.get("y", "")))
            for point in edge.iterfind("di:waypoint", NS)
        )
        return Line(
            name=flow.get("id", ""),
            source=flow.get("sourceRef", ""),
            target=flow.get("targetRef", ""),
            points=points,
        )


def _box(shape: _Element) -> Box:
    return _bounds(shape.get("bpmnElement"), shape)


def _bounds(name: str | None, holder: _Element) -> Box:
    found = holder.find("dc:Bounds", NS)
    assert found is not None, name
    x, y, width, height = (float(found.get(key, "")) for key in ("x", "y", "width", "height"))
    return Box(name=name or "", left=x, top=y, right=x + width, bottom=y + height)


def _words(label: Box) -> Box:
    """The words themselves: a label's bounds are 12 wider than its words, which stand in the middle."""
    return Box(
        name=label.name,
        left=label.left + 6,
        top=label.top,
        right=label.right - 6,
        bottom=label.bottom,
    )


def _cross(one: Segment, other: Segment) -> bool:
    """Whether two straight parts meet, except end to end."""
    (ax, ay), (bx, by) = one
    (cx, cy), (dx, dy) = other
    if min(ax, bx) > max(cx, dx) or min(cx, dx) > max(ax, bx):
        return False
    if min(ay, by) > max(cy, dy) or min(cy, dy) > max(ay, by):
        return False
    shared = {one[0], one[1]} & {other[0], other[1]}
    return not shared or (ax == bx == cx == dx) or (ay == by == cy == dy)

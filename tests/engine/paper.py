"""A diagram as it lies on paper, and what is wrong with it there."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from server.engine.layout.geometry import Box
from server.engine.layout.planes import pages
from server.engine.names import local
from server.engine.sheet import SCOPES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from server.engine.layout.geometry import Point
    from server.engine.layout.scopes import Scope

DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
DD = "{http://www.omg.org/spec/DD/20100524/DI}"
AREAS = SCOPES | {"participant", "lane", "group"}
FLOWS = ("sequenceFlow",)
EPSILON = 0.01


class Paper:
    """What a file's diagram interchange says, held against what the file means."""

    def __init__(self, root: _Element) -> None:
        self.root = root
        self.elements = {e.get("id", ""): e for e in root.iter() if e.get("id")}
        self.boxes: dict[str, Box] = {}
        self.labels: dict[str, Box] = {}
        self.lines: dict[str, list[Point]] = {}
        for shape in root.iter(f"{DI}BPMNShape"):
            self.boxes[shape.get("bpmnElement", "")] = _bounds(shape)
        for edge in root.iter(f"{DI}BPMNEdge"):
            self.lines[edge.get("bpmnElement", "")] = [
                (float(p.get("x", "")), float(p.get("y", ""))) for p in edge.iter(f"{DD}waypoint")
            ]
        for label in root.iter(f"{DI}BPMNLabel"):
            holder = label.getparent()
            assert holder is not None
            self.labels[holder.get("bpmnElement", "")] = _bounds(label)
        self.scopes: list[Scope] = [scope for page in pages(root) for scope in page.scopes]

    def kind(self, key: str) -> str:
        """The name of an element in BPMN."""
        return local(self.elements[key])

    @property
    def things(self) -> dict[str, Box]:
        """All shapes that hold no others."""
        return {
            key: box
            for key, box in self.boxes.items()
            if self.kind(key) not in AREAS or not self._inside(key)
        }

    def _inside(self, key: str) -> bool:
        held = {e.get("id") for e in self.elements[key].iterdescendants()}
        return self.kind(key) in {"participant", "lane", "group"} or bool(held & set(self.boxes))

    # --- what is wrong ----------------------------------------------------------------------------

    def overlaps(self) -> list[str]:
        """Shapes on one another; a boundary event lies on its host, what a scope holds on the scope."""
        shapes = {k: b for k, b in self.boxes.items() if self.kind(k) not in {"lane", "group"}}
        return [
            f"{one} / {other}"
            for (one, a), (other, b) in combinations(shapes.items(), 2)
            if a.meets(b) and not self._may_meet(one, other)
        ]

    def _may_meet(self, one: str, other: str) -> bool:
        a, b = self.elements[one], self.elements[other]
        if "participant" in (local(a), local(b)):
            return local(a) != local(b)
        for inner, outer in ((a, b), (b, a)):
            if outer in inner.iterancestors() or inner.get("attachedToRef") == outer.get("id"):
                return True
        return False

    def out_of_place(self) -> list[str]:
        """Shapes that are not wholly in what holds them."""
        wrong = [
            f"{key} not in {scope.element.get('id')}"
            for scope in self.scopes
            if (outer := self._area(scope.element)) is not None
            for key in (*scope.nodes, *(note.get("id", "") for note in scope.loose))
            if not outer.holds(self.boxes[key])
        ]
        for lane in self.root.iterfind(".//{*}lane[@id]"):
            box = self.boxes[lane.get("id", "")]
            refs = [r.text or "" for r in lane.iterfind("{*}flowNodeRef")]
            inner = [e.get("id", "") for e in lane.iterfind("{*}childLaneSet/{*}lane")]
            wrong += [
                f"{k} not in {lane.get('id')}" for k in refs + inner if not box.holds(self.boxes[k])
            ]
        return wrong

    def _area(self, scope: _Element) -> Box | None:
        key = scope.get("id", "")
        pool = self.root.find(f".//{{*}}participant[@processRef='{key}']")
        return self.boxes.get(key if pool is None else pool.get("id", ""))

    def slants(self) -> list[str]:
        """Lines with a part that is neither level nor upright."""
        return [
            key
            for key, line in self.lines.items()
            if any(
                abs(a[0] - b[0]) > EPSILON and abs(a[1] - b[1]) > EPSILON for a, b in pairwise(line)
            )
        ]

    def loose_ends(self) -> list[str]:
        """Lines that don't begin and end on the border of their shapes."""
        wrong = []
        for key, source, target in self.flows():
            line = self.lines[key]
            for end, point in ((source, line[0]), (target, line[-1])):
                if end in self.boxes and not self._touches(end, point):
                    wrong.append(f"{key} at {end}")
        return wrong

    def _touches(self, key: str, point: Point) -> bool:
        box, (x, y) = self.boxes[key], point
        if self.kind(key).endswith(("Event", "Gateway")):
            (cx, cy) = box.middle
            corners = [(cx, box.y), (cx, box.bottom), (box.x, cy), (box.right, cy)]
            return any(abs(x - a) + abs(y - b) < EPSILON for a, b in corners)
        near = box.grown(EPSILON)
        on_border = (
            min(abs(x - box.x), abs(x - box.right), abs(y - box.y), abs(y - box.bottom)) < EPSILON
        )
        return on_border and near.x <= x <= near.right and near.y <= y <= near.bottom

    def through_shapes(self) -> list[str]:
        """Lines that run through a shape that holds neither of their ends."""
        things = self.things
        return [
            f"{key} / {other}"
            for key, _, _ in self.flows()
            for a, b in pairwise(self.lines[key])
            for other, box in things.items()
            if _cuts(box, a, b)
        ]

    def backwards(self, back: set[str]) -> list[str]:
        """Flows that end left of where they begin, but for those that lead back."""
        return [
            key
            for key, source, target in self.flows(*FLOWS)
            if key not in back
            and source != target
            and self.boxes[source].middle[0] >= self.boxes[target].middle[0]
        ]

    def crossings(self) -> list[str]:
        """Pairs of flows that cross."""
        lines = [(k, s, t, self.lines[k]) for k, s, t in self.flows(*FLOWS)]
        return [
            f"{one[0]} / {other[0]}"
            for one, other in combinations(lines, 2)
            if any(_cross(a, b) for a in pairwise(one[3]) for b in pairwise(other[3]))
        ]

    def shared(self) -> list[str]:
        """Pairs of flows that run on one another though they have no end in common."""
        lines = [(k, s, t, self.lines[k]) for k, s, t in self.flows(*FLOWS)]
        return [
            f"{one[0]} / {other[0]}"
            for one, other in combinations(lines, 2)
            if not {one[1], one[2]} & {other[1], other[2]}
            and any(_run_together(a, b) for a in pairwise(one[3]) for b in pairwise(other[3]))
        ]

    def covered_words(self) -> list[str]:
        """Labels on shapes, on lines, on other labels."""
        found = [
            f"{one} / {other}"
            for (one, a), (other, b) in combinations(self.labels.items(), 2)
            if a.meets(b)
        ]
        found += [
            f"{key} / {other}"
            for key, label in self.labels.items()
            for other, box in self.things.items()
            if label.grown(-1).meets(box)
            and not (self.kind(key).endswith("Gateway") and key == other)
        ]
        found += [
            f"{key} / {other}"
            for key, label in self.labels.items()
            for other, line in self.lines.items()
            if any(_cuts(label, a, b) for a, b in pairwise(line))
        ]
        return found

    def flows(self, *kinds: str) -> Iterator[tuple[str, str, str]]:
        """Lines with what they join."""
        for key in self.lines:
            element = self.elements[key]
            if not kinds or local(element) in kinds:
                source, target = element.get("sourceRef", ""), element.get("targetRef", "")
                if local(element) == "dataInputAssociation":
                    source, target = (
                        element.findtext("{*}sourceRef", ""),
                        _parent_of(element),
                    )
                elif local(element) == "dataOutputAssociation":
                    source, target = (
                        _parent_of(element),
                        element.findtext("{*}targetRef", ""),
                    )
                yield key, source, target


def _parent_of(element: _Element) -> str:
    parent = element.getparent()
    assert parent is not None
    return parent.get("id", "")


def _bounds(holder: _Element) -> Box:
    found = holder.find(f"{DC}Bounds")
    assert found is not None
    x, y, width, height = (float(found.get(n, "")) for n in ("x", "y", "width", "height"))
    return Box(x=x, y=y, width=width, height=height)


def _cuts(box: Box, a: Point, b: Point) -> bool:
    inner = box.grown(-1)
    return (
        min(a[0], b[0]) < inner.right
        and max(a[0], b[0]) > inner.x
        and min(a[1], b[1]) < inner.bottom
        and max(a[1], b[1]) > inner.y
    )


def _cross(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    for (a, b), (c, d) in ((one, other), (other, one)):
        if a[1] == b[1] and c[0] == d[0]:
            return min(a[0], b[0]) < c[0] < max(a[0], b[0]) and min(c[1], d[1]) < a[1] < max(
                c[1], d[1]
            )
    return False


def _run_together(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    for at in (0, 1):
        if (
            one[0][at] == one[1][at]
            and other[0][at] == other[1][at]
            and abs(one[0][at] - other[0][at]) < 2
        ):
            low = max(min(one[0][1 - at], one[1][1 - at]), min(other[0][1 - at], other[1][1 - at]))
            high = min(max(one[0][1 - at], one[1][1 - at]), max(other[0][1 - at], other[1][1 - at]))
            return high - low > 2
    return False

"""What a file already says about places: its planes, and what lies on each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.engine.layout.geometry import Box, Picture
from server.engine.layout.scopes import id_of
from server.engine.layout.writing import DI
from server.engine.names import local
from server.engine.sheet import SCOPES

if TYPE_CHECKING:
    from lxml.etree import _Element

_BOUNDS = "{*}Bounds"


class Places:
    """The diagram interchange of a file, as it was."""

    def __init__(self, root: _Element) -> None:
        self._planes = list(root.iter(f"{{{DI}}}BPMNPlane"))
        self._pictures = [_picture(plane) for plane in self._planes]
        kinds = {id_of(one): local(one) for one in root.iter() if id_of(one)}
        shapes = list(root.iter(f"{{{DI}}}BPMNShape"))
        self.collapsed = frozenset(
            key
            for shape in shapes
            if kinds.get(key := shape.get("bpmnElement", "")) in SCOPES
            and shape.get("isExpanded") not in {"true", "1"}
        )
        """Sub-processes whose inside is drawn on a plane of its own, or not at all."""
        self.known = frozenset(
            key for picture in self._pictures for key in (*picture.boxes, *picture.lines)
        )
        """Everything that has a place."""

    def hides(self, node: _Element) -> bool:
        """Whether a node lies in a collapsed sub-process, whose inside may stay undrawn."""
        return any(id_of(around) in self.collapsed for around in node.iterancestors())

    def planes_of(self, element: str, fresh: Picture) -> list[tuple[_Element, Picture]]:
        """The planes on which a picture lies already, that of most of it first; else its empty one."""
        held = [
            (-len(fresh.boxes.keys() & picture.boxes.keys()), at)
            for at, picture in enumerate(self._pictures)
        ]
        found = [(self._planes[at], self._pictures[at]) for shared, at in sorted(held) if shared]
        own = (plane for plane in self._planes if plane.get("bpmnElement") == element)
        return found or [(plane, Picture()) for plane in own][:1]


def _picture(plane: _Element) -> Picture:
    picture = Picture()
    for drawn in plane:
        key, bounds = drawn.get("bpmnElement", ""), drawn.find(_BOUNDS)
        if bounds is not None:
            picture.boxes[key] = _box(bounds)
        points = [(_number(p, "x"), _number(p, "y")) for p in drawn.iterfind("{*}waypoint")]
        if len(points) > 1:
            picture.lines[key] = points
        label = drawn.find(f"{{*}}BPMNLabel/{_BOUNDS}")
        if label is not None:
            picture.labels[key] = _box(label)
    return picture


def _box(bounds: _Element) -> Box:
    x, y, width, height = (_number(bounds, name) for name in ("x", "y", "width", "height"))
    return Box(x=x, y=y, width=width, height=height)


def _number(holder: _Element, name: str) -> float:
    try:
        return float(holder.get(name, "0"))
    except ValueError:
        return 0.0


def stretch(picture: Picture, areas: frozenset[str], y: float, by: float) -> None:
    """Make room at a height: areas that reach there grow, everything below moves down."""
    for key, box in picture.boxes.items():
        if box.y >= y:
            picture.boxes[key] = box.moved(0, by)
        elif key in areas and box.bottom >= y:
            picture.boxes[key] = Box(x=box.x, y=box.y, width=box.width, height=box.height + by)
    for key, box in picture.labels.items():
        if box.y >= y:
            picture.labels[key] = box.moved(0, by)
    for key, line in picture.lines.items():
        picture.lines[key] = [(px, py + by if py >= y else py) for px, py in line]

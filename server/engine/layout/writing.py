"""Writes places into a BPMN file as its diagram interchange."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from server.engine.layout.scopes import id_of
from server.engine.names import free_id, local
from server.engine.sheet import SCOPES

if TYPE_CHECKING:
    from collections.abc import Container

    from lxml.etree import _Element

    from server.engine.layout.geometry import Box, Picture, Point

DI = "http://www.omg.org/spec/BPMN/20100524/DI"
_DC = "http://www.omg.org/spec/DD/20100524/DC"
_DD = "http://www.omg.org/spec/DD/20100524/DI"
_NAMES = {"bpmndi": DI, "dc": _DC, "di": _DD}
_POINT = f"{{{_DD}}}waypoint"
_LEVEL = frozenset({"participant", "lane"})
_ORDER = ("participant", "lane", "group")


class Pen:
    """Writes shapes and edges into one file, each under an id that nothing else has."""

    def __init__(self, root: _Element) -> None:
        self._root = root
        self._elements = {id_of(one): one for one in root.iter() if id_of(one)}
        self._taken = set(self._elements)

    def plane(self, element: str) -> _Element:
        """A new diagram for an element, behind all that must stand before diagrams."""
        diagram = etree.Element(
            f"{{{DI}}}BPMNDiagram", nsmap=_NAMES, id=self._new(f"{element}_diagram")
        )
        behind = (at for at, one in enumerate(self._root) if local(one) == "relationship")
        self._root.insert(next(behind, len(self._root)), diagram)
        plane = etree.SubElement(diagram, f"{{{DI}}}BPMNPlane", id=self._new(f"{element}_plane"))
        plane.set("bpmnElement", element)
        return plane

    def write(self, plane: _Element, picture: Picture, known: Container[str] = ()) -> list[str]:
        """Write what of a picture isn't known yet; the ids of the elements written."""
        boxes = [key for key in picture.boxes if key not in known]
        lines = [key for key in picture.lines if key not in known]
        for key in sorted(boxes, key=self._layer):
            self._shape(plane, key, picture)
        for key in lines:
            self._edge(plane, key, picture.lines[key], picture.labels.get(key))
        return boxes + lines

    @staticmethod
    def move(plane: _Element, picture: Picture) -> None:
        """Move what is drawn already to where a picture has it."""
        for drawn in plane:
            key, bounds = drawn.get("bpmnElement", ""), drawn.find(f"{{{_DC}}}Bounds")
            if bounds is not None and key in picture.boxes:
                _place(bounds, picture.boxes[key])
            label = drawn.find(f"{{{DI}}}BPMNLabel/{{{_DC}}}Bounds")
            if label is not None and key in picture.labels:
                _place(label, picture.labels[key])
            old = list(drawn.iterfind(_POINT))
            if old and key in picture.lines:
                drawn[: len(old)] = [_waypoint(point) for point in picture.lines[key]]

    def _layer(self, key: str) -> int:
        """Pools lie behind lanes, lanes behind all else, boundary events before all else."""
        kind = local(self._elements[key])
        if kind == "boundaryEvent":
            return len(_ORDER) + 1
        return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)

    def _shape(self, plane: _Element, key: str, picture: Picture) -> None:
        element = self._elements[key]
        shape = etree.SubElement(plane, f"{{{DI}}}BPMNShape", id=self._new(f"{key}_di"))
        shape.set("bpmnElement", key)
        kind = local(element)
        if kind in _LEVEL:
            shape.set("isHorizontal", "true")
        elif kind in SCOPES:
            is_open = any(id_of(child) in picture.boxes for child in element)
            shape.set("isExpanded", "true" if is_open else "false")
        elif kind == "exclusiveGateway":
            shape.set("isMarkerVisible", "true")
        _bounds(shape, picture.boxes[key])
        self._label(shape, picture.labels.get(key))

    def _edge(self, plane: _Element, key: str, line: list[Point], label: Box | None) -> None:
        edge = etree.SubElement(plane, f"{{{DI}}}BPMNEdge", id=self._new(f"{key}_di"))
        edge.set("bpmnElement", key)
        edge.extend(_waypoint(point) for point in line)
        self._label(edge, label)

    def _label(self, holder: _Element, box: Box | None) -> None:
        if box is not None:
            _bounds(etree.SubElement(holder, f"{{{DI}}}BPMNLabel"), box)

    def _new(self, wanted: str) -> str:
        return free_id(wanted, self._taken)


def _waypoint(point: Point) -> _Element:
    return etree.Element(_POINT, x=f"{point[0]:g}", y=f"{point[1]:g}")


def _bounds(holder: _Element, box: Box) -> None:
    _place(etree.SubElement(holder, f"{{{_DC}}}Bounds"), box)


def _place(bounds: _Element, box: Box) -> None:
    for name in ("x", "y", "width", "height"):
        bounds.set(name, f"{getattr(box, name):g}")

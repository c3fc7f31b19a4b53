"""Writes places into a BPMN file as its diagram interchange."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from server.engine.layout.scopes import id_of
from server.engine.names import local, tag
from server.engine.sheet import SCOPES

if TYPE_CHECKING:
    from lxml.etree import _Element

    from server.engine.layout.geometry import Box, Picture, Point

DI = "http://www.omg.org/spec/BPMN/20100524/DI"
_DC = "http://www.omg.org/spec/DD/20100524/DC"
_DD = "http://www.omg.org/spec/DD/20100524/DI"
_NAMES = {"bpmndi": DI, "dc": _DC, "di": _DD}
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
        diagram = etree.Element(f"{{{DI}}}BPMNDiagram", nsmap=_NAMES, id=self._new(f"{element}_diagram"))
        last = [one for one in self._root if local(one) != "relationship"]
        self._root.insert(len(last), diagram)
        plane = etree.SubElement(diagram, f"{{{DI}}}BPMNPlane", id=self._new(f"{element}_plane"))
        plane.set("bpmnElement", element)
        return plane

    def write(self, plane: _Element, picture: Picture) -> list[str]:
        """Write all of a picture; the ids of the elements in it."""
        for key in sorted(picture.boxes, key=self._layer):
            self._shape(plane, key, picture.boxes[key], picture.labels.get(key))
        for key, line in picture.lines.items():
            self._edge(plane, key, line, picture.labels.get(key))
        return [*picture.boxes, *picture.lines]

    def _layer(self, key: str) -> int:
        """Pools lie behind lanes, lanes behind all else, boundary events before all else."""
        kind = local(self._elements[key])
        if kind == "boundaryEvent":
            return len(_ORDER) + 1
        return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)

    def _shape(self, plane: _Element, key: str, box: Box, label: Box | None) -> None:
        element = self._elements[key]
        shape = etree.SubElement(plane, f"{{{DI}}}BPMNShape", id=self._new(f"{key}_di"))
        shape.set("bpmnElement", key)
        kind = local(element)
        if kind in _LEVEL:
            shape.set("isHorizontal", "true")
        elif kind in SCOPES:
            shape.set("isExpanded", "true")
        elif kind == "exclusiveGateway":
            shape.set("isMarkerVisible", "true")
        _bounds(shape, box)
        self._label(shape, label)

    def _edge(self, plane: _Element, key: str, line: list[Point], label: Box | None) -> None:
        edge = etree.SubElement(plane, f"{{{DI}}}BPMNEdge", id=self._new(f"{key}_di"))
        edge.set("bpmnElement", key)
        for x, y in line:
            etree.SubElement(edge, f"{{{_DD}}}waypoint", x=f"{x:g}", y=f"{y:g}")
        self._label(edge, label)

    def _label(self, holder: _Element, box: Box | None) -> None:
        if box is not None:
            _bounds(etree.SubElement(holder, f"{{{DI}}}BPMNLabel"), box)

    def _new(self, wanted: str) -> str:
        name, number = wanted, 1
        while name in self._taken:
            number += 1
            name = f"{wanted}_{number}"
        self._taken.add(name)
        return name


def _bounds(holder: _Element, box: Box) -> None:
    bounds = etree.SubElement(holder, f"{{{_DC}}}Bounds")
    for name in ("x", "y", "width", "height"):
        bounds.set(name, f"{getattr(box, name):g}")

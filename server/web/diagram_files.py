"""BPMN files as the viewer gets them: in English, with room for its words."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree

from server.web.drawings import parse_diagram
from server.web.labels import settled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.domain.process import English

_BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
_LABEL = "{http://www.omg.org/spec/BPMN/20100524/DI}BPMNLabel/{http://www.omg.org/spec/DD/20100524/DC}Bounds"
_SLACK = 12.0
"""The viewer's letters may be a little wider than ours."""


def in_english(xml: bytes, english: Mapping[str, English]) -> bytes:
    """The file with English names on its elements; those that have none keep their own."""
    return _renamed(xml, frozenset((key, said.name) for key, said in english.items() if said.name))


@lru_cache(maxsize=128)
def _renamed(xml: bytes, names: frozenset[tuple[str, str]]) -> bytes:
    root = parse_diagram(xml)
    said = dict(names)
    for element in root.iter(f"{_BPMN}*"):
        name = said.get(element.get("id", ""))
        if name is not None:
            text = element.find(f"{_BPMN}text")
            if text is None:
                element.set("name", name)
            else:
                text.text = name
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


@lru_cache(maxsize=128)
def with_settled_labels(xml: bytes) -> bytes:
    """The file with its labels where their words cover least."""
    root, drawing = parse_diagram(xml), settled(xml)
    places = {node.id: node.label for node in drawing.nodes}
    places |= {edge.id: edge.label for edge in drawing.edges}
    for bounds in root.iterfind(f".//{_LABEL}"):
        holder = next(bounds.iterancestors("{*}BPMNShape", "{*}BPMNEdge"))
        box = places.get(holder.get("bpmnElement", ""))
        if box is not None:
            bounds.set("x", f"{box.x - _SLACK / 2:g}")
            bounds.set("y", f"{box.y:g}")
            bounds.set("width", f"{box.width + _SLACK:g}")
            bounds.set("height", f"{box.height:g}")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)

"""Looking at drawn diagrams."""

from __future__ import annotations

from lxml import etree

from server.domain.reading import Marks
from server.web.diagrams import read_drawing, render

SVG = "{http://www.w3.org/2000/svg}"
_NOTHING = Marks(done=frozenset(), now=frozenset(), late=frozenset(), flows=frozenset())


def drawn(xml: bytes, marks: Marks | None = _NOTHING, crop: str | None = None) -> etree._Element:
    """The picture of a file, as elements."""
    return etree.fromstring(str(render(read_drawing(xml), marks, crop=crop, label="流程图")))


def node_of(svg: etree._Element, element: str) -> etree._Element:
    """The group that draws an element."""
    found = svg.find(f".//{SVG}g[@data-id='{element}']")
    assert found is not None
    return found


def file_with(element: str, shape: str = "", more: str = "") -> bytes:
    """A file with one element in the box 100 100 100 80."""
    return (
        '<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL"'
        ' xmlns:i="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:c="http://www.omg.org/spec/DD/20100524/DC"'
        f' xmlns:d="http://www.omg.org/spec/DD/20100524/DI"><b:process id="P">{element}</b:process>'
        f'<i:BPMNDiagram><i:BPMNPlane><i:BPMNShape bpmnElement="A" {shape}>'
        f'<c:Bounds x="100" y="100" width="100" height="80"/></i:BPMNShape>{more}'
        "</i:BPMNPlane></i:BPMNDiagram></b:definitions>"
    ).encode()


def words_of(svg: etree._Element) -> list[str]:
    """Every text, in the order it is drawn."""
    return [text.text or "" for text in svg.iter(f"{SVG}text")]


def glyphs_of(svg: etree._Element) -> list[str]:
    """The path of every glyph, in the order it is drawn."""
    paths = svg.iter(f"{SVG}path")
    return [path.get("d", "") for path in paths if (path.get("class") or "").startswith("g")]

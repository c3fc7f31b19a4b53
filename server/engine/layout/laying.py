"""A diagram without a layout gets one, with its pools and lanes; one with a part of it gets the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from server.domain.process import Problem
from server.engine.findings import Findings
from server.engine.hardening.parser import NODES
from server.engine.layout.columns import TooTangled
from server.engine.layout.filling import Filling
from server.engine.layout.naming import give_ids
from server.engine.layout.places import Places
from server.engine.layout.planes import draw, pages
from server.engine.layout.scopes import id_of
from server.engine.layout.writing import Pen
from server.engine.reading import read_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

    from server.domain.process import Sources
    from server.engine.layout.geometry import Picture
    from server.engine.layout.planes import Page

MOST_NAMED = 10


def with_places(diagram: bytes) -> bytes:
    """A BPMN file with a place for everything, its comments and all else as they were.

    What has no id, or one that is taken, gets its own, for nothing else can have a place.
    A file that has all its places comes back byte by byte. Refused when it can't be read.
    """
    root = _root(diagram)
    give_ids(root)
    if not lay_out(root):
        return diagram
    return etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True)


def _root(diagram: bytes) -> _Element:
    findings = Findings("diagram.bpmn")
    root = read_xml(diagram, findings, whole=True)
    if root is None:
        raise findings.refusal()
    return root


def unplaced(sources: Sources) -> tuple[Problem, ...]:
    """A warning where a diagram that was read before gives some of its nodes no place."""
    root = _root(sources.diagram)
    places = Places(root)
    missing = [
        key
        for node in root.iter(*NODES)
        if (key := id_of(node)) not in places.known and not places.hides(node)
    ]
    if not missing:
        return ()
    named = ", ".join(missing[:MOST_NAMED]) + " ..." * (len(missing) > MOST_NAMED)
    return (
        Problem(
            element=f"{sources.main or sources.key}.bpmn",
            sentence=f"以下元素没有画出位置，页面上由系统排列：{named}。要自己定位置，请在设计工具中画出，"
            "或用 muster layout 排好再调整。",
            sentence_en=f"These elements have no place on paper, so pages show them where the system puts them: "
            f"{named}. To place them yourself, draw them, or let muster layout write places to begin with.",
        ),
    )


def lay_out(root: _Element) -> list[str]:
    """Give everything in a BPMN file that has no place one; the ids of what got a place.

    What has a place keeps it, unless a lane or pool must grow for what is new. What is too tangled
    for paper (``MOST_SPOTS``) stays without.
    """
    pen, places = Pen(root), Places(root)
    placed: list[str] = []
    for page in pages(root, places.collapsed):
        try:
            fresh = draw(page)
        except TooTangled:
            continue
        missing = frozenset((*fresh.boxes, *fresh.lines)) - places.known
        if missing:
            placed += _complete(page, fresh, missing, pen, places)
    return placed


def _complete(
    page: Page, fresh: Picture, missing: frozenset[str], pen: Pen, places: Places
) -> list[str]:
    key = id_of(page.element)
    found = places.planes_of(key, fresh)
    nodes = {node for scope in page.scopes for node in scope.nodes}
    if not found:
        return pen.write(pen.plane(key), fresh)
    (plane, held), *more = found
    if not nodes & held.boxes.keys():
        # Pools alone, or nothing: there is nothing to keep.
        plane[:] = []
        plane.set("bpmnElement", key)
        return pen.write(plane, fresh)
    Filling(page, plane, held, fresh).fill(missing)
    placed = pen.write(plane, held, places.known)
    for plane, held in more:
        left = missing.difference(placed)
        Filling(page, plane, held, fresh).fill_beside(left)
        placed += pen.write(plane, held, places.known.union(placed))
    return placed

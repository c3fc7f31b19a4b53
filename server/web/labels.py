"""Finds a place for words that were not there when the diagram was drawn: English is longer than Chinese."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise, product
from math import inf
from operator import itemgetter
from typing import TYPE_CHECKING

from server.domain.lettering import broken, text_width
from server.web.drawings import Box, read_drawing
from server.web.shapes import ACTIVITIES, BESIDE, LEADING, OUTSIDE

if TYPE_CHECKING:
    from server.web.drawings import Drawing, Node

_WIDTHS = (90.0, 64.0, 120.0)
"""How wide lines may be, the usual first."""
_STEP, _STEPS = 6.0, 6
_LINE, _SHAPE = 1.0, 3.0
"""How bad it is to lie over a line, and over a shape or other words."""
_FAR = 200.0
_AIR = 4.0
"""What stays free left and right of words."""


@lru_cache(maxsize=128)
def settled(xml: bytes) -> Drawing:
    """The drawing in a file, with every label beside its shape or line where its words cover least."""
    drawing = read_drawing(xml)
    ground = _Ground(drawing)
    nodes = tuple(
        replace(node, label=ground.settle(node.name, node.label)) if node.kind in BESIDE else node
        for node in drawing.nodes
    )
    edges = tuple(
        replace(edge, label=ground.settle(edge.name, edge.label)) for edge in drawing.edges
    )
    return replace(drawing, nodes=nodes, edges=edges)


class _Ground:
    """What words should not lie on; every label that found its place is added."""

    def __init__(self, drawing: Drawing) -> None:
        self._taken = [
            (_inner(node), _SHAPE) for node in drawing.nodes if node.kind in BESIDE | ACTIVITIES
        ]
        self._taken += [
            (Box(x=min(x1, x2), y=min(y1, y2), width=abs(x1 - x2), height=abs(y1 - y2)), _LINE)
            for edge in drawing.edges
            for (x1, y1), (x2, y2) in pairwise(edge.points)
        ]

    def settle(self, name: str, label: Box | None) -> Box | None:
        """The place nearest to a label's own where its words cover least; none without words or place."""
        if label is None or not name:
            return label
        reach = _grown(label, _FAR)
        near = [(box, price) for box, price in self._taken if _meet(box, reach)]
        best, least = label, inf
        for box in _places(name, label):
            ground = Box(x=box.x - _AIR, y=box.y, width=box.width + 2 * _AIR, height=box.height)
            cost = sum(price for other, price in near if _meet(ground, other))
            if cost < least:
                best, least = box, cost
            if not cost:
                break
        self._taken.append((best, _SHAPE))
        return best


def _inner(node: Node) -> Box:
    """A diamond leaves its corners free."""
    return _grown(node.box, -node.box.width / 6) if node.kind.endswith("Gateway") else node.box


def _grown(box: Box, by: float) -> Box:
    return Box(x=box.x - by, y=box.y - by, width=box.width + 2 * by, height=box.height + 2 * by)


def _meet(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def _places(name: str, label: Box) -> list[Box]:
    """Where a label could stand, the nearest to where it was meant to first."""
    found: list[tuple[float, Box]] = []
    for at, most in enumerate(_WIDTHS):
        lines = broken(name, most, OUTSIDE)
        width = max(text_width(line, OUTSIDE) for line in lines)
        height = LEADING * len(lines)
        x = label.x + (label.width - width) / 2
        # Words of several lines may as well grow upwards.
        tops = {label.y: 0.0, label.y + label.height - height: 0.5}
        found += [
            (
                abs(across) + abs(down) + grown + 2 * at,
                Box(x=x + across * _STEP, y=y + down * _STEP, width=width, height=height),
            )
            for across, down in product(range(-_STEPS, _STEPS + 1), repeat=2)
            for y, grown in tops.items()
        ]
    return [box for _, box in sorted(found, key=itemgetter(0))]

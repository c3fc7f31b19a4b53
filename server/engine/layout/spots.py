"""A spot is the ground that a node needs, with all that clings to it: labels, notes, boundary events.

Lines that don't leave a node at its side (from a boundary event, or leading back) leave its ground
there all the same: a tail leads from the shape to the ground's border, and the rest of the way is as for any line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING

from server.engine.layout.geometry import Box, Picture
from server.engine.layout.scopes import id_of
from server.engine.layout.sizes import (
    EVENT,
    GATEWAY_LABEL,
    TASK,
    is_round,
    label_size,
    size_of,
)
from server.engine.names import local

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from server.engine.layout.geometry import Point
    from server.engine.layout.sizes import Size

LEFT, RIGHT = "left", "right"
_TAIL = 14.0
_NAME = 18.0
"""What lies above lines that lead back: room for their names."""
_NOTE_GAP = 24.0
_SLOT = 50.0
_PAD = 20.0
_TOP = 40.0
"""What a sub-process keeps free above its inside, for its name."""


_POINT = Box(x=0, y=4, width=0, height=0)
"""What a line is that passes a column, on ground 8 high."""


@dataclass(slots=True, kw_only=True, eq=False)
class Spot:
    """Ground of a node, or of a line that passes a column; x counts from the shape's middle."""

    key: str
    rank: int = 0
    band: int = 0
    place: int = 0
    """Which one in its column, counted from above."""
    height: float = 0.0
    left: float = 0.0
    right: float = 0.0
    shape: Box = _POINT
    passes: bool = False
    """Whether only a line passes here."""
    is_round: bool = False
    is_gateway: bool = False
    picture: Picture = field(default_factory=Picture)
    """The shape and all that clings to it."""
    ports: dict[tuple[str, str], float] = field(default_factory=dict)
    """Where lines cross the left and right border of the ground, if not at the shape's middle."""
    tails: dict[tuple[str, str], list[Point]] = field(default_factory=dict)
    """From the shape to the ground's border, for lines that need it."""
    label: Size = (0.0, 0.0)
    """Of a gateway: its label's place is chosen when the lines are known."""
    x: float = 0.0
    y: float = 0.0

    @property
    def level(self) -> float:
        """The height of the shape's middle, or of the line, from the ground's top."""
        return self.shape.middle[1]

    def port(self, line: str, side: str) -> float:
        """How far below the ground's top a line crosses its border."""
        return self.ports.get((line, side), self.level)

    @property
    def bottom(self) -> float:
        """Where the ground ends below."""
        return self.y + self.height


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinging:
    """What clings to a node."""

    notes: Sequence[_Element] = ()
    events: Sequence[_Element] = ()
    tops: Sequence[tuple[str, str]] = ()
    """Lines that lead back from or to the node, with the side on which they leave the ground."""
    leaving: Sequence[tuple[str, str, str]] = ()
    """Lines from boundary events: the line, its event, its side."""
    inside: Picture | None = None


def passing_spot(line: str, rank: int, band: int) -> Spot:
    """The ground of a line in a column that it passes."""
    return Spot(key=line, rank=rank, band=band, height=2 * _POINT.y, passes=True)


def spot_of(node: _Element, clinging: Clinging) -> Spot:
    """The ground of a node."""
    kind = local(node)
    spot = Spot(key=id_of(node), is_round=is_round(node), is_gateway=kind.endswith("Gateway"))
    width, height = _outer(node, clinging)
    top = _NAME + _TAIL * len(clinging.tops) if clinging.tops else 0.0
    top = _notes(spot, clinging, top)
    if spot.is_gateway:
        spot.label = label_size(node.get("name", ""), GATEWAY_LABEL)
        top += spot.label[1] + (4 if spot.label[1] else 0)
    spot.shape = Box(x=-width / 2, y=top, width=width, height=height)
    spot.picture.boxes[spot.key] = spot.shape
    if clinging.inside is not None:
        spot.picture.put(clinging.inside, _PAD - width / 2, top + _TOP)
    if kind.endswith("Event"):
        _name_below(spot, node.get("name", ""))
    _tops(spot, clinging.tops)
    _events(spot, clinging)
    _close(spot)
    return spot


def _outer(node: _Element, clinging: Clinging) -> Size:
    """The size of the shape, wide enough for its boundary events."""
    width, height = size_of(node)
    if clinging.inside is not None:
        inside = clinging.inside.outline
        # Even, so that the middle is a whole number and lines run level.
        width = max(TASK[0], 2 * ceil((inside.right + 2 * _PAD) / 2))
        height = max(TASK[1], 2 * ceil((inside.bottom + _TOP + _PAD) / 2))
    slots = _slots(clinging.events)
    return max(width, sum(slots[:-1]) + _SLOT if slots else 0), height


def _slots(events: Sequence[_Element]) -> list[float]:
    return [max(_SLOT, 34 + label_size(event.get("name", ""))[0]) for event in events]


def _notes(spot: Spot, clinging: Clinging, top: float) -> float:
    """Notes and data stand above the node, side by side; names of data above them."""
    if not clinging.notes:
        return top
    sizes = [size_of(note) for note in clinging.notes]
    labels = [
        (0.0, 0.0) if local(note) == "textAnnotation" else label_size(note.get("name", ""))
        for note in clinging.notes
    ]
    wide = [max(size[0], label[0]) for size, label in zip(sizes, labels, strict=True)]
    total = sum(wide) + 12 * (len(wide) - 1)
    # Lines that lead back go up in the middle or right of it.
    x = -total - 12 if clinging.tops else -total / 2
    floor = top + max(size[1] + label[1] for size, label in zip(sizes, labels, strict=True))
    for note, size, label, room in zip(clinging.notes, sizes, labels, wide, strict=True):
        left = x + (room - size[0]) / 2
        box = Box(x=left, y=floor - size[1], width=size[0], height=size[1])
        spot.picture.boxes[id_of(note)] = box
        if label[0]:
            spot.picture.labels[id_of(note)] = Box(
                x=x + (room - label[0]) / 2, y=box.y - label[1], width=label[0], height=label[1]
            )
        x += room + 12
    return floor + _NOTE_GAP


def _name_below(spot: Spot, name: str) -> None:
    width, height = label_size(name)
    if width:
        spot.picture.labels[spot.key] = Box(
            x=-width / 2, y=spot.shape.bottom + 3, width=width, height=height
        )


def _tops(spot: Spot, tops: Sequence[tuple[str, str]]) -> None:
    """Lines that lead back: up from the top, then along above everything that clings to the node.

    Those to the left stand left, the leftmost lowest, those to the right the other way round, so none cross.
    """
    shape = spot.shape
    lefts = [line for line, side in tops if side == LEFT]
    rights = [line for line, side in tops if side == RIGHT]
    step = 0.0 if spot.is_round else min(10.0, shape.width / 2 / (len(tops) + 1))
    for at, line in enumerate(lefts + rights):
        side = LEFT if at < len(lefts) else RIGHT
        row = len(tops) - 1 - at if at < len(lefts) else at - len(lefts)
        x, y = step * at, _NAME + _TAIL * row
        spot.ports[line, side] = y
        spot.tails[line, side] = [(x, shape.y), (x, y)]


def _events(spot: Spot, clinging: Clinging) -> None:
    """Boundary events on the lower border, each name right of what leads down from its event."""
    shape, slots = spot.shape, _slots(clinging.events)
    if not slots:
        return
    x = max(shape.x, shape.right - sum(slots)) + _SLOT / 2
    floor = shape.bottom + EVENT / 2
    middles: dict[str, float] = {}
    for event, slot in zip(clinging.events, slots, strict=True):
        key, (width, height) = id_of(event), label_size(event.get("name", ""))
        middles[key] = x
        spot.picture.boxes[key] = Box(
            x=x - EVENT / 2, y=shape.bottom - EVENT / 2, width=EVENT, height=EVENT
        )
        if width:
            spot.picture.labels[key] = Box(
                x=x + 5, y=shape.bottom + EVENT / 2, width=width, height=height
            )
            floor = max(floor, shape.bottom + EVENT / 2 + height)
        x += slot
    _leave(spot, clinging, middles, floor + 10)


def _leave(spot: Spot, clinging: Clinging, middles: dict[str, float], y: float) -> None:
    """Lines down from boundary events; the event nearest to where they go turns first."""
    rights = [one for one in clinging.leaving if one[2] == RIGHT]
    lefts = [one for one in clinging.leaving if one[2] == LEFT]
    ordered = sorted(rights, key=lambda one: -middles[one[1]])
    ordered += sorted(lefts, key=lambda one: middles[one[1]])
    for line, event, side in ordered:
        x, begin = middles[event], spot.picture.boxes[event].bottom
        spot.ports[line, side] = y
        spot.tails[line, side] = [(x, begin), (x, y)]
        y += _TAIL


def _close(spot: Spot) -> None:
    """Measure the ground."""
    held = spot.picture.outline
    lowest = max((y for y in spot.ports.values()), default=0.0)
    spot.height = max(held.bottom, lowest + 4)
    spot.left, spot.right = -held.x, held.right
    # A gateway's label may stand left of its upper corner.
    beside = spot.label[0] + 8 if spot.label[0] else 0.0
    spot.left = max(spot.left, beside)

"""Lines that leave or reach a gateway at its upper or lower corner, where nothing stands in the way.

So do lines that meet at an event: one comes to its side, the others from above and below.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from server.engine.layout.spots import LEFT, RIGHT

if TYPE_CHECKING:
    from server.engine.layout.columns import Columns, Step
    from server.engine.layout.spots import Spot

Corner = tuple["Step", str]
"""A step, and which of its ends turns at a corner: its start is on the ``right`` of a spot."""
_CLEAR = 12.0


def corners(sheet: Columns) -> set[Corner]:
    """The ends of steps that turn at a corner: on each side of a gateway all that go that way, or none."""
    chosen: set[Corner] = set()
    taken: defaultdict[int, list[tuple[float, float]]] = defaultdict(list)
    for (spot, side, is_up), steps in _groups(sheet).items():
        fit = [step for step in steps if (step, LEFT) not in chosen and (step, RIGHT) not in chosen]
        if len(fit) < len(steps) or (is_up and spot.tails):
            continue
        reach = _reach(spot, [_far(step, side) for step in steps], is_up=is_up)
        if _is_free(spot, sheet.columns[spot.rank], taken[spot.rank], reach):
            taken[spot.rank].append(reach)
            chosen |= {(step, side) for step in steps}
    return chosen


def _groups(sheet: Columns) -> dict[tuple[Spot, str, bool], list[Step]]:
    groups: defaultdict[tuple[Spot, str, bool], list[Step]] = defaultdict(list)
    arriving = Counter(step.end for steps in sheet.steps for step in steps)
    for steps in sheet.steps:
        for step in steps:
            for spot, side in ((step.start, RIGHT), (step.end, LEFT)):
                shape = spot.shape
                meets = spot.is_round and side == LEFT and arriving[spot] > 1
                if not (spot.is_gateway or meets) or (step.line, side) in spot.ports:
                    continue
                far = _far(step, side)
                if far < spot.y + shape.y - _CLEAR:
                    groups[spot, side, True].append(step)
                elif far > spot.y + shape.bottom + _CLEAR:
                    groups[spot, side, False].append(step)
    return groups


def _far(step: Step, side: str) -> float:
    """The height at the other end."""
    return step.y2 if side == RIGHT else step.y1


def _reach(spot: Spot, heights: list[float], *, is_up: bool) -> tuple[float, float]:
    """From the furthest line to the shape."""
    shape = spot.shape
    if is_up:
        return min(heights), spot.y + shape.y
    return spot.y + shape.bottom, max(heights)


def _is_free(
    spot: Spot, column: list[Spot], taken: list[tuple[float, float]], reach: tuple[float, float]
) -> bool:
    low, high = reach[0] - _CLEAR, reach[1] + _CLEAR
    others = [(one.y, one.bottom) for one in column if one is not spot] + taken
    held = [box for key, box in spot.picture.boxes.items() if key != spot.key]
    held += spot.picture.labels.values()
    clings = [(spot.y + box.y, spot.y + box.bottom) for box in held]
    return not any(top < high and low < bottom for top, bottom in others + clings)

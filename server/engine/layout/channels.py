"""Between two columns: which line turns where, so that few cross and none run on another."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from server.engine.layout.geometry import Box, straightened
from server.engine.layout.sizes import label_size
from server.engine.layout.spots import LEFT, RIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from server.engine.layout.columns import Columns, Step, Way
    from server.engine.layout.corners import Corner
    from server.engine.layout.geometry import Picture, Point
    from server.engine.layout.spots import Spot

_TRACK = 12.0
_MARGIN = 20.0
_LEAST = 50.0
_RUN_TOGETHER, _TOO_NEAR = 50, 4.0
_LEVEL = 0.5
"""Heights that differ by less are the same."""


@dataclass(slots=True, kw_only=True, eq=False)
class _Trunk:
    """Steps that turn together, since they leave or reach the same point."""

    steps: list[Step] = field(default_factory=list)
    track: int = 0

    @property
    def span(self) -> tuple[float, float]:
        heights = [height for step in self.steps for height in (step.y1, step.y2)]
        return min(heights), max(heights)

    def meets(self, other: _Trunk) -> bool:
        """Whether both would lie on one another in the same track."""
        return self.span[0] <= other.span[1] + 4 and other.span[0] <= self.span[1] + 4


@dataclass(slots=True, kw_only=True)
class Channel:
    """The room between two columns."""

    trunks: dict[Step, _Trunk]
    tracks: int
    at_start: set[Step]
    """Named steps whose name stands before the turn, since others come in at the same height."""
    at_turn: set[Step]
    """Named steps whose name stands beside the turn, since they have their start and end in common."""
    before: float
    after: float
    x: float = 0.0

    @property
    def width(self) -> float:
        """How much room it takes."""
        return max(_LEAST, self.before + _TRACK * max(0, self.tracks - 1) + self.after)

    def track(self, step: Step) -> float | None:
        """Where a step turns; None when it runs straight or turns at a corner."""
        trunk = self.trunks.get(step)
        return None if trunk is None else self.x + self.before + _TRACK * trunk.track


def channels_of(sheet: Columns, turned: set[Corner]) -> list[Channel]:
    """The channel after each column but the last."""
    bent = {step for step, _ in turned}
    return [_channel(steps, bent) for steps in sheet.steps[:-1]]


def _channel(steps: list[Step], bent: set[Step]) -> Channel:
    trunks = _trunks(step for step in steps if step not in bent and abs(step.y1 - step.y2) > _LEVEL)
    tracks = _lay(trunks)
    of_step = {step: trunk for trunk in trunks for step in trunk.steps}
    named = [step for step in steps if step.is_named]
    crowded = {step for step in named if step not in bent and _is_crowded(step, steps)}
    at_turn = {step for step in crowded if step in of_step and _is_clear(step, of_step, steps)}
    at_start = crowded - at_turn
    rooms = {step: label_size(step.way.link.name)[0] + 12 for step in named}
    return Channel(
        trunks=of_step,
        tracks=tracks,
        at_start=at_start,
        at_turn=at_turn,
        before=max([_MARGIN, *(rooms[step] for step in at_start)]),
        after=max([_MARGIN + 4, *(rooms[step] + 8 for step in named if step not in at_start)]),
    )


def _is_crowded(step: Step, steps: list[Step]) -> bool:
    """Whether another line comes in where the name of this one would stand, over its end."""
    top = step.y2 - label_size(step.way.link.name)[1] - 4
    return any(top < other.y2 <= step.y2 for other in steps if other is not step)


def _is_clear(step: Step, of_step: dict[Step, _Trunk], steps: list[Step]) -> bool:
    """Whether the name of a step is better off right of its turn: its start is shared, and nothing is there."""
    others = [other for other in steps if other is not step]
    middle, half = (step.y1 + step.y2) / 2, label_size(step.way.link.name)[1] / 2 + 2
    track = of_step[step].track
    return any(other.start is step.start and other.y1 == step.y1 for other in others) and not any(
        abs(other.y2 - middle) < half
        or (
            other in of_step
            and of_step[other].track > track
            and of_step[other].meets(of_step[step])
        )
        for other in others
    )


def _trunks(steps: Iterable[Step]) -> list[_Trunk]:
    trunks: dict[tuple[Spot, str, int], _Trunk] = {}
    ordered = list(steps)
    for side in (RIGHT, LEFT):
        for step in ordered:
            spot, height = (step.start, step.y1) if side == RIGHT else (step.end, step.y2)
            trunks.setdefault((spot, side, round(height)), _Trunk()).steps.append(step)
    # Each step belongs to the larger of its two: those that part, or those that meet.
    chosen: dict[Step, _Trunk] = {}
    for trunk in sorted(trunks.values(), key=lambda trunk: -len(trunk.steps)):
        trunk.steps = [step for step in trunk.steps if step not in chosen]
        chosen |= dict.fromkeys(trunk.steps, trunk)
    return [trunk for trunk in trunks.values() if trunk.steps]


def _lay(trunks: list[_Trunk]) -> int:
    """Give each trunk a track, from left to right, so that few lines cross; how many tracks there are."""
    costs = {
        (one, other): _cost(one, other) for one in trunks for other in trunks if one is not other
    }
    score = {
        one: sum(costs[one, other] - costs[other, one] for other in trunks if other is not one)
        for one in trunks
    }
    laid: list[_Trunk] = []
    while score:
        best = min(score, key=lambda trunk: score[trunk])
        del score[best]
        for other in score:
            score[other] -= costs[other, best] - costs[best, other]
        best.track = max((one.track + 1 for one in laid if one.meets(best)), default=0)
        laid.append(best)
    return 1 + max((trunk.track for trunk in trunks), default=-1)


def _cost(left: _Trunk, right: _Trunk) -> int:
    """How many lines cross when one trunk stands left of the other; many, when they run on one another."""
    come, go = {step.y1 for step in right.steps}, {step.y2 for step in left.steps}
    low, high = left.span
    crossings = sum(low < height < high for height in come)
    low, high = right.span
    crossings += sum(low < height < high for height in go)
    return crossings + _RUN_TOGETHER * sum(abs(a - b) < _TOO_NEAR for a in come for b in go)


def draw_ways(
    sheet: Columns, channels: list[Channel], turned: set[Corner], picture: Picture
) -> None:
    """Draw every line, and where its name stands."""
    for way in sheet.ways:
        line: list[Point] = []
        for step in sheet.of_way[way]:
            channel = channels[step.start.rank]
            line += _bends(step, channel, turned)
            if step.is_named:
                picture.labels[step.line] = _label(step, channel, turned)
        begin, end = way.spots[0], way.spots[-1]
        line = [*_tail(begin, way, RIGHT), *line, *reversed(_tail(end, way, LEFT))]
        line = straightened(line)
        picture.lines[way.link.key] = line[::-1] if way.leads_back else line


def _tail(spot: Spot, way: Way, side: str) -> list[Point]:
    tail = spot.tails.get((way.link.key, side), ())
    return [(spot.x + x, spot.y + y) for x, y in tail]


def _bends(step: Step, channel: Channel, turned: set[Corner]) -> list[Point]:
    start, end = _side(step, RIGHT), _side(step, LEFT)
    if (step, RIGHT) in turned:
        return [_corner(step.start, step.y2), (step.start.x, step.y2), end]
    if (step, LEFT) in turned:
        return [start, (step.end.x, step.y1), _corner(step.end, step.y1)]
    track = channel.track(step)
    return [start, end] if track is None else [start, (track, step.y1), (track, step.y2), end]


def _corner(spot: Spot, height: float) -> Point:
    top = spot.y + spot.shape.y
    return spot.x, top if height < top else spot.y + spot.shape.bottom


def _side(step: Step, side: str) -> Point:
    """Where a step leaves or reaches its spot: at the shape's side, or anywhere on the line."""
    spot = step.start if side == RIGHT else step.end
    height = step.y1 if side == RIGHT else step.y2
    if (step.line, side) in spot.tails:
        return spot.x, height
    return spot.x + (spot.shape.right if side == RIGHT else spot.shape.x), height


def _label(step: Step, channel: Channel, turned: set[Corner]) -> Box:
    width, height = label_size(step.way.link.name)
    turn = channel.track(step)
    if step in channel.at_turn and turn is not None:
        middle = (step.y1 + step.y2) / 2
        return Box(x=turn + 5, y=round(middle - height / 2), width=width, height=height)
    if step in channel.at_start:
        return Box(x=channel.x + 4, y=step.y1 - height - 2, width=width, height=height)
    y = step.y1 if (step, LEFT) in turned else step.y2
    return Box(
        x=channel.x + channel.width - width - 12, y=y - height - 2, width=width, height=height
    )

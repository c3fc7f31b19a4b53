"""Finds a way for a single line over a paper where everything else already lies."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from heapq import heappop, heappush
from itertools import pairwise
from typing import TYPE_CHECKING

from server.engine.layout.geometry import Box, Picture, around, straightened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from server.engine.layout.geometry import Point

_STUB = 10.0
"""How far a line goes straight off a shape before it may turn."""
_CLEAR = 6.0
"""How far it stays off foreign shapes."""
_BEND, _CROSSING, _SHARED, _BESIDE = 40.0, 25.0, 300.0, 60.0
MOST_STEPS = 40_000
"""How long the way of one line is looked for on one paper."""
_NEAR = 200.0
_LEVEL, _UPRIGHT = 0, 1
_ASIDES = ((1, 0), (-1, 0), (0, 1), (0, -1))

Way = tuple[int, int]
Port = tuple["Point", Way]
"""A point on a border, and the direction that leads away from it."""


def ports(box: Box, towards: Box, *, is_round: bool) -> list[Port]:
    """Where a line may touch a shape: at the middle of each side, and straight towards the other end."""
    (x, y), (far_x, far_y) = box.middle, towards.middle
    xs, ys = {x}, {y}
    if not is_round:
        xs.add(max(box.x + min(10, box.width / 2), min(far_x, box.right - min(10, box.width / 2))))
        ys.add(
            max(box.y + min(10, box.height / 2), min(far_y, box.bottom - min(10, box.height / 2)))
        )
    upright = [
        ((one, edge), (0, way)) for one in xs for edge, way in ((box.y, -1), (box.bottom, 1))
    ]
    level = [((edge, one), (way, 0)) for one in ys for edge, way in ((box.x, -1), (box.right, 1))]
    return sorted([*upright, *level])


@dataclass(slots=True, kw_only=True)
class Paper:
    """What lies in the way: shapes that no line may run through, and lines better not crossed."""

    shapes: list[Box]
    words: list[Box] = field(default_factory=list)
    """Labels: in the way unless there is no other."""
    lines: list[list[Point]] = field(default_factory=list)
    steps: int = MOST_STEPS

    def way(self, begins: list[Port], ends: list[Port]) -> list[Point]:
        """The best way from one of some ports to one of others; straight across where there is none."""
        points = [point for point, _ in begins + ends]
        near = around([Box(x=x, y=y, width=0, height=0) for x, y in points]).grown(_NEAR)
        papers = (self._part(near, self.words), self._part(near, []), self)
        walks = (_Walk(paper, begins, ends) for paper in papers)
        return next(filter(None, (walk.best() for walk in walks)), _elbow(begins[0], ends[0]))

    def _part(self, near: Box, words: list[Box]) -> Paper:
        """What lies near the line; most lines are short, and looking far away takes long."""
        return Paper(
            shapes=[box for box in self.shapes + words if box.meets(near)],
            lines=[
                line
                for line in self.lines
                if Picture(lines={"": line}).outline.grown(1).meets(near)
            ],
            steps=self.steps,
        )


def _elbow(begin: Port, end: Port) -> list[Point]:
    (p, _), (q, _) = begin, end
    return straightened([p, (q[0], p[1]), q])


class _Walk:
    """A* over the lines that run along all borders; its state is a crossing and a direction."""

    def __init__(self, paper: Paper, begins: list[Port], ends: list[Port]) -> None:
        self.walls = [box.grown(_CLEAR) for box in paper.shapes]
        segments = [pair for line in paper.lines for pair in pairwise(line)]
        self.level = [(a[1], *sorted((a[0], b[0]))) for a, b in segments if a[1] == b[1]]
        self.upright = [(a[0], *sorted((a[1], b[1]))) for a, b in segments if a[0] == b[0]]
        self.steps = paper.steps
        self.touched = {point for line in paper.lines for point in (line[0], line[-1])}
        self.begins = {_off(port): port for port in begins}
        self.ends = {_off(port): port for port in ends}
        stubs = [*self.begins, *self.ends]
        self.xs = sorted(
            {x for x, _ in stubs}
            | {edge for box in paper.shapes for edge in (box.x - _STUB, box.right + _STUB)}
        )
        self.ys = sorted(
            {y for _, y in stubs}
            | {edge for box in paper.shapes for edge in (box.y - _STUB, box.bottom + _STUB)}
        )
        self.line_at = lru_cache(maxsize=None)(self._line_at)

    def best(self) -> list[Point] | None:
        """The cheapest way; None when there is none, or it is too hard to find."""
        queue: list[tuple[float, float, Point, Way, int]] = []
        came: dict[int, tuple[Point, int]] = {}
        done: set[tuple[Point, Way]] = set()
        for point, (border, way) in self.begins.items():
            if self._is_open(point):
                cost = _BESIDE if border in self.touched else 0.0
                heappush(queue, (cost + self._rest(point), cost, point, way, -1))
        count = 0
        while queue and count < self.steps:
            _, cost, point, way, before = heappop(queue)
            if (point, way) in done:
                continue
            done.add((point, way))
            count += 1
            came[count] = (point, before)
            if point in self.ends and way != self.ends[point][1]:
                return self._told(count, came)
            for price, there, turn in self._steps(point, way):
                total = cost + price
                heappush(queue, (total + self._rest(there), total, there, turn, count))
        return None

    def _told(self, at: int, came: dict[int, tuple[Point, int]]) -> list[Point]:
        points: list[Point] = []
        while at != -1:
            point, at = came[at]
            points.append(point)
        begin, end = self.begins[points[-1]][0], self.ends[points[0]][0]
        return straightened([begin, *reversed(points), end])

    def _rest(self, point: Point) -> float:
        return min(abs(point[0] - x) + abs(point[1] - y) for x, y in self.ends)

    def _is_open(self, point: Point) -> bool:
        return not any(wall.has(point) for wall in self.walls)

    def _steps(self, point: Point, way: Way) -> Iterator[tuple[float, Point, Way]]:
        for turn in _ASIDES:
            if turn == _back(way):
                continue
            there = self._next(point, turn)
            if there is None:
                continue
            price = self._price(point, there) + (0.0 if turn == way else _BEND)
            yield price + self._landing(there, turn), there, turn

    def _landing(self, point: Point, way: Way) -> float:
        """What the last turn costs, and touching a shape where another line does."""
        end = self.ends.get(point)
        if end is None:
            return 0.0
        turns = 0.0 if way == _back(end[1]) else _BEND
        return turns + (_BESIDE if end[0] in self.touched else 0.0)

    def _next(self, point: Point, way: Way) -> Point | None:
        x, y = point
        along, here = (self.xs, x) if way[0] else (self.ys, y)
        at = bisect_left(along, here) + (way[0] or way[1])
        if not 0 <= at < len(along):
            return None
        there = (along[at], y) if way[0] else (x, along[at])
        low, high = sorted((here, along[at]))
        walls, _, _ = self.line_at(*((_LEVEL, y) if way[0] else (_UPRIGHT, x)))
        return None if any(a < high and low < b for a, b in walls) else there

    def _price(self, one: Point, other: Point) -> float:
        axis = _LEVEL if one[1] == other[1] else _UPRIGHT
        low, high = sorted((one[axis], other[axis]))
        _, shared, crossed = self.line_at(axis, one[1 - axis])
        price = high - low
        price += _CROSSING * (bisect_left(crossed, high) - bisect_right(crossed, low))
        if any(a < high and low < b for a, b in shared):
            price += _SHARED
        return price

    def _line_at(
        self, axis: int, at: float
    ) -> tuple[list[tuple[float, float]], list[tuple[float, float]], list[float]]:
        """On one grid line: what is walled off, where other lines run, where others cross."""
        if axis == _LEVEL:
            walls = [(b.x, b.right) for b in self.walls if b.y < at < b.bottom]
        else:
            walls = [(b.y, b.bottom) for b in self.walls if b.x < at < b.right]
        same, across = (self.level, self.upright)[axis], (self.upright, self.level)[axis]
        shared = [(a, b) for where, a, b in same if abs(where - at) < _CLEAR - 1]
        crossed = sorted(where for where, a, b in across if a < at < b)
        return walls, shared, crossed


def _off(port: Port) -> Point:
    (x, y), (dx, dy) = port
    return x + dx * _STUB, y + dy * _STUB


def _back(way: Way) -> Way:
    return -way[0], -way[1]


def in_the_way(shapes: dict[str, Box], ends: Iterable[Box]) -> list[Box]:
    """All shapes but those that hold an end of the line."""
    held = list(ends)
    return [
        box for box in shapes.values() if not any(box != end and box.holds(end) for end in held)
    ]

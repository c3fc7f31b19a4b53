"""Columns of spots and the ways through them; a line that passes a column has a spot there too."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import fmean
from typing import TYPE_CHECKING

from server.engine.layout.spots import LEFT, RIGHT, Spot, passing_spot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from server.engine.layout.scopes import Link

_SWEEPS = 12
_WITHIN = 0.45
"""How far from its place a line may count that leaves at the top or foot of its ground."""


MOST_SPOTS = 12_000
"""More of them would take minutes: a flow of thousands of steps in which everything leads everywhere."""


class TooTangled(Exception):  # refusals say what is wrong, without a suffix
    """Lines pass more columns than anyone could follow on paper."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Way:
    """A line from column to column, from left to right even if it leads back."""

    link: Link
    spots: list[Spot]
    leads_back: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Step:
    """A part of a way, between two neighbouring columns."""

    way: Way
    at: int

    @property
    def line(self) -> str:
        """The id of the line."""
        return self.way.link.key

    @property
    def start(self) -> Spot:
        """The spot on the left."""
        return self.way.spots[self.at]

    @property
    def end(self) -> Spot:
        """The spot on the right."""
        return self.way.spots[self.at + 1]

    @property
    def y1(self) -> float:
        """The height at which it leaves the left column."""
        return self.start.y + self.start.port(self.line, RIGHT)

    @property
    def y2(self) -> float:
        """The height at which it comes to the right column."""
        return self.end.y + self.end.port(self.line, LEFT)

    @property
    def is_named(self) -> bool:
        """Whether the name of the line stands here: at its first step, or its last when it leads back."""
        named = len(self.way.spots) - 2 if self.way.leads_back else 0
        return bool(self.way.link.name.strip()) and self.at == named


@dataclass(slots=True, kw_only=True)
class Columns:
    """All spots of a scope, in columns, each from top to bottom."""

    columns: list[list[Spot]]
    ways: list[Way]
    steps: list[list[Step]] = field(default_factory=list)
    """The steps from each column to the next."""
    of_way: dict[Way, list[Step]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.steps = [[] for _ in self.columns]
        for way in self.ways:
            self.of_way[way] = [Step(way=way, at=at) for at in range(len(way.spots) - 1)]
            for step in self.of_way[way]:
                self.steps[step.start.rank].append(step)


def columns_of(spots: dict[str, Spot], ends: Sequence[tuple[Link, str, str, bool]]) -> Columns:
    """Columns and ways; ``ends`` are links with the left node, the right node, and whether they lead back."""
    count = 1 + max((spot.rank for spot in spots.values()), default=-1)
    columns: list[list[Spot]] = [[] for _ in range(count)]
    for spot in spots.values():
        columns[spot.rank].append(spot)
    if sum(spots[right].rank - spots[left].rank for _, left, right, _ in ends) > MOST_SPOTS:
        raise TooTangled
    branches = Counter(left for _, left, _, _ in ends)
    ways = []
    for link, left, right, leads_back in ends:
        one, other = spots[left], spots[right]
        # What branches turns at once; what only goes on stays in its lane as long as it can.
        band = other.band if branches[left] > 1 and not leads_back else one.band
        passing = [passing_spot(link.key, rank, band) for rank in range(one.rank + 1, other.rank)]
        for spot in passing:
            columns[spot.rank].append(spot)
        ways.append(Way(link=link, spots=[one, *passing, other], leads_back=leads_back))
    return Columns(columns=columns, ways=ways)


# --- order in the columns ---------------------------------------------------------------------------


def put_in_order(sheet: Columns) -> None:
    """Order every column by the middle of the neighbours, back and forth; the best order found stays."""
    _begin(sheet)
    before, after = _neighbours(sheet)
    best, order = _crossings(sheet), _order(sheet)
    for sweep in range(_SWEEPS):
        if not best:
            break
        forth = sweep % 2 == 0
        for column in sheet.columns if forth else reversed(sheet.columns):
            _sort(column, before if forth else after)
        crossings = _crossings(sheet)
        if crossings < best:
            best, order = crossings, _order(sheet)
    for spot, place in order.items():
        spot.place = place
    for column in sheet.columns:
        column.sort(key=lambda spot: spot.place)
    if best:
        _switch(sheet, before, after)


def _begin(sheet: Columns) -> None:
    """By lane, then as a walk along the lines comes by, so that what hangs together lies together."""
    after: defaultdict[Spot, list[Spot]] = defaultdict(list)
    steps = [step for way in sheet.ways for step in sheet.of_way[way]]
    for step in sorted(steps, key=lambda step: step.start.port(step.line, RIGHT)):
        after[step.start].append(step.end)
    seen: dict[Spot, int] = {}
    for root in [spot for column in sheet.columns for spot in column]:
        stack = [root]
        while stack:
            spot = stack.pop()
            if spot not in seen:
                seen[spot] = len(seen)
                stack += reversed(after[spot])
    for column in sheet.columns:
        column.sort(key=lambda spot: (spot.band, seen[spot]))
        _number(column)


def _number(column: list[Spot]) -> None:
    for place, spot in enumerate(column):
        spot.place = place


def _order(sheet: Columns) -> dict[Spot, int]:
    return {spot: spot.place for column in sheet.columns for spot in column}


def _place(spot: Spot, line: str, side: str) -> float:
    """Where a line comes to a column, counted in places."""
    return spot.place + _WITHIN * (spot.port(line, side) - spot.level) / max(spot.height, 1.0)


_Neighbours = dict[Spot, list[tuple[Spot, str, str]]]


def _neighbours(sheet: Columns) -> tuple[_Neighbours, _Neighbours]:
    before: _Neighbours = defaultdict(list)
    after: _Neighbours = defaultdict(list)
    for way in sheet.ways:
        for one, other in pairwise(way.spots):
            before[other].append((one, way.link.key, RIGHT))
            after[one].append((other, way.link.key, LEFT))
    return before, after


def _sort(column: list[Spot], neighbours: _Neighbours) -> None:
    middles = {
        spot: fmean(_place(*one) for one in neighbours[spot])
        if neighbours.get(spot)
        else spot.place
        for spot in column
    }
    column.sort(key=lambda spot: (spot.band, middles[spot], spot.place))
    _number(column)


def _switch(sheet: Columns, before: _Neighbours, after: _Neighbours) -> None:
    """Change neighbours in a column as long as that saves crossings."""
    saved = True
    while saved:
        saved = False
        for column in sheet.columns:
            for at in range(len(column) - 1):
                one, other = column[at], column[at + 1]
                if one.band == other.band and _saves(one, other, before, after):
                    column[at], column[at + 1] = other, one
                    one.place, other.place = other.place, one.place
                    saved = True


def _saves(one: Spot, other: Spot, before: _Neighbours, after: _Neighbours) -> bool:
    gain = 0
    for side in (before, after):
        upper = [_place(*end) for end in side.get(one, ())]
        lower = [_place(*end) for end in side.get(other, ())]
        gain += sum(a > b for a in upper for b in lower) - sum(a < b for a in upper for b in lower)
    return gain > 0


def _crossings(sheet: Columns) -> int:
    """How many pairs of lines cross between two columns."""
    count = 0
    for steps in sheet.steps:
        ends = sorted(
            (_place(step.start, step.line, RIGHT), _place(step.end, step.line, LEFT))
            for step in steps
        )
        seen: list[float] = []
        for _, end in ends:
            count += len(seen) - bisect_left(seen, end + 1e-9)
            insort(seen, end)
    return count


# --- where lines touch tasks --------------------------------------------------------------------------


def spread_ports(sheet: Columns) -> None:
    """Give the lines at each side of a task their own height: the middle one goes straight."""
    sides: defaultdict[tuple[Spot, str], list[tuple[int, str]]] = defaultdict(list)
    for steps in sheet.steps:
        for step in steps:
            sides[step.start, RIGHT].append((step.end.place, step.line))
            sides[step.end, LEFT].append((step.start.place, step.line))
    for (spot, side), lines in sides.items():
        free = sorted(one for one in lines if (one[1], side) not in spot.ports)
        if spot.passes or spot.is_round or not free:
            continue
        gap = min(20.0, (spot.shape.height / 2 - 8) // max(1, len(free) // 2))
        middle = (len(free) - 1) // 2
        for at, (_, line) in enumerate(free):
            spot.ports[line, side] = spot.level + gap * (at - middle)

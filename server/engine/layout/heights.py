"""How high everything stands: rows of what should lie level, pushed together and drawn towards each other."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from statistics import median_low
from typing import TYPE_CHECKING

from server.engine.layout.spots import LEFT, RIGHT

if TYPE_CHECKING:
    from server.engine.layout.columns import Columns, Step
    from server.engine.layout.spots import Spot

_APART = 36.0
_PASSING_BY = 24.0
_PASSING = 14.0
_PULLS = 6


@dataclass(slots=True, eq=False)
class _Row:
    """Spots whose lines run level into one another."""

    spots: dict[Spot, float]
    """Each with how far its top lies below the row's own height."""
    y: float = 0.0
    above: list[tuple[_Row, float]] = field(default_factory=list)
    """Rows that lie above, and how far at least."""
    below: list[tuple[_Row, float]] = field(default_factory=list)
    pulls: list[tuple[_Row, float]] = field(default_factory=list)
    """Rows that lines lead to, and how far below them this one would have them straight."""

    @property
    def head(self) -> float:
        """The least height at which nothing of the row is above 0."""
        return -min(self.spots.values())


def stand(sheet: Columns, band: int) -> float:
    """Give the spots of one lane their heights, counted from its top; how much they need in all."""
    rows = _rows(sheet, band)
    row_of = {spot: row for row in rows for spot in row.spots}
    _hold_apart(sheet, band, row_of)
    _pull(sheet, row_of)
    order = _push_up(rows)
    for at in range(_PULLS):
        for row in order if at % 2 else reversed(order):
            _draw(row)
    top = min((row.y - row.head for row in rows), default=0.0)
    for spot, row in row_of.items():
        spot.y = row.y + row.spots[spot] - top
    return max((spot.bottom for spot in row_of), default=0.0)


def _rows(sheet: Columns, band: int) -> list[_Row]:
    """Join spots along lines: no spot twice on a side, and no join across another."""
    joined: dict[Spot, Step] = {}
    for steps in sheet.steps:
        inside = [step for step in steps if step.start.band == step.end.band == band]
        taken: list[tuple[int, int]] = []
        for step in sorted(inside, key=_ranks_of_joins(inside).__getitem__):
            pair = (step.start.place, step.end.place)
            if all(
                (pair[0] < a and pair[1] < b) or (pair[0] > a and pair[1] > b) for a, b in taken
            ):
                taken.append(pair)
                joined[step.end] = step
    rows: dict[Spot, _Row] = {}
    for column in sheet.columns:
        for spot in (one for one in column if one.band == band):
            join = joined.get(spot)
            if join is None:
                rows[spot] = _Row({spot: 0.0})
            else:
                row = rows[spot] = rows[join.start]
                out, into = join.start.port(join.line, RIGHT), spot.port(join.line, LEFT)
                row.spots[spot] = row.spots[join.start] + out - into
    return list(dict.fromkeys(rows.values()))


def _ranks_of_joins(steps: list[Step]) -> dict[Step, tuple[bool, bool, int, int]]:
    """What goes level first: lines that pass by, then those in the middle of a fork or join.

    What leaves a node above or below comes last, so that the node stays level with its flow.
    """
    out: defaultdict[Spot, list[int]] = defaultdict(list)
    into: defaultdict[Spot, list[int]] = defaultdict(list)
    for step in sorted(steps, key=lambda step: (step.end.place, step.start.place)):
        if not _has_tail(step):
            out[step.start].append(step.end.place)
            into[step.end].append(step.start.place)
    return {
        step: (
            _has_tail(step),
            not (step.start.passes and step.end.passes),
            _off_middle(out[step.start], step.end.place)
            + _off_middle(into[step.end], step.start.place),
            step.start.place,
        )
        for step in steps
    }


def _has_tail(step: Step) -> bool:
    return (step.line, RIGHT) in step.start.tails or (step.line, LEFT) in step.end.tails


def _off_middle(places: list[int], place: int) -> int:
    return abs(places.index(place) - (len(places) - 1) // 2) if place in places else 0


def _hold_apart(sheet: Columns, band: int, row_of: dict[Spot, _Row]) -> None:
    for column in sheet.columns:
        for one, other in pairwise(spot for spot in column if spot.band == band):
            upper, lower = row_of[one], row_of[other]
            least = upper.spots[one] + one.height + _gap(one, other) - lower.spots[other]
            upper.below.append((lower, least))
            lower.above.append((upper, least))


def _gap(one: Spot, other: Spot) -> float:
    return (_APART, _PASSING_BY, _PASSING)[one.passes + other.passes]


def _pull(sheet: Columns, row_of: dict[Spot, _Row]) -> None:
    for steps in sheet.steps:
        for step in steps:
            one, other = row_of.get(step.start), row_of.get(step.end)
            if one is None or other is None or one is other:
                continue
            out = one.spots[step.start] + step.start.port(step.line, RIGHT)
            into = other.spots[step.end] + step.end.port(step.line, LEFT)
            one.pulls.append((other, into - out))
            other.pulls.append((one, out - into))


def _push_up(rows: list[_Row]) -> list[_Row]:
    """Each row as high as those above let it; the rows in an order in which none precedes one above it."""
    waits: defaultdict[int, int] = defaultdict(int)
    for row in rows:
        row.y = row.head
        waits[id(row)] = len(row.above)
    order = [row for row in rows if not row.above]
    for row in order:
        for lower, least in row.below:
            lower.y = max(lower.y, row.y + least)
            waits[id(lower)] -= 1
            if not waits[id(lower)]:
                order.append(lower)
    return order


def _draw(row: _Row) -> None:
    """Move a row towards what its lines lead to, as far as its neighbours let it."""
    if not row.pulls:
        return
    least = max((upper.y + by for upper, by in row.above), default=row.head)
    most = min((lower.y - by for lower, by in row.below), default=inf)
    wanted = median_low(other.y + by for other, by in row.pulls)
    row.y = max(least, min(most, wanted))

"""One scope on paper: columns from left to right, lanes from top to bottom, what has no lines below."""

from __future__ import annotations

from collections import defaultdict
from math import sqrt
from typing import TYPE_CHECKING

from server.engine.layout.channels import channels_of, draw_ways
from server.engine.layout.columns import columns_of, put_in_order, spread_ports
from server.engine.layout.corners import corners
from server.engine.layout.geometry import Box, Picture, around
from server.engine.layout.heights import stand
from server.engine.layout.ranking import back_arcs, ranks
from server.engine.layout.scopes import Band, id_of
from server.engine.layout.spots import LEFT, RIGHT, Clinging, spot_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from server.engine.layout.columns import Columns
    from server.engine.layout.corners import Corner
    from server.engine.layout.ranking import Arc
    from server.engine.layout.scopes import Link, Scope
    from server.engine.layout.spots import Spot

STRIP = 30.0
"""How wide the strip with the name of a pool or lane is."""
_PAD = 24.0
_APART = 40.0
_LEAST_LANE = 120.0
GROUP = 12.0
"""How far a group reaches around its members."""


def arrange(scope: Scope) -> Picture:
    """Where everything in a scope lies, its sub-processes with all inside; lanes begin at 0 0."""
    bands = [leaf for lane in scope.lanes for leaf in lane.leaves]
    lines = _Lines(scope)
    spots = _spots(scope, bands, lines)
    flowing = {key: spots[key] for key in lines.rank}
    sheet = columns_of(flowing, lines.ends)
    put_in_order(sheet)
    spread_ports(sheet)
    resting = [spot for key, spot in spots.items() if key not in flowing]
    count = max([len(bands), *(spot.band + 1 for spot in spots.values())])
    heights = _stand(sheet, resting, count, has_lanes=bool(bands))
    turned = corners(sheet)
    picture = Picture()
    indent = STRIP * max((lane.depth for lane in scope.lanes), default=0)
    _spread(sheet, turned, picture, resting, indent + (_PAD if scope.lanes else 0))
    for spot in spots.values():
        picture.put(spot.picture, spot.x, spot.y)
        _name_gateway(spot, picture)
    for key, members in scope.groups.items():
        picture.boxes[key] = around([picture.boxes[one] for one in members]).grown(GROUP)
    if scope.lanes:
        _lanes(scope, heights, picture)
        return picture
    outline, moved = picture.outline, Picture()
    moved.put(picture, -outline.x, -outline.y)
    return moved


class _Lines:
    """The links of a scope by what they mean for its columns."""

    def __init__(self, scope: Scope) -> None:
        arcs: list[Arc] = []
        links: dict[str, Link] = {}
        for link in scope.links:
            source, target = scope.host_of(link.source), scope.host_of(link.target)
            # A line from a node to itself is drawn when everything lies where it lies.
            if source and target and source != target and link.target in scope.nodes:
                arcs.append((link.key, source, target))
                links[link.key] = link
        linked = {end for _, source, target in arcs for end in (source, target)}
        nodes = [key for key in scope.nodes if key in linked]
        back = back_arcs(nodes, arcs)
        forth = [(k, t, s) if k in back else (k, s, t) for k, s, t in arcs]
        self.rank = ranks(nodes, forth)
        self.ends = [(links[key], left, right, key in back) for key, left, right in forth]
        self.tops: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        self.leaving: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for link, left, right, leads_back in self.ends:
            self._tail(link, left, right, leads_back=leads_back)

    def _tail(self, link: Link, left: str, right: str, *, leads_back: bool) -> None:
        source, side = (right, LEFT) if leads_back else (left, RIGHT)
        if link.source != source:
            self.leaving[source].append((link.key, link.source, side))
        elif leads_back:
            self.tops[source].append((link.key, side))
        if leads_back:
            self.tops[left].append((link.key, RIGHT))


def _spots(scope: Scope, bands: list[Band], lines: _Lines) -> dict[str, Spot]:
    # What no lane names lies below all lanes.
    band_of = {key: at for at, band in enumerate(bands) for key in band.members}
    spots: dict[str, Spot] = {}
    for key, node in scope.nodes.items():
        clinging = Clinging(
            notes=scope.beside.get(key, ()),
            events=scope.boundaries.get(key, ()),
            tops=lines.tops.get(key, ()),
            leaving=lines.leaving.get(key, ()),
            inside=_inside(scope, key),
        )
        spots[key] = spot_of(node, clinging)
    for element in scope.loose:
        spots[id_of(element)] = spot_of(element, Clinging())
    for key, spot in spots.items():
        spot.band = band_of.get(key, len(bands))
        spot.rank = lines.rank.get(key, 0)
    return spots


def _inside(scope: Scope, key: str) -> Picture | None:
    inner = scope.inner.get(key)
    if inner is None:
        return None
    picture = arrange(inner)
    return picture if picture.boxes else None


# --- from top to bottom -------------------------------------------------------------------------------


def _stand(sheet: Columns, resting: list[Spot], bands: int, *, has_lanes: bool) -> list[float]:
    """Put the lanes below one another, what rests below what flows; how high each lane is."""
    wide = sum(
        max(spot.left + spot.right for spot in column) + _APART
        for column in sheet.columns
        if column
    )
    heights: list[float] = []
    top = 0.0
    for band in range(bands):
        need = stand(sheet, band)
        shelf = [spot for spot in resting if spot.band == band]
        begin = need + (_APART if need and shelf else 0)
        _shelve(shelf, begin, max(wide, 600.0, 1.6 * sqrt(sum(map(_ground, shelf)))))
        need = max([need, *(spot.bottom for spot in shelf)])
        height = max(need + 2 * _PAD, _LEAST_LANE) if has_lanes else need
        for spot in (*(s for column in sheet.columns for s in column), *resting):
            if spot.band == band:
                spot.y += top + (height - need) // 2
        heights.append(height)
        top += height
    return heights


def _ground(spot: Spot) -> float:
    return (spot.left + spot.right + _APART) * (spot.height + _APART)


def _shelve(shelf: Iterable[Spot], top: float, wide: float) -> None:
    """Put spots side by side, in as many rows as they need."""
    x, y, floor = 0.0, top, top
    for spot in shelf:
        if x and x + spot.left + spot.right > wide:
            x, y = 0.0, floor + _APART
        spot.x, spot.y = x + spot.left, y
        floor = max(floor, spot.bottom)
        x += spot.left + spot.right + _APART


# --- from left to right -------------------------------------------------------------------------------


def _spread(
    sheet: Columns, turned: set[Corner], picture: Picture, resting: list[Spot], left: float
) -> None:
    """Give the columns their places, and draw the lines between them."""
    channels = channels_of(sheet, turned)
    x = left
    for at, column in enumerate(sheet.columns):
        middle = x + max(spot.left for spot in column)
        for spot in column:
            spot.x = middle
        x = middle + max(spot.right for spot in column)
        if at < len(channels):
            channels[at].x = x
            x += channels[at].width
    for spot in resting:
        spot.x += left
    draw_ways(sheet, channels, turned, picture)


def _name_gateway(spot: Spot, picture: Picture) -> None:
    """The name above the gateway; left of its upper corner when a line runs there."""
    width, height = spot.label
    if not width:
        return
    top = (spot.x, spot.y + spot.shape.y)
    is_crossed = any(top in (line[0], line[-1]) for line in picture.lines.values())
    x = spot.x - width - 6 if is_crossed else spot.x - width / 2
    picture.labels[spot.key] = Box(x=x, y=top[1] - height - 2, width=width, height=height)


# --- lanes --------------------------------------------------------------------------------------------


def _lanes(scope: Scope, heights: list[float], picture: Picture) -> None:
    """Draw the lanes as high as what lies in them and all equally wide."""
    right = picture.outline.right + _PAD
    top = 0.0
    for lane in scope.lanes:
        count = len(lane.leaves)
        _lane(lane, Box(x=0, y=top, width=right, height=sum(heights[:count])), heights, picture)
        top += sum(heights[:count])
        del heights[:count]


def _lane(lane: Band, box: Box, heights: list[float], picture: Picture) -> None:
    picture.boxes[id_of(lane.element)] = box
    at, top = 0, box.y
    for inner in lane.inner:
        height = sum(heights[at : at + len(inner.leaves)])
        inside = Box(x=box.x + STRIP, y=top, width=box.width - STRIP, height=height)
        _lane(inner, inside, heights[at:], picture)
        at, top = at + len(inner.leaves), top + height

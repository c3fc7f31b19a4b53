"""Completes a drawing that shows only a part: what is there stays, what is missing comes beside its neighbours."""

from __future__ import annotations

from itertools import chain, pairwise
from typing import TYPE_CHECKING

from server.engine.layout.arranging import GROUP
from server.engine.layout.geometry import Box, Picture, around
from server.engine.layout.places import stretch
from server.engine.layout.planes import complete_lines, lines_of
from server.engine.layout.scopes import all_members, id_of
from server.engine.layout.sizes import EVENT
from server.engine.layout.writing import Pen
from server.engine.names import local
from server.engine.sheet import SCOPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from server.engine.layout.geometry import Point
    from server.engine.layout.planes import Page
    from server.engine.layout.scopes import Band, Scope

_APART = 20.0
_TRIES = 40
_MARGIN = 30.0
_ANYWHERE = 1000.0
_AREAS = SCOPES | {"participant", "lane", "group"}


class Filling:
    """One page that is partly drawn, and the same page drawn afresh to take places from."""

    def __init__(self, page: Page, plane: _Element, held: Picture, fresh: Picture) -> None:
        self.page = page
        self.plane = plane
        self.held = held
        self.fresh = fresh
        elements = chain(page.element.iter(), *(scope.element.iter() for scope in page.scopes))
        self.kinds = {id_of(one): local(one) for one in elements}
        self.areas = frozenset(key for key, kind in self.kinds.items() if kind in _AREAS)

    def fill(self, missing: frozenset[str]) -> None:
        """Give what is missing its place."""
        before = self._loose()
        for pool, scope in self.page.pools:
            if scope is not None:
                self._scope(scope, missing)
                self._lanes(scope, scope.lanes, missing)
            if pool is not None and id_of(pool) in missing:
                self._pool(id_of(pool), scope)
        for line, end in self._loose():
            # It led to where a thing once was; what was loose before is its author's own.
            if end in missing or (line, end) not in before:
                self.held.lines.pop(line, None)
        complete_lines(self.page, self.held)
        Pen.move(self.plane, self.held)

    def fill_beside(self, missing: frozenset[str]) -> None:
        """On a further plane of a page: what clings to what it shows or holds it, and the lines."""
        for scope in self.page.scopes:
            self._watchers(scope, missing)
            self._groups(scope, missing)
            self._lanes(scope, scope.lanes, missing)
        complete_lines(self.page, self.held)

    def _loose(self) -> set[tuple[str, str]]:
        """The ends of lines that don't lie on the border of their shape."""
        return {
            (link.key, end)
            for link in lines_of(self.page)
            if (line := self.held.lines.get(link.key))
            for end, point in ((link.source, line[0]), (link.target, line[-1]))
            if not (end in self.held.boxes and _is_on_border(self.held.boxes[end], point))
        }

    def _scope(self, scope: Scope, missing: frozenset[str]) -> None:
        for key in self._still(
            missing, [*scope.nodes.values(), *chain(*scope.beside.values()), *scope.loose]
        ):
            self._thing(scope, key, missing)
        self._watchers(scope, missing)
        for inner in scope.inner.values():
            self._scope(inner, missing)
        self._groups(scope, missing)

    def _watchers(self, scope: Scope, missing: frozenset[str]) -> None:
        """Boundary events lie where their host does, which may be on another plane."""
        for host, events in scope.boundaries.items():
            for key in self._still(missing, events) if host in self.held.boxes else ():
                self._boundary(key, self.held.boxes[host])

    def _groups(self, scope: Scope, missing: frozenset[str]) -> None:
        """A group lies around those of its members that are shown."""
        for group in missing & scope.groups.keys():
            members = self._placed(scope.groups[group])
            if members:
                self.held.boxes[group] = around(members).grown(GROUP)

    def _placed(self, keys: Iterable[str]) -> list[Box]:
        """Where those of them are that this plane shows; another may show the rest."""
        return [self.held.boxes[key] for key in keys if key in self.held.boxes]

    def _still(self, missing: frozenset[str], things: list[_Element]) -> list[str]:
        """What of some things is missing, and didn't come with a sub-process around it."""
        return [key for key in map(id_of, things) if key in missing and key not in self.held.boxes]

    # --- nodes ----------------------------------------------------------------------------------------

    def _thing(self, scope: Scope, key: str, missing: frozenset[str]) -> None:
        """A node with all inside: as it would lie beside what is there, moved until it covers nothing."""
        inner = scope.inner.get(key)
        drawn = [] if inner is None else [one for one in inner.nodes if one in self.held.boxes]
        if inner is not None and drawn:
            self._scope(inner, missing)
            whole = self._placed(inner.nodes)
            self.held.boxes[key] = around(whole).grown(_MARGIN)
            return
        inside = self._inside(scope, key)
        ground = wanted = inside.outline
        anchor = self._anchor(scope, key)
        if anchor in self.held.boxes and anchor in self.fresh.boxes:
            there, here = self.held.boxes[anchor].middle, self.fresh.boxes[anchor].middle
            wanted = wanted.moved(round(there[0] - here[0]), round(there[1] - here[1]))
        area = self._area(scope, key)
        place = self._free(wanted, area, scope) or self._room(wanted, area)
        self.held.put(inside, place.x - ground.x, place.y - ground.y)

    def _inside(self, scope: Scope, key: str) -> Picture:
        inner = scope.inner.get(key)
        keys = {key} if inner is None else {key, *(id_of(one) for one in inner.element.iter())}
        return Picture(
            boxes={k: box for k, box in self.fresh.boxes.items() if k in keys},
            labels={k: box for k, box in self.fresh.labels.items() if k in keys},
            lines={k: line for k, line in self.fresh.lines.items() if k in keys - {key}},
        )

    def _anchor(self, scope: Scope, key: str) -> str:
        """What a thing is tied to and that has a place; else what lies nearest when drawn afresh."""
        near = [host for host, things in scope.beside.items() if key in map(id_of, things)]
        for link in scope.links:
            ends = scope.host_of(link.source), scope.host_of(link.target)
            near += [one for one, other in (ends, ends[::-1]) if one and other == key]
        tied = (one for one in near if one in self.held.boxes)
        placed = (one for one in scope.nodes if one in self.held.boxes)
        return next(tied, None) or min(
            placed, key=lambda one: self._apart(one, key), default=self._holder(scope)
        )

    def _apart(self, one: str, other: str) -> float:
        (x1, y1), (x2, y2) = self.fresh.boxes[one].middle, self.fresh.boxes[other].middle
        return abs(x1 - x2) + abs(y1 - y2)

    def _holder(self, scope: Scope) -> str:
        """The shape that holds a scope: its pool, or itself."""
        pools = (id_of(p) for p, held in self.page.pools if held is scope and p is not None)
        return next(pools, id_of(scope.element))

    def _area(self, scope: Scope, key: str) -> Box:
        """What a thing must lie in: its lane, its sub-process, its pool, or anywhere."""
        leaves = (leaf for lane in scope.lanes for leaf in lane.leaves if key in leaf.members)
        lane = next((id_of(leaf.element) for leaf in leaves), "")
        holder = self.held.boxes.get(lane) or self.held.boxes.get(self._holder(scope))
        return holder or self.held.outline.grown(_ANYWHERE)

    def _free(self, wanted: Box, area: Box, scope: Scope) -> Box | None:
        """The free place nearest to the wanted one."""
        taken = [box.grown(_APART) for box in self._neighbours(scope)]
        taken += self._lines()
        for box in sorted(_around(wanted), key=lambda box: _far(box, wanted)):
            if area.holds(box.grown(_MARGIN / 2)) and not any(box.meets(one) for one in taken):
                return box
        return None

    def _neighbours(self, scope: Scope) -> Iterator[Box]:
        """What a new thing in a scope may not cover."""
        above = {id_of(one) for one in scope.element.iterancestors()} | {id_of(scope.element)}
        for key, box in self.held.boxes.items():
            if key not in above and self.kinds.get(key) not in {"participant", "lane", "group"}:
                yield box

    def _lines(self) -> list[Box]:
        """The ground of every line."""
        parts = (part for line in self.held.lines.values() for part in pairwise(line))
        return [_span(*part).grown(6) for part in parts]

    def _room(self, wanted: Box, area: Box) -> Box:
        """A place below everything in an area, which grows for it."""
        stretch(self.held, self.areas, area.bottom, wanted.height + 2 * _APART)
        left = max(area.x + 2 * _MARGIN, min(wanted.x, area.right - wanted.width - _MARGIN))
        return Box(x=left, y=area.bottom, width=wanted.width, height=wanted.height)

    def _boundary(self, key: str, host: Box) -> None:
        """On the lower border of its host, where no other event sits; from the right."""
        events = (key for key, kind in self.kinds.items() if kind == "boundaryEvent")
        taken = [self.held.boxes[one] for one in events if one in self.held.boxes] + self._lines()
        y = host.bottom - EVENT / 2
        xs = [host.right - EVENT - 7 - 12 * at for at in range(int(host.width // 12))]
        boxes = [Box(x=x, y=y, width=EVENT, height=EVENT) for x in xs]
        free = (box for box in boxes if not any(box.meets(one) for one in taken))
        box = self.held.boxes[key] = next(free, boxes[0])
        label = self.fresh.labels.get(key)
        if label is not None:
            self.held.labels[key] = Box(
                x=box.middle[0] + 5, y=box.bottom, width=label.width, height=label.height
            )

    # --- pools and lanes ------------------------------------------------------------------------------

    def _pool(self, key: str, scope: Scope | None) -> None:
        """Around what lies in it; an empty one below all else."""
        lanes = [] if scope is None else [id_of(one) for one in _elements(scope.lanes)]
        inside = [] if scope is None else self._placed([*scope.nodes, *lanes])
        fresh = self.fresh.boxes[key]
        if inside:
            box = around(inside).grown(0 if scope is not None and scope.lanes else _MARGIN)
            self.held.boxes[key] = Box(
                x=box.x - _MARGIN, y=box.y, width=box.width + _MARGIN, height=box.height
            )
        else:
            all_ = self.held.outline
            self.held.boxes[key] = Box(
                x=all_.x,
                y=all_.bottom + 60,
                width=max(fresh.width, all_.width),
                height=fresh.height,
            )

    def _lanes(self, scope: Scope, lanes: list[Band], missing: frozenset[str]) -> None:
        """A missing lane lies around its members, as wide as all that lies in the scope."""
        placed = self._placed(scope.nodes)
        if not placed:
            return
        whole = around(placed).grown(_MARGIN)
        for lane in lanes:
            self._lanes(scope, lane.inner, missing)
            key = id_of(lane.element)
            if key not in missing:
                continue
            members = self._placed(all_members(lane))
            box = around(members).grown(_MARGIN - 10) if members else self.fresh.boxes[key]
            indent = _MARGIN * lane.depth
            self.held.boxes[key] = Box(
                x=whole.x - indent, y=box.y, width=whole.width + indent, height=box.height
            )


def _elements(lanes: list[Band]) -> list[_Element]:
    return [lane.element for lane in lanes]


def _is_on_border(box: Box, point: Point) -> bool:
    return box.grown(1).has(point) and not box.grown(-1).has(point)


def _span(one: Point, other: Point) -> Box:
    (x1, y1), (x2, y2) = one, other
    return Box(x=min(x1, x2), y=min(y1, y2), width=abs(x1 - x2), height=abs(y1 - y2))


def _around(wanted: Box) -> Iterator[Box]:
    for across in range(-_TRIES // 4, _TRIES):
        for down in range(-_TRIES // 2, _TRIES):
            yield wanted.moved(across * _APART, down * _APART)


def _far(box: Box, wanted: Box) -> tuple[float, float, float]:
    # Rather below than beside, for the flow goes to the right.
    across, down = abs(box.x - wanted.x), abs(box.y - wanted.y)
    return 2 * across + down, -box.y, box.x

"""A whole page: pools below one another, and the lines that don't belong to the flow of one scope."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from server.engine.layout.arranging import STRIP, arrange
from server.engine.layout.geometry import Box, Picture
from server.engine.layout.scopes import DATA, Link, Scope, data_links, id_of, links_of, read_scope
from server.engine.layout.sizes import label_size
from server.engine.layout.walking import MOST_STEPS, Paper, in_the_way, ports
from server.engine.names import local, tag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

_LEFT, _TOP = 160.0, 80.0
"""Where a diagram begins, as editors have it."""
_APART = 60.0
_PAD = 24.0
_EMPTY_POOL = (600.0, 80.0)
_PATIENCE = 100_000
"""Steps that all lines of a page together may look for their ways, where few things lie on it."""
_FEW = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is drawn on one plane: a collaboration with its pools, or a process."""

    element: _Element
    pools: list[tuple[_Element | None, Scope | None]]
    """Each with the process inside; a process without a pool, a pool without a process."""

    @property
    def scopes(self) -> list[Scope]:
        """Every process and sub-process on it."""
        return [one for _, scope in self.pools if scope is not None for one in scope.all()]


def pages(root: _Element, collapsed: frozenset[str] = frozenset()) -> list[Page]:
    """The pages of a file: one for its collaboration with all its processes, or one for each process.

    A collapsed sub-process shows its inside on a page of its own.
    """
    processes = {id_of(one): read_scope(one) for one in root.iterfind(tag("process"))}
    apart = [one for scope in processes.values() for one in _apart(scope, collapsed)]
    together = root.find(tag("collaboration"))
    if together is None:
        alone = [*processes.values(), *apart]
        return [Page(element=scope.element, pools=[(None, scope)]) for scope in alone]
    pools: list[tuple[_Element | None, Scope | None]] = []
    for pool in filter(id_of, together.iterfind(tag("participant"))):
        key = (pool.get("processRef") or "").rpartition(":")[2]
        pools.append((pool, processes.pop(key, None)))
    pools += [(None, scope) for scope in processes.values()]
    insides = [Page(element=scope.element, pools=[(None, scope)]) for scope in apart]
    return [Page(element=together, pools=pools), *insides]


def _apart(scope: Scope, collapsed: frozenset[str]) -> list[Scope]:
    """Take the insides of collapsed sub-processes out of their scope."""
    found: list[Scope] = []
    for key, inner in list(scope.inner.items()):
        found += _apart(inner, collapsed)
        if key in collapsed:
            del scope.inner[key]
            found += [inner] if inner.nodes else []
    return found


def draw(page: Page) -> Picture:
    """Everything on a page with its place."""
    picture = Picture()
    insides = [None if scope is None else arrange(scope) for _, scope in page.pools]
    wide = max([_EMPTY_POOL[0], *(_width(inside) for inside in insides if inside)])
    y = _TOP
    for (pool, scope), inside in zip(page.pools, insides, strict=True):
        has_lanes = scope is not None and bool(scope.lanes)
        height = _pool(picture, pool, inside, Box(x=_LEFT, y=y, width=wide, height=0), has_lanes)
        y += height + _APART
    complete_lines(page, picture)
    return picture


def _width(inside: Picture) -> float:
    return inside.outline.right + STRIP + 2 * _PAD


def _pool(
    picture: Picture,
    pool: _Element | None,
    inside: Picture | None,
    at: Box,
    has_lanes: bool,  # noqa: FBT001
) -> float:
    """Draw one pool, or a process without one; how high it is."""
    held = inside or Picture()
    if pool is None:
        picture.put(held, at.x, at.y)
        return held.outline.bottom
    pad = 0.0 if has_lanes else _PAD
    if has_lanes:
        held = _widened(held, at.width - STRIP)
    height = max(held.outline.bottom + 2 * pad, _EMPTY_POOL[1])
    picture.boxes[id_of(pool)] = Box(x=at.x, y=at.y, width=at.width, height=height)
    picture.put(held, at.x + STRIP + pad, at.y + pad)
    return height


def _widened(held: Picture, width: float) -> Picture:
    """Lanes reach to the right border of their pool."""
    right = held.outline.right
    boxes = {
        key: Box(x=box.x, y=box.y, width=width - box.x, height=box.height)
        if box.right == right
        else box
        for key, box in held.boxes.items()
    }
    return Picture(boxes=boxes, labels=held.labels, lines=held.lines)


# --- single lines -------------------------------------------------------------------------------------


def complete_lines(page: Page, picture: Picture) -> None:
    """Draw every line that has no place yet: to data, to notes, between pools."""
    loose = {id_of(e): e for scope in page.scopes for e in scope.element}
    elements = loose | {id_of(e): e for e in page.element.iter() if id_of(e)}
    missing = [link for link in lines_of(page) if link.key not in picture.lines]
    # A step looks at everything that lies across it, so it costs more where much lies.
    cost = max(len(missing), 1) * max(len(picture.boxes), _FEW)
    steps = min(MOST_STEPS, _PATIENCE * _FEW // cost)
    for link in missing:
        _draw_line(link, picture, elements, steps)


def lines_of(page: Page) -> Iterable[Link]:
    """Every line of a page: flows first, then what leads to data and notes, then messages."""
    scopes = page.scopes
    for scope in scopes:
        yield from links_of(scope.element, "sequenceFlow")
    for scope in scopes:
        events = (event for events in scope.boundaries.values() for event in events)
        for node in (*scope.nodes.values(), *events):
            yield from data_links(node)
    for scope in scopes:
        yield from links_of(scope.element, "association")
    if local(page.element) == "collaboration":
        yield from links_of(page.element, "association", "messageFlow")


def _draw_line(link: Link, picture: Picture, elements: dict[str, _Element], steps: int) -> None:
    one, other = _end(link.source, picture), _end(link.target, picture)
    if one is None or other is None:
        return
    walls = {key: box for key, box in picture.boxes.items() if not _is_see_through(key, elements)}
    paper = Paper(
        shapes=in_the_way(walls, (one, other)),
        words=list(picture.labels.values()),
        lines=list(picture.lines.values()),
        steps=steps,
    )
    begins = ports(one, other, is_round=_is_round(link.source, elements))
    ends = ports(other, one, is_round=_is_round(link.target, elements))
    if link.source == link.target:
        begins, ends = [p for p in begins if p[1] == (1, 0)], [p for p in ends if p[1] == (0, -1)]
    line = picture.lines[link.key] = paper.way(begins, ends)
    width, height = label_size(link.name)
    if width:
        (x1, y1), (x2, y2) = max(pairwise(line), key=_length)
        x, y = (x1 + x2) / 2, (y1 + y2) / 2
        is_upright = x1 == x2
        picture.labels[link.key] = Box(
            x=x + 5 if is_upright else x - width / 2,
            y=y - height / 2 if is_upright else y - height - 2,
            width=width,
            height=height,
        )


def _length(part: tuple[tuple[float, float], tuple[float, float]]) -> float:
    (x1, y1), (x2, y2) = part
    return abs(x1 - x2) + abs(y1 - y2)


def _end(key: str, picture: Picture) -> Box | None:
    """What a line leads to: a shape, or the middle of another line."""
    if key in picture.boxes:
        return picture.boxes[key]
    line = picture.lines.get(key)
    if line is None:
        return None
    (x1, y1), (x2, y2) = max(pairwise(line), key=_length)
    return Box(x=(x1 + x2) / 2, y=(y1 + y2) / 2, width=0, height=0)


def _is_see_through(key: str, elements: dict[str, _Element]) -> bool:
    return key not in elements or local(elements[key]) in {"participant", "lane", "group"}


def _is_round(key: str, elements: dict[str, _Element]) -> bool:
    kind = local(elements[key]) if key in elements else ""
    return kind.endswith(("Event", "Gateway")) or kind in DATA

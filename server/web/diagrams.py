"""Draws a process as SVG: themable by style sheet, printable, readable without script.

Classes, not colours: ``bsvg`` the picture; ``done now late stuck todo`` the state of a node, ``walked`` of a flow;
``leap`` an arrow by which no flow led; ``n`` a node's outline, ``g`` a glyph, ``f`` a line, ``tip`` its end, ``ext`` a label outside its shape.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from server.domain.lettering import text_width
from server.web.drawings import Box, read_drawing
from server.web.leaps import arcs, drawn
from server.web.shapes import (
    BACKGROUND,
    OUTSIDE,
    SUB_PROCESSES,
    background,
    free_text,
    open_sub_process,
    shape,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.domain.reading import Marks
    from server.web.drawings import Drawing, Edge, Node
    from server.web.leaps import Arc

__all__ = ["read_drawing", "render"]

_AROUND = 8.0
_LABEL = 60.0  # how far a label may reach beyond its shape
_WINDOW = (430.0, 250.0)
"""How much a crop shows."""
_READABLE = 0.8
"""The least scale at which a whole diagram is shown before it scrolls sideways."""


def render(
    drawing: Drawing,
    marks: Marks | None,
    *,
    crop: str | None = None,
    label: str,
) -> Markup:
    """The drawing as SVG; with ``crop``, only what lies around that element."""
    led = arcs(drawing, marks.leaps) if marks is not None and crop is None else ()
    view = _view(drawing, crop, led)
    nodes = [node for node in drawing.nodes if _meets(node.box, view)]
    edges = [edge for edge in drawing.edges if _meets(_span(edge), view)]
    parts = [_svg_tag(view, label, is_whole=crop is None)]
    parts += [background(node) for node in nodes if node.kind in BACKGROUND]
    parts += [_group(n, marks, open_sub_process) for n in nodes if _is_open(n)]
    messages = [edge for edge in edges if edge.kind == "messageFlow"]
    parts += [_line(edge, marks) for edge in edges if edge not in messages]
    rest = [n for n in nodes if n.kind not in BACKGROUND and not _is_open(n)]
    # Boundary events sit on the edge of activities, so they come last.
    rest.sort(key=lambda node: node.kind == "boundaryEvent")
    parts += [_group(node, marks, shape) for node in rest]
    # A message begins in a circle on the border of its shape.
    parts += [_line(edge, marks) for edge in messages]
    parts += [_edge_label(edge) for edge in edges if edge.name]
    parts += map(drawn, led)
    return Markup("".join(parts) + "</svg>")  # noqa: S704  # every name is escaped where it is written


def _view(drawing: Drawing, crop: str | None, led: tuple[Arc, ...] = ()) -> Box:
    whole = _with_room(drawing.box, led)
    node = drawing.node(crop) if crop else None
    if node is None:
        return Box(
            x=whole.x - _AROUND,
            y=whole.y - _AROUND,
            width=whole.width + 2 * _AROUND,
            height=whole.height + 2 * _AROUND,
        )
    width, height = _WINDOW
    cx, cy = node.box.middle
    # A little more of what comes than of what was.
    x = _held(cx - width * 0.4, whole.x - _AROUND, whole.x + whole.width + _AROUND - width)
    y = _held(cy - height * 0.45, whole.y - _AROUND, whole.y + whole.height + _AROUND - height)
    return Box(x=x, y=y, width=width, height=height)


def _with_room(box: Box, led: tuple[Arc, ...]) -> Box:
    """The drawing with what rises above it, or stands out beside it."""
    top = min([box.y, *(arc.label.y for arc in led)])
    right = max([box.x + box.width, *(arc.label.x + arc.label.width for arc in led)])
    return Box(x=box.x, y=top, width=right - box.x, height=box.y + box.height - top)


def _meets(box: Box, view: Box) -> bool:
    """Whether anything of a shape, its label included, may be seen."""
    across = box.x - _LABEL < view.x + view.width and view.x < box.x + box.width + _LABEL
    down = box.y - _LABEL < view.y + view.height and view.y < box.y + box.height + _LABEL
    return across and down


def _span(edge: Edge) -> Box:
    xs, ys = [x for x, _ in edge.points], [y for _, y in edge.points]
    return Box(x=min(xs), y=min(ys), width=max(xs) - min(xs), height=max(ys) - min(ys))


def _held(value: float, least: float, most: float) -> float:
    return max(least, min(value, most)) if least <= most else (least + most) / 2


def _svg_tag(view: Box, label: str, *, is_whole: bool) -> str:
    least = f' style="--least:{view.width * _READABLE:.0f}px"' if is_whole else ""
    return (
        f'<svg class="bsvg" xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(label)}"'
        f' viewBox="{view.x:.0f} {view.y:.0f} {view.width:.0f} {view.height:.0f}"{least}>'
    )


def _state(element: str, marks: Marks | None) -> str:
    if marks is None:
        return "idle"
    for name in ("stuck", "late", "now", "done"):
        if element in getattr(marks, name):
            return name
    return "todo"


def _is_open(node: Node) -> bool:
    return node.kind in SUB_PROCESSES and node.is_expanded


def _group(node: Node, marks: Marks | None, draw: Callable[..., str]) -> str:
    title = f"<title>{escape(node.name)}</title>" if node.name else ""
    state = _state(node.id, marks)
    content = draw(node, halo=state in {"now", "late", "stuck"})
    return f'<g class="{state}" data-id="{escape(node.id)}">{title}{content}</g>'


def _edge_label(edge: Edge) -> str:
    if edge.label is not None:
        return free_text(edge.name, edge.label, _upright_at(edge, edge.label))
    # Where the file doesn't say: at the middle of the longest part, above or right of it.
    (x1, y1), (x2, y2) = max(pairwise(edge.points), key=lambda part: math.dist(*part))
    width = text_width(edge.name, OUTSIDE)
    upright = abs(x2 - x1) < abs(y2 - y1)
    x = (x1 + x2) / 2 + (6 if upright else -width / 2)
    y = (y1 + y2) / 2 - (7 if upright else 18)
    return free_text(edge.name, Box(x=x, y=y, width=width, height=14))


def _upright_at(edge: Edge, label: Box) -> tuple[float, float] | None:
    """Where a flow runs up or down beside its label."""
    middle = label.middle[1]
    beside = [
        (x1, x2)
        for (x1, y1), (x2, y2) in pairwise(edge.points)
        if x1 == x2 and min(y1, y2) <= middle <= max(y1, y2)
    ]
    return min(beside, key=lambda at: abs(at[0] - label.middle[0]), default=None)


def _line(edge: Edge, marks: Marks | None) -> str:
    walked = "walked" if marks is not None and edge.id in marks.flows else "idle"
    path = "M" + "L".join(f"{x:g} {y:g}" for x, y in edge.points)
    style = {"messageFlow": "f dash", "sequenceFlow": "f"}.get(edge.kind, "f dots")
    parts = [f'<path class="{style}" d="{path}"/>', _tips(edge)]
    start, angle = edge.points[0], _angle(edge.points[0], edge.points[1])
    turned = f'transform="translate({start[0]:g} {start[1]:g}) rotate({angle:.0f})"'
    if edge.is_default:
        parts.append(f'<path class="f" d="M6 5L12-5" {turned}/>')
    if edge.is_conditional:
        parts.append(f'<path class="tip open" d="M0 0L8-5L16 0L8 5Z" {turned}/>')
    if edge.kind == "messageFlow":
        parts.append(f'<circle class="tip open" r="4" {turned}/>')
    return f'<g class="{walked}">{"".join(parts)}</g>'


def _tips(edge: Edge) -> str:
    """Where a line leads: filled for flows, hollow for messages, two strokes for what only refers."""
    if edge.direction == "None":
        return ""
    if edge.kind in {"sequenceFlow", "messageFlow"}:
        css = "tip" if edge.kind == "sequenceFlow" else "tip open"
        return _tip(edge.points, f'class="{css}" d="M0 0L-10-4.5V4.5Z"')
    strokes = 'class="f" d="M-9-5L0 0L-9 5"'
    back = _tip(edge.points[::-1], strokes) if edge.direction == "Both" else ""
    return _tip(edge.points, strokes) + back


def _tip(points: tuple[tuple[float, float], ...], drawn: str) -> str:
    (x1, y1), (x2, y2) = points[-2:]
    angle = _angle((x1, y1), (x2, y2))
    return f'<path {drawn} transform="translate({x2:g} {y2:g}) rotate({angle:.0f})"/>'


def _angle(start: tuple[float, float], end: tuple[float, float]) -> float:
    return math.degrees(math.atan2(end[1] - start[1], end[0] - start[0]))

"""Draws single shapes as SVG: outline, glyph, markers, label. Which class means what is said in ``diagrams``."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from markupsafe import escape

from server.domain.lettering import broken, text_width
from server.web.drawings import Box
from server.web.glyphs import GATEWAYS, INSTANTIATING, MARKERS, TASKS, TRIGGERS, Glyph

if TYPE_CHECKING:
    from server.web.drawings import Node

SUB_PROCESSES = frozenset({"subProcess", "transaction", "adHocSubProcess"})
BACKGROUND = frozenset({"participant", "lane", "group", "textAnnotation"})
_CONTAINERS = frozenset({"participant", "lane"})
_DATA = frozenset({"dataObjectReference", "dataStoreReference", "dataInput", "dataOutput"})
BESIDE = _DATA | frozenset(
    f"{kind}{of}"
    for of, kinds in (
        ("Event", ("start", "end", "boundary", "intermediateCatch", "intermediateThrow")),
        ("Gateway", ("exclusive", "parallel", "inclusive", "complex", "eventBased")),
    )
    for kind in kinds
)
"""What carries its name beside it."""
ACTIVITIES = frozenset(TASKS) | {"task", "callActivity", "textAnnotation"}
"""What carries its words inside, and holds nothing else."""
_THROWING = frozenset({"endEvent", "intermediateThrowEvent"})
_BAND = 30.0
_SIZE = 13.0
OUTSIDE = 12.0
LEADING = 17.0


def shape(node: Node, *, halo: bool) -> str:
    """What stands in front: an event, a gateway, data, an activity."""
    if node.kind.endswith("Event"):
        return _event(node) + _outside(node)
    if node.kind.endswith("Gateway"):
        return _gateway(node) + _outside(node)
    if node.kind in _DATA:
        return _data(node) + _outside(node)
    return _activity(node, halo=halo)


def background(node: Node) -> str:
    """A pool, lane, group or note: what lies behind everything."""
    if node.kind in _CONTAINERS:
        return _container(node)
    if node.kind == "group":
        return _rect(node.box, "f dash-dot", 10) + _outside(node)
    box = node.box
    bracket = f"M{box.x + 12:g} {box.y:g}H{box.x:g}V{box.y + box.height:g}H{box.x + 12:g}"
    lines = broken(node.name, box.width - 16, OUTSIDE, most=8)
    words = "".join(
        f'<text class="note-text" x="{box.x + 8:g}" y="{box.y + 16 + i * LEADING:g}">{escape(line)}</text>'
        for i, line in enumerate(lines)
    )
    return f'<path class="f" d="{bracket}"/>{words}'


def open_sub_process(node: Node, *, halo: bool) -> str:
    """A sub-process with its inside shown."""
    name = _text(broken(node.name, node.box.width - 16, _SIZE, most=1), _under_top(node))
    return _outline(node, halo=halo) + name + _markers(node)


def _event(node: Node) -> str:
    cx, cy = node.box.middle
    radius = node.box.width / 2
    css = "n thick" if node.kind == "endEvent" else "n"
    css += "" if node.is_interrupting else " dash"
    circles = f'<circle class="{css}" cx="{cx:g}" cy="{cy:g}" r="{radius:g}"/>'
    if node.kind in {"intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"}:
        inner = "g" if node.is_interrupting else "g dash"
        circles += f'<circle class="{inner}" cx="{cx:g}" cy="{cy:g}" r="{radius - 3.5:g}"/>'
    glyph = TRIGGERS.get(node.trigger)
    if glyph is None:
        return circles
    if node.kind in _THROWING:
        glyph = Glyph(path=glyph.path, is_full=True)
    return circles + _glyph(glyph, (cx, cy))


def _gateway(node: Node) -> str:
    box = node.box
    cx, cy = box.middle
    outline = (
        f'<path class="n" d="M{cx:g} {box.y:g}L{box.x + box.width:g} {cy:g}'
        f'L{cx:g} {box.y + box.height:g}L{box.x:g} {cy:g}Z"/>'
    )
    if node.kind == "exclusiveGateway" and not node.is_marked:
        return outline
    if node.kind == "eventBasedGateway":
        # One that begins the process is drawn as a start event would be, any other as one on the way.
        radii = (13,) if node.is_instantiating else (15, 12)
        outline += "".join(f'<circle class="g" cx="{cx:g}" cy="{cy:g}" r="{r}"/>' for r in radii)
        waited = TRIGGERS["parallel"] if node.is_parallel else GATEWAYS[node.kind]
        return outline + _glyph(waited, (cx, cy))
    glyph = GATEWAYS.get(node.kind)
    return outline + (_glyph(glyph, (cx, cy), " bold") if glyph else "")


def _data(node: Node) -> str:
    box = node.box
    x, y, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
    if node.kind == "dataStoreReference":
        dip = box.height / 6
        curve = f"C{x:g} {y - dip:g} {right:g} {y - dip:g} {right:g} {y + dip:g}"
        back = f"C{right:g} {y + 3 * dip:g} {x:g} {y + 3 * dip:g} {x:g} {y + dip:g}"
        low = f"C{x:g} {bottom + dip:g} {right:g} {bottom + dip:g} {right:g} {bottom - dip:g}"
        sides = f"M{x:g} {y + dip:g}{curve}{back}V{bottom - dip:g}{low}V{y + dip:g}"
        rims = "".join(
            f"M{x:g} {y + n * dip:g}C{x:g} {y + (n + 2) * dip:g} {right:g} {y + (n + 2) * dip:g} "
            f"{right:g} {y + n * dip:g}"
            for n in (1.7, 2.4)
        )
        return f'<path class="n" d="{sides}{rims}"/>'
    fold = min(box.width, box.height) / 3
    page = (
        f"M{x:g} {y:g}H{right - fold:g}L{right:g} {y + fold:g}V{bottom:g}H{x:g}Z"
        f"M{right - fold:g} {y:g}V{y + fold:g}H{right:g}"
    )
    many = _glyph(MARKERS["parallel"], (box.middle[0], bottom - 9)) if node.is_collection else ""
    return f'<path class="n" d="{page}"/>{many}'


def _activity(node: Node, *, halo: bool) -> str:
    glyph = TASKS.get(node.kind)
    at = node.box.x + 16, node.box.y + 15
    if node.kind == "receiveTask" and node.is_instantiating:
        glyph = INSTANTIATING
    corner = _glyph(glyph, at) if glyph else ""
    lines = broken(node.name, node.box.width - 10, _SIZE, most=3)
    cx, cy = node.box.middle
    shift = 4.0 if glyph and len(lines) > 1 else 0.0
    return _outline(node, halo=halo) + corner + _text(lines, (cx, cy + shift)) + _markers(node)


def _container(node: Node) -> str:
    box = node.box
    css = "pool" if node.kind == "participant" else "lane"
    several = _glyph(MARKERS["parallel"], (box.middle[0], box.y + box.height - 11))
    outline = _rect(box, css) + (several if node.is_collection else "")
    if not node.is_horizontal:
        band = Box(x=box.x, y=box.y, width=box.width, height=_BAND)
        words = _text([node.name], (box.x + box.width / 2, box.y + _BAND / 2), "band-text")
        return outline + _rect(band, "band") + words
    band = Box(x=box.x, y=box.y, width=_BAND, height=box.height)
    x, y = box.x + _BAND / 2, box.y + box.height / 2
    lines = broken(node.name, max(box.height - 8, _SIZE), _SIZE, most=2)
    words = _text(lines, (x, y), "band-text", f' transform="rotate(-90 {x:g} {y:g})"')
    return outline + _rect(band, "band") + words


def _outline(node: Node, *, halo: bool) -> str:
    css = "n dots" if node.is_event_sub_process else "n"
    around = _rect(_grown(node.box, 6), "halo", 14) if halo else ""
    thick = " thick" if node.kind == "callActivity" else ""
    inner = _rect(_grown(node.box, -3), "g", 6) if node.kind == "transaction" else ""
    return around + _rect(node.box, css + thick, 8) + inner


def _markers(node: Node) -> str:
    shown = [node.loop] if node.loop else []
    shown += ["compensation"] if node.is_for_compensation else []
    shown += ["ad hoc"] if node.kind == "adHocSubProcess" else []
    is_closed = node.kind in SUB_PROCESSES and not node.is_expanded
    shown += ["collapsed"] if is_closed or node.kind == "callActivity" else []
    left = node.box.middle[0] - (len(shown) - 1) * 9
    y = node.box.y + node.box.height - 11
    return "".join(_glyph(MARKERS[name], (left + i * 18, y)) for i, name in enumerate(shown))


def _under_top(node: Node) -> tuple[float, float]:
    return node.box.middle[0], node.box.y + 14


def _rect(box: Box, css: str, radius: float = 0) -> str:
    round_ = f' rx="{radius:g}"' if radius else ""
    return (
        f'<rect class="{css}" x="{box.x:g}" y="{box.y:g}" '
        f'width="{box.width:g}" height="{box.height:g}"{round_}/>'
    )


def _grown(box: Box, by: float) -> Box:
    return Box(x=box.x - by, y=box.y - by, width=box.width + 2 * by, height=box.height + 2 * by)


def _glyph(glyph: Glyph, at: tuple[float, float], extra: str = "") -> str:
    css = f"g{' full' if glyph.is_full else ''}{extra}"
    return f'<path class="{css}" d="{glyph.path}" transform="translate({at[0]:g} {at[1]:g})"/>'


def _text(lines: list[str], at: tuple[float, float], css: str = "", turn: str = "") -> str:
    """Lines centred on a point."""
    x, y = at
    first = y + 4.5 - (len(lines) - 1) * LEADING / 2
    kind = f' class="{css}"' if css else ""
    return "".join(
        f'<text{kind} text-anchor="middle" x="{x:g}" y="{first + i * LEADING:g}"{turn}>{escape(line)}</text>'
        for i, line in enumerate(lines)
    )


def _outside(node: Node) -> str:
    if not node.name:
        return ""
    # Where the file doesn't say: gateways carry their name above (flows leave below), the rest below.
    box = node.box
    y = box.y - 18 if node.kind.endswith("Gateway") else box.y + box.height + 4
    label = node.label or Box(x=box.middle[0] - 45, y=y, width=90, height=14)
    return free_text(node.name, label, (box.x, box.x + box.width))


def free_text(name: str, box: Box, beside: tuple[float, float] | None = None) -> str:
    """A label outside a shape; words wider than their box grow away from what they stand beside."""
    # Labels sized for Latin letters are too narrow for Chinese: at least seven characters a line
    # where the label's place is one line high.
    least = OUTSIDE * 7 if box.height < 2 * LEADING - 4 else 0.0
    lines = broken(name, max(box.width + 4, least), OUTSIDE)
    top = box.y + 7 + (len(lines) - 1) * LEADING / 2
    over = max(0.0, max(text_width(line, OUTSIDE) for line in lines) - box.width) / 2
    left, right = beside or (-math.inf, math.inf)
    shift = over if box.x >= right else -over if box.x + box.width <= left else 0.0
    return _text(lines, (box.x + box.width / 2 + shift, top), "ext")

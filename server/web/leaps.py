"""Draws where a case went on by no flow: a dashed arrow in an arc, with what it was, which round began and when.

The same parts stand in the drawing of the server and in the viewer of the page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from server.domain.county_time import COUNTY_TIME
from server.domain.lettering import text_width
from server.web.drawings import Box
from server.web.shapes import BACKGROUND, OUTSIDE, free_text
from server.web.speech import gettext, is_english

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from server.domain.reading import Leap
    from server.web.drawings import Drawing

_UPRIGHT = 40.0
"""Shapes whose middles are no further apart stand above each other: the arc runs beside them."""
_LIFTS = range(36, 240, 12)
"""How far an arc may rise above its shapes: as little as leaves room for its label."""
_FALL = 0.06
"""By how much of its length it rises besides."""
_LINE = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Arc:
    """One arrow: all that led from one step to another."""

    leaps: tuple[Leap, ...]
    start: tuple[float, float]
    over: tuple[tuple[float, float], tuple[float, float]]
    """The two points that bend it."""
    end: tuple[float, float]

    @property
    def lines(self) -> tuple[str, ...]:
        """What is written on it, of the last that led there."""
        last = self.leaps[-1]
        often = gettext("共 %(number)s 次", number=len(self.leaps))
        return (
            f"{leap_words(last.kind)} {_round(last)}",
            f"{_at(last)} {often}" if len(self.leaps) > 1 else _at(last),
        )

    @property
    def label(self) -> Box:
        """Where that is written: half the way of the curve, above it; beside shapes, on it."""
        points = (self.start, *self.over, self.end)
        x, y = (
            sum(w * point[i] for w, point in zip((1, 3, 3, 1), points, strict=True)) / 8
            for i in (0, 1)
        )
        width = max(text_width(line, OUTSIDE) for line in self.lines) + 8
        is_beside = self.over[0][0] == self.over[1][0]
        top = y - _LINE if is_beside else y - 2 * _LINE
        return Box(x=x - width / 2, y=top, width=width, height=2 * _LINE)


def leap_words(kind: str) -> str:
    """What led there, in the page's language."""
    words: dict[str, str] = {
        "returned": gettext("退回"),
        "straight": gettext("退回（改后直送）"),
        "taken_back": gettext("撤回退回"),
        "jumped": gettext("跳转"),
        "reopened": gettext("重启"),
    }
    return words[kind]


def arcs(drawing: Drawing, leaps: tuple[Leap, ...]) -> tuple[Arc, ...]:
    """An arrow for each two steps between which anything led, where both are drawn."""
    together: dict[tuple[str, str], list[Leap]] = {}
    for leap in leaps:
        together.setdefault((leap.from_element, leap.element), []).append(leap)
    return tuple(_arcs(drawing, together))


def _arcs(drawing: Drawing, together: Mapping[tuple[str, str], Sequence[Leap]]) -> Iterator[Arc]:
    shapes = [node.box for node in drawing.nodes if node.kind not in BACKGROUND]
    labels: list[Box] = []
    for (source, target), leaps in together.items():
        begin, goal = drawing.node(source), drawing.node(target)
        if begin is not None and goal is not None:
            arc = min(
                (_arc(begin.box, goal.box, tuple(leaps), lift) for lift in _LIFTS),
                key=lambda arc: (_covered(arc.label, labels), _covered(arc.label, shapes)),
            )
            labels.append(arc.label)
            yield arc


def _covered(label: Box, others: Iterable[Box]) -> int:
    return sum(
        label.x < other.x + other.width
        and other.x < label.x + label.width
        and label.y < other.y + other.height
        and other.y < label.y + label.height
        for other in others
    )


def _arc(begin: Box, goal: Box, leaps: tuple[Leap, ...], lift: float) -> Arc:
    (x1, y1), (x2, y2) = begin.middle, goal.middle
    if abs(x2 - x1) <= _UPRIGHT:
        side = max(begin.x + begin.width, goal.x + goal.width) + lift
        start, end = (begin.x + begin.width, y1), (goal.x + goal.width, y2)
        return Arc(leaps=leaps, start=start, over=((side, y1), (side, y2)), end=end)
    top = min(begin.y, goal.y) - lift - _FALL * abs(x2 - x1)
    # What leaves a shape and what comes to it stand beside each other.
    aside = 12 if x2 < x1 else -12
    start, end = (x1 - aside, begin.y), (x2 + aside, goal.y)
    return Arc(leaps=leaps, start=start, over=((start[0], top), (end[0], top)), end=end)


def drawn(arc: Arc) -> str:
    """The arrow as SVG."""
    (x1, y1), (x2, y2) = arc.start, arc.end
    (a1, b1), (a2, b2) = arc.over
    turn = 90 if a2 == x2 else 180
    labels = "".join(
        free_text(line, replace(arc.label, y=arc.label.y + at * _LINE, height=_LINE))
        for at, line in enumerate(arc.lines)
    )
    return (
        f'<g class="leap"><title>{escape("；".join(map(_whole, arc.leaps)))}</title>'
        f'<path class="f dash" d="M{x1:g} {y1:g}C{a1:g} {b1:g} {a2:g} {b2:g} {x2:g} {y2:g}"/>'
        f'<path class="tip" d="M0 0L-10-4.5V4.5Z" transform="translate({x2:g} {y2:g}) rotate({turn})"/>'
        f"{labels}</g>"
    )


def leaps_drawn(drawing: Drawing, leaps: tuple[Leap, ...]) -> Markup:
    """All arrows, for the viewer of the page."""
    return Markup("".join(map(drawn, arcs(drawing, leaps))))  # noqa: S704  # every name is escaped where it is written


def _round(leap: Leap) -> str:
    said: str = gettext("第 %(number)s 轮", number=leap.round)
    return said


def _at(leap: Leap) -> str:
    return f"{leap.at.astimezone(COUNTY_TIME):%m-%d %H:%M}"


def _whole(leap: Leap) -> str:
    steps = (leap.from_step_en, leap.step_en) if is_english() else (leap.from_step, leap.step)
    return f"{leap_words(leap.kind)} {' → '.join(steps)} {_round(leap)} {_at(leap)}"

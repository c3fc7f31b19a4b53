"""What is drawn of a diagram: a place that can't be read goes, and the layout finds another."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from server.engine.importing.draft import drop
from server.engine.layout.writing import DI
from server.engine.names import local

if TYPE_CHECKING:
    from lxml.etree import _Element

    from server.engine.importing.draft import Draft

_BOUNDS = ("x", "y", "width", "height")
_LEAST_POINTS = 2


def forget_broken_places(draft: Draft) -> None:
    """A shape without its bounds or a line without its points is drawn anew."""
    for drawn in list(draft.root.iter(f"{{{DI}}}BPMNShape", f"{{{DI}}}BPMNEdge")):
        if not drawn.get("bpmnElement") or not _is_placed(drawn):
            draft.note(
                drawn,
                "画出的位置无法识别，已重新排列。",
                "Where it is drawn can't be read; it was laid out anew.",
                drawn.get("bpmnElement", ""),
            )
            drop(drawn)


def _is_placed(drawn: _Element) -> bool:
    if local(drawn) == "BPMNShape":
        bounds = drawn.find("{*}Bounds")
        return bounds is not None and _are_numbers(bounds, *_BOUNDS)
    points = drawn.findall("{*}waypoint")
    return len(points) >= _LEAST_POINTS and all(_are_numbers(one, "x", "y") for one in points)


def _are_numbers(place: _Element, *names: str) -> bool:
    try:
        return all(isfinite(float(place.get(name, "nan"))) for name in names)
    except ValueError:
        return False

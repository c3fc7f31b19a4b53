"""How large things are drawn: the sizes that BPMN editors agree on, and the room that words take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.lettering import broken, text_width
from server.engine.names import local, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

Size = tuple[float, float]

EVENT = 36.0
TASK: Size = (100.0, 80.0)
_GATEWAY: Size = (50.0, 50.0)
_SIZES: dict[str, Size] = {
    "dataObjectReference": (36.0, 50.0),
    "dataInput": (36.0, 50.0),
    "dataOutput": (36.0, 50.0),
    "dataStoreReference": (50.0, 50.0),
    "group": (200.0, 100.0),
}
LETTER = 12.0
LINE = 16.0
LABEL = 90.0
"""The widest that a label beside its shape may be."""
GATEWAY_LABEL = 64.0
"""Gateways stand close to lines, so their labels are narrow."""
_NOTE = 120.0
_MOST = 6


def size_of(element: _Element) -> Size:
    """The size of anything but a sub-process that shows its inside."""
    kind = local(element)
    if kind.endswith("Event"):
        return EVENT, EVENT
    if kind.endswith("Gateway"):
        return _GATEWAY
    if kind == "textAnnotation":
        lines = broken(text_of(element, "text") or "", _NOTE - 16, LETTER, most=12)
        return _NOTE, max(30.0, 14 + LINE * len(lines))
    return _SIZES.get(kind, TASK)


def label_size(name: str, most: float = LABEL) -> Size:
    """The room of a label; nothing for no words."""
    if not name.strip():
        return 0.0, 0.0
    lines = broken(" ".join(name.split()), most, LETTER, most=_MOST)
    width = max(text_width(line, LETTER) for line in lines)
    return round(width) + 4.0, LINE * len(lines)


def is_round(element: _Element) -> bool:
    """Whether lines may only touch the middle of each side: a circle or a diamond."""
    return local(element).endswith(("Event", "Gateway"))

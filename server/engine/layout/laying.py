"""A diagram without a layout gets one, with its pools and lanes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.engine.layout.planes import draw, sheets
from server.engine.layout.writing import Pen

if TYPE_CHECKING:
    from lxml.etree import _Element


def lay_out(root: _Element) -> list[str]:
    """Give everything in a BPMN file that has no place one; the ids of what got a place."""
    pen = Pen(root)
    placed: list[str] = []
    for sheet in sheets(root):
        picture = draw(sheet)
        placed += pen.write(pen.plane(sheet.element.get("id", "")), picture)
    return placed

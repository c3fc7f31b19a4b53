"""Ids for what is to be drawn: a place on paper is the place of an id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.engine.layout.scopes import LINES, NODES, NOTES, id_of
from server.engine.names import free_id, is_bpmn, local

if TYPE_CHECKING:
    from lxml.etree import _Element

_DRAWN = NODES | NOTES | LINES | {"boundaryEvent", "group"}
_AROUND = frozenset({"collaboration", "participant", "process", "lane"})


def give_ids(root: _Element) -> None:
    """What is drawn and has no id, or one that is taken, gets its own."""
    taken = {id_of(one) for one in root.iter("*")}
    seen = {""}
    for one in root.iter("*"):
        key = id_of(one)
        if key in seen and is_bpmn(one) and local(one) in _DRAWN | _AROUND:
            one.set("id", free_id(key or local(one), taken))
        seen.add(key)

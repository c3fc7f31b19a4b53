"""What a plan is made of: everything that was compiled for an element, part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from server.engine.associating import Assignment, Association, Data
from server.engine.expressions import Expression, Script
from server.engine.fanning import Fan
from server.engine.hardening.events import Event
from server.engine.hardening.loops import Loop
from server.engine.members import AtOnce, Many, Telling
from server.engine.offering import ClockName, Offer
from server.engine.timers import Timer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PARTS = (Offer, Fan, Event, Timer, Loop, Many, Telling, AtOnce, Data, Association, Assignment)


def parts_of(part: Any) -> Iterator[Any]:
    """A part of a plan, and every part inside of it."""
    yield part
    inside: Iterable[Any] = part if isinstance(part, tuple) else ()
    if isinstance(part, Script | ClockName):
        inside = part.expressions()
    elif isinstance(part, dict):
        inside = part.values()
    elif isinstance(part, _PARTS):
        inside = [getattr(part, name) for name in part.__slots__]
    for each in inside:
        yield from parts_of(each)


def expressions_of(part: Any) -> Iterator[Expression]:
    """Every expression anywhere in a plan."""
    return (one for one in parts_of(part) if isinstance(one, Expression))

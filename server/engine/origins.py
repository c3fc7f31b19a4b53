"""Where the data of a process come from: every name that something in the diagram or its forms writes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from server.domain.process import STARTED_WITH
from server.engine.expressions import Script
from server.engine.fanning import Fan
from server.engine.hardening.events import Event, EventKind
from server.engine.members import COUNTER, Many
from server.engine.names import local
from server.engine.parts import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from server.domain.process import Sources
    from server.engine.planning import Plan
    from server.engine.sheet import Sheet

_ANYTHING = None
"""Stands for names that are known only when it happens: all that a message or an operation brings."""
_BROUGHT = frozenset({EventKind.MESSAGE, EventKind.SIGNAL})
_ACTS = frozenset({"serviceTask", "businessRuleTask"})


def origins_of(sheet: Sheet, plans: Mapping[str, Plan], sources: Sources) -> frozenset[str] | None:
    """All names that are written; None where any may be, so that nothing can be told of a name."""
    found: set[str | None] = {*STARTED_WITH, COUNTER}
    found.update(sheet.variables.name(key) for key in sheet.variables.items)
    if sources.start_form is None:
        return None  # whoever starts it gives what they like
    for form in sources.forms.values():
        found.update(_fields(form))
    for key, plan in plans.items():
        found.update(_written(local(sheet.nodes[key]), plan))
    return None if _ANYTHING in found else frozenset(name for name in found if name)


def _fields(form: bytes) -> Iterator[str]:
    """The names of all fields of a form, wherever they lie; what can't be read is refused elsewhere."""
    try:
        todo = [json.loads(form)]
    except (ValueError, RecursionError):
        return
    while todo:
        part = todo.pop()
        if isinstance(part, dict):
            named = (part.get("key"), part.get("path"))
            yield from (name.partition(".")[0] for name in named if isinstance(name, str))
            todo.extend(part.values())
        elif isinstance(part, list):
            todo.extend(part)


def _written(kind: str, plan: Plan) -> Iterator[str | None]:
    if kind in _ACTS:
        yield plan.get("result") or _ANYTHING
    yield from filter(None, [plan.get("variable")])
    for part in parts_of(plan):
        match part:
            case Script():
                yield from (name for name, _ in part.assignments)
                yield from [_ANYTHING] if part.context is not None else []
            case Many():
                yield from filter(None, [part.item, part.output_collection])
            case Fan() if part.called is not None and part.many is None:
                yield part.result or _ANYTHING
            case Event() if part.kind in _BROUGHT:
                yield part.variable or _ANYTHING
            case Event() if part.variable:
                yield part.variable

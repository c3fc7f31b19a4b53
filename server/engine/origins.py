"""Where the data of a process come from: every name that something in the diagram or its forms writes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

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
_NAMED = frozenset({"key", "path"})
"""What in a form names a field; of a path, its first step."""
_TELLING = frozenset({"intermediateThrowEvent", "endEvent", "sendTask"})
"""What brings nothing, whatever it tells."""
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
        found.update(written_by(local(sheet.nodes[key]), plan))
    return None if _ANYTHING in found else frozenset(name for name in found if name)


def _fields(form: bytes) -> Iterator[str]:
    """The names of all fields of a form, wherever they lie."""
    return (text.partition(".")[0] for word, text in texts_in(form) if word in _NAMED)


def texts_in(form: bytes) -> Iterator[tuple[str, str]]:
    """Every text of a form with the word before it; what can't be read is refused elsewhere."""
    try:
        todo: list[tuple[str, Any]] = [("", json.loads(form))]
    except (ValueError, RecursionError):
        return
    while todo:
        word, part = todo.pop()
        if isinstance(part, dict):
            todo.extend(part.items())
        elif isinstance(part, list):
            todo.extend(("", each) for each in part)
        elif isinstance(part, str):
            yield word, part


def written_by(kind: str, plan: Plan) -> Iterator[str | None]:
    """The names that an element writes; None for those that are known only when it happens."""
    if kind in _ACTS:
        yield plan.get("result") or _ANYTHING
    yield from filter(None, [plan.get("variable")])
    for part in parts_of(plan):
        match part:
            case Script():
                yield from (name for name, _ in part.assignments)
                yield from [_ANYTHING] if part.context is not None else []
            case Fan() if part.vote is not None:
                yield part.vote
            case Many():
                yield from filter(None, [part.item, part.output_collection])
            case Fan() if part.called is not None and part.many is None:
                yield part.result or _ANYTHING
            case Event() if kind not in _TELLING:
                yield part.variable or (_ANYTHING if part.kind in _BROUGHT else "")

"""Sub-processes and what begins them: by a flow, or beside it by their start event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.engine.importing.draft import drop
from server.engine.importing.wiring import nodes_of
from server.engine.names import local, tag
from server.engine.rules_definitions import definitions_of
from server.engine.sheet import is_handler

if TYPE_CHECKING:
    from lxml.etree import _Element

    from server.engine.importing.draft import Draft

_MARKS = ("multiInstanceLoopCharacteristics", "standardLoopCharacteristics")


def settle_handlers(draft: Draft) -> None:
    """An event sub-process stands beside the flow; one that nothing triggers is a plain one."""
    for scope in filter(is_handler, draft.each("subProcess")):
        flows = draft.wiring.flows_at(scope)
        if flows and not any(definitions_of(start) for start in _starts(scope)):
            del scope.attrib["triggeredByEvent"]
            draft.note(
                scope,
                "没有触发事件而有连线，按普通子流程执行。",
                "Nothing triggers it and flows lead to it: it works as a plain sub-process.",
                "triggeredByEvent",
            )
            continue
        marks = [mark for name in _MARKS for mark in scope.findall(tag(name))]
        for part in (*flows, *marks):
            draft.note(
                scope,
                "事件子流程由开始事件触发，没有连线和循环，已删去。",
                "An event sub-process is begun by its start event: flows and loops were removed.",
                f"{local(part)} {part.get('id', '')}",
            )
        for mark in marks:
            drop(mark)
        draft.unlink(*flows)


def begin_by_flow(draft: Draft) -> None:
    """A plain sub-process begins when the flow reaches it, whatever its start event waits for."""
    for scope in draft.each("subProcess", "transaction"):
        for start in [] if is_handler(scope) else _starts(scope):
            for definition in definitions_of(start):
                draft.note(
                    start,
                    "普通子流程由连线进入而开始，开始事件不等待任何事件。",
                    "A plain sub-process begins when the flow reaches it; its start waits for nothing.",
                    local(definition),
                )
                drop(definition)


def _starts(scope: _Element) -> list[_Element]:
    return [node for node in nodes_of(scope) if local(node) == "startEvent"]

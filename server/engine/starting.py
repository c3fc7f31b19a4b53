"""What begins an instance by itself: triggers of start events, and what else instantiates.

A start event with several definitions is begun by any of them (BPMN 2.0, 10.5.2); so is a process
by a receive task or an exclusive event-based gateway that instantiates (10.3.3, 10.6.6).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from server.domain.county import Missed
from server.domain.process import Occurrence, Trigger, TriggerKind
from server.engine.names import local
from server.engine.rules_definitions import definitions_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from lxml.etree import _Element

    from server.domain.ports import Surroundings
    from server.domain.values import Value
    from server.engine.expressions import Expression
    from server.engine.hardening.events import Event
    from server.engine.planning import Plan
    from server.engine.sheet import Sheet

KINDS = frozenset(kind.value for kind in TriggerKind)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Beginning:
    """What a trigger says, compiled."""

    event: Event
    way: tuple[str, ...] = ()
    """What is passed before its element: the instantiating gateway and its flow."""

    def occurrence(
        self,
        before: Occurrence | None,
        around: Surroundings,
    ) -> Occurrence | None:
        """When its timer happens first, or next after one that has happened."""
        timer, now = self.event.timer, around.moment
        assert timer is not None  # noqa: S101  # nobody asks when a message comes

        def value_of(expression: Expression) -> Value:
            return expression.compiled.evaluate({}, around.functions, now)

        if before is None:
            at, rest = timer.first(now, value_of)
            if rest is None or at >= now:
                return _occurrence(at, rest)
            # What a cycle would have done before it was deployed was not missed.
            return _following(replace(timer, missed=Missed.ONCE).next(rest, around))
        if not before.rest:
            return None
        return _following(timer.next(json.loads(before.rest), around))


def _following(found: tuple[datetime, list[object]] | None) -> Occurrence | None:
    return None if found is None else _occurrence(*found)


def _occurrence(at: datetime, rest: list[object] | None) -> Occurrence:
    return Occurrence(at=at, rest="" if rest is None else json.dumps(rest))


def read_beginnings(sheet: Sheet, plans: Mapping[str, Plan]) -> dict[Trigger, Beginning]:
    """Everything that begins the process of a sheet by itself, in the order of the file."""
    return {
        trigger: Beginning(event=event, way=_way_to(sheet, node))
        for key in sheet.starts(sheet.process)
        for node in places(sheet, key)
        for event in plans[node.get("id", "")].get("events", ())
        for trigger in _trigger(node, event)
    }


def begun_by_hand(sheet: Sheet, scope: _Element) -> list[str]:
    """Where the tokens of a scope begin without anything having to happen before."""
    return [key for key in sheet.starts(scope) if not triggered(sheet, key)]


def triggered(sheet: Sheet, key: str) -> bool:
    """Whether something has to happen before a process begins here; else whoever starts it does."""
    node = sheet.nodes[key]
    is_instantiating = node.get("instantiate") == "true"
    return is_instantiating or (sheet.scope_of[key] is sheet.process and bool(definitions_of(node)))


def places(sheet: Sheet, key: str) -> Iterator[_Element]:
    """The element itself, or the events behind an instantiating gateway."""
    node = sheet.nodes[key]
    if local(node) != "eventBasedGateway":
        yield node
        return
    for flow in sheet.outgoing[key]:
        target = sheet.nodes.get(flow.get("targetRef", ""))
        if target is not None:
            yield target


def _way_to(sheet: Sheet, node: _Element) -> tuple[str, ...]:
    for flow in sheet.incoming[node.get("id", "")]:
        return (flow.get("sourceRef", ""), flow.get("id", ""))
    return ()


def _trigger(node: _Element, event: Event) -> Iterator[Trigger]:
    if event.kind in KINDS:
        name = f"{event.timer.kind} {event.timer.text}" if event.timer else event.name
        yield Trigger(element=node.get("id", ""), kind=TriggerKind(event.kind), name=name)

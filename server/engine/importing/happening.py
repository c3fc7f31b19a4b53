"""Events that don't say what they are about: named, made by hand, or left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.engine.importing.draft import drop
from server.engine.names import local, tag, text_of
from server.engine.rules_definitions import definitions_of
from server.engine.sheet import ACTIVITIES, is_handler, is_trigger

if TYPE_CHECKING:
    from lxml.etree import _Element

    from server.engine.importing.draft import Draft

EVENTS = (
    "startEvent",
    "endEvent",
    "intermediateCatchEvent",
    "intermediateThrowEvent",
    "boundaryEvent",
)
_WANTED = {
    "message": "name",
    "signal": "name",
    "error": "errorCode",
    "escalation": "escalationCode",
}
_TIMES = ("timeDate", "timeDuration", "timeCycle")


def name_what_happens(draft: Draft) -> None:
    """A message, signal, error or escalation without a name is named after its event."""
    named = {node.get("id", ""): node for node in draft.root}
    for event in draft.each(*EVENTS, "sendTask", "receiveTask"):
        is_task = local(event).endswith("Task")
        for holder in [event] if is_task else definitions_of(event):
            kind = "message" if is_task else local(holder).removesuffix("EventDefinition")
            if kind in _WANTED:
                _name(draft, event, holder, kind, named)


def _name(
    draft: Draft, event: _Element, holder: _Element, kind: str, named: dict[str, _Element]
) -> None:
    there = named.get(holder.get(f"{kind}Ref", "").rpartition(":")[2])
    if there is None and kind in {"error", "escalation"} and _catches_any(event):
        holder.attrib.pop(f"{kind}Ref", "")
        return
    name = " ".join(event.get("name", "").split()) or event.get("id", "")
    if there is None or local(there) != kind:
        there = draft.add(draft.root, kind, id=draft.new_id(f"{kind}_{event.get('id')}"))
        named[there.get("id", "")] = there
        holder.set(f"{kind}Ref", there.get("id", ""))
    wanted = _WANTED[kind]
    if not there.get(wanted):
        there.set(wanted, there.get("name") or name)
        draft.note(
            event,
            f"没有写明 {kind}，按事件名称命名。",
            f"It named no {kind}; one was named after the event.",
            "",
            there.get(wanted, ""),
        )


def _catches_any(event: _Element) -> bool:
    return local(event) in {"boundaryEvent", "startEvent"}


def let_people_fire(draft: Draft) -> None:
    """A timer without a time, or a condition without one: a person says when it is so."""
    for event in draft.each(*EVENTS):
        if _lacks_trigger(event):
            _wait_for_message(draft, event, "none")
        for definition in definitions_of(event):
            if _says_nothing(definition):
                _fire(draft, event, definition)


def _lacks_trigger(event: _Element) -> bool:
    """Whether an event that something must trigger names nothing."""
    must = local(event) == "boundaryEvent" or is_trigger(event)
    return must and not definitions_of(event) and event.find(tag("eventDefinitionRef")) is None


def _wait_for_message(draft: Draft, event: _Element, was: str) -> None:
    draft.add(event, "messageEventDefinition", id=draft.new_id(f"{event.get('id')}_message"))
    draft.note(
        event,
        "没有写明何时发生：由消息触发。",
        "Nothing says when: a message does.",
        was,
        "message",
    )


def _says_nothing(definition: _Element) -> bool:
    kind = local(definition)
    if kind == "timerEventDefinition":
        return all(text_of(definition, name) is None for name in _TIMES)
    return kind == "conditionalEventDefinition" and text_of(definition, "condition") is None


def _fire(draft: Draft, event: _Element, definition: _Element) -> None:
    was = local(definition)
    is_alone = len(definitions_of(event)) == 1
    drop(definition)
    if not is_alone:
        draft.note(
            event,
            "没有写明时间或条件，已略去。",
            "Nothing says when; it was left out.",
            was,
        )
    elif local(event) == "intermediateCatchEvent" and not _is_raced(draft, event):
        draft.retag(event, "userTask")
        draft.note(
            event,
            "没有写明时间或条件：由人确认。",
            "Nothing says when: a person confirms.",
            was,
            "userTask",
        )
    else:
        _wait_for_message(draft, event, was)


def _is_raced(draft: Draft, event: _Element) -> bool:
    sources = (draft.wiring.source(flow) for flow in draft.wiring.arriving(event))
    return any(one is not None and local(one) == "eventBasedGateway" for one in sources)


def pass_through_nothing(draft: Draft) -> None:
    """An intermediate event that waits for nothing is passed."""
    for event in draft.each("intermediateCatchEvent"):
        if not definitions_of(event):
            draft.recast(event, "intermediateThrowEvent")
            draft.note(
                event,
                "中间事件没有等待的内容，直接通过。",
                "The event waits for nothing and is passed.",
                "intermediateCatchEvent",
                "intermediateThrowEvent",
            )


def sit_on_activities(draft: Draft) -> None:
    """A boundary event that sits on no activity of its level never happens."""
    for event in draft.each("boundaryEvent"):
        host = draft.wiring.nodes.get(event.get("attachedToRef", ""))
        if (
            host is None
            or local(host) not in ACTIVITIES
            or is_handler(host)
            or host.getparent() is not event.getparent()
        ):
            _leave_out(draft, event)


def _leave_out(draft: Draft, event: _Element) -> None:
    draft.note(
        event,
        "边界事件没有附在同层的活动上，不会发生，已略去。",
        "The boundary event sits on no activity of its level, so it never happens; it was left out.",
        event.get("name", ""),
    )
    draft.unlink(*draft.wiring.flows_at(event))
    draft.wiring.lose(event)
    drop(event)


def interrupt_by_error(draft: Draft) -> None:
    """An error always interrupts (BPMN 2.0, 10.5.4)."""
    for node in draft.each("errorEventDefinition"):
        event = node.getparent()
        for name in ("cancelActivity", "isInterrupting"):
            if event is not None and event.get(name) == "false":
                event.set(name, "true")
                draft.note(
                    event,
                    "错误事件总是中断。",
                    "An error event always interrupts.",
                    "false",
                    "true",
                )

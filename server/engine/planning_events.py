"""What each event says, compiled."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from server.domain.county import Missed
from server.engine.correlating import SENDS, keys_in_data, keys_in_message, waits
from server.engine.hardening.events import Event, EventKind
from server.engine.hardening.keys import ALONE
from server.engine.names import extension_text, local, properties, text_of
from server.engine.rules_definitions import about, definitions_of, reference
from server.engine.timers import TimerKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from server.engine.expressions import Expression
    from server.engine.findings import Findings
    from server.engine.sheet import Sheet

_KINDS = {kind.value: kind for kind in EventKind}
_SILENT = {EventKind.NONE, EventKind.TERMINATE, EventKind.LINK, EventKind.CANCEL}
_ORDER = [EventKind.MESSAGE, EventKind.SIGNAL, EventKind.ESCALATION]
"""What an event with several definitions throws first: that by which the flow can't be taken away."""


def read_events(sheet: Sheet, node: _Element, findings: Findings) -> tuple[Event, ...]:
    """The definitions of an event, a send or a receive task; a plain event is about nothing."""
    events = [
        event
        for definition in definitions_of(node)
        for event in _read_by_keys(sheet, node, definition, findings)
    ]
    last = len(_ORDER)
    events.sort(key=lambda event: _ORDER.index(event.kind) if event.kind in _ORDER else last)
    return tuple(events) or (Event(),)


def read_event(sheet: Sheet, node: _Element, definition: _Element, findings: Findings) -> Event:
    """One definition, of this event or activity."""
    kind = _KINDS.get(about(definition), EventKind.NONE)  # others were refused by the rules
    said = properties(node) | properties(definition)
    if kind is EventKind.TIMER:
        return _timer(node, definition, findings, _missed(said.get("missed")))
    if kind is EventKind.COMPENSATE:
        kept = extension_text(definition, "variableName") or said.get("result")
        return Event(kind=kind, name=definition.get("activityRef", ""), variable=kept)
    if kind is EventKind.CONDITIONAL:
        written = text_of(definition, "condition")
        return Event(kind=kind, condition=_expression(node, written, "条件", "condition", findings))
    if kind in _SILENT:
        return Event(kind=kind)
    named = reference(sheet, definition)
    payload = _said(definition, named, "messagePayload", "payloadExpression") or said.get("payload")
    return Event(
        kind=kind,
        name="" if named is None else named.get("name", ""),
        code="" if named is None else named.get(f"{kind}Code", ""),
        payload=_expression(node, payload, "内容", "payload", findings),
        variable=_said(definition, named, "messageVariable", "variableName") or said.get("result"),
        keys=_keys(sheet, node, named, said, findings),
        ttl=findings.timer(node, TimerKind.DURATION, said.get("ttl")),
    )


def _read_by_keys(
    sheet: Sheet, node: _Element, definition: _Element, findings: Findings
) -> Iterator[Event]:
    """What is waited for by several keys is waited for by each of them, whichever is heard first."""
    event = read_event(sheet, node, definition, findings)
    if len(event.keys) > 1 and waits(node):
        yield from (replace(event, keys={name: key}) for name, key in event.keys.items())
    else:
        yield event


def _keys(
    sheet: Sheet,
    node: _Element,
    named: _Element | None,
    said: Mapping[str, str],
    findings: Findings,
) -> dict[str, Expression]:
    """What says whose a message is: as it is written, or else as the collaboration draws it."""
    message = "" if named is None else named.get("id", "")
    drawn: Mapping[str, str] = {}
    if "correlation" in said:
        drawn = {ALONE: said["correlation"]}
    elif local(node) in SENDS:
        drawn = keys_in_message(sheet, message)
    elif waits(node):
        drawn = keys_in_data(sheet, message)
    read = {
        name: _expression(node, text, "关联值 correlation ", "correlation", findings)
        for name, text in drawn.items()
    }
    return {name: key for name, key in read.items() if key is not None}


def _missed(said: str | None) -> Missed | None:
    """What becomes of missed occurrences; other words are refused by the rules."""
    return next((one for one in Missed if one == said), None)


def _timer(
    node: _Element, definition: _Element, findings: Findings, missed: Missed | None
) -> Event:
    timers = (
        findings.timer(node, kind, text)
        for kind in TimerKind
        if (text := text_of(definition, kind.value)) is not None
    )
    timer = next(timers, None)
    return Event(
        kind=EventKind.TIMER,
        timer=timer and replace(timer, missed=missed),
    )


def _expression(
    node: _Element, source: str | None, zh: str, en: str, findings: Findings
) -> Expression | None:
    return findings.expression(node, source, zh, f"{en} ")


def _said(definition: _Element, named: _Element | None, *names: str) -> str | None:
    places = [place for place in (definition, named) if place is not None]
    return next(
        (text for at in places for name in names if (text := extension_text(at, name))), None
    )

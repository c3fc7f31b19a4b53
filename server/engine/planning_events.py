"""What each event says, compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.engine.hardening.events import Event, EventKind
from server.engine.names import extension_text, local, properties, text_of
from server.engine.rules_events import definitions_of, kind_of, reference
from server.engine.timers import TimerKind

if TYPE_CHECKING:
    from lxml.etree import _Element

    from server.engine.expressions import Expression
    from server.engine.findings import Findings
    from server.engine.sheet import Sheet

_KINDS = {kind.value: kind for kind in EventKind}


def read_event(sheet: Sheet, node: _Element, findings: Findings) -> Event:
    """The definition of an event, a send or a receive task; kinds the rules refused count as none."""
    kind = _KINDS.get(kind_of(node), EventKind.NONE)
    if kind is EventKind.TIMER:
        return _timer(node, findings)
    if kind is EventKind.COMPENSATE:
        return Event(kind=kind, name=definitions_of(node)[0].get("activityRef", ""))
    if kind is EventKind.CONDITIONAL:
        written = text_of(definitions_of(node)[0], "condition")
        return Event(kind=kind, condition=_expression(node, written, "条件", "condition", findings))
    if kind in {EventKind.NONE, EventKind.TERMINATE, EventKind.LINK, EventKind.CANCEL}:
        return Event(kind=kind)
    named = reference(sheet, node)
    holder = node if local(node) in {"sendTask", "receiveTask"} else definitions_of(node)[0]
    said = properties(node)
    payload = _said(holder, named, "messagePayload", "payloadExpression") or said.get("payload")
    return Event(
        kind=kind,
        name="" if named is None else named.get("name", ""),
        code="" if named is None else named.get(f"{kind}Code", ""),
        payload=_expression(node, payload, "内容", "payload", findings),
        variable=_said(holder, named, "messageVariable", "variableName") or said.get("result"),
        key=_expression(
            node, said.get("correlation"), "关联值 correlation ", "correlation", findings
        ),
    )


def _timer(node: _Element, findings: Findings) -> Event:
    timers = (
        findings.timer(node, kind, text)
        for kind in TimerKind
        if (text := text_of(definitions_of(node)[0], kind.value)) is not None
    )
    return Event(kind=EventKind.TIMER, timer=next(timers, None))


def _expression(
    node: _Element, source: str | None, zh: str, en: str, findings: Findings
) -> Expression | None:
    return findings.expression(node, source, zh, f"{en} ")


def _said(holder: _Element, named: _Element | None, *names: str) -> str | None:
    places = [place for place in (holder, named) if place is not None]
    return next(
        (text for at in places for name in names if (text := extension_text(at, name))), None
    )

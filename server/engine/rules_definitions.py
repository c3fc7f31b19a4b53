"""Rules of event definitions: what each must name and say, wherever it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.engine.names import is_definition, local, properties, referred, tag, text_of
from server.engine.sheet import is_many, is_trigger, link_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from server.engine.findings import Findings
    from server.engine.sheet import Sheet

TELLERS = frozenset({"sendTask", "receiveTask"})
"""Activities that are about a message as events are."""
_REFERENCES = frozenset({"message", "signal", "error", "escalation"})
_MISSED = frozenset({"once", "all"})
_TIMERS = ("timeDate", "timeDuration", "timeCycle")


def definitions_of(node: _Element) -> list[_Element]:
    """The event definitions of an event; a send or receive task is its own."""
    if local(node) in TELLERS:
        return [node]
    return [child for child in node if is_definition(child)]


def about(definition: _Element) -> str:
    """What a definition is about: ``timer``, ``message`` ..."""
    name = local(definition)
    return "message" if name in TELLERS else name.removesuffix("EventDefinition")


def kinds_of(node: _Element) -> list[str]:
    """What an event is about, definition by definition; ``none`` without any."""
    return [about(definition) for definition in definitions_of(node)] or ["none"]


def reference(sheet: Sheet, definition: _Element) -> _Element | None:
    """The message, signal, error or escalation that a definition names."""
    return sheet.definitions.get(referred(definition.get(f"{about(definition)}Ref")))


def check_definition(
    sheet: Sheet, node: _Element, definition: _Element, findings: Findings
) -> None:
    """Whether a definition of this event says all that it must."""
    kind = about(definition)
    if kind in _REFERENCES:
        _check_reference(sheet, node, definition, findings)
    check = _CHECKS.get(kind)
    if check is not None:
        check(sheet, node, definition, findings)


def _check_reference(
    sheet: Sheet, node: _Element, definition: _Element, findings: Findings
) -> None:
    kind = about(definition)
    named = reference(sheet, definition)
    guards = local(node) == "boundaryEvent" or is_trigger(node)
    catches_any = guards and kind in {"error", "escalation"}
    if named is None and catches_any and not definition.get(f"{kind}Ref"):
        return
    wanted = {"error": "errorCode", "escalation": "escalationCode"}.get(kind, "name")
    if named is None or local(named) != kind or not named.get(wanted):
        findings.add(
            node,
            f"须引用一个写明 {wanted} 的 {kind}。请选择或补全。",
            f"This must refer to a {kind} with its {wanted}. Choose or complete it.",
        )


def _check_conditional(
    _sheet: Sheet, node: _Element, definition: _Element, findings: Findings
) -> None:
    if text_of(definition, "condition") is None:
        findings.add(
            node, "条件事件须写明条件。请填写。", "A conditional event needs a condition. Write it."
        )


def _check_cancel(sheet: Sheet, node: _Element, _definition: _Element, findings: Findings) -> None:
    if local(node) == "boundaryEvent":
        host = sheet.nodes.get(node.get("attachedToRef", ""))
        is_placed = host is not None and local(host) == "transaction" and not is_many(host)
    else:
        around = next((scope for scope in node.iterancestors() if _bounds(scope)), None)
        is_placed = around is not None and any(
            "cancel" in kinds_of(event) for event in sheet.boundaries[around.get("id", "")]
        )
    if not is_placed:
        findings.add(
            node,
            "取消事件只能附在事务上，或结束在附有取消事件的事务里，中间不隔着多实例。请修改。",
            "A cancel event sits on a transaction, or ends inside one that has such an event, without a "
            "multi-instance between. Mend it.",
        )


def _bounds(scope: _Element) -> bool:
    """Whether a cancel goes no further: a transaction stops it, and a branch is a case of its own."""
    return local(scope) == "transaction" or is_many(scope)


def _check_link(sheet: Sheet, node: _Element, _definition: _Element, findings: Findings) -> None:
    key, name = node.get("id", ""), link_of(node) or ""
    landings = sheet.landings(sheet.scope_of[key], name)
    is_landing = key in landings
    if not name or len(landings) != 1 or (is_landing and not sheet.jumps(key)):
        findings.add(
            node,
            f"链接“{name}”在同一范围内须有恰一个接收端和至少一个发出端。请补全或改名。",
            f"The link {name!r} needs exactly one catching and at least one throwing end in its scope. "
            "Complete or rename it.",
        )
    if sheet.incoming[key] if is_landing else sheet.outgoing[key]:
        findings.add(
            node,
            "链接的发出端没有出线，接收端没有入线。请删除连线。",
            "Nothing leads out of a throwing link or into a catching one. Remove the flow.",
        )


def _check_timer(_sheet: Sheet, node: _Element, definition: _Element, findings: Findings) -> None:
    ways = [name for name in _TIMERS if definition.find(tag(name)) is not None]
    if len(ways) != 1 or text_of(definition, ways[0]) is None:
        findings.add(
            node,
            "定时器须写明日期、时长或周期其一。请填写。",
            "A timer needs exactly one of date, duration or cycle. Give one.",
        )
    missed = (properties(node) | properties(definition)).get("missed")
    if missed is not None and (missed not in _MISSED or "timeCycle" not in ways):
        findings.add(
            node,
            "missed 只写在周期定时器上，取 once（错过的各次只补一次）或 all（逐次补上）。请改正或删除。",
            "missed stands on a timer with a cycle and says once (what was missed is made up for once) or "
            "all (each by itself). Correct or remove it.",
        )


_CHECKS = {
    "timer": _check_timer,
    "conditional": _check_conditional,
    "link": _check_link,
    "cancel": _check_cancel,
}
"""What else is to be seen to, by the kind of the event."""

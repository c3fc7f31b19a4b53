"""Rules of events: which may stand where, and what may be said together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.engine.names import local, tag
from server.engine.rules_definitions import TELLERS, check_definition, definitions_of, kinds_of
from server.engine.sheet import ACTIVITIES, THROWS, is_together, is_trigger

if TYPE_CHECKING:
    from lxml.etree import _Element

    from server.engine.findings import Findings
    from server.engine.sheet import Sheet

_ALLOWED = {
    "startEvent": {"none"},
    "endEvent": {
        "none",
        "message",
        "signal",
        "error",
        "escalation",
        "terminate",
        "cancel",
        "compensate",
    },
    "intermediateThrowEvent": {"none", "message", "signal", "escalation", "link", "compensate"},
    "intermediateCatchEvent": {"timer", "message", "signal", "link", "conditional"},
    "boundaryEvent": {
        "timer",
        "message",
        "signal",
        "error",
        "escalation",
        "conditional",
        "cancel",
        "compensate",
    },
}
_TRIGGERS = {"timer", "message", "signal", "error", "escalation", "conditional", "compensate"}
"""What may begin an event sub-process."""
_FINAL = frozenset({"error", "terminate", "cancel", "compensate"})
"""What ends its scope or undoes it: of these an event throws one at most."""
_TOGETHER = frozenset({"timer", "message", "signal", "conditional"})
"""What can be waited for until all of it has occurred; the rest is caught on its way up, or never."""


def check_event(sheet: Sheet, node: _Element, findings: Findings) -> None:
    """Whether this event, with these definitions, is executed here."""
    kind = local(node)
    if kind in _ALLOWED:
        _check_kinds(node, findings)
        _check_several(node, findings)
    if kind == "boundaryEvent":
        _check_boundary(sheet, node, findings)
    if kind in _ALLOWED or kind in TELLERS:
        for definition in definitions_of(node):
            check_definition(sheet, node, definition, findings)


def _check_kinds(node: _Element, findings: Findings) -> None:
    kinds = kinds_of(node)
    allowed = _TRIGGERS if is_trigger(node) else _ALLOWED[local(node)]
    if not allowed.issuperset(kinds):
        findings.add(
            node,
            f"此处暂不支持 {'、'.join(kinds)} 事件。可用：{'、'.join(sorted(allowed))}。",
            f"Not supported here: {', '.join(kinds)}. Use one of: {', '.join(sorted(allowed))}.",
        )
    if "error" in kinds and not _interrupts(node):
        findings.add(
            node,
            "错误事件总是中断。请设为中断型。",
            "An error event always interrupts. Make it interrupting.",
        )


def _check_several(node: _Element, findings: Findings) -> None:
    kinds = kinds_of(node)
    if len(kinds) == 1:
        return
    finals = [kind for kind in kinds if kind in _FINAL]
    if "link" in kinds or (len(finals) > 1 if local(node) in THROWS else "compensate" in kinds):
        findings.add(
            node,
            "链接和补偿捕获事件须单独使用；一个事件只能抛出错误、终止、取消、补偿其中之一。请拆分。",
            "A link, or a compensation that is caught, stands alone; and an event throws only one of "
            "error, terminate, cancel and compensation. Split it.",
        )
    cycles = any(True for _ in node.iter(tag("timeCycle")))
    if is_together(node) and (cycles or not _TOGETHER.issuperset(kinds)):
        findings.add(
            node,
            "并行多重事件只能由消息、信号、条件和非周期的定时组成。请拆分。",
            "A parallel multiple event waits for messages, signals, conditions, and timers without "
            "a cycle only. Split it.",
        )


def _interrupts(node: _Element) -> bool:
    """Whether an event takes the place of what it watches; one in the flow of a scope counts so too."""
    if local(node) == "boundaryEvent":
        return node.get("cancelActivity") != "false"
    return not is_trigger(node) or node.get("isInterrupting") != "false"


def _check_boundary(sheet: Sheet, node: _Element, findings: Findings) -> None:
    host = sheet.nodes.get(node.get("attachedToRef", ""))
    same = host is not None and sheet.scope_of[host.get("id", "")] is node.getparent()
    if host is None or not same or local(host) not in ACTIVITIES:
        findings.add(
            node,
            "边界事件只能附在同一层的任务、子流程或调用活动上。请移动。",
            "A boundary event sits on a task, a sub-process or a call of its own level. Move it.",
        )

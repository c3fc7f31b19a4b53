"""Rules of events: which definitions may stand where, and what they must name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.engine.names import local, tag, text_of
from server.engine.sheet import SCOPES, is_handler, is_many, link_of

if TYPE_CHECKING:
    from collections.abc import Iterator

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
_TRIGGERS = {"timer", "message", "signal", "error", "escalation", "conditional"}
"""What may begin an event sub-process."""
_HOSTS = frozenset({"userTask", "manualTask", "receiveTask", "callActivity"}) | SCOPES
_UNDOABLE = _HOSTS | {"task", "scriptTask", "serviceTask", "businessRuleTask", "sendTask"}
_REFERENCES = {"message", "signal", "error", "escalation"}
_TIMERS = ("timeDate", "timeDuration", "timeCycle")


def definitions_of(node: _Element) -> list[_Element]:
    """The event definitions of an event, wherever they are written."""
    return [child for child in node if local(child).endswith("EventDefinition")]


def kind_of(node: _Element) -> str:
    """What an event is about: ``none``, ``timer``, ``message`` ..."""
    if local(node) in {"sendTask", "receiveTask"}:
        return "message"
    found = definitions_of(node)
    return local(found[0]).removesuffix("EventDefinition") if found else "none"


def reference(sheet: Sheet, node: _Element) -> _Element | None:
    """The message, signal, error or escalation that an event names."""
    kind = kind_of(node)
    holder = node if local(node) in {"sendTask", "receiveTask"} else definitions_of(node)[0]
    return sheet.definitions.get(holder.get(f"{kind}Ref", "").rpartition(":")[2])


def check_event(sheet: Sheet, node: _Element, findings: Findings) -> None:
    """Whether this event, with this definition, is executed here."""
    kind = local(node)
    if kind in _ALLOWED:
        _check_kind(node, findings)
    if kind_of(node) == "error" and not _interrupts(node):
        findings.add(
            node,
            "错误事件总是中断。请设为中断型。",
            "An error event always interrupts. Make it interrupting.",
        )
    if kind == "boundaryEvent":
        _check_boundary(sheet, node, findings)
    if kind in _ALLOWED or kind in {"sendTask", "receiveTask"}:
        _check_reference(sheet, node, findings)
    check = _CHECKS.get(kind_of(node))
    if check is not None:
        check(sheet, node, findings)


def _check_kind(node: _Element, findings: Findings) -> None:
    kinds = [local(found).removesuffix("EventDefinition") for found in definitions_of(node)] or [
        "none"
    ]
    allowed = _TRIGGERS if _is_trigger(node) else _ALLOWED[local(node)]
    refs = [child for child in node if local(child) == "eventDefinitionRef"]
    if len(kinds) > 1 or refs or not allowed.issuperset(kinds):
        findings.add(
            node,
            f"此处暂不支持 {'、'.join(kinds)} 事件。可用：{'、'.join(sorted(allowed))}。",
            f"Not supported here: {', '.join(kinds)}. Use one of: {', '.join(sorted(allowed))}.",
        )


def _interrupts(node: _Element) -> bool:
    """Whether an event takes the place of what it watches; one in the flow of a scope counts so too."""
    if local(node) == "boundaryEvent":
        return node.get("cancelActivity") != "false"
    return not _is_trigger(node) or node.get("isInterrupting") != "false"


def _is_trigger(node: _Element) -> bool:
    around = node.getparent()
    return local(node) == "startEvent" and around is not None and is_handler(around)


def _check_boundary(sheet: Sheet, node: _Element, findings: Findings) -> None:
    host = sheet.nodes.get(node.get("attachedToRef", ""))
    same = host is not None and sheet.scope_of[host.get("id", "")] is node.getparent()
    hosts = _UNDOABLE if kind_of(node) == "compensate" else _HOSTS
    if host is None or not same or local(host) not in hosts:
        findings.add(
            node,
            "边界事件只能附在人工任务、接收任务、子流程或调用活动上。请移动。",
            "A boundary event may sit on a user, manual or receive task, a sub-process or a call. Move it.",
        )


def _check_reference(sheet: Sheet, node: _Element, findings: Findings) -> None:
    kind = kind_of(node)
    if kind not in _REFERENCES:
        return
    named = reference(sheet, node)
    catches_any = (local(node) == "boundaryEvent" or _is_trigger(node)) and kind in {
        "error",
        "escalation",
    }
    holder = node if local(node) in {"sendTask", "receiveTask"} else definitions_of(node)[0]
    if named is None and catches_any and not holder.get(f"{kind}Ref"):
        return
    wanted = {"error": "errorCode", "escalation": "escalationCode"}.get(kind, "name")
    if named is None or local(named) != kind or not named.get(wanted):
        findings.add(
            node,
            f"须引用一个写明 {wanted} 的 {kind}。请选择或补全。",
            f"This must refer to a {kind} with its {wanted}. Choose or complete it.",
        )


def _check_conditional(_sheet: Sheet, node: _Element, findings: Findings) -> None:
    if text_of(definitions_of(node)[0], "condition") is None:
        findings.add(
            node, "条件事件须写明条件。请填写。", "A conditional event needs a condition. Write it."
        )


def _check_compensate(sheet: Sheet, node: _Element, findings: Findings) -> None:
    if local(node) == "boundaryEvent":
        undoers = sheet.undoers(node.get("id", ""))
        placed = len(undoers) == 1 and not sheet.outgoing[node.get("id", "")]
        if not placed or sheet.nodes[undoers[0]].get("isForCompensation") != "true":
            findings.add(
                node,
                "补偿边界事件没有出线，须以一条关联线连到一个补偿活动（isForCompensation）。请修改。",
                "A compensation boundary event has no flow: one association leads from it to a "
                "compensation activity (isForCompensation). Mend it.",
            )
        return
    thrown = definitions_of(node)[0]
    wanted = thrown.get("activityRef")
    is_here = wanted is None or sheet.scope_of.get(wanted) is node.getparent()
    if not is_here or thrown.get("waitForCompletion") == "false":
        findings.add(
            node,
            "补偿的活动须与事件同在一个流程或子流程里，并且总是等它办完。请修改。",
            "What is compensated lies in the same process or sub-process as the event, and is always "
            "waited for. Mend it.",
        )


def _check_cancel(sheet: Sheet, node: _Element, findings: Findings) -> None:
    if local(node) == "boundaryEvent":
        host = sheet.nodes.get(node.get("attachedToRef", ""))
        is_placed = host is not None and local(host) == "transaction"
    else:
        around = next(_inside_one_instance(node, tag("transaction")), None)
        is_placed = around is not None and any(
            kind_of(event) == "cancel" for event in sheet.boundaries[around.get("id", "")]
        )
    if not is_placed:
        findings.add(
            node,
            "取消事件只能附在事务上，或结束在附有取消事件的事务里，中间不能隔着多实例。请修改。",
            "A cancel event sits on a transaction, or ends inside one that has such an event, with no "
            "multi-instance between. Mend it.",
        )


def _inside_one_instance(node: _Element, kind: str) -> Iterator[_Element]:
    """The scopes of a kind around a node, up to the border of the branch that it runs in."""
    for around in node.iterancestors():
        if is_many(around):
            return
        if around.tag == kind:
            yield around


def _check_link(sheet: Sheet, node: _Element, findings: Findings) -> None:
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


def _check_timer(_sheet: Sheet, node: _Element, findings: Findings) -> None:
    timer = definitions_of(node)[0]
    ways = [name for name in _TIMERS if timer.find(tag(name)) is not None]
    if len(ways) != 1 or text_of(timer, ways[0]) is None:
        findings.add(
            node,
            "定时器须写明日期、时长或周期其一。请填写。",
            "A timer needs exactly one of date, duration or cycle. Give one.",
        )
    elif ways[0] == "timeCycle" and _interrupts(node):
        findings.add(
            node,
            "周期定时器只能用于非中断的边界事件或事件子流程。请改用时长。",
            "A cycle may only be on a non-interrupting boundary event or event sub-process. Use a duration.",
        )


_CHECKS = {
    "timer": _check_timer,
    "conditional": _check_conditional,
    "link": _check_link,
    "cancel": _check_cancel,
    "compensate": _check_compensate,
}
"""What else is to be seen to, by the kind of the event."""

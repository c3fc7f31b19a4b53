"""Rules of compensation: what undoes what, and from where that may be asked (BPMN 2.0, 10.7 and 13.5.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.engine.names import local, tag
from server.engine.rules_definitions import kinds_of
from server.engine.sheet import SCOPES, THROWS, is_handler, is_many, is_trigger, repeats

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from server.engine.findings import Findings
    from server.engine.sheet import Sheet

_COMPENSATION = tag("compensateEventDefinition")
_UNDOABLE = frozenset({"boundaryEvent", "startEvent"})


def check_undoing(sheet: Sheet, key: str, node: _Element, findings: Findings) -> None:
    """Whether what undoes, what is undone and what asks for it stand as the standard has it."""
    if node.get("isForCompensation") == "true":
        _check_activity(sheet, key, node, findings)
    if is_many(node) and local(node) in SCOPES:
        _check_branches(sheet, key, node, findings)
    thrown = node.find(_COMPENSATION)
    if thrown is None:
        return
    if local(node) == "boundaryEvent":
        _check_boundary(sheet, key, node, findings)
    elif is_trigger(node):
        _check_handler(sheet, node, findings)
    else:
        _check_throw(sheet, node, thrown, findings)


def _check_activity(sheet: Sheet, key: str, node: _Element, findings: Findings) -> None:
    begun_by = [event for event in sheet.nodes if sheet.undoer(event) == key]
    beside = sheet.incoming[key] or sheet.outgoing[key] or sheet.boundaries[key]
    if len(begun_by) != 1 or beside:
        findings.add(
            node,
            "补偿活动须由恰一个补偿边界事件以关联线连到，不能有连线和边界事件。请修改。",
            "A compensation activity is associated with exactly one compensation boundary event, and has "
            "no flows or boundary events. Mend it.",
        )


def _check_boundary(sheet: Sheet, key: str, node: _Element, findings: Findings) -> None:
    undoers = sheet.undoers(key)
    placed = len(undoers) == 1 and not sheet.outgoing[key]
    if not placed or sheet.nodes[undoers[0]].get("isForCompensation") != "true":
        findings.add(
            node,
            "补偿边界事件没有出线，须以一条关联线连到一个补偿活动（isForCompensation）。请修改。",
            "A compensation boundary event has no flow: one association leads from it to a "
            "compensation activity (isForCompensation). Mend it.",
        )


def _check_handler(sheet: Sheet, start: _Element, findings: Findings) -> None:
    around = _above(sheet, sheet.scope_of[start.get("id", "")])
    once = local(around) in SCOPES and not is_handler(around) and not repeats(around)
    others = [event for event in _undoings(around) if event is not start]
    outside = sheet.boundaries[around.get("id", "")]
    if not once or others or any("compensate" in kinds_of(event) for event in outside):
        findings.add(
            start,
            "补偿开始的事件子流程须放在只办一遍的子流程里（不是流程本身、事件子流程、循环或多实例），"
            "并且该子流程没有别的补偿办法。请修改。",
            "An event sub-process begun by compensation stands in a sub-process that is passed once (no "
            "process, event sub-process, loop or multi-instance) and that nothing else undoes. Mend it.",
        )


def _undoings(scope: _Element) -> Iterator[_Element]:
    """The events that begin an event sub-process of this scope by compensation."""
    for handler in filter(is_handler, scope):
        for event in handler:
            if is_trigger(event) and event.find(_COMPENSATION) is not None:
                yield event


def _check_throw(sheet: Sheet, node: _Element, thrown: _Element, findings: Findings) -> None:
    wanted = thrown.get("activityRef")
    is_seen = wanted is None or sheet.scope_of.get(wanted) in _scopes_seen(sheet, node)
    if not is_seen or thrown.get("waitForCompletion") == "false":
        findings.add(
            node,
            "补偿的活动须与事件同在一个流程或子流程里，或由补偿开始的事件子流程在其中撤销，并且总是等它办完。"
            "请修改。",
            "What is compensated lies in the same process or sub-process as the event, or around the event "
            "sub-process that undoes it, and is always waited for. Mend it.",
        )


def _scopes_seen(sheet: Sheet, node: _Element) -> list[_Element]:
    scope = sheet.scope_of[node.get("id", "")]
    undoes = any(event.getparent() is scope for event in _undoings(_above(sheet, scope)))
    return [scope, _above(sheet, scope)] if undoes else [scope]


def _above(sheet: Sheet, scope: _Element) -> _Element:
    """The scope around another; the process is its own."""
    return sheet.scope_of.get(scope.get("id", ""), scope)


def _check_branches(sheet: Sheet, key: str, node: _Element, findings: Findings) -> None:
    if any("compensate" in kinds_of(event) for event in sheet.boundaries[key]):
        return
    undoable = list(_parts(node, _UNDOABLE))
    asked = [event for event in _parts(sheet.process, THROWS) if node not in event.iterancestors()]
    if undoable and (asked or list(node.iterancestors(tag("transaction")))):
        findings.add(
            node,
            "多实例的每个分支办完就是一件办结的事项，里面办过的不能再从外面撤销。请在多实例活动上附补偿边界事件。",
            "A branch of a multi-instance that is through is a case of its own and over: what was done in it "
            "can't be undone from outside. Put a compensation event on the multi-instance activity.",
        )


def _parts(scope: _Element, kinds: frozenset[str]) -> Iterator[_Element]:
    """The compensation events of some kinds anywhere in a scope."""
    for definition in scope.iter(_COMPENSATION):
        event = definition.getparent()
        if event is not None and local(event) in kinds:
            yield event

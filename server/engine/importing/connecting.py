"""Flows that lead nowhere or where none may lead, beginnings that are not drawn, parts that nothing reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.engine.importing.draft import drop
from server.engine.importing.linking import landing
from server.engine.importing.wiring import nodes_of, roots_of
from server.engine.names import local, tag
from server.engine.rules_definitions import definitions_of, kinds_of
from server.engine.sheet import SCOPES, is_aside, is_handler, is_start

if TYPE_CHECKING:
    from lxml.etree import _Element

    from server.engine.importing.draft import Draft

_PASSING = frozenset({"none", "message", "signal", "escalation", "compensate"})


def cut_loose_flows(draft: Draft) -> None:
    """A flow to nowhere, into another pool or across the border of a sub-process goes."""
    for flow in draft.each("sequenceFlow"):
        source, target = draft.wiring.source(flow), draft.wiring.target(flow)
        around = None if source is None else source.getparent()
        if around is None or target is None or not _is_level_of(flow, around, target):
            ends = f"{flow.get('sourceRef', '')} → {flow.get('targetRef', '')}"
            draft.note(
                flow,
                "连线没有着落，或跨越了泳池、子流程的边界，已删去。",
                "The flow led nowhere, or across the border of a pool or sub-process; it was removed.",
                ends,
            )
            draft.unlink(flow)
        elif flow.getparent() is not around:
            around.append(flow)
            draft.note(
                flow,
                "连线移到了它两端所在的一层。",
                "The flow was moved to the level of its ends.",
            )


def _is_level_of(flow: _Element, around: _Element, target: _Element) -> bool:
    """Whether a flow can lie beside its ends: they share a level, which isn't inside the flow."""
    return target.getparent() is around and flow not in (around, *around.iterancestors())


def turn_back_before(draft: Draft) -> None:
    """Nothing leads into a start event or out of an end event."""
    for start in draft.each("startEvent"):
        arriving, leaving = draft.wiring.arriving(start), draft.wiring.leaving(start)
        first = draft.wiring.target(leaving[0]) if leaving else None
        if first is not None and len(leaving) == 1:
            for flow in arriving:
                draft.wiring.lead(flow, first)
                draft.note(
                    flow,
                    "连线回到开始事件之后的第一步。",
                    "The flow leads back to the first step behind the start event.",
                    start.get("id", ""),
                    first.get("id", ""),
                )
    for end in draft.each("endEvent"):
        if not draft.wiring.leaving(end):
            continue
        if _PASSING.issuperset(kinds_of(end)):
            draft.recast(end, "intermediateThrowEvent")
            zh, en = (
                "有出线的结束事件改为中间事件。",
                "An end event with a flow became intermediate.",
            )
        else:
            draft.unlink(*draft.wiring.leaving(end))
            zh, en = "结束事件的出线已删去。", "The flows out of the end event were removed."
        draft.note(end, zh, en)


def part_self_loops(draft: Draft) -> None:
    """A flow from an element to itself gets a gateway on its way."""
    for flow in draft.each("sequenceFlow"):
        node = draft.wiring.source(flow)
        if node is None or draft.wiring.target(flow) is not node:
            continue
        scope = node.getparent()
        assert scope is not None  # noqa: S101  # a node stands in a scope
        gate = draft.add_node(scope, "exclusiveGateway", f"{node.get('id')}_again")
        draft.wiring.lead(flow, gate)
        draft.connect(gate, node)
        draft.note(
            flow,
            "连回自身的连线中间加了一个网关。",
            "A gateway was put on a flow that led straight back.",
            "",
            gate.get("id", ""),
        )


def draw_starts(draft: Draft) -> None:
    """What has no start event begins with all that nothing leads to (BPMN 2.0, 13.2)."""
    for scope in draft.each("process", "subProcess", "transaction"):
        nodes = list(nodes_of(scope))
        if not nodes or any(map(is_start, nodes)) or is_handler(scope):
            continue
        in_flow = [node for node in nodes if not is_aside(node)]
        first = roots_of(draft.wiring, scope) or in_flow[:1]
        start = draft.add_node(scope, "startEvent", f"{scope.get('id')}_start")
        for node in first:
            draft.connect(start, node)
        draft.note(
            scope,
            "没有开始事件，已补上；没有入线的元素由它开始。",
            "There was no start event; one was added, leading to all that had no flow into it.",
            "",
            start.get("id", ""),
        )


def begin_by_hand(draft: Draft) -> None:
    """A process that no body is named for is begun by a person, whatever its start events wait for."""
    for process in draft.each("process"):
        key = draft.key_of(process)
        if not key or key in draft.bodies:
            continue
        for node in list(nodes_of(process)):
            if node.attrib.pop("instantiate", "false") == "true":
                _note_by_hand(draft, node, "instantiate")
            elif local(node) == "startEvent":
                for definition in (*definitions_of(node), *node.findall(tag("eventDefinitionRef"))):
                    _note_by_hand(draft, node, local(definition))
                    drop(definition)


def _note_by_hand(draft: Draft, node: _Element, was: str) -> None:
    draft.note(
        node,
        "没有写明为哪个单位发起（process.toml 的 starter_body 或 owner）：由人发起。",
        "Nothing names the body it begins for (starter_body or owner in process.toml): a person begins it.",
        was,
    )


def join_starts(draft: Draft) -> None:
    """A scope begins once: a sub-process with all its starts, a process with the one a person chooses."""
    for scope in draft.each("process", "subProcess", "transaction"):
        starts = [one for one in nodes_of(scope) if _is_plain_start(one)]
        if len(starts) < 2 or is_handler(scope):  # noqa: PLR2004  # one beginning is clear
            continue
        fork = starts[0]
        if local(scope) == "process":
            first = draft.add_node(scope, "startEvent", f"{scope.get('id')}_start")
            fork = draft.add_node(scope, "exclusiveGateway", f"{scope.get('id')}_which")
            draft.connect(first, fork)
        for start in starts:
            if start is not fork:
                draft.retag(start, "intermediateThrowEvent")
                draft.connect(fork, start)
        draft.note(
            scope,
            "有几个开始事件：子流程同时从各处开始，流程由人选择从哪里开始。",
            "There are several starts: a sub-process begins at all of them, a process where a person says.",
            ", ".join(start.get("id", "") for start in starts),
            fork.get("id", ""),
        )


def _is_plain_start(node: _Element) -> bool:
    return local(node) == "startEvent" and not definitions_of(node)


def draw_ends(draft: Draft) -> None:
    """A gateway, start or boundary event that leads nowhere leads to an end."""
    for node in draft.each(*_LEADING):
        scope = node.getparent()
        assert scope is not None  # noqa: S101  # a node stands in a scope
        is_through = draft.wiring.leaving(node) or "compensate" in kinds_of(node)
        if is_through or local(scope) == "adHocSubProcess":
            continue
        end = draft.add_node(scope, "endEvent", f"{node.get('id')}_end")
        draft.connect(node, end)
        draft.note(
            node,
            "没有出线，已接到结束事件。",
            "It led nowhere; it leads to an end event now.",
            "",
            end.get("id", ""),
        )


_LEADING = (
    "startEvent",
    "boundaryEvent",
    "exclusiveGateway",
    "inclusiveGateway",
    "parallelGateway",
    "eventBasedGateway",
    "complexGateway",
)


def leave_out_unreached(draft: Draft) -> None:
    """What nothing reaches never runs, and is left out."""
    reached = _reached(draft)
    for node in list(draft.wiring.nodes.values()):
        if node.get("id") in reached or draft.wiring.nodes.get(node.get("id", "")) is not node:
            continue
        draft.unlink(*draft.wiring.flows_at(node))
        draft.note(
            node,
            "走不到的元素不会执行，已略去（原文件中保留）。",
            "Nothing reaches this element, so it never runs; it was left out (the original keeps it).",
            f"{local(node)} {node.get('name', '')}",
        )
        draft.wiring.lose(node)
        drop(node)
    _forget_in_lanes(draft)


def _reached(draft: Draft) -> set[str]:
    todo = [node for scope in draft.each("process", *SCOPES) for node in _beginnings(draft, scope)]
    reached: set[str] = set()
    while todo:
        node = todo.pop()
        if node.get("id", "") in reached:
            continue
        reached.add(node.get("id", ""))
        ahead = [draft.wiring.target(flow) for flow in draft.wiring.leaving(node)]
        ahead.append(landing(node))
        todo.extend(one for one in ahead if one is not None)
        todo.extend(draft.wiring.watchers(node))
    return reached


def _beginnings(draft: Draft, scope: _Element) -> list[_Element]:
    """Where tokens may appear in a scope: starts, event sub-processes, undoing activities."""
    aside = [node for node in nodes_of(scope) if is_aside(node) and not _never_begins(node)]
    if local(scope) == "adHocSubProcess":
        return [*roots_of(draft.wiring, scope), *aside]
    return [*filter(is_start, nodes_of(scope)), *aside]


def _never_begins(node: _Element) -> bool:
    """Whether a node is an event sub-process without a start event."""
    return is_handler(node) and not any(local(one) == "startEvent" for one in nodes_of(node))


def _forget_in_lanes(draft: Draft) -> None:
    for ref in draft.each("flowNodeRef"):
        if (ref.text or "").strip() not in draft.wiring.nodes:
            drop(ref)

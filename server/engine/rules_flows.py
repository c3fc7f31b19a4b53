"""Rules of sequence flows: where they go, who decides, what a gateway may have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.engine.names import local, tag, text_of
from server.engine.sheet import is_many, repeats

if TYPE_CHECKING:
    from lxml.etree import _Element

    from server.engine.findings import Findings
    from server.engine.sheet import Sheet

GATEWAYS = frozenset(
    {"exclusiveGateway", "inclusiveGateway", "parallelGateway", "eventBasedGateway"}
)
PERSONAL = frozenset({"userTask", "manualTask"})
_DECIDING = frozenset({"exclusiveGateway", "inclusiveGateway"})
UNCONDITIONAL = GATEWAYS - _DECIDING | {
    "startEvent",
    "boundaryEvent",
    "intermediateCatchEvent",
    "intermediateThrowEvent",
}
_OWN_DATA = ("ioSpecification", "dataInputAssociation", "dataOutputAssociation")
_CAUGHT = frozenset({"intermediateCatchEvent", "receiveTask"})


def condition(flow: _Element) -> str | None:
    """The condition that is asked of the data; None where the flow is a person's choice.

    Such a flow may say so, as ``choice = "id of the flow"``: other tools want a condition on every
    flow that leaves an exclusive gateway (BPMN 2.0, 10.6.2).
    """
    written = text_of(flow, "conditionExpression")
    return None if written and " ".join(written.split()) == _chosen(flow) else written


def _chosen(flow: _Element) -> str:
    return f'choice = "{flow.get("id")}"'


def is_undecided(sheet: Sheet, key: str) -> bool:
    """Whether a person decides here: an exclusive split whose flows ask nothing of the data."""
    flows = sheet.outgoing[key]
    node = sheet.nodes[key]
    return (
        local(node) == "exclusiveGateway"
        and len(flows) > 1
        and node.get("default") is None
        and all(condition(flow) is None for flow in flows)
    )


def check_flow(sheet: Sheet, flow: _Element, findings: Findings) -> None:
    """A flow leads from one node to another of the same scope."""
    source, target = flow.get("sourceRef", ""), flow.get("targetRef", "")
    for end in (source, target):
        if end not in sheet.nodes:
            findings.add(
                flow,
                f"连线指向不存在的元素“{end}”。请重新连线。",
                f"The flow refers to {end!r}, which is no node. Connect it again.",
            )
        elif sheet.scope_of[end] is not flow.getparent():
            findings.add(
                flow,
                f"连线跨越了子流程边界（{end}）。请在同一层内连线。",
                f"The flow crosses the border of a sub-process ({end}). Connect inside one level.",
            )
    if source == target:
        findings.add(
            flow,
            "元素不能直接连回自身。请在中间加一个网关。",
            "An element can't lead straight back to itself. Put a gateway between.",
        )


def check_default(sheet: Sheet, key: str, node: _Element, findings: Findings) -> None:
    """A default flow leaves its own node, has no condition, and there are others with one."""
    default = node.get("default")
    if default is None:
        return
    flows = sheet.outgoing[key]
    mine = [flow for flow in flows if flow.get("id") == default]
    rest = [flow for flow in flows if flow.get("id") != default]
    if not mine or condition(mine[0]) is not None or not all(condition(flow) for flow in rest):
        findings.add(
            node,
            f"默认分支“{default}”须为本元素的连线且不带条件，其余分支须带条件。请修改。",
            f"The default {default!r} must be a flow of this element without condition, the others with one. "
            "Mend it.",
        )


def check_flows_of(sheet: Sheet, key: str, node: _Element, findings: Findings) -> None:
    """What the kind of a node says about the flows at it."""
    kind = local(node)
    if kind in GATEWAYS:
        _check_gateway(sheet, key, node, findings)
    if kind in UNCONDITIONAL:
        for flow in sheet.outgoing[key]:
            if condition(flow) is not None:
                findings.add(
                    flow,
                    "此处连线上的条件不会被判断。请改用排他或包容网关。",
                    "A condition here would not be asked. Use an exclusive or inclusive gateway.",
                )


def _check_gateway(sheet: Sheet, key: str, node: _Element, findings: Findings) -> None:
    if not sheet.outgoing[key]:
        findings.add(node, "网关没有出线。请连线。", "The gateway leads nowhere. Connect it.")
    if local(node) == "eventBasedGateway":
        _check_event_gateway(sheet, key, node, findings)
    elif is_undecided(sheet, key):
        _check_undecided(sheet, key, node, findings)
    elif local(node) in _DECIDING and len(sheet.outgoing[key]) > 1:
        _check_conditions(sheet, key, node, findings)


def _check_conditions(sheet: Sheet, key: str, node: _Element, findings: Findings) -> None:
    for flow in sheet.outgoing[key]:
        if condition(flow) is None and flow.get("id") != node.get("default"):
            findings.add(
                flow,
                "此分支没有条件，也不是默认分支。请写条件或设为默认。",
                "This flow has no condition and is not the default. Write one, or make it the default.",
            )


def _check_undecided(sheet: Sheet, key: str, node: _Element, findings: Findings) -> None:
    for flow in sheet.incoming[key]:
        source = sheet.nodes.get(flow.get("sourceRef", ""))
        if source is None:
            continue
        alone = len(sheet.outgoing[source.get("id", "")]) == 1
        if local(source) not in PERSONAL or _is_branch(source) or not alone:
            findings.add(
                node,
                f"无条件的排他网关须由前一步的办理人选择，但“{source.get('id')}”不是单出线、"
                "没有自己的数据的人工任务。请写条件或调整连线。",
                f"A gateway without conditions is decided by the doer of the step before it, but "
                f"{source.get('id')!r} is no user task with one flow and without data of its own. "
                "Write conditions, or connect otherwise.",
            )
    names = [flow.get("name", "").strip() for flow in sheet.outgoing[key]]
    if not all(names) or len(set(names)) < len(names):
        findings.add(
            node,
            "由人选择的各分支须有互不相同的名称（即按钮文字）。请填写。",
            "The flows a person chooses from need different names (the buttons). Name them.",
        )


def _is_branch(node: _Element) -> bool:
    """Whether work is done in cases of its own, from which no choice comes back (``fans_out``)."""
    return is_many(node) or any(node.find(tag(name)) is not None for name in _OWN_DATA)


def _check_event_gateway(sheet: Sheet, key: str, node: _Element, findings: Findings) -> None:
    if len(sheet.outgoing[key]) < 2:  # noqa: PLR2004  # one event needs no gateway
        findings.add(
            node,
            "事件网关至少要有两个事件。请增加。",
            "An event-based gateway needs two events at least. Add one.",
        )
    for flow in sheet.outgoing[key]:
        target = sheet.nodes.get(flow.get("targetRef", ""))
        if target is None:
            continue
        name = target.get("id", "")
        lone = len(sheet.incoming[name]) == 1 and not sheet.boundaries[name]
        if local(target) not in _CAUGHT or not lone or repeats(target):
            findings.add(
                flow,
                "事件网关之后只能是仅由它到达的捕获事件或接收任务。请修改。",
                "Behind an event-based gateway only catch events and receive tasks may stand, "
                "reached from it alone. Mend it.",
            )

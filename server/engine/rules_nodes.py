"""Rules of single nodes: kinds that are executed, and markers on them that are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.engine.hardening.parser import NODES
from server.engine.names import local, tag, text_of
from server.engine.rules_many import check_many
from server.engine.sheet import is_handler, is_many

if TYPE_CHECKING:
    from lxml.etree import _Element

    from server.engine.findings import Findings
    from server.engine.sheet import Sheet

_ENDS = frozenset({"endEvent"})
_BEGINS = frozenset({"startEvent", "boundaryEvent"})
_MOST_TOKENS = 1_000


def check_node(sheet: Sheet, key: str, node: _Element, findings: Findings) -> None:
    """Whether this kind of node, with these markers, is executed."""
    if node.tag not in NODES:
        _unsupported(node, local(node), local(node), findings)
        return
    _check_quantities(sheet, key, node, findings)
    _check_loop(node, findings)
    if is_many(node):
        check_many(sheet, node, findings)
    _check_handler(sheet, key, node, findings)
    _check_ends(sheet, key, node, findings)


def quantity(node: _Element, name: str) -> int:
    """How many tokens an activity takes to begin, or gives when it is through (BPMN 2.0, 10.3.1)."""
    try:
        return int(node.get(name, "1"))
    except ValueError:
        return 0  # which is refused


def _check_quantities(sheet: Sheet, key: str, node: _Element, findings: Findings) -> None:
    takes, gives = quantity(node, "startQuantity"), quantity(node, "completionQuantity")
    sources = (sheet.nodes.get(flow.get("sourceRef", "")) for flow in sheet.incoming[key])
    races = any(source is not None and local(source) == "eventBasedGateway" for source in sources)
    if takes > 1 and (races or not sheet.incoming[key]):
        findings.add(
            node,
            "startQuantity 须有连线把令牌送来，且不能在事件网关之后。请删除或调整连线。",
            "With a startQuantity flows must bring the tokens, and not from an event-based gateway. Remove "
            "it, or connect otherwise.",
        )
    if not (1 <= takes <= _MOST_TOKENS and 1 <= gives <= _MOST_TOKENS):
        findings.add(
            node,
            f"startQuantity 和 completionQuantity 须为 1 到 {_MOST_TOKENS}。请修改。",
            f"startQuantity and completionQuantity are whole numbers from 1 to {_MOST_TOKENS}. Mend it.",
        )


def _unsupported(node: _Element, zh: str, en: str, findings: Findings) -> None:
    findings.add(
        node, f"暂不支持：{zh}。请换一种画法。", f"Not supported: {en}. Draw it another way."
    )


def _check_loop(node: _Element, findings: Findings) -> None:
    marker = node.find(tag("standardLoopCharacteristics"))
    if marker is None:
        return
    if text_of(marker, "loopCondition") is None and not marker.get("loopMaximum"):
        findings.add(
            node,
            "循环须写明条件（loopCondition）或最多次数（loopMaximum）。请填写。",
            "A loop needs a condition (loopCondition) or a most (loopMaximum). Give one.",
        )
    if is_handler(node) or local(node) == "adHocSubProcess":
        _unsupported(
            node,
            "事件子流程、临时子流程的循环（请把循环放进子流程）",
            "loops of event or ad-hoc sub-processes (put the loop in a sub-process)",
            findings,
        )


def _check_handler(sheet: Sheet, key: str, node: _Element, findings: Findings) -> None:
    beside = sheet.incoming[key] or sheet.outgoing[key] or sheet.boundaries[key] or is_many(node)
    if is_handler(node) and beside:
        findings.add(
            node,
            "事件子流程由其开始事件触发，不能有连线、边界事件或多实例标记。请删除。",
            "An event sub-process is begun by its start event: no flows, boundary events or "
            "multi-instance marker. Remove them.",
        )


def _check_ends(sheet: Sheet, key: str, node: _Element, findings: Findings) -> None:
    kind = local(node)
    if kind in _BEGINS and sheet.incoming[key]:
        findings.add(
            node,
            "开始事件和边界事件不能有入线。请删除。",
            "Nothing may lead into a start or boundary event. Remove the flow.",
        )
    if kind in _ENDS and sheet.outgoing[key]:
        findings.add(
            node,
            "结束事件不能有出线。请删除。",
            "Nothing may lead out of an end event. Remove the flow.",
        )
    if kind in _BEGINS and not sheet.outgoing[key] and sheet.undoer(key) is None:
        findings.add(
            node, "此事件没有出线。请连线。", "Nothing leads out of this event. Connect it."
        )

"""Rules of what begins a process: which triggers, and that each of them says enough."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from server.domain.process import TriggerKind
from server.engine.names import local, properties
from server.engine.rules_correlation import is_keyed
from server.engine.rules_definitions import check_definition, definitions_of, kinds_of
from server.engine.sheet import is_many, is_together
from server.engine.starting import KINDS, begun_by_hand, places

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from server.domain.process import Sources, Trigger
    from server.engine.findings import Findings
    from server.engine.sheet import Sheet


def begins(sheet: Sheet, node: _Element) -> bool:
    """Whether a node is a start event of the process itself."""
    return local(node) == "startEvent" and node.getparent() is sheet.process


def check_start(sheet: Sheet, node: _Element, findings: Findings) -> None:
    """Whether what triggers a start event of the process is executed here, and says enough."""
    strange = sorted(set(kinds_of(node)) - KINDS - {"none"})
    if strange:
        # A condition would be asked about data, and before a case begins there is none.
        findings.add(
            node,
            f"流程不能由此发起（{'、'.join(strange)}）。请改用消息、信号或定时器，其一发生即发起。",
            f"Nothing can begin a process by this ({', '.join(strange)}). Use a message, a signal or a "
            "timer, any of which begins it.",
        )
        return
    for definition in definitions_of(node):
        check_definition(sheet, node, definition, findings)
    if is_together(node):
        _check_together(sheet, node, [node], findings)
    elif "correlation" in properties(node):
        findings.add(
            node,
            "发起流程的消息不看关联值：没有事项等待时才由它发起。请删除 correlation。",
            "A message that begins a process is not correlated: it begins one when no case waits for "
            "it. Remove correlation.",
        )


def _check_together(
    sheet: Sheet, node: _Element, events: list[_Element], findings: Findings
) -> None:
    """What begins a process together: the first begins a case, which knows the others by their key."""
    if all(set(kinds_of(one)) == {"message"} and is_keyed(sheet, one) for one in events):
        return
    findings.add(
        node,
        "一并发起流程的只能是消息，且每条都须写明关联值（correlation，或画出 correlationKey）：先到的一条发起，"
        "其余按关联值归入同一事项。请修改。",
        "Only messages begin a process together, and each says whose it is (correlation, or a drawn "
        "correlationKey): the first begins a case, the others join it by their key. Mend it.",
    )


def check_starts(sheet: Sheet, findings: Findings) -> None:
    """Whether it is clear by what a process begins, and where."""
    by_hand = begun_by_hand(sheet, sheet.process)
    if len(by_hand) > 1:
        findings.add(
            sheet.nodes[by_hand[1]],
            "一个流程只能有一个无触发的开始事件，否则不知从哪里开始。请合并或写明触发。",
            "A process may have one start event without a trigger, else it is unclear where it begins. "
            "Join them, or give them triggers.",
        )
    _check_instantiating(sheet, findings)


def _check_instantiating(sheet: Sheet, findings: Findings) -> None:
    for key, node in sheet.nodes.items():
        misplaced = sheet.scope_of[key] is not sheet.process or sheet.incoming[key] or is_many(node)
        if node.get("instantiate") == "true" and misplaced:
            findings.add(
                node,
                "发起流程（instantiate）的接收任务或事件网关须在流程最外层，没有入线，也不是多实例。请修改。",
                "A receive task or gateway that begins a process (instantiate) lies in the process "
                "itself, without incoming flows or multi-instance marker. Mend it.",
            )
        if is_together(node) and local(node) == "eventBasedGateway":
            _check_parallel_gateway(sheet, key, node, findings)
        for event in places(sheet, key) if node.get("instantiate") == "true" else ():
            if not KINDS.issuperset(kinds_of(event)):
                findings.add(
                    event,
                    "发起流程的事件网关之后只能是消息、信号或定时器。请修改。",
                    "Behind a gateway that begins a process stand messages, signals or timers. Mend it.",
                )


def _check_parallel_gateway(sheet: Sheet, key: str, node: _Element, findings: Findings) -> None:
    if node.get("instantiate") != "true":
        findings.add(
            node,
            "并行事件网关只用来发起流程（instantiate）；要等齐几件事，请用并行网关。请修改。",
            "A parallel event-based gateway only begins a process (instantiate). To wait for several things "
            "use a parallel gateway.",
        )
    _check_together(sheet, node, list(places(sheet, key)), findings)


def check_begun(
    sheet: Sheet, triggers: Iterable[Trigger], sources: Sources, findings: Findings
) -> None:
    """Whether each message begins one thing only, and process.toml fits what begins the process."""
    counted = Counter((one.kind, one.name) for one in triggers)
    for trigger in triggers:
        twice = counted[trigger.kind, trigger.name] > 1
        if twice and trigger.kind is TriggerKind.MESSAGE:
            findings.add(
                sheet.nodes[trigger.element],
                f"消息“{trigger.name}”不能有两处发起同一流程。请改名或合并。",
                f"Message {trigger.name!r} begins the process at two places. Rename or join them.",
            )
    if counted and not (sources.owner or sources.starter_body):
        findings.add(
            sheet.process,
            "流程会自行发起，但不知归哪个单位：请在 process.toml 写 starter_body 或 owner。",
            "The process begins by itself, but for no body: write starter_body or owner in process.toml.",
        )
    if sources.starter and not begun_by_hand(sheet, sheet.process):
        findings.add(
            sheet.process,
            "没有无触发的开始事件，不能由人发起：请删去 process.toml 的 starter，或画一个。",
            "Without a start event that has no trigger nobody can start it by hand: remove starter from "
            "process.toml, or draw one.",
        )

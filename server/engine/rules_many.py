"""Rules of multi-instance markers: who the members are, and what they tell as they come through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.engine.names import child, local, referred, tag, text_of
from server.engine.planning_fans import is_waiting
from server.engine.rules_definitions import about, check_definition, definitions_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from server.engine.findings import Findings
    from server.engine.sheet import Sheet

ALL = "All"
_REFERENCES = {"None": "noneBehaviorEventRef", "One": "oneBehaviorEventRef"}
"""By behavior, what names the event (BPMN 2.0, table 10.32)."""
_TOLD = frozenset({"signal", "escalation", "error"})
"""What a boundary event of the activity can catch at once."""


def check_many(sheet: Sheet, node: _Element, findings: Findings) -> None:
    """Whether a multi-instance marker says all that it must."""
    loop = child(node, "multiInstanceLoopCharacteristics")
    if local(node) == "adHocSubProcess":
        findings.add(
            node,
            "暂不支持临时子流程的多实例。请放进多实例的子流程。",
            "Not supported: multi-instance ad-hoc sub-processes. Put it into a multi-instance sub-process.",
        )
    ways = [
        name for name in ("loopCardinality", "loopDataInputRef") if loop.find(tag(name)) is not None
    ]
    if len(ways) != 1:
        findings.add(
            node,
            "多实例须写明集合（loopDataInputRef）或次数（loopCardinality）其一。请填写。",
            "A multi-instance activity needs either loopDataInputRef or loopCardinality. Give one.",
        )
    _check_behavior(sheet, node, loop, findings)


def tellings(sheet: Sheet, loop: _Element) -> Iterator[tuple[_Element, str | None]]:
    """The definitions of what is told as members come through, each with its condition, if it has one."""
    behavior = loop.get("behavior", ALL)
    if behavior in _REFERENCES:
        named = sheet.definitions.get(referred(loop.get(_REFERENCES[behavior])))
        yield from [] if named is None else [(named, None)]
    for part in loop.iterfind(tag("complexBehaviorDefinition")) if behavior == "Complex" else ():
        for event in part.iterfind(tag("event")):
            yield from ((one, text_of(part, "condition")) for one in definitions_of(event))


def _check_behavior(sheet: Sheet, node: _Element, loop: _Element, findings: Findings) -> None:
    behavior = loop.get("behavior", ALL)
    told = [definition for definition, _ in tellings(sheet, loop)]
    has_complex = loop.find(tag("complexBehaviorDefinition")) is not None
    if has_complex != (behavior == "Complex") or bool(told) != (behavior != ALL):
        findings.add(
            node,
            "behavior 为 None、One 时须以 noneBehaviorEventRef、oneBehaviorEventRef 指明一个事件定义，为 Complex 时"
            "须写 complexBehaviorDefinition（条件和事件），其他情形都不写。请补全或删除。",
            "With behavior None or One a noneBehaviorEventRef or oneBehaviorEventRef names an event "
            "definition, with Complex complexBehaviorDefinitions say condition and event, and else nothing "
            "does. Complete or remove it.",
        )
    if told and not is_waiting(node):
        findings.add(
            node,
            "自动任务的各实例一步办完，不能逐个告知（behavior）。请放进多实例的子流程，或删除 behavior。",
            "The members of an automatic task are done in one step, so none tells anything (behavior). Put it "
            "into a multi-instance sub-process, or remove behavior.",
        )
    for definition in told:
        _check_told(sheet, node, definition, findings)


def _check_told(sheet: Sheet, node: _Element, definition: _Element, findings: Findings) -> None:
    if about(definition) not in _TOLD:
        findings.add(
            node,
            f"多实例的 behavior 不能抛出 {about(definition)} 事件。可用：信号、升级、错误。请修改。",
            f"A behavior of a multi-instance can't throw a {about(definition)} event. Use a signal, an "
            "escalation or an error.",
        )
        return
    check_definition(sheet, node, definition, findings)

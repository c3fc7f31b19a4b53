"""What we accept: every rule of structure, each refusal with element, line and a sentence in both languages.

What is not executed exactly as BPMN 2.0 says is refused here, not executed somehow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.engine.hardening.parser import NODES
from server.engine.names import is_bpmn, local, tag
from server.engine.rules_correlation import check_correlation
from server.engine.rules_data import check_data
from server.engine.rules_events import check_event
from server.engine.rules_flows import check_default, check_flow, check_flows_of
from server.engine.rules_nodes import check_node
from server.engine.rules_starts import begins, check_start, check_starts
from server.engine.rules_undoing import check_undoing
from server.engine.sheet import Sheet, is_aside

if TYPE_CHECKING:
    from lxml.etree import _Element

    from server.engine.findings import Findings

_NAMED = frozenset({tag("process"), tag("sequenceFlow")})


def check_ids(root: _Element, findings: Findings) -> bool:
    """Whether every element that must have an id has one of its own; nothing can be indexed else."""
    fine = True
    seen: set[str] = set()
    for node in root.iter():
        key = node.get("id") if is_bpmn(node) else None
        if key in seen:
            fine = False
            findings.add(
                node,
                f"编号“{key}”重复使用。请改用不同的编号。",
                f"The id {key!r} is used twice. Give each element its own.",
            )
        elif key:
            seen.add(key)
        elif node.tag in NODES or node.tag in _NAMED:
            fine = False
            findings.add(
                node,
                f"{local(node)} 没有编号（id）。请补上。",
                f"A {local(node)} has no id. Give it one.",
            )
    return fine


def check_shape(sheet: Sheet, findings: Findings) -> None:
    """Hold every rule of structure against the diagram."""
    _check_file(sheet, findings)
    for flow in sheet.flows.values():
        check_flow(sheet, flow, findings)
    for key, node in sheet.nodes.items():
        check_node(sheet, key, node, findings)
        (check_start if begins(sheet, node) else check_event)(sheet, node, findings)
        check_undoing(sheet, key, node, findings)
        check_default(sheet, key, node, findings)
        check_flows_of(sheet, key, node, findings)
    for scope in sheet.scopes:
        _check_scope(sheet, scope, findings)
    check_starts(sheet, findings)
    check_correlation(sheet, findings)
    check_data(sheet, findings)


def _check_file(sheet: Sheet, findings: Findings) -> None:
    language = sheet.root.get("expressionLanguage", "")
    if language and "feel" not in language.lower():
        findings.add(
            sheet.root,
            f"表达式语言“{language}”不支持。请改为 FEEL。",
            f"The expression language {language!r} is not supported. Use FEEL.",
        )
    for node in sheet.root.iter(tag("import")):
        findings.add(
            node,
            "不支持 import。请把所引内容写进本文件。",
            "import is not supported. Put what it names into this file.",
        )


def _check_scope(sheet: Sheet, scope: _Element, findings: Findings) -> None:
    starts = sheet.starts(scope)
    if local(scope) == "adHocSubProcess":
        _check_ad_hoc(sheet, scope, starts, findings)
    elif not starts or (scope is not sheet.process and len(starts) > 1):
        findings.add(
            scope,
            f"子流程须恰有一个开始事件，流程至少一个，现有 {len(starts)} 个。请增删。",
            "A sub-process needs exactly one start event and a process at least one, there are "
            f"{len(starts)}. Add or remove.",
        )
        return
    reached = _reached(sheet, starts)
    for key, node in sheet.nodes_in(scope):
        if key not in reached and not is_aside(node):
            findings.add(
                node,
                "从开始事件无法到达此元素。请连线或删除。",
                "This element can't be reached from the start event. Connect or remove it.",
            )


def _check_ad_hoc(sheet: Sheet, scope: _Element, starts: list[str], findings: Findings) -> None:
    strange = [
        node for _, node in sheet.nodes_in(scope) if local(node) in {"startEvent", "endEvent"}
    ]
    if strange or not starts:
        findings.add(
            strange[0] if strange else scope,
            "临时子流程里没有开始和结束事件，只有可以任意先后办理的活动，至少一个。请修改。",
            "An ad-hoc sub-process holds no start or end events, but activities for any order, at least "
            "one. Mend it.",
        )


def _reached(sheet: Sheet, starts: list[str]) -> set[str]:
    reached: set[str] = set()
    todo = list(starts)
    while todo:
        key = todo.pop()
        if key in reached:
            continue
        reached.add(key)
        todo.extend(flow.get("targetRef", "") for flow in sheet.outgoing[key])
        todo.extend(event.get("id", "") for event in sheet.boundaries[key])
        todo.extend(filter(None, [sheet.jump(key)]))
    return reached

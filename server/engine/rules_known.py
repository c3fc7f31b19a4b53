"""Rules of names: every form, operation, clock, role, process and step that a diagram names is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.process import LONGEST_NAME
from server.engine.expressions import Script
from server.engine.modelling import listed, offer_of
from server.engine.names import is_bpmn, local, properties
from server.engine.parts import expressions_of, parts_of
from server.engine.rules_constants import TRUTH, check_calls, check_constant, check_constants
from server.engine.rules_data import check_names, check_turn
from server.engine.rules_duties import check_duties
from server.engine.rules_flows import PERSONAL
from server.engine.rules_settings import check_settings
from server.engine.rules_signing import check_officers, check_signing

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from lxml.etree import _Element

    from server.domain.ports import Known
    from server.domain.process import Sources
    from server.engine.expressions import Expression
    from server.engine.fanning import Fan
    from server.engine.findings import Findings
    from server.engine.offering import Offer
    from server.engine.planning import Plan
    from server.engine.sheet import Sheet


def check_known(  # the sheet, all that was read from it, and all it may name
    sheet: Sheet,
    plans: Mapping[str, Plan],
    conditions: Mapping[str, Expression | None],
    known: Known,
    sources: Sources,
    findings: Findings,
) -> None:
    """Hold everything the diagram names against what exists, and its English against the diagram."""
    check_names(sheet, findings)
    written = frozenset(_names_of_scripts(plans))
    for key, node in sheet.nodes.items():
        plan = plans[key]
        _check_offer(node, offer_of(plan), known, sources, findings)
        _check_steps_named(sheet, node, findings)
        check_signing(node, sources, known, findings)
        check_officers(node, findings)
        _check_operations(node, plan, known, findings)
        check_turn(sheet, key, plan, findings)
        check_constants(node, plan, written, findings)
        if local(node) == "callActivity":
            called = node.get("calledElement", "")
            there = {*known.processes, sources.key, *sources.beside}
            _named(node, called, there, "流程", "process", findings)
            _check_version(node, plan["fan"], known, findings)
        for expression in expressions_of(plan):
            _check_texts(node, expression, known, findings)
    for key, condition in conditions.items():
        if condition is not None:
            check_constant(sheet.flows[key], condition, TRUTH, findings)
            check_calls(sheet.flows[key], condition, written, findings)
            _check_texts(sheet.flows[key], condition, known, findings)
    if sources.start_form is not None and sources.start_form not in sources.forms:
        findings.add(
            None,
            f"没有表单“{sources.start_form}”（start_form）。请提交表单文件。",
            f"There is no form {sources.start_form!r} (start_form). Hand in its file.",
        )
    check_settings(sources, known, findings)
    check_duties(sheet, sources, findings)
    _check_lengths(sheet, findings)
    _check_english(sheet, sources, findings)


def _names_of_scripts(plans: Mapping[str, Plan]) -> Iterator[str]:
    """What scripts write, functions perhaps, which those after them may call."""
    for plan in plans.values():
        for part in parts_of(plan):
            if isinstance(part, Script):
                yield from (name for name, _ in part.assignments)


def _check_operations(node: _Element, plan: Plan, known: Known, findings: Findings) -> None:
    _named(node, plan.get("operation"), known.operations, "操作", "operation", findings)
    for operation in plan["ways"].operations:
        what = "数据存储的操作", "operation of a data store"
        _named(node, operation, known.operations, *what, findings)


def _check_texts(node: _Element, expression: Expression, known: Known, findings: Findings) -> None:
    for clock in expression.texts_of("due"):
        _check_clock(node, clock, known, findings)
    for function in expression.texts_of("body_of"):
        _named(node, function, known.functions, "机构职能", "function of a body", findings)


def _check_lengths(sheet: Sheet, findings: Findings) -> None:
    """Whether pages have room for what everything is called, in the whole file."""
    for node in filter(is_bpmn, sheet.root.iter()):
        for what, zh in (("name", "名称"), ("id", "编号")):
            letters = len(node.get(what, ""))
            if letters > LONGEST_NAME:
                findings.add(
                    node,
                    f"{zh}有 {letters} 个字符，不得超过 {LONGEST_NAME} 个。请缩短。",
                    f"The {what} has {letters} characters, and may have {LONGEST_NAME}. Shorten it.",
                )


def _check_english(sheet: Sheet, sources: Sources, findings: Findings) -> None:
    """English words are words of something that the diagram shows."""
    drawn = {node.get("id"): node for node in sheet.root.iter() if is_bpmn(node)}
    file = f"{sources.main or sources.key}.en.toml"
    for key, english in sources.english.items():
        step = drawn.get(key)
        if key not in drawn:
            findings.add_at(
                key,
                f"{file} 写了“{key}”，流程图中没有这个编号。请改正编号或删去。",
                f"{file} speaks of {key!r}, which the diagram doesn't have. Correct the id or remove it.",
                None,
            )
        elif english.instructions and (step is None or local(step) not in PERSONAL):
            findings.add_at(
                key,
                f"{file} 给“{key}”写了 instructions，但它不是人工任务。请删去。",
                f"{file} gives instructions for {key!r}, which is no task of a person. Remove them.",
                None,
            )


def _check_version(node: _Element, fan: Fan, known: Known, findings: Findings) -> None:
    """A call that is bound to one version can't be bound to one that is not there yet."""
    newest = known.processes.get(fan.called, 0) if fan.called is not None else 0
    if fan.version is not None and not 1 <= fan.version <= newest:
        findings.add(
            node,
            f"流程“{fan.called}”没有第 {fan.version} 版。请改正版本号，或删去 version 以调用最新版。",
            f"Process {fan.called!r} has no version {fan.version}. Correct the number, or remove version "
            "to call the newest.",
        )


def _check_offer(
    node: _Element, offer: Offer | None, known: Known, sources: Sources, findings: Findings
) -> None:
    if offer is None:
        return
    _named(node, offer.form, sources.forms, "表单", "form", findings)
    if isinstance(offer.role, str):
        _named(node, offer.role, known.roles, "岗位职能", "role", findings)
    if offer.clock is not None and not offer.clock.text.startswith("="):
        _check_clock(node, offer.clock.text, known, findings)


def _check_clock(node: _Element, clock: str, known: Known, findings: Findings) -> None:
    if clock not in known.clocks:
        _named(node, clock.partition("/")[0], known.clocks, "时限", "clock", findings)


def _check_steps_named(sheet: Sheet, node: _Element, findings: Findings) -> None:
    said = properties(node)
    for name in ("distinct_from", "return_to", "members_by"):
        for step in listed(said.get(name, "")):
            is_there = step in sheet.nodes and local(sheet.nodes[step]) in PERSONAL
            begins = name == "return_to" and step in sheet.starts(sheet.process)
            there = {step} if is_there or begins else ()
            _named(node, step, there, f"人工任务（{name}）", f"user task ({name})", findings)


def _named(
    node: _Element, name: str | None, there: Container[str], zh: str, en: str, findings: Findings
) -> None:
    if name is not None and name not in there:
        findings.add(
            node,
            f"没有{zh}“{name}”。请改正名称，或先登记。",
            f"There is no {en} {name!r}. Correct the name, or register it first.",
        )

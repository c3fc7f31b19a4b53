"""What a diagram asks of the house, in plain words; and whether the house has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.ids import ProcessKey
from server.domain.moves import Choice
from server.domain.process import Model, Problem, Step
from server.engine.expressions import Expression, Script
from server.engine.hardening.events import Event
from server.engine.names import extension_text, local, properties
from server.engine.offering import Named, Offer
from server.engine.rules_flows import PERSONAL, is_undecided

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from lxml.etree import _Element

    from server.domain.ports import Known
    from server.domain.process import Sources
    from server.engine.findings import Findings
    from server.engine.planning import Plan
    from server.engine.sheet import Sheet

_SAID = frozenset(
    {
        "form",
        "role",
        "org",
        "clock",
        "clock_from",
        "clock_agreed",
        "law",
        "sign",
        "distinct_from",
        "return_to",
        "instructions",
        "result",
        "inputs",
        "outputs",
        "payload",
        "correlation",
    }
)


def make_model(sheet: Sheet, plans: Mapping[str, Plan]) -> Model:
    """What pages and services need to know without the engine."""
    offers = [offer for offer in (_offer(plan) for plan in plans.values()) if offer is not None]
    steps = {
        key: _step(sheet, key, node) for key, node in sheet.nodes.items() if local(node) in PERSONAL
    }
    return Model(
        steps=steps,
        names={key: node.get("name", "") for key, node in sheet.nodes.items()},
        forms=frozenset(offer.form for offer in offers if offer.form),
        operations=frozenset(plan["operation"] for plan in plans.values() if "operation" in plan),
        clocks=frozenset(_clocks(plans)),
        calls=frozenset(
            ProcessKey(node.get("calledElement", ""))
            for node in sheet.nodes.values()
            if node.get("calledElement")
        ),
        warnings=tuple(_warnings(sheet)),
    )


def _step(sheet: Sheet, key: str, node: _Element) -> Step:
    said = properties(node)
    return Step(
        element=key,
        name=node.get("name", ""),
        lane=sheet.lane(key),
        form=said.get("form"),
        law=said.get("law", ""),
        clock=said.get("clock"),
        choices=_choices(sheet, key),
        sign=said.get("sign"),
        distinct_from=_listed(said.get("distinct_from", "")),
        return_to=_listed(said.get("return_to", "")),
        instructions=said.get("instructions") or extension_text(node, "instructionsForEndUser") or "",
    )


def _choices(sheet: Sheet, key: str) -> tuple[Choice, ...]:
    for flow in sheet.outgoing[key]:
        target = flow.get("targetRef", "")
        if is_undecided(sheet, target):
            return tuple(
                Choice(flow=out.get("id", ""), name=out.get("name", "").strip())
                for out in sheet.leaving(target)
            )
    return ()


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _offer(plan: Plan) -> Offer | None:
    fan = plan.get("fan")
    offer: Offer | None = plan.get("offer") if fan is None else fan.offer
    return offer


def expressions_of(part: Any) -> Iterator[Expression]:
    """Every expression anywhere in a plan."""
    if isinstance(part, Expression):
        yield part
    elif isinstance(part, Script | Named):
        yield from part.expressions()
    elif isinstance(part, dict):
        for value in part.values():
            yield from expressions_of(value)
    elif hasattr(part, "__slots__"):
        for name in part.__slots__:
            yield from expressions_of(getattr(part, name))


def _clocks(plans: Mapping[str, Plan]) -> Iterator[str]:
    for plan in plans.values():
        offer = _offer(plan)
        if offer is not None and offer.clock is not None and not offer.clock.text.startswith("="):
            yield offer.clock.text.partition("/")[0]
        for expression in expressions_of(plan):
            for clock in expression.texts_of("due"):
                yield clock.partition("/")[0]


def _warnings(sheet: Sheet) -> Iterator[Problem]:
    for key, node in sheet.nodes.items():
        for name in sorted(properties(node).keys() - _SAID):
            yield Problem(
                element=key,
                sentence=f"属性“{name}”没有作用。请检查拼写。",
                sentence_en=f"Property {name!r} has no effect. Check its spelling.",
                line=node.sourceline,
            )


# --- whether the house has it -----------------------------------------------------------------------


def check_known(
    sheet: Sheet, plans: Mapping[str, Plan], known: Known, sources: Sources, findings: Findings
) -> None:
    """Hold everything the diagram names against what exists."""
    for key, node in sheet.nodes.items():
        plan = plans[key]
        _check_offer(node, _offer(plan), known, sources, findings)
        _check_steps_named(sheet, node, findings)
        _named(node, plan.get("operation"), known.operations, "操作", "operation", findings)
        if local(node) == "callActivity":
            called = node.get("calledElement", "")
            _named(node, called, {*known.processes, sources.key}, "流程", "process", findings)
        for expression in expressions_of(plan):
            for clock in expression.texts_of("due"):
                _check_clock(node, clock, known, findings)
            for function in expression.texts_of("body_of"):
                _named(node, function, known.functions, "机构职能", "function of a body", findings)
    if sources.start_form is not None and sources.start_form not in sources.forms:
        findings.add(
            None,
            f"没有表单“{sources.start_form}”（start_form）。请提交表单文件。",
            f"There is no form {sources.start_form!r} (start_form). Hand in its file.",
        )


def _check_offer(
    node: _Element, offer: Offer | None, known: Known, sources: Sources, findings: Findings
) -> None:
    if offer is None:
        return
    _named(node, offer.form, sources.forms, "表单", "form", findings)
    if not offer.role.expressions():
        _named(node, offer.role.text, known.roles, "岗位职能", "role", findings)
    if offer.clock is not None and not offer.clock.text.startswith("="):
        _check_clock(node, offer.clock.text, known, findings)


def _check_clock(node: _Element, clock: str, known: Known, findings: Findings) -> None:
    if clock not in known.clocks:
        _named(node, clock.partition("/")[0], known.clocks, "时限", "clock", findings)


def _check_steps_named(sheet: Sheet, node: _Element, findings: Findings) -> None:
    said = properties(node)
    steps = {key for key, other in sheet.nodes.items() if local(other) in PERSONAL}
    for name in ("distinct_from", "return_to"):
        for step in _listed(said.get(name, "")):
            _named(node, step, steps, f"人工任务（{name}）", f"user task ({name})", findings)


def _named(
    node: _Element, name: str | None, there: object, zh: str, en: str, findings: Findings
) -> None:
    if name is not None and name not in there:  # type: ignore[operator]  # any container of names
        findings.add(
            node,
            f"没有{zh}“{name}”。请改正名称，或先登记。",
            f"There is no {en} {name!r}. Correct the name, or register it first.",
        )


def process_output(sheet: Sheet, findings: Findings) -> Expression | None:
    """What the whole process gives to its caller, when it says so."""
    return findings.expression(
        sheet.process, properties(sheet.process).get("outputs"), "传出 outputs ", "outputs "
    )

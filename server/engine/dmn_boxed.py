"""Boxed expressions: turned into the same tree as written ones, so that one compiler serves both."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from server.domain.feel import tree
from server.domain.feel.compiling import compile_tree
from server.domain.feel.conversions import coerced
from server.domain.feel.grammar import read_expression
from server.domain.feel.kinds import Type
from server.domain.feel.refusals import FeelError, Unfit
from server.domain.feel.scopes import Evaluate, Scope
from server.domain.feel.values import Value
from server.engine.dmn_findings import DecisionRefused, Finding
from server.engine.dmn_types import type_named
from server.engine.dmn_xml import (
    ReadingTime,
    child,
    children,
    line_of,
    local,
    refused,
    text_of,
    unreadable,
)

RESULT = "\0result"
_SKIPPED = frozenset({"description", "extensionElements", "variable", "formalParameter"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Boxes:
    """What boxed expressions are read with: names in reach, types, and the maker of tables."""

    names: frozenset[str]
    types: Mapping[str, Type]
    table: Callable[["Boxes", etree._Element], Evaluate]
    lenient: bool
    time: ReadingTime
    passed: list[Finding] = field(default_factory=list)
    """What a lenient reading took for null."""

    def node(self, element: etree._Element | None) -> tree.Node:
        """Make the tree of a boxed expression; an absent one is null."""
        if element is None:
            return tree.Literal((0, 0), None)
        make = BOXES.get(local(element))
        if make is None:
            raise refused(
                element, f"不支持的逻辑“{local(element)}”", f"unsupported logic {local(element)!r}"
            )
        return typed(make(self, element), type_named(element.get("typeRef")))

    def inside(self, element: etree._Element | None) -> tree.Node:
        """Make the tree of the expression an element holds."""
        if element is None:
            return self.node(None)
        held = [one for one in children(element) if local(one) not in _SKIPPED]
        return self.node(held[-1] if held else None)

    def written(self, element: etree._Element, text: str) -> tree.Node:
        """Read an expression that is written down."""
        if not text:
            return tree.Literal(_at(element), None)
        self.time.check(element)
        try:
            return read_expression(text, self.names)
        except FeelError as error:
            return _null_with(self.let_pass(unreadable(element, error)))

    def let_pass(self, refusal: DecisionRefused) -> Finding:
        """Note what is taken for null; a reading that is not lenient is refused here."""
        if not self.lenient:
            raise refusal
        self.passed.extend(refusal.findings)
        return refusal.findings[0]


def _null_with(reason: Finding) -> tree.Node:
    at = (reason.line, 0)

    def evaluate(scope: Scope) -> Value:
        scope.run.note(at, reason.message_zh, reason.message_en)

    return tree.Made(at, evaluate)


def _at(element: etree._Element) -> tree.At:
    return (line_of(element), 0)


def typed(node: tree.Node, wanted: Type) -> tree.Node:
    """Have the value of a node fitted to a type; what doesn't fit becomes null."""
    if wanted.kind == "Any":
        return node
    evaluate = compile_tree(node)

    def fit(scope: Scope) -> Value:
        value, fits = coerced(evaluate(scope), wanted, scope.run.types)
        if not fits:
            scope.run.note(
                node.at, f"值不符合类型“{wanted.kind}”", f"the value is not of type {wanted.kind!r}"
            )
        return value

    return tree.Made(node.at, fit)


def name_of(element: etree._Element | None) -> str:
    """Give the name an element declares, with single spaces."""
    return "" if element is None else " ".join(element.get("name", "").split())


def _literal(boxes: Boxes, element: etree._Element) -> tree.Node:
    whole = element.getroottree().getroot()
    language = element.get("expressionLanguage") or whole.get("expressionLanguage") or "FEEL"
    if "feel" not in language.lower() and not language.rstrip("/").upper().endswith("FEEL"):
        raise refused(
            element, f"不支持的表达式语言“{language}”", f"unsupported language {language!r}"
        )
    return boxes.written(element, text_of(element))


def _context(boxes: Boxes, element: etree._Element) -> tree.Node:
    entries: list[tuple[str, tree.Node]] = []
    for entry in children(element, "contextEntry"):
        variable = child(entry, "variable")
        node = boxes.inside(entry)
        if variable is not None:
            node = typed(node, type_named(variable.get("typeRef")))
        entries.append((RESULT if variable is None else name_of(variable), node))
    context = tree.ContextOf(_at(element), tuple(entries))
    if any(name == RESULT for name, _ in entries):
        return tree.Path(_at(element), context, RESULT)
    return context


def _invocation(boxes: Boxes, element: etree._Element) -> tree.Node:
    called = [one for one in children(element) if local(one) not in (*_SKIPPED, "binding")]
    callee = boxes.node(called[0] if called else None)
    bindings = list(children(element, "binding"))
    names = tuple(name_of(child(binding, "parameter")) for binding in bindings)
    values = tuple(_bound(boxes, binding) for binding in bindings)
    return tree.Call(_at(element), callee, values, names or None)


def _bound(boxes: Boxes, binding: etree._Element) -> tree.Node:
    held = [one for one in children(binding) if local(one) != "parameter"]
    return boxes.node(held[0] if held else None)


def function_of(boxes: Boxes, element: etree._Element) -> tree.Node:
    """Make the function that a functionDefinition, or the logic of a knowledge model, stands for."""
    parameters = tuple(
        (name_of(part), type_named(part.get("typeRef")))
        for part in children(element, "formalParameter")
    )
    external = element.get("kind", "FEEL") != "FEEL"
    return tree.FunctionOf(_at(element), parameters, boxes.inside(element), external)


def _list(boxes: Boxes, element: etree._Element) -> tree.Node:
    held = [one for one in children(element) if local(one) not in _SKIPPED]
    return tree.ListOf(_at(element), tuple(boxes.node(one) for one in held))


def _relation(boxes: Boxes, element: etree._Element) -> tree.Node:
    columns = [
        (name_of(column), type_named(column.get("typeRef")))
        for column in children(element, "column")
    ]
    rows: list[tree.Node] = []
    for row in children(element, "row"):
        cells = [boxes.node(cell) for cell in children(row) if local(cell) not in _SKIPPED]
        if len(cells) != len(columns):
            raise refused(row, "单元格数与列数不符", "a row needs one cell a column")
        entries = (
            (name, typed(cell, kind)) for (name, kind), cell in zip(columns, cells, strict=True)
        )
        rows.append(tree.ContextOf(_at(row), tuple(entries)))
    return tree.ListOf(_at(element), tuple(rows))


def _conditional(boxes: Boxes, element: etree._Element) -> tree.Node:
    condition, *ways = (boxes.inside(child(element, name)) for name in ("if", "then", "else"))
    return _or_null(tree.If(_at(element), _truth(condition), *ways))


def _truth(node: tree.Node) -> tree.Node:
    """Where a box asks for a truth, anything else than true, false and null spoils the whole."""
    evaluate = compile_tree(node)

    def hold(scope: Scope) -> Value:
        value = evaluate(scope)
        if value is not None and not isinstance(value, bool):
            raise Unfit("条件不是是或否", "the condition is neither true nor false")
        return value

    return tree.Made(node.at, hold)


def _or_null(node: tree.Node) -> tree.Node:
    """Give null for what is spoilt."""
    evaluate = compile_tree(node)

    def attempt(scope: Scope) -> Value:
        try:
            return evaluate(scope)
        except Unfit as unfit:
            scope.run.note(node.at, unfit.message_zh, unfit.message_en)
            return None

    return tree.Made(node.at, attempt)


def _loop(boxes: Boxes, element: etree._Element) -> tuple[tree.Iteration, ...]:
    name = " ".join(element.get("iteratorVariable", "").split())
    return (tree.Iteration(_at(element), name, boxes.inside(child(element, "in")), None),)


def _for(boxes: Boxes, element: etree._Element) -> tree.Node:
    return tree.For(_at(element), _loop(boxes, element), boxes.inside(child(element, "return")))


def _quantified(boxes: Boxes, element: etree._Element) -> tree.Node:
    condition = boxes.inside(child(element, "satisfies"))
    return tree.Quantified(_at(element), local(element), _loop(boxes, element), condition)


def _filter(boxes: Boxes, element: etree._Element) -> tree.Node:
    base, match = boxes.inside(child(element, "in")), boxes.inside(child(element, "match"))
    return _or_null(tree.Filter(_at(element), base, _truth(match)))


def _table(boxes: Boxes, element: etree._Element) -> tree.Node:
    return tree.Made(_at(element), boxes.table(boxes, element))


BOXES: dict[str, Callable[[Boxes, Any], tree.Node]] = {
    "literalExpression": _literal,
    "context": _context,
    "invocation": _invocation,
    "functionDefinition": function_of,
    "list": _list,
    "relation": _relation,
    "conditional": _conditional,
    "for": _for,
    "some": _quantified,
    "every": _quantified,
    "filter": _filter,
    "decisionTable": _table,
}
"""The boxed expressions of DMN 1.5, 10.2, by tag."""

"""Decision tables: every hit policy and aggregator of DMN, with the matches kept for explanation."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

from server.domain.feel.compiling import compile_tree
from server.domain.feel.comparing import any_of, equal
from server.domain.feel.compiling_tests import Test, make_cell_test
from server.domain.feel.grammar import read_tests
from server.domain.feel.kinds import Type
from server.domain.feel.library import BUILTINS
from server.domain.feel.limits import Run
from server.domain.feel.refusals import FeelError, Notice, Unfit
from server.domain.feel.scopes import Evaluate, Scope
from server.domain.feel.values import Value
from server.engine.dmn_boxed import Boxes, name_of, typed, unreadable
from server.engine.dmn_findings import Finding
from server.engine.dmn_types import type_named
from server.engine.dmn_xml import child, children, finding, refused, text_of

_POLICIES = frozenset(
    {"UNIQUE", "ANY", "PRIORITY", "FIRST", "COLLECT", "RULE ORDER", "OUTPUT ORDER"}
)
_AGGREGATORS = {"SUM": "sum", "MIN": "min", "MAX": "max", "COUNT": "count"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMatch:
    """Which rules of a table matched, counted from 1, and by which inputs."""

    decision: str
    table: str
    rules: tuple[int, ...]
    rule_ids: tuple[str, ...]
    inputs: tuple[tuple[str, Value], ...]


class DecisionRun(Run):
    """The account of an evaluation of decisions: also the rules that matched and what went wrong."""

    __slots__ = ("decision", "matches", "violations")

    def __init__(
        self,
        functions: dict[str, Value],
        now: Value,
        notices: list[Notice],
        types: dict[str, Value],
    ) -> None:
        super().__init__(functions, now, notices, types)
        self.decision = ""
        self.matches: list[TableMatch] = []
        self.violations: list[Finding] = []


@dataclass(frozen=True, slots=True)
class _Input:
    label: str
    value: Evaluate
    allowed: Test | None


@dataclass(frozen=True, slots=True)
class _Output:
    name: str
    ranks: tuple[Test, ...]
    default: Evaluate | None


@dataclass(frozen=True, slots=True)
class _Rule:
    id: str
    tests: tuple[Test, ...]
    outputs: tuple[Evaluate, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A compiled decision table."""

    id: str
    policy: str
    aggregator: str
    inputs: tuple[_Input, ...]
    outputs: tuple[_Output, ...]
    rules: tuple[_Rule, ...]
    whole: Finding

    def evaluate(self, scope: Scope) -> Value:
        """Decide."""
        values = [one.value(scope) for one in self.inputs]
        for one, value in zip(self.inputs, values, strict=True):
            if one.allowed is not None and value is not None and one.allowed(scope, value) is not True:
                return self.violated(scope, f"输入“{one.label}”不在允许值内", f"input {one.label!r} is not allowed")
        matched = [
            place
            for place, rule in enumerate(self.rules)
            if all(test(scope, value) is True for test, value in zip(rule.tests, values, strict=True))
        ]
        self._keep(scope, matched, values)
        return self._choose(scope, matched)

    def _keep(self, scope: Scope, matched: list[int], values: list[Value]) -> None:
        run = scope.run
        run.spend(len(self.rules))
        if isinstance(run, DecisionRun):
            run.matches.append(
                TableMatch(
                    decision=run.decision,
                    table=self.id,
                    rules=tuple(place + 1 for place in matched),
                    rule_ids=tuple(self.rules[place].id for place in matched),
                    inputs=tuple(
                        (one.label, value) for one, value in zip(self.inputs, values, strict=True)
                    ),
                )
            )

    def violated(self, scope: Scope, message_zh: str, message_en: str) -> None:
        """Remember that the table can't decide."""
        run = scope.run
        at = self.whole
        if isinstance(run, DecisionRun):
            run.violations.append(
                Finding(element=at.element, line=at.line, message_zh=message_zh, message_en=message_en)
            )
        run.note((at.line, 0), message_zh, message_en)

    def _choose(self, scope: Scope, matched: list[int]) -> Value:
        if not matched:
            return self._default(scope)
        if self.policy == "UNIQUE" and len(matched) > 1:
            return self.violated(
                scope,
                f"唯一命中策略下有多条规则匹配：{_listed(matched)}",
                f"several rules match under UNIQUE: {_listed(matched)}",
            )
        if self.policy in ("UNIQUE", "FIRST"):
            return self._row(scope, matched[0])
        rows = [self._row(scope, place) for place in matched]
        if self.policy == "ANY":
            return self._any(scope, matched, rows)
        return self._many(scope, rows)

    def _any(self, scope: Scope, matched: list[int], rows: list[Value]) -> Value:
        if all(equal(rows[0], row) is True for row in rows):
            return rows[0]
        return self.violated(
            scope,
            f"任一命中策略下规则结果不同：{_listed(matched)}",
            f"rules with different results match under ANY: {_listed(matched)}",
        )

    def _many(self, scope: Scope, rows: list[Value]) -> Value:
        if self.policy in ("PRIORITY", "OUTPUT ORDER"):
            rows = sorted(rows, key=lambda row: self._rank(scope, row))
            return rows[0] if self.policy == "PRIORITY" else rows
        if not self.aggregator:
            return rows
        try:
            return BUILTINS[_AGGREGATORS[self.aggregator]].call(scope.run, [rows])
        except Unfit as error:
            return self.violated(scope, error.message_zh, error.message_en)

    def _row(self, scope: Scope, place: int) -> Value:
        return self._shaped([cell(scope) for cell in self.rules[place].outputs])

    def _shaped(self, cells: list[Value]) -> Value:
        if len(cells) == 1:
            return cells[0]
        return {one.name: cell for one, cell in zip(self.outputs, cells, strict=True)}

    def _default(self, scope: Scope) -> Value:
        if all(one.default is None for one in self.outputs):
            if self.aggregator == "COUNT":
                return Decimal(0)
            many = self.policy in ("COLLECT", "RULE ORDER", "OUTPUT ORDER") and not self.aggregator
            return [] if many else None
        return self._shaped([None if one.default is None else one.default(scope) for one in self.outputs])

    def _rank(self, scope: Scope, row: Value) -> list[int]:
        ranks: list[int] = []
        for one in self.outputs:
            cell = row if len(self.outputs) == 1 else row[one.name]
            passed = (place for place, test in enumerate(one.ranks) if test(scope, cell) is True)
            ranks.append(next(passed, len(one.ranks)))
        return ranks


def _listed(matched: Sequence[int]) -> str:
    return ", ".join(str(place + 1) for place in matched)


def make_table(boxes: Boxes, element: etree._Element) -> Evaluate:
    """Compile a decision table."""
    policy = element.get("hitPolicy", "UNIQUE")
    aggregator = element.get("aggregation", "")
    if policy not in _POLICIES or (aggregator and aggregator not in _AGGREGATORS):
        raise refused(element, f"未知命中策略“{policy}”", f"unknown hit policy {policy!r}")
    inputs = tuple(_input(boxes, one) for one in children(element, "input"))
    outputs = tuple(_output(boxes, one) for one in children(element, "output"))
    wanted = [type_named(one.get("typeRef")) for one in children(element, "output")]
    if not outputs:
        raise refused(element, "决策表没有输出列", "the table has no output")
    rules = tuple(
        _rule(boxes, rule, [one.allowed for one in inputs], wanted)
        for rule in children(element, "rule")
    )
    whole = finding(element, "", "")
    if policy != "COLLECT" or (aggregator and len(outputs) > 1):
        aggregator = ""
    table = Table(whole.element, policy, aggregator, inputs, outputs, rules, whole)
    return table.evaluate


def tests_of(boxes: Boxes, element: etree._Element, text: str) -> list[Test]:
    """Compile unary tests."""
    try:
        nodes, turned = read_tests(text, boxes.names)
    except FeelError as error:
        raise unreadable(element, error) from error
    tests = [make_cell_test(node, compile_tree) for node in nodes]
    return [_turned(tests)] if turned else tests


def _turned(tests: list[Test]) -> Test:
    def turn(scope: Scope, value: Value) -> bool | None:
        truth = any_of(test(scope, value) for test in tests)
        return None if truth is None else not truth

    return turn


def _any_test(tests: list[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]
    return lambda scope, value: any_of(test(scope, value) for test in tests)


def _input(boxes: Boxes, element: etree._Element) -> _Input:
    expression = child(element, "inputExpression")
    text = text_of(expression)
    label = element.get("label") or text
    allowed = text_of(child(element, "inputValues"))
    wanted = type_named(None if expression is None else expression.get("typeRef"))
    value = compile_tree(typed(boxes.written(element, text), wanted))
    test = _any_test(tests_of(boxes, element, allowed)) if allowed else None
    return _Input(label, value, test)


def _output(boxes: Boxes, element: etree._Element) -> _Output:
    values = text_of(child(element, "outputValues"))
    default = child(element, "defaultOutputEntry")
    ranks = tuple(tests_of(boxes, element, values)) if values else ()
    text = text_of(default)
    made = compile_tree(boxes.written(element, text)) if text else None
    return _Output(name_of(element), ranks, made)


def _rule(
    boxes: Boxes, element: etree._Element, allowed: list[Test | None], wanted: list[Type]
) -> _Rule:
    cells = list(children(element, "inputEntry"))
    results = list(children(element, "outputEntry"))
    if len(cells) != len(allowed) or len(results) != len(wanted):
        raise refused(element, "规则单元格数与列数不符", "a rule needs one cell a column")
    tests = tuple(_cell(boxes, cell) for cell in cells)
    outputs = tuple(
        compile_tree(typed(boxes.written(cell, text_of(cell)), kind))
        for cell, kind in zip(results, wanted, strict=True)
    )
    return _Rule(element.get("id", ""), tests, outputs)


def _cell(boxes: Boxes, element: etree._Element) -> Test:
    text = text_of(element)
    if text in ("", "-"):
        return _pass
    return _any_test(tests_of(boxes, element, text))


def _pass(_: Scope, __: Value) -> bool:
    return True


"""Reading decision tables: columns, rules and cells."""

from lxml import etree

from server.domain.feel.comparing import any_of
from server.domain.feel.compiling import compile_tree
from server.domain.feel.compiling_tests import Test, make_cell_test
from server.domain.feel.grammar import read_tests
from server.domain.feel.kinds import Type
from server.domain.feel.refusals import FeelError
from server.domain.feel.scopes import Evaluate, Scope
from server.domain.feel.values import Value
from server.engine.dmn_boxed import Boxes, name_of, typed
from server.engine.dmn_findings import Finding
from server.engine.dmn_tables import AGGREGATORS, POLICIES, Input, Output, Rule, Table
from server.engine.dmn_types import allowed_values, type_named
from server.engine.dmn_xml import child, children, finding, refused, text_of, unreadable


def make_table(boxes: Boxes, element: etree._Element) -> Evaluate:
    """Compile a decision table."""
    policy = element.get("hitPolicy", "UNIQUE")
    aggregator = element.get("aggregation", "")
    if policy not in POLICIES or (aggregator and aggregator not in AGGREGATORS):
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
    aggregator = aggregator if policy == "COLLECT" else ""
    table = Table(whole.element, policy, aggregator, inputs, outputs, rules, whole)
    return table.evaluate


def tests_of(boxes: Boxes, element: etree._Element, text: str) -> list[Test]:
    """Compile unary tests."""
    boxes.time.check(element)
    try:
        nodes, turned = read_tests(text, boxes.names)
    except FeelError as error:
        return [_never(boxes.let_pass(unreadable(element, error)))]
    tests = [make_cell_test(node, compile_tree) for node in nodes]
    return [_turned(tests)] if turned else tests


def _never(reason: Finding) -> Test:
    def test(scope: Scope, _: Value) -> bool | None:
        scope.run.note((reason.line, 0), reason.message_zh, reason.message_en)
        return None

    return test


def _turned(tests: list[Test]) -> Test:
    def turn(scope: Scope, value: Value) -> bool | None:
        truth = any_of(test(scope, value) for test in tests)
        return None if truth is None else not truth

    return turn


def _any_test(tests: list[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]
    return lambda scope, value: any_of(test(scope, value) for test in tests)


def _input(boxes: Boxes, element: etree._Element) -> Input:
    expression = child(element, "inputExpression")
    text = text_of(expression)
    label = element.get("label") or text
    allowed = text_of(child(element, "inputValues"))
    wanted = type_named(None if expression is None else expression.get("typeRef"))
    value = compile_tree(typed(boxes.written(element, text), wanted))
    test = _any_test(tests_of(boxes, element, allowed)) if allowed else None
    return Input(label, value, test)


def _output(boxes: Boxes, element: etree._Element) -> Output:
    wanted = element.get("typeRef")
    values = text_of(child(element, "outputValues")) or allowed_values(element, wanted)
    ranks = tuple(tests_of(boxes, element, values)) if values else ()
    text = text_of(child(element, "defaultOutputEntry"))
    default = typed(boxes.written(element, text), type_named(wanted))
    return Output(name_of(element), ranks, compile_tree(default) if text else None)


def _rule(
    boxes: Boxes, element: etree._Element, allowed: list[Test | None], wanted: list[Type]
) -> Rule:
    cells = list(children(element, "inputEntry"))
    results = list(children(element, "outputEntry"))
    if len(cells) != len(allowed) or len(results) != len(wanted):
        raise refused(element, "规则单元格数与列数不符", "a rule needs one cell a column")
    tests = tuple(_cell(boxes, cell) for cell in cells)
    outputs = tuple(
        compile_tree(typed(boxes.written(cell, text_of(cell)), kind))
        for cell, kind in zip(results, wanted, strict=True)
    )
    return Rule(element.get("id", ""), tests, outputs)


def _cell(boxes: Boxes, element: etree._Element) -> Test:
    text = text_of(element)
    if text in ("", "-"):
        return _pass
    return _any_test(tests_of(boxes, element, text))


def _pass(_: Scope, __: Value) -> bool:
    return True

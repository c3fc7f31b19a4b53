"""Closures for tests: `in`, ranges, unary comparisons, and the cells of decision tables."""

from collections.abc import Callable

from server.domain.feel import tree
from server.domain.feel.comparing import all_of, any_of, compare, less, matches
from server.domain.feel.refusals import OVER, placed
from server.domain.feel.scopes import Evaluate, Scope
from server.domain.feel.values import Range, Value

Compile = Callable[[tree.Node], Evaluate]
Test = Callable[[Scope, Value], bool | None]
INPUT = "?"
_TRUTHS = (tree.Comparison, tree.Logic, tree.Between, tree.In, tree.InstanceOf, tree.Quantified)


def make_test(node: tree.Node, compile_: Compile) -> Test:
    """Make the test of a value."""
    if isinstance(node, tree.UnaryComparison):
        operator, operand = node.operator, compile_(node.operand)
        return lambda scope, value: compare(operator, value, operand(scope))
    evaluate = compile_(node)
    if tree.mentions(node, INPUT):
        return lambda scope, value: _truth(evaluate(scope.inner({INPUT: value})), value)
    if isinstance(node, tree.RangeOf):
        return _make_range_test(node, compile_)

    def hold(scope: Scope, value: Value) -> bool | None:
        wanted = evaluate(scope)
        try:
            scope.run.weigh(wanted)
            return matches(value, wanted)
        except OVER as over:
            raise placed(over, node.at) from None

    return hold


def _truth(result: Value, value: Value) -> bool | None:
    if result is None or isinstance(result, bool):
        return result
    return matches(value, result)


def _make_range_test(node: tree.RangeOf, compile_: Compile) -> Test:
    """Compare with both ends: an end that is null leaves false or null, never true (DMN15-78)."""
    low, high = compile_(node.low), compile_(node.high)
    above, below = ">=" if node.low_closed else ">", "<=" if node.high_closed else "<"

    def test(scope: Scope, value: Value) -> bool | None:
        first, last = low(scope), high(scope)
        if value is None:
            return None
        return all_of((compare(above, value, first), compare(below, value, last)))

    return test


def make_cell_test(node: tree.Node, compile_: Compile) -> Test:
    """Make the test of a decision table's cell, where a condition may also stand by itself."""
    test = make_test(node, compile_)
    if not isinstance(node, _TRUTHS) or tree.mentions(node, INPUT):
        return test
    evaluate = compile_(node)

    def hold(scope: Scope, value: Value) -> bool | None:
        if isinstance(value, bool):
            return test(scope, value)
        return _truth(evaluate(scope), value)

    return hold


def make_in(node: tree.In, compile_: Compile) -> Evaluate:
    """Tell whether a value passes one of the tests."""
    value = compile_(node.value)
    tests = [make_test(test, compile_) for test in node.tests]

    def evaluate(scope: Scope) -> Value:
        tested = value(scope)
        return any_of(test(scope, tested) for test in tests)

    return evaluate


def make_range(node: tree.RangeOf, compile_: Compile) -> Evaluate:
    """Make a range of two values of one kind."""
    low, high = compile_(node.low), compile_(node.high)

    def evaluate(scope: Scope) -> Value:
        first, last = low(scope), high(scope)
        if less(first, last) is None:
            scope.run.note(node.at, "区间两端无法比较", "the ends of the range can't be compared")
            return None
        return Range(first, last, node.low_closed, node.high_closed)

    return evaluate


def make_unary(node: tree.UnaryComparison, compile_: Compile) -> Evaluate:
    """Make the range that a comparison without left side stands for."""
    operand, operator = compile_(node.operand), node.operator

    def evaluate(scope: Scope) -> Value:
        end = operand(scope)
        if end is None or less(end, end) is None or operator == "!=":
            scope.run.note(node.at, "无法构成区间", "this makes no range")
            return None
        if operator == "=":
            return Range(end, end, low_closed=True, high_closed=True)
        closed = operator.endswith("=")
        if operator.startswith("<"):
            return Range(None, end, low_closed=False, high_closed=closed)
        return Range(end, None, low_closed=closed, high_closed=False)

    return evaluate

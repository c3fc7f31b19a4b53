"""Turning the tree of an expression into closures, which are fast and can do nothing else."""

from collections.abc import Callable
from typing import Any

from server.domain.feel import tree
from server.domain.feel.arithmetic import OPERATIONS, negative
from server.domain.feel.calling import make_call, make_function
from server.domain.feel.comparing import all_of, compare
from server.domain.feel.compiling_lists import make_filter, make_for, make_quantified
from server.domain.feel.compiling_tests import make_in, make_range, make_unary
from server.domain.feel.kinds import is_of
from server.domain.feel.library import BUILTINS
from server.domain.feel.limits import MAX_DEPTH
from server.domain.feel.refusals import OVER, FeelLimit, placed
from server.domain.feel.scopes import MISSING, Evaluate, Scope, property_of
from server.domain.feel.values import Value, inward

Compile = Callable[[tree.Node], Evaluate]


def make_literal(node: tree.Literal, _: Compile) -> Evaluate:
    """Give the value that is written down."""
    value = node.value
    return lambda _: value


def make_made(node: tree.Made, _: Compile) -> Evaluate:
    """Take what is compiled already."""
    evaluate: Evaluate = node.evaluate
    return evaluate


def make_name(node: tree.Name, _: Compile) -> Evaluate:
    """Look a name up: in the scopes, among the host's functions, among the built-in ones."""
    name = node.name
    built_in = BUILTINS.get(name, MISSING)

    def evaluate(scope: Scope) -> Value:
        try:
            value = scope.find(name)
        except OVER as over:  # what was given holds itself
            raise placed(over, node.at) from None
        if value is not MISSING:
            return value
        run = scope.run
        if name in run.functions:
            return inward(run.functions[name])
        if built_in is not MISSING:
            return built_in
        run.note(node.at, f"没有名为“{name}”的变量", f"there is no variable {name!r}")
        return None

    return evaluate


def make_path(node: tree.Path, compile_: Compile) -> Evaluate:
    """Take a property."""
    base, name = compile_(node.base), node.name

    def evaluate(scope: Scope) -> Value:
        owner = base(scope)
        try:
            scope.run.weigh(owner)
        except OVER as over:
            raise placed(over, node.at) from None
        value = property_of(owner, name)
        if value is not MISSING:
            return value
        scope.run.note(node.at, f"没有属性“{name}”", f"there is no property {name!r}")
        return None

    return evaluate


def make_arithmetic(node: tree.Arithmetic, compile_: Compile) -> Evaluate:
    """Add, take away, multiply, divide or raise."""
    left, right, operator = compile_(node.left), compile_(node.right), node.operator
    operations = OPERATIONS[operator]

    def evaluate(scope: Scope) -> Value:
        one, other = left(scope), right(scope)
        operation = operations.get((type(one), type(other)))
        try:
            result = None if operation is None else operation(one, other)
            scope.run.weigh(result)
        except (ArithmeticError, ValueError):
            result = None
        except OVER as over:
            raise placed(over, node.at) from None
        if result is None:
            scope.run.note(
                node.at,
                f"无法计算“{operator}”",
                f"the operands of {operator!r} have no such result",
            )
        return result

    return evaluate


def make_negative(node: tree.Negative, compile_: Compile) -> Evaluate:
    """Turn the sign."""
    operand = compile_(node.operand)

    def evaluate(scope: Scope) -> Value:
        value = negative(operand(scope))
        if value is None:
            scope.run.note(
                node.at, "负号之后应为数字或时长", "only numbers and durations have a sign"
            )
        return value

    return evaluate


def make_comparison(node: tree.Comparison, compile_: Compile) -> Evaluate:
    """Compare."""
    left, right, operator = compile_(node.left), compile_(node.right), node.operator

    def evaluate(scope: Scope) -> Value:
        one, other = left(scope), right(scope)
        try:
            scope.run.weigh(one)
            truth = compare(operator, one, other)
        except OVER as over:
            raise placed(over, node.at) from None
        if truth is None:
            scope.run.note(
                node.at, f"“{operator}”两侧无法比较", f"the sides of {operator!r} can't be compared"
            )
        return truth

    return evaluate


def make_logic(node: tree.Logic, compile_: Compile) -> Evaluate:
    """Join two truths; what is no truth counts as null."""
    left, right = compile_(node.left), compile_(node.right)
    decisive = node.operator == "or"

    def evaluate(scope: Scope) -> Value:
        one = left(scope)
        if one is decisive:
            return decisive
        other = right(scope)
        if other is decisive:
            return decisive
        both = one is not decisive and type(one) is bool and type(other) is bool
        return (not decisive) if both else None

    return evaluate


def make_between(node: tree.Between, compile_: Compile) -> Evaluate:
    """Tell whether a value lies between two."""
    value, low, high = compile_(node.value), compile_(node.low), compile_(node.high)

    def evaluate(scope: Scope) -> Value:
        middle = value(scope)
        return all_of((compare(">=", middle, low(scope)), compare("<=", middle, high(scope))))

    return evaluate


def make_instance_of(node: tree.InstanceOf, compile_: Compile) -> Evaluate:
    """Tell whether a value is of a type."""
    value, wanted = compile_(node.value), node.type

    def evaluate(scope: Scope) -> Value:
        truth = is_of(value(scope), wanted, scope.run.types)
        if truth is None:
            scope.run.note(node.at, f"未知类型“{wanted.kind}”", f"unknown type {wanted.kind!r}")
        return truth

    return evaluate


def make_list(node: tree.ListOf, compile_: Compile) -> Evaluate:
    """Make a list."""
    items = [compile_(item) for item in node.items]
    return lambda scope: [item(scope) for item in items]


def make_context(node: tree.ContextOf, compile_: Compile) -> Evaluate:
    """Make a context, whose later entries see the earlier ones."""
    entries = [(key, compile_(entry)) for key, entry in node.entries]
    doubled = len({key for key, _ in entries}) != len(entries)

    def evaluate(scope: Scope) -> Value:
        if doubled:
            scope.run.note(node.at, "上下文中有重复的键", "a key occurs twice in the context")
            return None
        values: dict[str, Value] = {}
        inner = scope.inner(values)
        for key, entry in entries:
            values[key] = entry(inner)
        return values

    return evaluate


def make_if(node: tree.If, compile_: Compile) -> Evaluate:
    """Choose: whatever is not true takes the other way (DMN 1.5, table 55)."""
    condition = compile_(node.condition)
    then, otherwise = compile_(node.then), compile_(node.otherwise)

    def evaluate(scope: Scope) -> Value:
        return then(scope) if condition(scope) is True else otherwise(scope)

    return evaluate


_MAKERS: dict[type[tree.Node], Callable[[Any, Compile], Evaluate]] = {
    tree.Literal: make_literal,
    tree.Made: make_made,
    tree.Name: make_name,
    tree.Path: make_path,
    tree.Arithmetic: make_arithmetic,
    tree.Negative: make_negative,
    tree.Comparison: make_comparison,
    tree.Logic: make_logic,
    tree.Between: make_between,
    tree.InstanceOf: make_instance_of,
    tree.ListOf: make_list,
    tree.ContextOf: make_context,
    tree.If: make_if,
    tree.In: make_in,
    tree.RangeOf: make_range,
    tree.UnaryComparison: make_unary,
    tree.Filter: make_filter,
    tree.For: make_for,
    tree.Quantified: make_quantified,
    tree.Call: make_call,
    tree.FunctionOf: make_function,
}


def compile_tree(node: tree.Node, depth: int = 0) -> Evaluate:
    """Make the closure of a tree."""
    if depth > MAX_DEPTH:
        raise FeelLimit(
            f"表达式嵌套超过 {MAX_DEPTH} 层",
            f"the expression nests more than {MAX_DEPTH} deep",
            node.at,
        )
    return _MAKERS[type(node)](node, lambda part: compile_tree(part, depth + 1))

"""Closures for calls and for functions written in an expression."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from server.domain.feel import tree
from server.domain.feel.conversions import coerced
from server.domain.feel.external import java_function
from server.domain.feel.limits import Run
from server.domain.feel.refusals import OVER, Unfit, placed
from server.domain.feel.scopes import Evaluate, Scope
from server.domain.feel.values import Function, Value

Compile = Callable[[tree.Node], Evaluate]


def call_function(run: Run, function: Function, arguments: list[Value]) -> Value:
    """Call a function with arguments in order."""
    expected = function.parameters
    if expected is not None and len(expected) != len(arguments):
        raise Unfit("参数个数不符", "the number of arguments is wrong")
    return function.call(run, arguments)


def _call_by_name(run: Run, function: Function, named: dict[str, Value]) -> Value:
    """Call with arguments by name; what is not given is null (DMN 1.5, 10.3.2.13.5)."""
    if function.by_name is not None:
        return function.by_name(run, named)
    expected = function.parameters
    if expected is None or not named.keys() <= set(expected):
        raise Unfit("参数名称不符", "the names of the arguments are wrong")
    return function.call(run, [named.get(name) for name in expected])


def make_call(node: tree.Call, compile_: Compile) -> Evaluate:
    """Call; what can't be called or can't use its arguments gives null."""
    callee = compile_(node.callee)
    arguments = [compile_(argument) for argument in node.arguments]
    names = node.names

    def evaluate(scope: Scope) -> Value:
        function = callee(scope)
        if not isinstance(function, Function):
            scope.run.note(node.at, "此处不是函数", "this is no function")
            return None
        values = [argument(scope) for argument in arguments]
        try:
            return _call(scope.run, function, names, values)
        except Unfit as error:
            scope.run.note(node.at, error.message_zh, error.message_en)
        except (ArithmeticError, ValueError, re.error):
            # What it says may not be writable itself: a number of more than 4,300 digits.
            scope.run.note(node.at, "函数参数无效", "the arguments don't fit")
        except OVER as over:
            raise placed(over, node.at) from None
        return None

    return evaluate


def _call(run: Run, function: Function, names: Sequence[str] | None, values: list[Value]) -> Value:
    if names is None:
        if function.by_name is not None:
            return function.call(run, values)
        return call_function(run, function, values)
    if len(set(names)) != len(names):
        raise Unfit("参数名称重复", "an argument is named twice")
    return _call_by_name(run, function, dict(zip(names, values, strict=True)))


def make_function(node: tree.FunctionOf, compile_: Compile) -> Evaluate:
    """Make a function that remembers the scope it was written in."""
    body = compile_(node.body)
    names = tuple(name for name, _ in node.parameters)
    types: tuple[Any, ...] = tuple(kind for _, kind in node.parameters)

    def evaluate(scope: Scope) -> Value:
        if node.external:
            return _external(node, names, body(scope), scope.run)

        def call(run: Run, arguments: list[Value]) -> Value:
            values = {
                name: fitted(argument, kind, run)
                for name, kind, argument in zip(names, types, arguments, strict=True)
            }
            run.enter()
            try:
                return body(scope.inner(values))
            finally:
                run.calls -= 1

        return Function(names, call, types)

    return evaluate


def _external(node: tree.FunctionOf, names: Sequence[str], said: Value, run: Run) -> Value:
    found = java_function(names, said)
    if found is None:
        run.note(
            node.at,
            "没有这个外部函数：只有 Java 标准库的纯函数",
            "there is no such external function: only pure ones of Java's library are known",
        )
    return found


def fitted(value: Value, kind: Any, run: Run) -> Value:
    """Give an argument in the type the parameter asks for."""
    fit, fits = coerced(value, kind, run.types)
    if not fits:
        raise Unfit("参数类型不符", "an argument has the wrong type")
    return fit

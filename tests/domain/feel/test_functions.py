"""Calls: functions written in the expression, functions of the host, arguments by name."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from server.domain.feel import FeelLimit, Notice, compile_expression, tree
from server.domain.feel.compiling import compile_tree
from server.domain.feel.limits import Run
from server.domain.feel.scopes import Scope
from tests.domain.feel.asking import ask, why


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("(function(a, b) a + b)(1, 2)", 3),
        ("{f: function(a) a * 2, r: f(4)}.r", 8),
        ("{f: function(a, b) a - b, r: f(b: 1, a: 4)}.r", 3),
        ("{f: function(a) a, r: f(b: 1)}.r", None),
        ("{f: function(a) a, r: f(1, 2)}.r", None),
        ("{f: function(a, b) [a, b], r: f(b: 1)}.r", [None, 1]),
        ("{f: function(a: number) a, r: f()}.r", None),
        ('number(from: "1,5", decimal separator: ",")', Decimal("1.5")),
        ('number(decimal separator: ",")', None),
        ('substring(string: "abc", length: 1)', None),
        ("is(value2: null)", True),
        ("append(list: [1])", [1, None]),
        ("{f: function(n) if n < 2 then 1 else n * f(n - 1), r: f(5)}.r", 120),
        ('{f: function(a: number) a, r: f("x")}.r', None),
        ("{f: function(a: number) a, r: f([7])}.r", 7),
        ("{f: function() 3, r: f()}.r", 3),
        ("(function(a) [a, -a][1])(2)", 2),
        ("(function(a) -a)(2)", -2),
        ("(for f in [abs, floor] return f(-1.5))[1]", Decimal("1.5")),
    ],
)
def test_functions_are_called(source: str, value: Any) -> None:
    assert ask(source) == value


def test_a_function_of_the_host_gets_and_gives_plain_values() -> None:
    seen: list[Any] = []

    def due(name: str, day: date) -> date:
        seen.append((name, day))
        return date(2026, 12, 1)

    expression = compile_expression('due("T41", @"2026-11-21") + duration("P1D")')
    assert expression.evaluate({}, {"due": due}) == date(2026, 12, 2)
    assert seen == [("T41", date(2026, 11, 21))]


def test_a_variable_hides_a_built_in_function() -> None:
    assert ask("count + 1", count=1) == 2
    assert why("count(1)", count=1) == ["this is no function"]


def test_a_function_of_the_host_takes_no_names() -> None:
    expression = compile_expression("f(a: 1)")
    assert expression.evaluate({}, {"f": lambda a: a}) is None


def test_a_host_function_may_be_called_more_than_one_way() -> None:
    assert compile_expression("f(1)").evaluate({"f": lambda a: a + 1}) == 2


def test_endless_recursion_is_stopped() -> None:
    with pytest.raises(FeelLimit):
        ask("{f: function(n) f(n + 1), r: f(1)}.r")


def test_a_part_that_somebody_else_compiled_is_taken_as_it_is() -> None:
    def give(_: Scope) -> str:
        return "made elsewhere"

    made = tree.Made((1, 1), give)
    assert compile_tree(tree.ListOf((1, 1), (made,)))(Scope({}, None, Run({}, None, None, {}))) == [
        "made elsewhere"
    ]


@pytest.mark.parametrize(
    ("parameter", "argument", "result"),
    [
        ("list<number>", "1", [1]),
        ("number", "[1]", 1),
        ("date and time", 'date("2026-11-22")', 'date and time("2026-11-22T00:00:00Z")'),
        ("time", 'date("2026-11-22")', None),
        ("number", "[1, 2]", None),
    ],
)
def test_arguments_are_converted_as_the_standard_says(
    parameter: str, argument: str, result: object
) -> None:
    wanted = ask(result) if isinstance(result, str) else result
    assert ask(f"{{f: function(a: {parameter}) a, r: f({argument})}}.r") == wanted


def test_a_function_of_the_host_that_is_given_too_little_gives_nothing() -> None:
    notices: list[Notice] = []
    compiled = compile_expression("due()")

    assert compiled.evaluate({}, {"due": lambda clock: clock}, notices=notices) is None
    assert [notice.message_en for notice in notices] == ["the number of arguments is wrong"]


def test_what_goes_wrong_inside_a_function_of_the_host_comes_out() -> None:
    with pytest.raises(TypeError):
        compile_expression("due(null)").evaluate({}, {"due": lambda clock: clock + 1})

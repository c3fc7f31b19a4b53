"""Types: `instance of`, and the types of parameters."""

import pytest

from server.domain.feel import Type, compile_expression
from tests.domain.feel.asking import ask


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("1 instance of number", True),
        ('"a" instance of number', False),
        ("null instance of Any", False),
        ("null instance of Null", True),
        ("1 instance of Any", True),
        ("true instance of boolean", True),
        ('@"2026-01-01" instance of date', True),
        ('@"2026-01-01T10:00:00" instance of date and time', True),
        ('@"P1D" instance of days and time duration', True),
        ('@"P1D" instance of dayTimeDuration', True),
        ('@"P1Y" instance of years and months duration', True),
        ("[1] instance of list", True),
        ("[1] instance of list<number>", True),
        ("[1, null] instance of list<number>", True),
        ("[1..2[ instance of range<number>", True),
        ('[1, "a"] instance of list<number>', False),
        ("{a: 1} instance of context<a: number>", True),
        ('{a: 1, "b c": 2} instance of context<a: number, b c: number>', True),
        ("{b: 1} instance of context<a: number>", False),
        ("[1..2] instance of range<number>", True),
        ("(< 2) instance of range<number>", True),
        ("[1..2] instance of range<string>", False),
        ("(function(a: number) a) instance of function<number> -> number", True),
        ("(function(a: number) a) instance of function<string> -> number", False),
        ("(function(a: number) a) instance of function<> -> Any", False),
        ("(function(a) a) instance of function<string> -> Any", True),
        ("1 instance of number and true", True),
        ("x instance of tPerson", True),
        ("x instance of nobody", None),
    ],
)
def test_instance_of(source: str, value: object) -> None:
    person = Type("context", (("name", Type("string")),))
    expression = compile_expression(source)
    assert expression.evaluate({"x": {"name": "甲"}}, types={"tPerson": person}) is value


def test_instance_of_looks_at_the_kind_and_not_at_the_allowed_values() -> None:
    small = Type("number", (), lambda value, _: value < 10)
    expression = compile_expression("20 instance of tSmall")
    assert expression.evaluate({}, types={"tSmall": small}) is True
    assert (
        compile_expression("(function(n: tSmall) n)(20)").evaluate({}, types={"tSmall": small})
        is None
    )


def test_a_parameter_of_several_types() -> None:
    assert (
        ask("(function(a: list<number>, b: context<x: date and time>) count(a))([1], {x: null})")
        == 1
    )

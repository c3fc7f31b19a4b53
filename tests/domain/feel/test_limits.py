"""What one expression may ask for."""

import pytest

from server.domain.feel import FeelLimit, Notice, compile_expression
from tests.domain.feel.asking import ask


@pytest.mark.parametrize(
    "source",
    [
        "for i in 1..1000000 return i",
        "for i in 1..1000, j in 1..1000 return i",
        "count(for i in 1..90000 return [1, 2, 3][item > 0])",
        "{f: function(n, xs) if n = 0 then xs else f(n - 1, concatenate(xs, xs)), r: f(40, [1, 2, 3, 4, 5, 6, 7, 8])}.r",
        '{f: function(n, t) if n = 0 then t else f(n - 1, t + t), r: f(30, "abcdefgh")}.r',
        "for i in 1..300 return distinct values(xs)",
        "xs[list contains(xs, item)]",
        'for i in 1..90000 return t + "x"',
        "for i in 1..90000 return xs = xs",
    ],
)
def test_an_expression_that_asks_for_too_much_is_stopped(source: str) -> None:
    with pytest.raises(FeelLimit):
        ask(source, xs=list(range(3000)), t="abc" * 1000)


def test_calls_that_nest_in_large_bodies_are_stopped() -> None:
    body = "(" * 60 + "f(n)" + " + 0)" * 60
    with pytest.raises(FeelLimit):
        ask("{f: function(n) " + body + ", r: f(1)}.r")


def test_a_value_that_holds_itself_is_refused() -> None:
    circle: list[object] = []
    circle.append(circle)
    with pytest.raises(FeelLimit):
        ask("count(xs)", xs=circle)


def test_a_list_larger_than_a_value_may_be_is_refused() -> None:
    with pytest.raises(FeelLimit):
        ask("append(xs, 1)", xs=[1] * 100_000)


def test_notices_are_kept_up_to_a_limit() -> None:
    notices: list[Notice] = []
    compile_expression("for i in 1..500 return nobody").evaluate({}, notices=notices)
    assert len(notices) == 100

"""Which variables an expression needs from outside."""

import pytest

from server.domain.feel import compile_expression


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("a + b.c", {"a", "b"}),
        ("count(xs) + now().year", {"xs"}),
        ("{a: 1, b: a + c}", {"c"}),
        ("for x in xs, y in x.ys return x + y + partial[1] + z", {"xs", "z"}),
        ("some x in 1..n satisfies x > limit", {"n", "limit"}),
        ("function(a) a + b", {"b"}),
        ("xs[level > item.level + known]", {"xs", "known"}),
        ("f(a: b)", {"f", "b"}),
        ("x in (a, < b, [c..d])", {"x", "a", "b", "c", "d"}),
        ("if a then b else c", {"a", "b", "c"}),
        ("count", set()),
        ('due("T41")', {"due"}),
    ],
)
def test_names_are_those_bound_nowhere_inside(source: str, names: set[str]) -> None:
    assert compile_expression(source, ("known",)).names == names


def test_a_variable_with_a_built_in_name_counts_when_declared() -> None:
    assert compile_expression("count + 1", ("count",)).names == {"count"}

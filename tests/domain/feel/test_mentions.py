"""What an expression mentions that it does not say itself."""

from __future__ import annotations

import pytest

from server.domain.feel import compile_expression


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("a + b.c", {"a", "b"}),
        ("for x in list return x + y", {"list", "y"}),
        ("for x in 1..last, z in x return partial", {"last"}),
        ("some x in list satisfies x > least", {"list", "least"}),
        ("{a: 1, b: a, c: d}", {"d"}),
        ("function(a, b) a + b + c", {"c"}),
        ("bodies[kind = wanted]", {"bodies"}),
        ("bodies[item > 1]", {"bodies"}),
        ("a in (> b, [c..d], ? > 1)", {"a", "b", "c", "d"}),
        ("if a then -b else [c, d between 1 and e]", {"a", "b", "c", "d", "e"}),
        ("sum(a) instance of number", {"a"}),
        ("sort(list, function(a, b) a < b)", {"list"}),
    ],
)
def test_names_are_those_from_outside(source: str, names: set[str]) -> None:
    assert compile_expression(source).mentions.names == names


def test_what_stands_in_a_filter_is_told_apart() -> None:
    mentions = compile_expression("bodies[kind = wanted]").mentions

    assert mentions.filtered == {"kind", "wanted"}


@pytest.mark.parametrize(
    ("source", "calls"),
    [
        ("count(len(x))", {"len": (1, 7)}),
        ("due(\n  due(1))", {"due": (1, 1)}),
        ("{f: function(x) x, y: f(1)}", {}),
        ("a.b(1)", {}),
        ("list[len(x) > 1]", {"len": (1, 6)}),
    ],
)
def test_calls_are_those_of_functions_that_are_not_there(
    source: str, calls: dict[str, tuple[int, int]]
) -> None:
    assert compile_expression(source).mentions.calls == calls


@pytest.mark.parametrize(
    ("source", "is_constant"),
    [
        ('"P" + "T1H"', True),
        ("duration(string join([1, 2][item > 1]))", True),
        ("max(1, 2)", True),
        ("x", False),
        ("now()", False),
        ("today", False),
        ("[1, 2][x]", False),
        ('due("T41")', False),
    ],
)
def test_what_mentions_nothing_is_constant(source: str, *, is_constant: bool) -> None:
    assert compile_expression(source).mentions.is_constant is is_constant

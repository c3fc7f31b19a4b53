"""Unary tests: the cells of decision tables."""

from typing import Any

import pytest

from server.domain.feel import FeelSyntaxError, compile_unary_tests


@pytest.mark.parametrize(
    ("source", "value", "truth"),
    [
        ("-", 1, True),
        (" - ", None, True),
        ("< 5", 3, True),
        ("< 5", 7, False),
        ("< 5", None, None),
        ("[1..3], 7", 7, True),
        ('"a", "b"', "b", True),
        ('not("a", "b")', "b", False),
        ('not("a", "b")', "c", True),
        ("not(< 5)", None, None),
        ("not(true) and true", False, True),
        ("not(x)", 9, True),
        ("x", 3, True),
        ("x, 4", 4, True),
        ("xs", 2, True),
        ("? > 2 and ? < 5", 3, True),
        ("count(?) > 1", [1, 2], True),
        ("? + 1", 1, False),
        ("x > 2", "anything", True),
        ("x > 2", True, True),
        ("x > 2", False, False),
        ("x > 7", "anything", False),
        ("null", None, True),
        ("not(null)", 1, True),
        ('not("a") = true', "b", False),
    ],
)
def test_a_value_passes_its_tests(source: str, value: Any, truth: object) -> None:
    tests = compile_unary_tests(source, ("x", "xs"))
    assert tests.evaluate(value, {"x": 3, "xs": [1, 2]}) is truth


def test_a_cell_that_is_no_test_is_refused() -> None:
    with pytest.raises(FeelSyntaxError):
        compile_unary_tests("<")
    with pytest.raises(FeelSyntaxError):
        compile_unary_tests("not(1 + 2")


def test_a_test_may_be_as_deep_as_an_expression() -> None:
    deep = "{a:" * 100 + "?" + "}" * 100

    assert compile_unary_tests(deep).evaluate(1, {}) is not True

"""Built-in functions on ranges and points."""

from typing import Any

import pytest

from tests.domain.feel.asking import ask


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("before(1, 10)", True),
        ("before(10, [1..5])", False),
        ("before([1..5), [5..10])", True),
        ("before([1..5], [5..10])", False),
        ("after([5..10], 1)", True),
        ("meets([1..5], [5..10])", True),
        ("meets([1..5), [5..10])", False),
        ("met by([5..10], [1..5])", True),
        ("overlaps([1..5], [3..8])", True),
        ("overlaps([1..5], [6..8])", False),
        ("overlaps before([1..5], [3..8])", True),
        ("overlaps before([3..8], [1..5])", False),
        ("overlaps before([1..5), (1..5])", True),
        ("overlaps after([3..8], [1..5])", True),
        ("overlaps after([3..5], [1..5])", True),
        ("overlaps after([2..9], [2..5])", False),
        ("overlaps after((2..9], [2..5])", True),
        ("overlaps after([4..9], [2..4))", False),
        ("finishes(10, [1..10])", True),
        ("finishes(10, [1..10))", False),
        ("finishes(10, (<= 10))", True),
        ("finished by((<= 10), 10)", True),
        ("finishes([5..10], [1..10])", True),
        ("finishes([5..10), [1..10])", False),
        ("finished by([1..10], 10)", True),
        ("includes([1..10], 5)", True),
        ("includes([1..10], [1..10))", True),
        ("includes((1..10], [1..5])", False),
        ('includes([1..10], "a")', None),
        ("during(5, [1..10])", True),
        ("starts(1, [1..10])", True),
        ("starts(1, (1..10])", False),
        ("starts(1, (>= 1))", True),
        ("started by((>= 1), 1)", True),
        ("starts([1..5], [1..10])", True),
        ("starts((1..5], [1..10])", False),
        ("started by([1..10], 1)", True),
        ("coincides(5, 5)", True),
        ("coincides([1..5], [1..5])", True),
        ("coincides([1..5], [1..5))", False),
        ("coincides(5, [1..5])", None),
        ("before(point1: 1, point2: 2)", True),
        ("before(point: 1, range: [2..3])", True),
        ("before(range: [2..3], point: 1)", False),
        ("before(range1: [1..2], range2: [3..4])", True),
        ("before(range: 1, point: 2)", None),
        ("after(point1: 1, point2: 2)", False),
        ("after(range: [2..3], point: 1)", True),
        ("finishes(range1: [2..3], range2: [1..3])", True),
        ("finished by(range1: [1..3], range2: [2..3])", True),
        ("includes(range1: [1..3], range2: [2..3])", True),
        ("includes(range: [1..3], point: 2)", True),
        ("during(range1: [2..3], range2: [1..3])", True),
        ("during(point: 4, range: [1..3])", False),
        ("starts(range1: [1..2], range2: [1..3])", True),
        ("started by(range1: [1..3], range2: [1..2])", True),
        ("coincides(point1: 1, point2: 1)", True),
        ("coincides(range1: [1..2], range2: [1..2])", True),
        ("before(null, 1)", None),
        ('before(1, "a")', None),
        ('5 in range("[1..10]")', True),
        ('5 in range("(..10]")', True),
        ('5 in range("[5..)")', True),
        ('range("]1..2[") = (1..2)', True),
        ('"b" in range("[\\"a\\"..\\"c\\"]")', True),
        ('@"2026-01-02" in range("[@\\"2026-01-01\\"..@\\"2026-01-03\\"]")', True),
        ('@"2026-01-02" in range("[date(\\"2026-01-01\\")..date(\\"2026-01-03\\")]")', True),
        ('range("[1]")', None),
        ('range("[..]")', None),
        ('range("[..2]")', None),
        ('range("[2..]")', None),
        ('range("[2..1]")', None),
        ('range("[x..1]")', None),
        ('range("")', None),
    ],
)
def test_range_functions(source: str, value: Any) -> None:
    assert ask(source) == value


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("5 in (= 5)", True),
        ("(= 5).start included", True),
        ("(>= 5).start", 5),
        ("(> 5).end", None),
        ("(<= 5).end included", True),
        ("(< 5).end included", False),
        ("[< 5, > 9][1].end", 5),
        ("includes(< 5, 3)", True),
        ("{r: >= 5}.r.start", 5),
        ("3 in [< 2, > 2]", True),
    ],
)
def test_a_comparison_without_left_side_is_a_range(source: str, value: Any) -> None:
    assert ask(source) == value

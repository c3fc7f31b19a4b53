"""Filters, loops, quantifiers and the built-in functions on lists."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.domain.feel.asking import ask, why

PEOPLE = [{"name": "甲", "age": 30}, {"name": "乙", "age": 40}, {"name": "丙"}]


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("people[age > 35].name", ["乙"]),
        ("people[item.age = 30].name", ["甲"]),
        ("people[1].name", "甲"),
        ("people[-1].name", "丙"),
        ("people[count(people)].name", "丙"),
        ("people.age", [30, 40, None]),
        ("[1, 2, 3][item >= 2]", [2, 3]),
        ("[][1]", None),
        ("[][item > 1]", []),
        ("[].name", []),
        ("[1][0]", None),
        ("[1][1.5]", None),
        ("5[1]", 5),
        ('[1, "a"][item > 0]', [1]),
    ],
)
def test_a_filter_keeps_what_meets_its_condition(source: str, value: Any) -> None:
    assert ask(source, people=PEOPLE) == value


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("for x in [1, 2] return x * 2", [2, 4]),
        ("for x in [1, 2], y in [x, 3] return x * y", [1, 3, 4, 6]),
        ("for x in [1, 2, 3] return partial", [[], [[]], [[], [[]]]]),
        ("sum(for i in 1..2 return [5, 6][-i])", 11),
        ("{a: for i in 1..2 return i, b c: 3}.b c", 3),
        ("{a: some i in 1..2 satisfies i > 1, b c: 3}.b c", 3),
        ("[[1..2[.end, 5 in (4..5[]", [2, False]),
        ("{xs: [4, 5], r: [1..xs[-1]]}.r.end", 5),
        ("4 in ]1..5[ // and not 5", True),
        ("for i in 3..1 return i", [3, 2, 1]),
        ("for i in [1..3) return i", [1, 2]),
        ("for i in (1..3] return i", [2, 3]),
        ("for i in 1..4 return if i = 1 then 1 else partial[-1] * i", [1, 2, 6, 24]),
        ("for x in 5 return x", [5]),
        ('for d in @"2026-01-31"..@"2026-02-01" return d', [date(2026, 1, 31), date(2026, 2, 1)]),
        ('for x in 1.."a" return x', None),
        ('for x in "a".."b" return x', None),
        ("for x in 1.5..3 return x", None),
        ("for x in s return x", None),
        ("some x in [1, 2] satisfies x > 1", True),
        ("some x in [1, 2] satisfies x > 2", False),
        ("every x in [1, 2] satisfies x > 0", True),
        ("every x in [1, null] satisfies x > 0", None),
        ("some x in [] satisfies x > 0", False),
        ("every x in [] satisfies x > 0", True),
        ("some x in null satisfies x > 0", None),
        ("some x in [1], y in [2] satisfies x < y", True),
        ("every i in 1..3 satisfies i < 4", True),
    ],
)
def test_loops_and_quantifiers_walk_through_lists(source: str, value: Any) -> None:
    assert ask(source, s=ask('["a".."b"]')) == value


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("list contains([1, null], null)", True),
        ("list contains([1], 2)", False),
        ("count([1, 2])", 2),
        ("count(null)", None),
        ("count(1)", 1),
        ("min(3, 1, 2)", 1),
        ("min([])", None),
        ('max("a", "b")', "b"),
        ('max([1, "a"])', None),
        ("max([true])", None),
        ("sum(1, 2)", 3),
        ("sum([])", None),
        ('sum(["a"])', None),
        ("sum([true])", None),
        ('sum(@"PT1H", @"PT2H")', None),
        ("product([2, 3])", 6),
        ('product("a")', None),
        ("mean([1, 2])", Decimal("1.5")),
        ("median([3, 1, 2])", 2),
        ("median(1, 2)", Decimal("1.5")),
        ("stddev([1])", None),
        ("decimal(stddev(2, 4, 7, 5), 4)", Decimal("2.0817")),
        ("mode([1, 2, 2, 3, 3])", [2, 3]),
        ("mode([])", []),
        ("all([true, null])", None),
        ("all([])", True),
        ("any(false, true)", True),
        ("any([false, 1])", None),
        ("any([true, 1])", None),
        ("all([false, 1])", None),
        ("all([false, null])", False),
        ("sublist([1, 2, 3], 2)", [2, 3]),
        ("sublist([1, 2, 3], -2, 1)", [2]),
        ("sublist([1, 2, 3], 0)", None),
        ("sublist([1, 2, 3], 2, 5)", None),
        ("sublist([1, 2, 3], 2, null)", [2, 3]),
        ("append([1], 2, 3)", [1, 2, 3]),
        ("append([1])", None),
        ("concatenate([1], [2], 3)", [1, 2, 3]),
        ("insert before([1, 3], 2, 2)", [1, 2, 3]),
        ("insert before([1, 3], -2, 2)", [2, 1, 3]),
        ("insert before([1, 3], 3, 2)", None),
        ("remove([1, 2, 3], -1)", [1, 2]),
        ("list replace([1, 2], 2, 9)", [1, 9]),
        ("list replace([1, 2, 3], function(item, new) item > 1, 9)", [1, 9, 9]),
        ("list replace([1, 2, 3], function(item, new) null, 9)", None),
        ("reverse([1, 2])", [2, 1]),
        ("index of([1, 2, 1], 1)", [1, 3]),
        ("union([1, 2], [2, 3])", [1, 2, 3]),
        ("distinct values([1, 1, null, null])", [1, None]),
        ("flatten([[1, [2]], 3])", [1, 2, 3]),
        ("sort([3, 1, 2])", [1, 2, 3]),
        ("sort([3, 1, 2], function(a, b) a > b)", [3, 2, 1]),
        ("sort(list: [2, 1], precedes: function(a, b) a < b)", [1, 2]),
        ('sort([1, "a"])', None),
        ("sort([1, 2], function(a) a)", None),
    ],
)
def test_list_functions(source: str, value: Any) -> None:
    assert ask(source) == value


def test_an_empty_list_has_no_least_item_and_says_so() -> None:
    assert why("min([])") == ["the list is empty"]

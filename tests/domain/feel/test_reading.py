"""Reading expressions: words, names, literals, comments, and what is refused where."""

from decimal import Decimal

import pytest

from server.domain.feel import FeelLimit, FeelSyntaxError, compile_expression
from tests.domain.feel.asking import ask


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("1", Decimal(1)),
        ("1.50", Decimal("1.5")),
        (".5", Decimal("0.5")),
        ("1.2e3", Decimal(1200)),
        ("true", True),
        ("false", False),
        ("null", None),
        ('"哨"', "哨"),
        (r'"a\n\t\r\"\'\\b"', "a\n\t\r\"'\\b"),
        (r'"\u54e8\U01F40E"', "哨🐎"),
        (r'"\d"', r"\d"),
        (r'"\UFFFFFF"', r"\UFFFFFF"),
        (r'"\ud83d\udc0e"', "🐎"),
        ("[]", []),
        ("{}", {}),
        ('{a: 1, "b c": 2}', {"a": Decimal(1), "b c": Decimal(2)}),
        ("1 + /* two\nlines */ 2 // end", Decimal(3)),
        ("if true then 1 else 2 + 3", Decimal(1)),
        ("10 - 2 - 3", Decimal(5)),
        ("2 + 3 * 4 ** 2", Decimal(50)),
        ("-2 ** 2", Decimal(4)),
        ("(1 + 2) * 3", Decimal(9)),
        ("[[1, 2], [3]][1][2]", Decimal(2)),
    ],
)
def test_what_is_written_is_what_is_meant(source: str, value: object) -> None:
    assert ask(source) == value


def test_names_hold_spaces_signs_and_chinese() -> None:
    values = {"first name": "a", "老 街-道": "b", "乡镇": "c", "x/y": "d"}
    assert ask("first  name + 老 街-道 + 乡镇 + x/y", **values) == "abcd"


def test_the_longest_name_in_reach_is_taken() -> None:
    assert ask("due date + due", **{"due": 1, "due date": 2}) == 3


def test_words_that_follow_each_other_are_one_name_without_being_declared() -> None:
    assert ask("xs[the level > 1].the level", xs=[{"the level": 1}, {"the level": 2}]) == [2]


def test_a_key_with_signs_is_known_to_the_entries_after_it() -> None:
    assert ask("{a+b: 1, c and d: 2, sum: a+b + c and d}.sum") == 3


def test_a_key_with_signs_may_be_declared_twice() -> None:
    assert ask("[{a-b: 1}, {a-b: 2, c: a-b}][2].c") == 2


def test_a_loop_variable_may_hold_signs() -> None:
    assert ask("for my-item in [1, 2] return my-item + 1") == [2, 3]


def test_a_keyword_may_be_a_property() -> None:
    assert ask('{"in": 1, "true": 2}.in') == 1


def test_a_name_is_not_taken_from_the_middle_of_a_word() -> None:
    assert ask("a b", **{"a b": 1, "a bc": 2}) == 1
    assert ask("a bc", **{"a b": 1, "a bc": 2}) == 2


@pytest.mark.parametrize(
    ("source", "line", "column"),
    [
        ("1 +", 1, 4),
        ("1 +\n  * 2", 2, 3),
        ("a ~ b", 1, 3),
        ('"open', 1, 1),
        ('@"2026-13-01"', 1, 1),
        ("x instance number", 1, 11),
        ("x instance of 1", 1, 14),
        ("x instance of list<number", 1, 14),
        ("function(a: ) 1", 1, 12),
        ("{1: 2}", 1, 2),
        ("", 1, 1),
        ("for", 1, 4),
        ("1 + 1e99999", 1, 5),
        ("x instance of context<a>", 1, 14),
        ("x instance of list<number; string>", 1, 14),
        ("x instance of function<number> number", 1, 14),
    ],
)
def test_a_text_that_is_no_expression_is_refused_with_its_place(
    source: str, line: int, column: int
) -> None:
    with pytest.raises(FeelSyntaxError) as refusal:
        compile_expression(source)
    assert (refusal.value.line, refusal.value.column) == (line, column)
    assert refusal.value.message_zh
    assert refusal.value.message_en


def test_a_bracket_too_many_is_refused() -> None:
    with pytest.raises(FeelSyntaxError):
        compile_expression("1 ) + 2")
    with pytest.raises(FeelSyntaxError):
        compile_expression("1 .. 2")


def test_types_that_nest_too_deep_are_refused() -> None:
    with pytest.raises(FeelSyntaxError):
        compile_expression("x instance of " + "list<" * 30 + "number" + ">" * 30)


@pytest.mark.parametrize(
    "source",
    ["1" * 30_000, "(" * 200 + "1" + ")" * 200, "+".join("1" * 500), "[" * 130 + "]" * 130],
)
def test_a_text_too_long_or_too_deep_is_refused(source: str) -> None:
    with pytest.raises(FeelLimit):
        compile_expression(source)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("3 in [1..3]", True),
        ("3 in [1..3)", False),
        ("3 in [1..3[", False),
        ("1 in ]1..3]", False),
        ("1 in (1..3)", False),
        ("3 in [1..3[ and true", False),
        ("[1..3[.end", Decimal(3)),
        ("2 in [1..xs[1]]", True),
        ("[ ]1..3], 5][2]", Decimal(5)),
        ("3 in (< 5)", True),
        ("3 in (< 2, > 2)", True),
        ("3 in (1, 2)", False),
        ("3 in > 2", True),
        ("[1, 2][2]", Decimal(2)),
    ],
)
def test_brackets_of_ranges_are_told_from_those_of_lists(source: str, value: object) -> None:
    assert ask(source, xs=[3]) == value


def test_external_is_a_name_elsewhere() -> None:
    assert ask("{external: 1}.external") == 1

"""What one expression may ask for."""

import pytest

from server.domain.feel import FeelLimit, Notice, compile_expression, limits
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


@pytest.mark.parametrize(
    ("source", "at", "zh", "en"),
    [
        ("1 +\n  count(for i in 1..1000000 return i)", (2, 9), "计算步数超过", "took more than"),
        ("for i in 1..90000,\nj in 1..2 return i", (1, 1), "计算步数超过", "took more than"),
        ("1 + (if true then xs[list contains(xs, item)] else 0)", (1, 22), "计算步数", "steps"),
        ("some i in 1..1000000 satisfies i = 0", (1, 1), "计算步数", "steps"),
        ("[1,\n append(long, 1)]", (2, 2), "列表超过", "a list has more than"),
        ('1 = 2 or\n  string length(text + "x") > 0', (2, 22), "文本长度", "a text is longer"),
        ("{f: function(n) f(n), r: f(1)}.r", (1, 17), "函数嵌套调用", "call each other"),
        ("1 +\n count(circle)", (2, 8), "嵌套过深", "calls too deep"),
        ("circle", (1, 1), "嵌套过深", "calls too deep"),
        ("1 + " * 130 + "1", (1, 35), "嵌套超过 120 层", "nests more than 120 deep"),
        ("1 +\n" + "(" * 130, (2, 121), "括号嵌套", "brackets nest"),
        ("1 +\n" + "1" * 30_000, (2, 19_997), "表达式长度", "expression is longer than"),
        ("for i in 1..90000 return text.a", (1, 30), "计算步数", "steps"),
        ("for i in 1..90000 return text = text", (1, 31), "计算步数", "steps"),
        ("for i in 1..90000 return 1 in (long, 2)", (1, 32), "计算步数", "steps"),
        ('matches(text, "a")', (1, 1), "过长", "too long"),
    ],
)
def test_a_limit_says_where_it_was_reached(
    source: str, at: tuple[int, int], zh: str, en: str
) -> None:
    circle: list[object] = []
    circle.append(circle)
    with pytest.raises(FeelLimit) as refused:
        ask(source, xs=list(range(3000)), long=[1] * 100_000, text="a" * 1_000_000, circle=circle)
    line, column = at
    assert refused.value.message_zh.startswith(f"第 {line} 行第 {column} 列：")
    assert str(refused.value).startswith(f"line {line}, column {column}: ")
    assert zh in refused.value.message_zh
    assert en in refused.value.message_en


def test_time_that_ran_out_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_SECONDS", 0)
    with pytest.raises(FeelLimit, match=r"^line 1, column 5: .* seconds$"):
        ask("1 + abs(2)")


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

"""Built-in functions on texts, and regular expressions as XPath means them."""

from decimal import Decimal
from typing import Any

import pytest

from server.domain.feel import FeelLimit
from tests.domain.feel.asking import ask


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ('substring("哨令系统", 2)', "令系统"),
        ('substring("foobar", -2, 1)', "a"),
        ('substring("foobar", 4, null)', "bar"),
        ('substring("foobar", 0)', None),
        ('substring("foobar", 1, 0)', None),
        ('substring("a", 5)', None),
        ('string length("🐎哨")', 2),
        ('upper case("aB")', "AB"),
        ('lower case("aB")', "ab"),
        ('substring before("foobar", "bar")', "foo"),
        ('substring before("foobar", "x")', ""),
        ('substring before("foobar", "")', ""),
        ('substring after("foobar", "o")', "obar"),
        ('substring after("foobar", "")', "foobar"),
        ('contains("foobar", "ob")', True),
        ('starts with("foobar", "foo")', True),
        ('ends with("foobar", "foo")', False),
        ('split("a,b,,c", ",")', ["a", "b", "", "c"]),
        ('split("abc", "x*")', None),
        ('string join(["a", null, "b"], "-")', "a-b"),
        ('string join(["a", "b"])', "ab"),
        ("string join([1])", None),
        ('replace("banana", "a", "o")', "bonono"),
        ('replace("abcd", "(ab)|(x)", "[$1$2]")', "[ab]cd"),
        ('replace("ab", "(a)", "$12")', "a2b"),
        ('replace("ab", "a", "$1")', "b"),
        (r'replace("ab", "a", "\$\\\\")', "$\\b"),
        (r'replace("ab", "a", "\\")', None),
        ('replace("ab", "a", "$x")', None),
        ('replace("a.b", ".", "$", "q")', "a$b"),
        ('replace("ab", "x?", "-")', None),
        ('number("1 000,5", " ", ",")', Decimal("1000.5")),
        ('number("12")', 12),
        ("number(12)", 12),
        ('number("1,2", ",", ",")', None),
        ('number("12", "x", null)', None),
        ('number("12", null, null)', 12),
        ('number("x")', None),
        ("string(null)", None),
        ("string(1.50)", "1.5"),
        ("string(-0.0)", "0"),
        ("string(true)", "true"),
        ("string(false)", "false"),
        ('string("a")', "a"),
        (r'string(["a\"b", 1, null, {x: [1..2]}])', r'["a\"b", 1, null, {x: [1..2]}]'),
        ("string((1..2))", "(1..2)"),
        ('string(["a".."b"])', '["a".."b"]'),
        ("string(function(a, b) a)", "function(a, b)"),
    ],
)
def test_text_functions(source: str, value: Any) -> None:
    assert ask(source) == value


@pytest.mark.parametrize(
    ("text", "pattern", "flags", "found"),
    [
        ("foobar", "^fo*b", "", True),
        ("foo", "o$", "", True),
        ("foo\n", "o$", "", False),
        ("a\nb", "^b$", "m", True),
        ("a\nb", "^b$", "", False),
        ("a\rb", "a.b", "", False),
        ("a\nb", "a.b", "s", True),
        ("ABC", "abc", "i", True),
        ("a.c", "a.c", "q", True),
        ("abc", "a.c", "q", False),
        ("helloworld", "hello[ ]?  world", "x", True),
        ("a\\b", r"a\\ b", "x", True),
        ("b", "[a-z-[aeiou]]", "", True),
        ("a", "[a-z-[aeiou]]", "", False),
        ("3", r"^[^\d]$", "", False),
        ("-", "[a-]", "", True),
        ("哨", r"\p{Lo}", "", True),
        ("哨", r"\P{Lo}", "", False),
        ("哨", r"\p{^Lo}", "", False),
        ("\x00", r"\p{Cc}", "", True),
        ("哨", r"[\p{Lo}]", "", True),
        ("a", r"\p{IsBasicLatin}", "", True),
        ("a:b", r"^\i\c*$", "", True),
        ("1", r"^\I$", "", True),
        (" ", r"^\C$", "", True),
        ("aa", r"(a)\1", "", True),
        ("aa", r"(a)\10?", "", True),
        ("abcdefghijj", r"(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\10", "", True),
        ("abab", "(?:ab)+", "", True),
        ("aaa", "^a{2,3}$", "", True),
        ("aaa", "^a{3}$", "", True),
        ("aaaa", "^a{2,}?a$", "", True),
        ("ab", "a|b", "", True),
        ("ab", "(a|c)b", "", True),
        ("ab", "((a)|c)b", "", True),
        ("b", "[^a]", "", True),
        ("x", "[\\^x]", "", True),
        ("a1", r"^\w\d$", "", True),
    ],
)
def test_a_pattern_is_looked_for(text: str, pattern: str, flags: str, found: bool) -> None:  # noqa: FBT001
    assert ask("matches(t, p, f)", t=text, p=pattern, f=flags) is found


@pytest.mark.parametrize(
    "pattern",
    [
        "(", ")", "[", "[]", "[a", "a**", "(?=a)", "\\", r"\p{Xx}", r"\p", r"\q", r"\1", r"(a)\2",
        r"(a)[\1]", r"[\P{L}]", "a{x}", "]", "}", "[a[b]]", "[a-[b]c]", "[\\", "a{99999999999}",
        "a{3,2}", "[z-a]", "[[a]]", r"(a\1)",
    ],
)  # fmt: skip
def test_a_pattern_that_is_none_gives_null(pattern: str) -> None:
    assert ask("matches(t, p)", t="a", p=pattern) is None


def test_an_unknown_flag_gives_null() -> None:
    assert ask('matches("a", "a", "p")') is None


@pytest.mark.parametrize("pattern", ["(a+)+b", "(a|aa)*b", "(a?)*b", "((a|b)x)+", "(a*){2,}b"])
def test_a_pattern_that_could_search_for_ever_is_refused(pattern: str) -> None:
    with pytest.raises(FeelLimit):
        ask("matches(t, p)", t="a" * 40, p=pattern)


def test_patterns_and_texts_to_search_have_a_limit() -> None:
    with pytest.raises(FeelLimit):
        ask("matches(t, p)", t="a", p="a" * 2_000)
    with pytest.raises(FeelLimit):
        ask("matches(t, p)", t="a" * 60_000, p="a")


def test_a_replacement_that_grows_without_end_is_refused() -> None:
    with pytest.raises(FeelLimit):
        ask("replace(t, p, r)", t="a" * 40_000, p="a", r="b" * 1_000)


def test_a_key_that_is_no_name_is_written_between_quotes() -> None:
    assert ask('string({"{": "foo", a b: 1, "1": 2})') == '{"{": "foo", a b: 1, "1": 2}'

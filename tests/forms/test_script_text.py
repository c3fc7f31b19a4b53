"""Text and patterns as the browser's language reads them."""

import pytest

from server.forms.script_text import PatternRefused, compiled, length, matches


@pytest.mark.parametrize(
    ("pattern", "text", "is_found"),
    [
        ("a.c", "a\u2028c", False),
        ("^.$", "𠮷", False),
        ("^..$", "𠮷", True),
        ("a$", "a\n", False),
        (r"\d", "٣", False),
        (r"^\w+$", "汉字", False),
        (r"^\s$", "\ufeff", True),
        (r"^\S+$", "汉字", True),
        (r"^[\u4e00-\u9fa5]{2,4}$", "张三", True),
        (r"^[\s\d]+$", "1 2", True),
        (r"^[^a-c]$", "b", False),
        (r"[[&&]", "[", True),
        (r"\x41\t\.\/\0", "A\t./\0", True),
        (r"^(?:ab|cd)?e$", "cde", True),
        (r"^(?=.*\d)a", "ab1", True),
        (r"(?!a)b", "b", True),
        (r"\bfoo\B", "foo1", True),
        ("^1[3-9]\\d{9}$", "13800000000", True),
        ("a??b", "b", True),
        ("[a-]", "-", True),
        (r"a{2,}", "caaat", True),
    ],
)
def test_a_pattern_finds_what_the_browser_finds(pattern: str, text: str, is_found: bool) -> None:  # noqa: FBT001  # a table
    assert matches(pattern, text) is is_found


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a)\1",
        "(?<=a)b",
        "(?<name>a)",
        r"\p{Han}",
        "(a+)+",
        "(a|aa)*",
        "((a?)b){2,}",
        "(a?){30}",
        "a*b*c*d*",
        "[]",
        "[^]",
        r"[\D]",
        "a**",
        "*a",
        "^*",
        r"\b+",
        "(a",
        "a)",
        "a{",
        "]",
        "[z-a]",
        "\\",
        "a{5,2}",
    ],
)
def test_a_pattern_that_could_run_wild_or_differ_is_refused(pattern: str) -> None:
    with pytest.raises(PatternRefused):
        compiled(pattern)


def test_blanks_at_the_ends_do_not_count() -> None:
    assert length("\u3000 两字\ufeff\n") == 2

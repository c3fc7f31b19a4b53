"""Expressions made to hurt: each ends soon, with a sentence in both languages."""

from __future__ import annotations

from time import process_time

import pytest

from server.domain.feel import FeelError, compile_expression

LONG = "哨" * 900_000
SOON = 2.0
"""Seconds of the processor; an expression may take 0.4 of them, the rest is for a busy machine."""
HOSTILE = {
    "brackets": "(" * 5000 + "1" + ")" * 5000,
    "a long sum": "1+" * 9999 + "1",
    "a wide range": "for x in 1..100000000 return x",
    "ranges in ranges": "for a in 1..1000, b in 1..1000, c in 1..1000 return a*b*c",
    "a search without end": "some a in 1..100000, b in 1..100000 satisfies a + b < 0",
    "repeats of repeats": f'matches("{"a" * 30}!", "(a+)+$")',
    "repeats beside repeats": f'matches("{"a" * 5000}b", "a*a*a*a*a*c")',
    "repeats over a long text": f'matches("{"a" * 15000}", "a*[ab]*c")',
    "any signs beside any signs": f'matches("{"a" * 200}", ".*.*.*.*=.*")',
    "references to what varies": f'matches("{"a" * 3000}", "(a*)\\\\1*\\\\1*b")',
    "a replacement without end": f'replace("{"x" * 3000}", "(x*)*y", "z")',
    "a doubling text": 'for i in 1..60 return if i = 1 then "aaaaaaaa" else partial[-1] + partial[-1]',
    "a long text joined with itself": (
        'string join(for i in 1..90000 return substring(long, 1), "")'
    ),
    "a long text written again and again": "string(for i in 1..90000 return long)",
    "a mask with much room": (
        '{f: function(a, b) external {java: {class: "java.lang.String", '
        'method signature: "format(String, Object...)"}}, '
        'm: string join(for i in 1..90000 return "%999s", ""), r: f(m, [1])}.r'
    ),
    "a mask with a long text": (
        '{f: function(a, b) external {java: {class: "java.lang.String", '
        'method signature: "format(String, Object...)"}}, '
        'm: string join(for i in 1..3000 return "%s", ""), r: f(m, for i in 1..3000 return long)}.r'
    ),
    "a doubling list": "for i in 1..60 return if i = 1 then [1] else concatenate(partial[-1], partial[-1])",
    "a function of itself": "{f: function(g) g(g), r: f(f)}.r",
    "two functions of itself": (
        "{f: function(g, n) if n = 0 then 0 else g(g, n-1) + g(g, n-1), r: f(f, 60)}.r"
    ),
    "steps that cost": "for i in 1..3000 return stddev(for j in 1..30 return j ** 0.5)",
    "much to compare": "distinct values(for i in 1..3000 return [i])",
}
LARGE = ("9**9**9**9", "10**6144 * 10**6144", "2**100000", "decimal(1/3, 6000)")


def spent_on(name: str) -> tuple[float, FeelError]:
    """Seconds of the processor until the expression is refused, and the refusal."""
    began = process_time()
    with pytest.raises(FeelError) as refused:
        compile_expression(HOSTILE[name]).evaluate({"long": LONG})
    return process_time() - began, refused.value


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_expression_is_refused_soon(name: str) -> None:
    seconds, refusal = spent_on(name)

    # What another program took from the processor's caches is no cost of the expression: it is tried once more.
    assert seconds < SOON or spent_on(name)[0] < SOON
    assert refusal.message_zh  # type: ignore[attr-defined]  # every kind that is raised has both
    assert refusal.message_en  # type: ignore[attr-defined]  # as above


@pytest.mark.parametrize("source", LARGE)
def test_numbers_beyond_all_bounds_cost_nothing(source: str) -> None:
    began = process_time()
    compile_expression(source).evaluate({})

    assert process_time() - began < SOON


@pytest.mark.parametrize(
    ("pattern", "text", "is_match"),
    [
        (r"^[a-z0-9._%+-]+@[a-z0-9.-]+\\.[a-z]{2,}$", "zhang.san@example.gov.cn", True),
        ("[0-9]+", "a" * 9000 + "7", True),
        ("a+b", "a" * 9000 + "b", True),
        ("^(abc)*d", "abc" * 2000 + "d", True),
        ("[a-f]*[0-9]", "abc" * 100 + "7", True),
        ("x*y", "z" * 9000, False),
        (r"^(a)\\1+b$", "aaab", True),
        (r"^(..)\\1*c", "ababac", False),
        (r"^(a)(b)\\2+\\1?$", "abbba", True),
    ],
)
def test_patterns_that_people_write_are_carried_out(
    pattern: str, text: str, *, is_match: bool
) -> None:
    source = f'matches(text, "{pattern}")'

    assert compile_expression(source).evaluate({"text": text}) is is_match

"""Whatever is typed: a value, or a refusal of our own; and threads share what is compiled."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.feel import FeelError, compile_expression, compile_unary_tests
from server.domain.feel.library import BUILTINS
from server.domain.values import plain

_WORDS = st.sampled_from(
    [
        *BUILTINS, "x", "xs", "item", "?", "1", "2.5", '"a"', "null", "true", "(", ")", "(", ")", "[",
        "]", "{a:", "}", ",", ",", ":", ".", "..", "+", "-", "*", "/", "**", "=", "<", "and", "or",
        "if", "then", "else", "for", "in", "return", "some", "satisfies", "function(a)", "between",
        "instance of", '@"P1D"', '@"2026-01-01"', "not(", "~", "list<", ">",
    ]
)  # fmt: skip
VALUES = {"x": 3, "xs": [1, {"a": 2}, "b"]}


@given(st.lists(_WORDS, max_size=14).map(" ".join))
@settings(max_examples=400, deadline=None, derandomize=True)
def test_random_words_give_a_value_or_a_refusal_of_our_own(source: str) -> None:
    with suppress(FeelError):
        plain(compile_expression(source).evaluate(VALUES, notices=[]))
        compile_unary_tests(source).evaluate(3, VALUES)


_ATOMS = st.sampled_from(
    ["x", "xs", "null", "1", "-2.5", "1e300", '"a"', "[]", "[1..3]", "{a: 1}", "function(a) a",
     '@"P1D"', '@"P1Y"', '@"2026-01-01"', '@"10:00:00Z"', '@"999999999-12-31"', "true"]
)  # fmt: skip


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    operators = st.sampled_from(["+", "-", "*", "/", "**", "=", "<", "and", "in"])
    return st.one_of(
        st.builds("({} {} {})".format, inner, operators, inner),
        st.builds(
            "{}({})".format,
            st.sampled_from(sorted(BUILTINS)),
            st.lists(inner, max_size=3).map(", ".join),
        ),
        st.builds("({})[{}]".format, inner, inner),
        st.builds("(for i in {} return {})".format, inner, inner),
    )


@given(st.recursive(_ATOMS, _larger, max_leaves=8))
@settings(max_examples=400, deadline=None, derandomize=True)
def test_random_expressions_give_a_value_or_run_over_a_limit(source: str) -> None:
    with suppress(FeelError):
        plain(compile_expression(source).evaluate(VALUES, notices=[]))


def test_threads_share_what_is_compiled() -> None:
    def work(number: int) -> object:
        expression = compile_expression(f"sum(for i in 1..10 return i * x) + {number % 7}")
        return expression.evaluate({"x": number}) == 55 * number + number % 7

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(work, range(200)))

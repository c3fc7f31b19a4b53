"""Expressions of other tools in FEEL."""

from __future__ import annotations

import pytest

from server.domain.ports import HOST_FUNCTIONS
from server.engine.importing.translating import from_script, to_feel
from server.fuzzing.worlds import TriedWorld
from tests.engine.player import NOON

SAID = {
    "${approved}": "approved",
    "${amount > 100 && !done}": "(amount > 100) and not(done)",
    "${a == 'x' || b eq \"y\"}": '(a = "x") or (b = "y")',
    "x == 1 and y != 'q'": '(x = 1) and (y != "q")',
    "${list.size() > 0}": "count(list) > 0",
    "${list.isEmpty()}": "count(list) = 0",
    "${list.contains('x')}": 'list contains(list, "x")',
    "#{empty x}": 'x = null or x = "" or x = []',
    "${execution.getVariable('v') == true}": "v = true",
    "a['k'] == 2": 'get value(a, "k") = 2',
    "${x[0] > 1}": "x[1] > 1",
    "${x[i] > 1}": "x[i + 1] > 1",
    "not approved": "not(approved)",
    "not amount > 5": "not(amount > 5)",
    "not a == b and not not c": "not(a = b) and not(not(c))",
    "${!a > 5}": "not(a) > 5",
    "${not a > 5}": "not(a) > 5",
    "1 < x <= 5 and y": "((1 < x) and (x <= 5)) and y",
    "${a eq b eq c}": "(a = b) = c",
    "x not in xs": "not(list contains(xs, x))",
    "not x in xs": "not(list contains(xs, x))",
    "'a' in 'abc'": 'contains("abc", "a")',
    "a.b is None": "a.b = null",
    'due("T41") > now()': 'due("T41") > now()',
    "{f: function(a) a, r: f(1)}.r = 1": "{f: function(a) a, r: f(1)}.r = 1",
    "some x in xs satisfies x > 1": "some x in xs satisfies x > 1",
    "x is not None": "x != null",
    "x is True": "x = true",
    "${a ? b : c}": "if a then b else c",
    "= a > 1": "= a > 1",
    "a > 1": "a > 1",
    "'x' in list": 'list contains(list, "x")',
    "${x % 2 == 0}": "modulo(x, 2) = 0",
    "${(a+b)*c}": "(a + b) * c",
    "len(x) == 3": "count(x) = 3",
    "${-1 < a}": "(-1) < a",
    "${a.b.c == null}": "a.b.c = null",
    "${a.equals('x')}": 'a = "x"',
    "${'(' == a}": '"(" = a',
    "${(a)}": "a",
    "${[1, 2].size() == n}": "count([1, 2]) = n",
}
NOT_SAID = (
    *("${bean.doIt()}", "${a}${b}", "${", "", "1 +", "${a..b}", "${a.1}", "f(x) == 1", "@x"),
    *(
        "${execution.getVariable()}",
        "${a.size(1)}",
        "${a[-1] == 2}",
        "${a ? b}",
        "${a b}",
        "${)}",
        "${div}",
        "${(a}",
    ),
    *("x is None and f(y)", "f(x) > 1", "= f(x) > 1", "a.b(c) > 1", "foo bar > 1", "=a.b is None"),
    *(
        "execution.getVariable('a b') == 1",
        "${a < b < c}",
        "${a not b}",
        "x is None and a.b not in f(c)",
    ),
    *("${a + }", f"${{{'(' * 60}a{')' * 60}}}", f"${{{'a' * 3000}}}", "${(a) == (b}"),
)


@pytest.mark.parametrize(("written", "feel"), SAID.items())
def test_an_expression_says_the_same_in_feel(written: str, feel: str) -> None:
    assert to_feel(written) == feel


@pytest.mark.parametrize("written", NOT_SAID)
def test_what_can_not_be_said_is_not_guessed(written: str) -> None:
    assert to_feel(written) is None


@pytest.mark.parametrize(
    "written",
    [
        f"${{{'!' * 1900}a}}",
        f"${{{'-' * 1900}1}}",
        f"${{{'empty ' * 300}a}}",
        f"{'not ' * 450}a is None",
        f"{'x < (' * 24}x is None{' < x) < x' * 24}",
    ],
)
def test_what_nests_without_end_is_given_up_in_time(written: str) -> None:
    assert to_feel(written) is None


@pytest.mark.parametrize(
    ("python", "feel"),
    [
        ('{"a": [1, 2], "b": {}}', '{"a": [1, 2], "b": {}}'),
        ('"x" if a == 1 else b', 'if (a = 1) then "x" else b'),
        ("max(a, abs(b))", "max(a, abs(b))"),
        ("xs[0]", "xs[1]"),
        ("{a: 1}", None),
        ('{"a" 1}', None),
        ("sum(xs)", None),
        ("[x for x in xs]", None),
        ("lambda: 1", None),
        ("1 if a", None),
    ],
)
def test_python_of_a_script_says_the_same_in_feel_or_nothing(python: str, feel: str | None) -> None:
    assert from_script(python) == feel


@pytest.mark.parametrize("feel", SAID.values())
def test_what_was_translated_stays_as_it_is(feel: str) -> None:
    assert to_feel(feel) == feel


def test_the_functions_of_the_house_are_known() -> None:
    assert TriedWorld(NOON).functions.keys() == HOST_FUNCTIONS

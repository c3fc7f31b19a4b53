"""Operators, three-valued logic and null where nothing fits."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from server.domain.feel import Months
from tests.domain.feel.asking import ask, why


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("0.1 + 0.2 = 0.3", True),
        ("1 / 3", Decimal("0.3333333333333333333333333333333333")),
        ("1 / 0", None),
        ("10 ** 6000 * 10 ** 6000", None),
        ("0 ** 0", 1),
        ("0 ** -1", None),
        ("1 ** 1e9", None),
        ('"a" + "b"', "ab"),
        ('"a" + 1', None),
        ("null + 1", None),
        ('-@"P1D" = @"-P1D"', True),
        ('-@"P1Y" = @"-P1Y"', True),
        ('-"a"', None),
        ("[1] + [2]", None),
    ],
)
def test_arithmetic_is_decimal_and_gives_null_where_nothing_fits(
    source: str, value: object
) -> None:
    assert ask(source) == value


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("true and true", True),
        ("true and null", None),
        ("null and false", False),
        ("false and 1", False),
        ("1 and true", None),
        ("false or false", False),
        ("null or true", True),
        ("false or null", None),
        ('"x" or false', None),
        ("not(true)", False),
        ("not(1)", None),
    ],
)
def test_logic_has_three_values(source: str, value: object) -> None:
    assert ask(source) is value


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("1 = 1.0", True),
        ("1 != 2", True),
        ('1 = "1"', None),
        ("null = null", True),
        ("1 = null", False),
        ("null != 1", True),
        ("[1, 2] = [1, 2]", True),
        ("[1] = [1, 2]", False),
        ('[1] = ["a"]', False),
        ('{a: 1} = {a: "1"}', False),
        ('[1, 2] = ["a", 3]', False),
        ("{a: 1} = {a: 1}", True),
        ("{a: 1} = {b: 1}", False),
        ("[1..2] = [1..2]", True),
        ('"a" < "b"', True),
        ("2 >= 2", True),
        ("3 <= 2", False),
        ("3 > 2", True),
        ("true < false", None),
        ('1 < "2"', None),
        ('@"2026-01-01" < @"2026-01-02"', True),
        ('@"PT1H" < @"PT2H"', True),
        ('@"P1Y" > @"P1M"', True),
        ('@"10:00:00Z" = @"18:00:00+08:00"', True),
        ('@"10:00:00" = @"10:00:00Z"', False),
        ('@"10:00:00" < @"11:00:00Z"', True),
        ('@"10:00:00" < @"10:00:00Z"', False),
        ('@"2026-01-01T10:00:00" >= @"2026-01-01T11:00:00+08:00"', False),
        ("null <= null", True),
        ("true >= true", True),
        ("true >= false", None),
        ('1 <= "1"', None),
        ('@"2026-01-01T10:00:00Z" < @"2026-01-01T10:00:01Z"', True),
        ('@"2026-01-01T18:00:00@Asia/Shanghai" = @"2026-01-01T10:00:00Z"', True),
        ("5 between 1 and 5", True),
        ("5 between 1 and null", None),
        ("0 between 1 and null", False),
        ("5 between 1 and 5 and false", False),
    ],
)
def test_comparing_gives_null_for_values_of_different_kinds(source: str, value: object) -> None:
    assert ask(source) is value


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("1 in (1, 2)", True),
        ("1 in [1, 2]", True),
        ("[1] in [[1], [2]]", True),
        ("[3] in [[1], [2]]", False),
        ("1 in [[0..2], 7]", True),
        ("null in [1..2]", None),
        ("null in [null..null]", None),
        ("1 in [1..null]", None),
        ("0 in [1..null]", False),
        ("9 in (null..8]", False),
        ("9 in (null..9]", None),
        ('0 in [1.."a"]', False),
        ("1 in (1..2]", False),
        ("2 in (1..2]", True),
        ("2 in [1..2)", False),
        ("null in null", True),
        ("5 in (? > 3)", True),
        ("5 in ([? - 1, ?][2])", True),
        ('1 in ("a", null)', None),
        ("x in (rs)", True),
        ("null in (rs)", None),
    ],
)
def test_in_tests_values_lists_and_ranges(source: str, value: object) -> None:
    assert ask(source, x=2, rs=ask("[1..3]")) is value


def test_if_takes_the_else_branch_for_whatever_is_not_true() -> None:
    assert ask("if 1 < 2 then 3 else 4") == 3
    assert ask("if 1 > 2 then 3 else 4") == 4
    assert ask("if null then 3 else 4") == 4
    assert ask('if "x" then 3 else 4') == 4


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ('@"2026-01-31" + @"P1M"', date(2026, 2, 28)),
        ('@"P1M" + @"2026-12-31"', date(2027, 1, 31)),
        ('@"2026-03-31" - @"P1M"', date(2026, 2, 28)),
        ('@"2026-03-01" - @"P1D"', date(2026, 2, 28)),
        ('@"2026-03-01" + @"PT36H"', date(2026, 3, 2)),
        ('@"PT36H" + @"2026-03-01"', date(2026, 3, 2)),
        ('@"2026-03-02" - @"2026-03-01"', timedelta(days=1)),
        ('@"2026-03-02" - @"2026-03-01T00:00:00Z"', timedelta(days=1)),
        ('@"2026-03-02T00:00:00Z" - @"2026-03-01"', timedelta(days=1)),
        ('@"2026-03-02T00:00:00" - @"2026-03-01T00:00:00Z"', None),
        ('@"10:00:00" - @"09:00:00"', timedelta(hours=1)),
        ('string(@"23:00:00" + @"PT2H")', "01:00:00"),
        ('string(@"PT2H" + @"23:00:00")', "01:00:00"),
        ('string(@"01:00:00" - @"PT2H")', "23:00:00"),
        ('@"P1D" + @"P2D"', timedelta(days=3)),
        ('@"P1D" - @"P2D"', timedelta(days=-1)),
        ('@"P1Y" + @"P1M"', Months(13)),
        ('@"P1Y" - @"P1M"', Months(11)),
        ('@"P1D" * 2', timedelta(days=2)),
        ('2 * @"P1D"', timedelta(days=2)),
        ('@"P1M" * 2', Months(2)),
        ('2 * @"P1M"', Months(2)),
        ('@"P1D" * 1e300', None),
        ('@"P1M" * 1e300', None),
        ('@"P2D" / 2', timedelta(days=1)),
        ('@"P2M" / 2', Months(1)),
        ('@"P2D" / @"P1D"', Decimal(2)),
        ('@"P2M" / @"P1M"', Decimal(2)),
        ('string(@"2026-01-31T10:00:00" + @"P1M")', "2026-02-28T10:00:00"),
        ('string(@"P1M" + @"2026-01-31T10:00:00")', "2026-02-28T10:00:00"),
        ('string(@"2026-03-31T10:00:00" - @"P1M")', "2026-02-28T10:00:00"),
        ('string(@"2026-01-31T10:00:00" + @"PT14H")', "2026-02-01T00:00:00"),
        ('string(@"PT14H" + @"2026-01-31T10:00:00")', "2026-02-01T00:00:00"),
        ('string(@"2026-01-31T10:00:00" - @"PT11H")', "2026-01-30T23:00:00"),
    ],
)
def test_dates_and_durations_are_added_and_taken_away(source: str, value: object) -> None:
    assert ask(source) == value


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("nobody", "there is no variable 'nobody'"),
        ("{a: 1}.b", "there is no property 'b'"),
        ('1 = "1"', "the sides of '=' can't be compared"),
        ("1 + true", "the operands of '+' have no such result"),
        ("-true", "only numbers and durations have a sign"),
        ("{a: 1, a: 2}", "a key occurs twice in the context"),
        ('[1.."a"]', "the ends of the range can't be compared"),
        ("(< null)", "this makes no range"),
        ("(!= 3)", "this makes no range"),
        ("null[1]", "null can't be filtered"),
        ("[1][2]", "the list has no such place"),
        ("for x in null return x", "`for` needs a list or a range"),
        ("1(2)", "this is no function"),
        ("1 instance of strange", "unknown type 'strange'"),
    ],
)
def test_what_becomes_null_says_why(source: str, reason: str) -> None:
    assert why(source)[0] == reason

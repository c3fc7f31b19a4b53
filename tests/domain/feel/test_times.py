"""Dates, times and durations: reading, writing, properties and functions."""

from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from server.domain.feel import Date, Months, Time, compile_expression
from tests.domain.feel.asking import NOW, ask

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ('date("2026-11-21")', date(2026, 11, 21)),
        ("date(2026, 11, 21)", date(2026, 11, 21)),
        ("date(2026, 13, 1)", None),
        ("date(2026.5, 1, 1)", None),
        ('date(@"2026-11-21T10:00:00")', date(2026, 11, 21)),
        ('date(@"2026-11-21")', date(2026, 11, 21)),
        ('date("x")', None),
        ('date("-0044-03-15")', Date(-44, 3, 15)),
        ("date(1000000000, 1, 1)", None),
        ('time("09:30:00")', time(9, 30)),
        ('time("T09:30:00")', time(9, 30)),
        ('time("09:30:00.5")', time(9, 30, 0, 500_000)),
        ('time("09:30:00.123456789")', Time(34_200_123_456_789)),
        ('time("09:30:00+19:00")', None),
        ('time("25:00:00")', None),
        ('time("09:30:00@Nowhere/Land")', None),
        ("time(9, 30, 0)", time(9, 30)),
        ('time(9, 30, 0, @"PT8H")', time(9, 30, tzinfo=timezone(timedelta(hours=8)))),
        ('time(@"2026-11-21T10:00:00")', time(10)),
        ('time(@"10:00:00")', time(10)),
        ('date and time("2026-11-21")', datetime(2026, 11, 21)),  # noqa: DTZ001  # without a zone is meant
        (
            'date and time(@"2026-11-21", @"10:00:00@Asia/Shanghai")',
            datetime(2026, 11, 21, 10, tzinfo=SHANGHAI),
        ),
        (
            'date and time(@"2026-11-21T09:00:00", @"10:00:00@Asia/Shanghai")',
            datetime(2026, 11, 21, 10, tzinfo=SHANGHAI),
        ),
        ('date and time(@"2026-11-21", "Asia/Shanghai")', datetime(2026, 11, 21, tzinfo=SHANGHAI)),
        (
            'date and time(@"2026-11-21T01:00:00", "Asia/Shanghai")',
            datetime(2026, 11, 21, 1, tzinfo=SHANGHAI),
        ),
        (
            'date and time(2026, 11, 21, 10, 0, 0, "Asia/Shanghai")',
            datetime(2026, 11, 21, 10, tzinfo=SHANGHAI),
        ),
        ("date and time(2026, 11, 21, 10, 0, 0)", datetime(2026, 11, 21, 10)),  # noqa: DTZ001  # without a zone is meant
        ('date and time(@"2026-11-21T10:00:00")', datetime(2026, 11, 21, 10)),  # noqa: DTZ001  # without a zone is meant
        ('string(date and time(@"2026-11-21"))', "2026-11-21T00:00:00Z"),
        ('duration("P1DT2H3M4.5S")', timedelta(days=1, hours=2, minutes=3, seconds=4.5)),
        ('duration("-PT1S")', timedelta(seconds=-1)),
        ('duration("P1Y2M")', Months(14)),
        ('duration("-P1M")', Months(-1)),
        ('duration(@"P1D")', timedelta(days=1)),
        ('duration("P")', None),
        ('duration("' + "1" * 90 + '")', None),
        ('years and months duration(@"2026-01-31", @"2027-03-01")', Months(13)),
        ('years and months duration(@"2027-03-31", @"2026-02-01")', Months(-13)),
        ('years and months duration(@"2026-03-01", @"2025-02-28")', Months(-12)),
        ('years and months duration(@"2026-03-01", @"2026-03-01T10:00:00")', Months(0)),
        ('day of year(@"2026-02-01")', 32),
        ('day of week(@"2026-11-21T10:00:00")', "Saturday"),
        ('month of year(@"2026-11-21")', "November"),
        ('week of year(@"2026-01-01")', 1),
        ("now()", NOW),
        ("today()", date(2026, 11, 21)),
        ('is(@"10:00:00", @"10:00:00Z")', False),
        ('is(@"10:00:00Z", @"10:00:00+00:00")', True),
        ('is(1, "1")', False),
        ("is(1, 1.0)", True),
    ],
)
def test_moments_are_made(source: str, value: Any) -> None:
    assert ask(source) == value


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-21", "-0044-03-15", "999999999-12-31", "09:30:00", "09:30:00.25Z", "09:30:00+08:00",
        "09:30:00-05:30:15", "09:30:00@Asia/Shanghai", "2026-11-21T09:30:00@Europe/Paris", "P1Y2M",
        "P0M", "-P11M", "P2Y", "PT0S", "P1D", "-P1DT2H3M4.5S", "PT0.000000001S",
    ],
)  # fmt: skip
def test_a_moment_is_written_as_it_was_read(text: str) -> None:
    assert ask(f'string(@"{text}")') == text


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ('@"2026-11-21".year', 2026),
        ('@"2026-11-21".month', 11),
        ('@"2026-11-21".day', 21),
        ('@"2026-11-21".weekday', 6),
        ('@"2026-11-21T09:30:15".weekday', 6),
        ('@"2026-11-21T09:30:15".hour', 9),
        ('@"09:30:15".minute', 30),
        ('@"09:30:15".second', 15),
        ('@"09:30:15".time offset', None),
        ('@"09:30:15+08:00".time offset', timedelta(hours=8)),
        ('@"2026-07-21T09:30:15@Europe/Paris".time offset', timedelta(hours=2)),
        ('@"09:30:15@Asia/Shanghai".timezone', "Asia/Shanghai"),
        ('@"09:30:15Z".timezone', None),
        ('@"P1DT2H3M4S".days', 1),
        ('@"P1DT2H3M4S".hours', 2),
        ('@"-P1DT2H3M4S".minutes', -3),
        ('@"P1DT2H3M4S".seconds', 4),
        ('@"P1Y2M".years', 1),
        ('@"-P1Y2M".months', -2),
        ("[1..3).start", 1),
        ("[1..3).end", 3),
        ("[1..3).start included", True),
        ("[1..3).end included", False),
        ("(1).x", None),
    ],
)
def test_moments_durations_and_ranges_have_properties(source: str, value: Any) -> None:
    assert ask(source) == value


@pytest.mark.parametrize(
    ("source", "value"),
    [
        (
            'string(@"12026-07-21T09:30:00@Europe/Paris" - @"P1D")',
            "12026-07-20T09:30:00@Europe/Paris",
        ),
        ('@"12026-07-21T09:30:00@Europe/Paris".time offset', timedelta(hours=2)),
        ('@"-0044-07-21T09:30:00@Asia/Shanghai".time offset', timedelta(hours=8)),
        ('string(@"9999-12-31" + @"P1D")', "10000-01-01"),
        ('string(@"0001-01-01" - @"P1D")', "0000-12-31"),
        ('string(@"10000-01-01T00:00:00.000000001")', "10000-01-01T00:00:00.000000001"),
        ('@"999999999-12-31" + @"P1D"', None),
    ],
)
def test_years_go_beyond_four_digits(source: str, value: Any) -> None:
    assert ask(source) == value


def test_without_a_moment_given_now_and_today_are_null() -> None:
    assert compile_expression("now()").evaluate({}) is None
    assert compile_expression("today()").evaluate({}) is None


def test_seconds_of_a_time_may_have_a_fraction() -> None:
    assert ask("time(9, 30, 1.5)") == time(9, 30, 1, 500_000)
    assert ask('@"09:30:01.5".second') == Decimal("1.5")
    assert ask('@"-PT1M2.25S".seconds') == Decimal("-2.25")


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ('string(time("24:00:00"))', "00:00:00"),
        ('string(date and time("2026-12-31T24:00:00Z"))', "2027-01-01T00:00:00Z"),
        ('time("24:00:01")', None),
        ('time("24:01:00")', None),
        ("time(24, 0, 0)", None),
    ],
)
def test_the_end_of_a_day_is_the_midnight_of_the_next(source: str, value: Any) -> None:
    assert ask(source) == value


@pytest.mark.parametrize(
    ("last", "value"),
    [
        ('timezone: "Asia/Shanghai"', "2026-01-02T03:04:05@Asia/Shanghai"),
        ('offset: @"PT8H"', "2026-01-02T03:04:05+08:00"),
        ("offset: null", "2026-01-02T03:04:05"),
        ('offset: "Asia/Shanghai"', None),
    ],
)
def test_a_moment_of_parts_may_have_a_zone_or_an_offset(last: str, value: Any) -> None:
    parts = "year: 2026, month: 1, day: 2, hour: 3, minute: 4, second: 5"
    assert ask(f"string(date and time({parts}, {last}))") == value

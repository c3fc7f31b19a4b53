"""The working-day calendar of 2026, and moments in it."""

from __future__ import annotations

from datetime import date, datetime

from server.domain.county_time import COUNTY_TIME
from server.domain.workdays import CalendarYear, Holiday, calendar_of


def off(first: tuple[int, int], last: tuple[int, int], *working: tuple[int, int]) -> Holiday:
    return Holiday(
        name="假",
        name_en="holiday",
        first=date(2026, *first),
        last=date(2026, *last),
        working=tuple(date(2026, *day) for day in working),
    )


YEAR_2026 = CalendarYear(
    year=2026,
    papers=("国务院办公厅通知",),
    holidays=(
        off((1, 1), (1, 3), (1, 4)),
        off((2, 15), (2, 23), (2, 14), (2, 28)),
        off((4, 4), (4, 6)),
        off((5, 1), (5, 5), (5, 9)),
        off((6, 19), (6, 21)),
        off((9, 25), (9, 27), (9, 20)),
        off((10, 1), (10, 7), (10, 10)),
    ),
)
COUNTY = calendar_of([YEAR_2026])


def at(month: int, day: int, hour: int = 10, minute: int = 0, *, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=COUNTY_TIME)

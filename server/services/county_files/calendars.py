"""Reads ``calendar-2026.toml``: the yearly notice of days off and make-up days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from server.domain.workdays import SATURDAY, CalendarYear, Holiday
from server.services.county_files.faults import each
from server.services.county_files.toml_keys import read_table

if TYPE_CHECKING:
    from server.services.county_files.faults import Faults, Placed
    from server.services.county_files.toml_keys import Table


def year_of(text: str, file: str, faults: Faults) -> Placed[CalendarYear]:
    """One year, with what is wrong noted."""
    paper = read_table(text, file, faults)
    number = paper.need("year", int)
    holidays = each(paper.headed("holiday"), lambda table: _holiday(table, number))
    year = CalendarYear(year=number, papers=paper.listed("papers", str), holidays=holidays)
    off = {day for holiday in holidays for day in holiday.days}
    for index, holiday in enumerate(holidays):
        for day in off.intersection(holiday.working):
            faults.note(
                paper.headed("holiday")[index].place("working"),
                f"{day} 既是休息日又是上班日，请保留一处。",
                f"{day} is off and worked at once. Keep one.",
            )
    paper.close()
    return paper.placed(year)


def _holiday(table: Table, year: int) -> Holiday:
    holiday = Holiday(
        name=table.need("name", str),
        name_en=table.need("name_en", str),
        first=table.need("first", date),
        last=table.need("last", date),
        working=table.listed("working", date),
    )
    table.close()
    if holiday.first > holiday.last:
        table.faults.refuse(
            table.place("last"), "早于 first，请修改。", "Is earlier than first. Change it."
        )
    for day in (holiday.first, holiday.last, *holiday.working):
        _check_year(table, day, year)
    for day in holiday.working:
        _check_weekend(table, day)
    return holiday


def _check_year(table: Table, day: date, year: int) -> None:
    """A notice may still change the last days of the year before."""
    if not date(year - 1, 12, 1) <= day <= date(year, 12, 31):
        table.faults.refuse(
            table.place("working" if day in table.values.get("working", []) else "first"),
            f"{day} 不在 {year} 年，请修改。",
            f"{day} is not in {year}. Change it.",
        )


def _check_weekend(table: Table, day: date) -> None:
    if day.weekday() < SATURDAY:
        table.faults.refuse(
            table.place("working"),
            f"{day} 本来就是工作日，这里只写调休上班的周六、周日。",
            f"{day} is worked anyway. Name only Saturdays and Sundays here.",
        )

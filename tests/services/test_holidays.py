"""Published lists of holidays become calendar papers."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from server.domain.county import Paper
from server.domain.registers import Register
from server.services.county_files import read_year
from server.services.county_files.faults import Faults
from server.services.registers.entries import Line, read_entry
from tests.places import COUNTY

THIS_YEAR = (COUNTY / "calendar-2026.toml").read_text(encoding="utf-8")


def published(text: str) -> dict[str, Any]:
    """What a calendar says, as it is published."""
    year = read_year(text)
    days = []
    for holiday in year.holidays:
        for number in range((holiday.last - holiday.first).days + 1):
            day = holiday.first + timedelta(days=number)
            days.append({"name": holiday.name, "date": str(day), "isOffDay": True})
        days += [{"name": holiday.name, "date": str(d), "isOffDay": False} for d in holiday.working]
    return {"year": year.year, "papers": list(year.papers), "days": days}


def read(text: str, name: str = "2026") -> tuple[Paper | None, list[str]]:
    """The paper that a text becomes, and what is wrong with it."""
    faults = Faults()
    cells = {"kind": "calendar", "name": name, "text": text}
    entry = read_entry(Line(register=Register.PAPERS, cells=cells), faults)
    assert entry is None or isinstance(entry, Paper)
    return entry, [one.sentence_en for one in faults.found]


def test_the_list_of_a_year_says_the_same_as_our_calendar() -> None:
    paper, wrong = read(json.dumps(published(THIS_YEAR), ensure_ascii=False))

    assert wrong == []
    assert paper is not None
    assert read_year(paper.text) == read_year(THIS_YEAR)


def test_days_off_apart_are_two_holidays_and_days_worked_belong_to_the_first() -> None:
    days = [
        {"name": "国庆节、中秋节", "date": "2027-10-02", "isOffDay": True},
        {"name": "国庆节、中秋节", "date": "2027-10-01", "isOffDay": True},
        {"name": "国庆节、中秋节", "date": "2027-10-05", "isOffDay": True},
        {"name": "国庆节、中秋节", "date": "2027-10-09", "isOffDay": False},
    ]
    paper, wrong = read(json.dumps({"year": 2027, "days": days}), "2027")

    assert wrong == []
    assert paper is not None
    first, second = read_year(paper.text).holidays
    assert (first.first, first.last) == (date(2027, 10, 1), date(2027, 10, 2))
    assert first.name_en == "National Day, Mid-Autumn Festival"
    assert first.working == (date(2027, 10, 9),)
    assert (second.first, second.working) == (date(2027, 10, 5), ())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "no list of holidays"),
        ('{"year": 2026}', "no list of holidays"),
        (
            '{"year": 2026, "days": [{"name": "元旦", "date": "1月1日", "isOffDay": true}]}',
            "no list",
        ),
        (
            '{"year": 2026, "days": [{"name": "元旦", "date": "2026-01-04", "isOffDay": false}]}',
            "none off",
        ),
        (
            '{"year": 2027, "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true}]}',
            "Name it 2027",
        ),
    ],
)
def test_what_is_no_such_list_is_refused_with_what_to_do(text: str, said: str) -> None:
    paper, wrong = read(text)

    assert paper is None
    assert any(said in one for one in wrong)

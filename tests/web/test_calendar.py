"""A month with what is due in it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from server.services import months
from tests.web.journey import started
from tests.web.test_clocks import clocked

if TYPE_CHECKING:
    from tests.web.house import House


def test_each_day_leads_to_what_is_due_on_it(house: House) -> None:
    clocked(house, "T03")
    browser = house.browser("zjj.handler")

    page = browser.get(browser.get("/inbox").link("期限日历"))

    assert page.heading == "期限日历"
    [busy] = page.select("td.busy a")
    assert (busy["href"], busy.get_text()) == ("#day-2026-03-18", "1项到期")
    assert page.link("东大街").startswith("/work/")


def test_what_nobody_signed_for_is_not_mine(house: House) -> None:
    clocked(house, "T03")
    browser = house.browser("zjj.handler")

    assert "本月没有到期的工作" in browser.get("/calendar?whose=mine").text


def test_other_people_s_work_is_not_there(house: House) -> None:
    clocked(house, "T03")

    assert "本月没有到期的工作" in house.browser("slj.handler").get("/calendar").text


def test_days_off_and_make_up_days_are_those_of_the_county(house: House) -> None:
    page = house.browser("zjj.handler").get("/calendar?month=2026-02")

    days = [cell.get_text(" ", strip=True) for cell in page.select("td.working, td.passed")]
    assert days[12:16] == ["13", "14 班", "15 休", "16 休"]


def test_a_year_without_a_calendar_says_so(house: House) -> None:
    clocked(house, "T03", datetime(2026, 12, 29, 1, tzinfo=UTC))
    browser = house.browser("zjj.handler")

    page = browser.get(browser.get("/calendar").link("下月"))

    assert "工作日历尚未公布" in page.text
    assert "暂定" in page.text
    browser.client.set_cookie("language", "en")
    assert "provisional" in browser.get("/calendar?month=2027-01").text


@pytest.mark.parametrize("month", ["", "2026-13", "1999-01", "x"])
def test_without_a_month_it_is_this_one(house: House, month: str) -> None:
    assert "2026年3月" in house.browser("zjj.handler").get(f"/calendar?month={month}").text


def test_of_too_much_for_a_page_each_day_tells_how_much_and_leads_to_all_of_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(months, "MOST", 1)
    clocked(house, "T03")
    started(house)
    browser = house.browser("zjj.handler")

    page = browser.get("/calendar")

    assert "没有全部列出" in page.text
    [busy] = page.select("td.busy a")
    assert busy.get_text() == "2项到期"
    assert page.link("当天的全部工作") == busy["href"]
    assert len(browser.get(str(busy["href"])).select("#rows tr[id]")) == 2


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("due_from=2026-03-18&due_until=2026-03-18", 1),
        ("due_from=2026-03-19", 0),
        ("due_until=2026-03-17", 0),
    ],
)
def test_programs_ask_for_what_is_due_between_two_days(
    house: House, asked: str, count: int
) -> None:
    clocked(house, "T03")

    told = house.program("zjj.handler").get(f"/work-items?{asked}").get_json()

    assert len(told["items"]) == count

"""The page of a clock, and the same for programs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from server.domain.people import SYSTEM
from server.services import deploying
from tests.web.journey import item_of, started
from tests.web.repair import DIAGRAM, FILES

if TYPE_CHECKING:
    from tests.web.house import House

CLOCKS = [
    ("T03", "第 7 个工作日是", "7 working days"),
    ("T12", "按自然日连续计算", "30 days"),
    ("T10", "顺延至其后第一个工作日", "first working day after"),
    ("T17", "3 个月", "3 months"),
    ("T41", "只计上班时间", "1 working hour"),
    ("T42", "连续计算", "24 hours"),
    ("T42/emergency", "期限 立即", "at once"),
    ("T14", "倒算", "counted back"),
    ("T05", "提前至其前最后一个工作日", "day 31 of month 1"),
]


def clocked(house: House, clock: str, minute: datetime | None = None) -> str:
    """A piece of work with this clock; gives its id."""
    diagram = DIAGRAM.replace(
        b"</spiffworkflow:properties>",
        f'<spiffworkflow:property name="clock" value="{clock}"/></spiffworkflow:properties>'.encode(),
        1,
    )
    assert diagram != DIAGRAM
    deploying.deploy(house.tools, SYSTEM, FILES | {"repair.bpmn": diagram})
    house.clock.moment = minute or house.clock.moment
    started(house)
    return item_of(house.program("zjj.handler"))


@pytest.mark.parametrize(("clock", "chinese", "english"), CLOCKS)
def test_the_page_says_how_the_due_moment_was_found(
    house: House, clock: str, chinese: str, english: str
) -> None:
    item = clocked(house, clock)
    browser = house.browser("zjj.handler")

    page = browser.get(browser.get(f"/work/{item}").link("时限怎么算"))
    assert page.heading == "时限推算"
    assert chinese in page.text

    browser.client.set_cookie("language", "en")
    assert english in browser.get(f"/work/{item}/clock").text


def test_a_deadline_beyond_the_known_calendar_is_provisional_everywhere(house: House) -> None:
    item = clocked(house, "T03", datetime(2026, 12, 29, 1, tzinfo=UTC))
    browser = house.browser("zjj.handler")

    assert "暂定" in browser.get("/inbox").text
    assert "暂定" in browser.get(f"/work/{item}").text
    assert "暂定" in house.browser("buguan.officer").get("/mine").text
    page = browser.get(f"/work/{item}/clock")
    assert "工作日历尚未公布" in page.text
    told = house.program("zjj.handler").get(f"/work-items/{item}").get_json()
    assert told["row"]["deadline"]["provisional"] is True


def test_programs_are_told_each_day(house: House) -> None:
    item = clocked(house, "T03")

    told: dict[str, Any] = house.program("zjj.handler").get(f"/work-items/{item}/clock").get_json()

    assert told["clock"] == "T03"
    due, reckoned = (datetime.fromisoformat(told[name]) for name in ("due", "reckoned_due"))
    assert due == reckoned
    assert [day["number"] for day in told["days"] if day["number"]] == [1, 2, 3, 4, 5, 6, 7]
    assert {day["day_kind"] for day in told["days"]} == {"working", "rest"}
    assert told["rungs"][2]["rung"] == "red"


def test_clocks_of_hours_tell_what_of_each_day_counts(house: House) -> None:
    item = clocked(house, "T41")

    told = house.program("zjj.handler").get(f"/work-items/{item}/clock").get_json()

    assert [day["minutes"] for day in told["days"]] == [60]

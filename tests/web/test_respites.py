"""Clocks that were extended, stood still, or came too late: on their pages and through the API."""

from __future__ import annotations

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from server.domain.ids import ItemId
from server.domain.people import SYSTEM
from server.services import peopling, timekeeping
from tests.web.house import PASSWORD
from tests.web.test_clocks import clocked

if TYPE_CHECKING:
    from tests.web.house import House, Program

REASON = {"reason": "尚缺材料"}
SUPPLEMENT = {"way": "补充材料，不超过三个工作日", **REASON}


@pytest.fixture
def head(house: House) -> Program:
    """Who heads the body that has the work."""
    peopling.set_passwords(house.tools, SYSTEM, {"zjj.head": PASSWORD})
    return house.program("zjj.head")


def test_the_page_of_a_clock_tells_what_it_was_given(house: House, head: Program) -> None:
    item = clocked(house, "T20")
    handler = house.program("zjj.handler")
    handler.post(f"/work-items/{item}/claim")
    asked = {"way": "案情复杂", "reason": "涉及两部法律"}
    handler.post(f"/work-items/{item}/acts/ask_extension", asked)
    assert (
        "涉及两部法律" in house.browser("zjj.head").get(f"/work/{item}/acts/agree_extension").text
    )
    head.post(f"/work-items/{item}/acts/agree_extension", {"text": "同意"})
    head.post(f"/work-items/{item}/acts/stop_clock", SUPPLEMENT)
    browser = house.browser("zjj.handler")

    assert "中止计时" in browser.get("/inbox").text
    assert "恢复之前不计入" in browser.get(f"/work/{item}/clock").text
    house.clock.moment += timedelta(days=2)
    head.post(f"/work-items/{item}/acts/run_clock", REASON)

    browser = house.browser("zjj.handler")
    page = browser.get(f"/work/{item}/clock")
    assert "经批准延长 3 个工作日" in page.text
    assert "其间不计入" in page.text
    assert "中止计时，不计" in page.text
    browser.client.set_cookie("language", "en")
    assert "that were granted" in browser.get(f"/work/{item}/clock").text
    told = handler.get(f"/work-items/{item}/clock").get_json()
    assert (told["extended"], len(told["pauses"])) == (3, 1)
    due, reckoned = (datetime.fromisoformat(told[name]) for name in ("due", "reckoned_due"))
    assert due == reckoned


def test_a_clock_that_stopped_on_its_last_day_is_put_off(house: House, head: Program) -> None:
    item = clocked(house, "T20")
    last = max(each["day"] for each in head.get(f"/work-items/{item}/clock").get_json()["days"])
    while f"{house.clock.moment.date()}" < last:
        house.clock.moment += timedelta(days=1)
    head.post(f"/work-items/{item}/acts/stop_clock", SUPPLEMENT)
    house.clock.moment += timedelta(days=1)
    head.post(f"/work-items/{item}/acts/run_clock", REASON)

    assert "恢复后顺延至" in house.browser("zjj.handler").get(f"/work/{item}/clock").text


def test_what_is_urged_in_writing_is_a_document_of_its_own(house: House, head: Program) -> None:
    item = clocked(house, "T41")
    nothing = house.browser("zjj.head").get(f"/work/{item}/urging")
    assert nothing.status == HTTPStatus.CONFLICT
    house.clock.moment += timedelta(days=1)
    assert timekeeping.climb(house.tools, ItemId(UUID(item)), "urge")
    browser = house.browser("zjj.head")

    sheet = browser.get(browser.get(f"/work/{item}/clock").link("督办单"))
    assert sheet.heading == "督办单"
    assert "尚未答复" in sheet.text
    day = f"{(house.clock.moment + timedelta(days=2)).date()}"
    head.post(f"/work-items/{item}/acts/answer_urge", {"text": "增派人手", "until": day})

    assert "增派人手" in browser.get(f"/work/{item}/urging").text
    browser.client.set_cookie("language", "en")
    assert "Answer of the body" in browser.get(f"/work/{item}/urging").text
    told = head.get(f"/work-items/{item}/urging").get_json()
    assert told["text"] == "增派人手"
    assert told["done_by"].startswith(day)

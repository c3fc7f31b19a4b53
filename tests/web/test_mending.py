"""What failed by itself: told on the case page, and tried again by who administers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from server.services.timekeeping import fire_or_report
from tests.engine.diagrams import end, line, many, start, timer
from tests.engine.diagrams import user as work
from tests.engine.event_pen import catch
from tests.web.branches import Play

if TYPE_CHECKING:
    from tests.page import Page
    from tests.web.house import House

UNTIL_TUESDAY = 'if now() < @"2026-03-10T01:00:00Z" then null else 1'
"""What can't be counted before, and can be afterwards: time mends it."""
LATER = (
    start(),
    catch("T", timer("timeDuration", "PT1H")),
    work("M", many(count=UNTIL_TUESDAY), name="答复", org='"zjj"', role="dept_handler"),
    end(),
    line("S", "T", "M", "E"),
)


@pytest.fixture
def play(house: House) -> Play:
    """A case in which the step after a timer has failed."""
    play = Play(house, survey=LATER)
    house.clock.moment += timedelta(hours=2)
    with house.tools.unit() as unit:
        [due] = unit.waits.take_due_timers(house.clock.now(), 10)
        unit.commit()
    fire_or_report(house.tools, due.id)
    return play


def address(play: Play) -> str:
    return f"/cases/{play.case}"


def mend(house: House) -> None:
    house.clock.moment += timedelta(days=2)


def press(house: House, play: Play) -> Page:
    return house.browser("county.admin").post(f"{address(play)}/retry")


def test_who_started_it_reads_what_failed_and_since_when(house: House, play: Play) -> None:
    page = house.browser("buguan.officer").get(address(play))

    assert "“答复”自 03-09 11:00 起未能执行" in page.text
    assert "原因：" not in page.text
    assert "重试" not in page.text


def test_an_administrator_reads_the_cause_too(house: House, play: Play) -> None:
    page = house.browser("county.admin").get(address(play))

    assert "原因：" in page.text
    assert "不是整数" in page.text or "整数" in page.text


def test_the_look_of_the_administrator_is_on_record(house: House, play: Play) -> None:
    house.browser("county.admin").get(address(play))

    assert play.kinds.count("CaseInspected") == 1


def test_the_administrator_has_no_part_in_a_case_where_nothing_failed(house: House) -> None:
    play = Play(house, survey=LATER)

    assert house.browser("county.admin").get(address(play)).status == 404


def test_the_button_has_it_tried_again(house: House, play: Play) -> None:
    mend(house)

    page = press(house, play)

    assert page.status == 200
    assert "未能执行。" not in page.text
    assert play.waiting == ["答复"]


def test_what_fails_once_more_says_by_what(house: House, play: Play) -> None:
    page = press(house, play)

    assert page.status == 422
    assert "“答复”（M）无法执行：" in page.text
    assert "请告知管理员" not in page.text
    assert "未能执行。" in page.text


def test_a_program_has_it_tried_again_once(house: House, play: Play) -> None:
    mend(house)
    admin = house.program("county.admin")

    first = admin.post(f"{address(play)}/retry", key="once")
    again = admin.post(f"{address(play)}/retry", key="once")

    assert first.get_json() == again.get_json() == {"steps": 1}
    assert play.kinds.count("IncidentClosed") == 1


def test_a_program_is_told_what_it_fails_by(house: House, play: Play) -> None:
    admin = house.program("county.admin")

    answer = admin.post(f"{address(play)}/retry", key="once")
    told = admin.get(address(play)).get_json()

    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    said = answer.get_json()
    assert (said["code"], said["element"], said["step"]) == ("step_failed", "M", "答复")
    assert [each["element"] for each in told["incidents"]] == ["M"]


def test_a_request_that_failed_may_be_sent_again(house: House, play: Play) -> None:
    admin = house.program("county.admin")
    admin.post(f"{address(play)}/retry", key="once")
    mend(house)

    assert admin.post(f"{address(play)}/retry", key="once").get_json() == {"steps": 1}


def test_nobody_else_has_it_tried_again(house: House, play: Play) -> None:
    assert house.program("buguan.officer").post(f"{address(play)}/retry").status_code == 403

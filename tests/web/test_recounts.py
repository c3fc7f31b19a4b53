"""A new calendar, from the paper to what people see; nobody who works meanwhile is held up or lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import TYPE_CHECKING
from uuid import UUID

from server.domain.county import Paper
from server.domain.ids import CaseId
from server.domain.people import SYSTEM
from server.services import auditing, deploying, founding, timekeeping
from server.services.recounting import recount
from tests.engine.diagrams import boundary, end, flow, process, start, timer, user
from tests.web.journey import DONE, started
from tests.web.repair import FILES
from tests.web.test_clocks import clocked

if TYPE_CHECKING:
    from tests.web.house import House

LATE_IN_THE_YEAR = datetime(2026, 12, 29, 1, tzinfo=UTC)
YEAR_2027 = """
year = 2027

[[holiday]]
name = "元旦"
name_en = "New Year"
first = 2027-01-01
last = 2027-01-03
"""


def in_force(house: House) -> None:
    """The calendar of 2027 is published, and known everywhere."""
    paper = Paper(kind="calendar", name="2027", text=YEAR_2027)
    founding.load_papers(house.tools, SYSTEM, [paper])
    house.clock.moment += timedelta(seconds=11)


def walk(house: House) -> None:
    """All batches of the walk."""
    for _ in range(5):
        recount(house.tools, "calendar", "2027")


def test_a_deadline_moves_for_all_to_see(house: House) -> None:
    item = clocked(house, "T03", LATE_IN_THE_YEAR)
    in_force(house)

    walk(house)

    browser = house.browser("zjj.handler")
    assert "暂定" not in browser.get("/inbox").text
    page = browser.get(f"/work/{item}/clock")
    assert "元旦 01-01—01-03" in page.text
    assert "结果与此不同" not in page.text
    case = browser.get(page.link("JG-2026-00001"))
    assert "按 2027 年工作日历重新推算" in case.text
    assert auditing.verify(house.tools, SYSTEM).is_sound


def test_administrators_see_how_far_it_is(house: House) -> None:
    clocked(house, "T03", LATE_IN_THE_YEAR)
    in_force(house)
    admin = house.browser("county.admin")

    page = admin.get(admin.get("/inbox").link("期限重算"))
    assert "2027 年工作日历" in page.text
    assert "重算中" in page.text

    walk(house)
    first = house.program("county.admin").get("/recounts").get_json()["items"][0]
    assert (first["paper_kind"], first["name"]) == ("calendar", "2027")
    assert (first["seen"], first["changed"]) == (1, 1)
    assert first["ended_at"] is not None
    admin.client.set_cookie("language", "en")
    assert "Working calendar 2027" in admin.get("/recounts").text
    assert house.browser("zjj.handler").client.get("/recounts").status_code == 403


def test_a_sweep_begins_the_walk(house: House) -> None:
    in_force(house)

    assert timekeeping.sweep(house.tools).recounts >= 1


def test_a_moment_that_a_clock_gave_moves_too(house: House) -> None:
    diagram = process(
        start(),
        flow("S", "report"),
        user("report", name="处置", org='"zjj"', role="dept_handler", form="repair/report"),
        flow("report", "E"),
        end(),
        boundary("late", "report", timer("timeDate", 'due("T03")')),
        flow("late", "E2"),
        end("E2"),
        key="repair",
    )
    deploying.deploy(house.tools, SYSTEM, FILES | {"repair.bpmn": diagram})
    house.clock.moment = LATE_IN_THE_YEAR
    case = started(house)["case"]
    in_force(house)

    walk(house)

    house.clock.moment = datetime(2027, 1, 7, 11, tzinfo=UTC)
    timekeeping.sweep(house.tools)
    with house.tools.unit() as unit:
        [found] = unit.waits.timers(CaseId(UUID(case))).values()
    assert found.due == datetime(2027, 1, 8, 10, tzinfo=UTC)
    assert (found.clock, found.since) == ("T03", LATE_IN_THE_YEAR)


def test_people_complete_work_while_it_is_reckoned_anew(house: House) -> None:
    clocked(house, "T03", LATE_IN_THE_YEAR)
    for _ in range(11):
        started(house)
    department = house.program("zjj.handler")
    items = [row["id"] for row in department.get("/work-items?limit=50").get_json()["items"]]
    in_force(house)
    walks = [Thread(target=walk, args=(house,)) for _ in range(3)]

    for one in walks:
        one.start()
    answers = [department.post(f"/work-items/{item}/complete", DONE) for item in items[:6]]
    for one in walks:
        one.join()

    assert {answer.status_code for answer in answers} == {200}
    left = department.get("/work-items?limit=50").get_json()["items"]
    assert len(left) == 6
    assert auditing.verify(house.tools, SYSTEM).is_sound

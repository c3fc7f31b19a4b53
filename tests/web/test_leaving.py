"""Somebody leaves office: posts end, work goes to successors or back to the desk."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from server.domain.errors import AnswerWrong, NoSuchEntry, NothingToLeave
from server.domain.ids import ItemId, ProcessKey
from server.domain.people import SYSTEM
from server.domain.reading import InboxQuery
from server.services import deploying, drafting, finding, peopling, timekeeping, working
from server.services.auditing import verify
from server.services.registers.leaving import Leaving, hand_on, leave, leaving_page
from server.services.starting import start_case
from tests.engine.diagrams import end, line, process, start, user
from tests.web.house import PASSWORD
from tests.web.journey import started

if TYPE_CHECKING:
    from server.domain.people import Actor
    from tests.web.house import House

YESTERDAY = date(2026, 3, 8)


@pytest.fixture
def handler(house: House) -> Actor:
    """Who holds one piece of work, with a draft."""
    started(house)
    actor = house.actor("zjj.handler")
    [row] = finding.inbox(house.tools, actor, InboxQuery()).rows
    working.claim(house.tools, actor, ItemId(row.item))
    drafting.save_draft(house.tools, actor, ItemId(row.item), {"remark": "已看现场"})
    return actor


def held_by(house: House, login: str) -> int:
    with house.tools.unit() as unit:
        person = unit.people.person_named(login)
        assert person is not None
        return unit.leavings.count_held(person.id)


@pytest.mark.usefixtures("handler")
def test_work_goes_to_the_successor_with_its_draft(house: House) -> None:
    admin = house.actor("county.admin")
    plan = Leaving(last_day=YESTERDAY, successors={"zjj.handler": "slj.handler"}, reason="调动")

    number = leave(house.tools, admin, "zjj.handler", plan, "once")
    assert leave(house.tools, admin, "zjj.handler", plan, "once") == number
    assert held_by(house, "zjj.handler") == 1, "the job has not run yet"
    hand_on(house.tools, number)
    hand_on(house.tools, number)

    assert (held_by(house, "zjj.handler"), held_by(house, "slj.handler")) == (0, 1)
    successor = house.actor("slj.handler")
    assert successor.person is not None
    rows = [row for row in finding.inbox(house.tools, successor, InboxQuery()).rows if row.is_mine]
    with house.tools.unit() as unit:
        draft = unit.work.draft(ItemId(rows[0].item), successor.person)
    assert draft is not None
    assert draft[0] == {"remark": "已看现场"}
    assert "移交给您办理" in house.browser("slj.handler").get("/notices").text
    assert verify(house.tools, SYSTEM).is_sound
    page = leaving_page(house.tools, admin, "zjj.handler")
    assert (page.posts, page.count, page.loose.sessions) == ((), 0, 0)
    assert [(one.handed, one.returned) for one in page.leavings] == [(1, 0)]


@pytest.mark.usefixtures("handler")
def test_without_a_successor_work_goes_back_to_its_desk(house: House) -> None:
    admin = house.actor("county.admin")

    number = leave(house.tools, admin, "zjj.handler", Leaving(last_day=YESTERDAY))
    hand_on(house.tools, number)

    [done] = leaving_page(house.tools, admin, "zjj.handler").leavings
    assert (done.handed, done.returned) == (0, 1)
    assert held_by(house, "zjj.handler") == 0


@pytest.mark.usefixtures("handler")
def test_work_is_handed_on_only_when_the_last_day_is_over(house: House) -> None:
    admin = house.actor("county.admin")
    today = YESTERDAY + timedelta(days=1)
    plan = Leaving(last_day=today, successors={"zjj.handler": "slj.handler"})
    leave(house.tools, admin, "zjj.handler", plan)

    timekeeping.tidy(house.tools)
    assert house.jobs("hand_on") == []
    house.clock.moment += timedelta(days=1)
    timekeeping.tidy(house.tools)

    [leaving] = leaving_page(house.tools, admin, "zjj.handler").leavings
    assert len(house.jobs("hand_on")) == 1
    hand_on(house.tools, leaving.id)
    assert held_by(house, "slj.handler") == 1


@pytest.mark.usefixtures("handler")
def test_a_successor_who_is_not_there_is_refused_and_nothing_changes(house: House) -> None:
    admin = house.actor("county.admin")
    plan = Leaving(last_day=YESTERDAY, successors={"zjj.handler": "no.body"})

    with pytest.raises(AnswerWrong):
        leave(house.tools, admin, "zjj.handler", plan)

    assert house.actor("zjj.handler").seats
    with pytest.raises(NoSuchEntry):
        leave(house.tools, admin, "no.body", Leaving(last_day=YESTERDAY))


@pytest.mark.usefixtures("handler")
def test_who_has_left_cannot_leave_again_but_can_come_back(house: House) -> None:
    admin = house.actor("county.admin")
    hand_on(house.tools, leave(house.tools, admin, "zjj.handler", Leaving(last_day=YESTERDAY)))

    with pytest.raises(NothingToLeave):
        leave(house.tools, admin, "zjj.handler", Leaving(last_day=YESTERDAY))
    house.browser("county.admin").post(
        "/admin/holdings",
        {
            "person": "zjj.handler",
            "post": "zjj.handler",
            "valid_from": "2026-03-09",
            "valid_to": "",
        },
    )

    assert [seat.post for seat in house.actor("zjj.handler").seats] == ["zjj.handler"]


@pytest.mark.usefixtures("handler")
def test_who_got_another_post_in_the_meantime_stays_signed_in(house: House) -> None:
    browser = house.browser("zjj.handler")
    admin = house.actor("county.admin")
    number = leave(house.tools, admin, "zjj.handler", Leaving(last_day=YESTERDAY))
    said = {"person": "zjj.handler", "post": "zjj.handler", "valid_from": "2026-03-09"}
    assert house.browser("county.admin").post("/admin/holdings", said).status == 200

    hand_on(house.tools, number)
    hand_on(house.tools, number)

    assert browser.get("/inbox").answer.request.path == "/inbox"
    history = house.browser("county.admin").get("/admin/persons/zjj.handler").text
    assert "离任移交完成" in history
    assert "successors" not in history


def test_posts_with_sensitive_functions_wait_for_a_second_administrator(house: House) -> None:
    peopling.set_passwords(house.tools, SYSTEM, {"county.deputy": PASSWORD})
    admin = house.actor("county.admin")

    leave(house.tools, admin, "county.deputy", Leaving(last_day=YESTERDAY, reason="退休"))

    assert house.actor("county.deputy").seats, "until another agrees"
    browser = house.browser("county.deputy")
    assert "退休" in browser.get(browser.get("/admin/proposals").link("1 项变更")).text


@pytest.mark.usefixtures("handler")
def test_the_page_asks_shows_and_refuses(house: House) -> None:
    browser = house.browser("county.admin")
    address = "/admin/persons/zjj.handler/leaving"
    page = browser.get(address)
    assert "签收在手的工作 1" in page.text
    assert "没有其他岗位能办这里的 1 件工作" in page.text

    assert browser.post(address, {"last_day": "soon"}).status == 422
    refused = browser.post(address, {"last_day": "2026-03-08", "successor.zjj.handler": "no.body"})
    assert refused.status == 422
    assert "名册中没有“no.body”" in refused.text

    said = {"last_day": "2026-03-08", "successor.zjj.handler": "slj.handler", "reason": "调动"}
    assert "已安排离任" in browser.post(address, said).text
    assert browser.get("/admin/persons/no.body/leaving").status == 404


PAIR = {
    "process.toml": """
key = "pair"
title = "两人办理"
title_en = "Two"
number = "LR"
starter = ["township_officer"]
""".encode(),
    "pair.bpmn": process(
        start(),
        user("A", name="初审", org='"slj"', role="dept_handler"),
        user("B", name="复核", org='"zjj"', role="dept_handler", distinct_from="A"),
        end(),
        line("S", "A", "B", "E"),
        key="pair",
    ),
}


def test_a_successor_gets_no_step_that_another_of_theirs_forbids(house: House) -> None:
    deploying.deploy(house.tools, SYSTEM, PAIR)
    start_case(house.tools, house.actor("buguan.officer"), ProcessKey("pair"), {})
    for login in ("slj.handler", "zjj.handler"):
        actor = house.actor(login)
        [row] = finding.inbox(house.tools, actor, InboxQuery()).rows
        working.claim(house.tools, actor, ItemId(row.item))
        if login == "slj.handler":
            working.complete(house.tools, actor, ItemId(row.item), working.Answer(values={}))
    plan = Leaving(last_day=YESTERDAY, successors={"zjj.handler": "slj.handler"})

    number = leave(house.tools, house.actor("county.admin"), "zjj.handler", plan)
    hand_on(house.tools, number)

    assert held_by(house, "slj.handler") == 0
    [done] = leaving_page(house.tools, house.actor("county.admin"), "zjj.handler").leavings
    assert (done.handed, done.returned) == (0, 1)


def test_a_successor_gets_a_step_that_nothing_forbids(house: House) -> None:
    deploying.deploy(house.tools, SYSTEM, PAIR)
    start_case(house.tools, house.actor("buguan.officer"), ProcessKey("pair"), {})
    first = house.actor("slj.handler")
    [row] = finding.inbox(house.tools, first, InboxQuery()).rows
    working.claim(house.tools, first, ItemId(row.item))
    plan = Leaving(last_day=YESTERDAY, successors={"slj.handler": "zjj.handler"})

    hand_on(house.tools, leave(house.tools, house.actor("county.admin"), "slj.handler", plan))

    assert held_by(house, "zjj.handler") == 1


def test_a_successor_without_a_certificate_gets_no_step_that_wants_one(house: House) -> None:
    drawn = process(
        start(),
        user("A", name="检查", org='"slj"', role="dept_handler", officers="1"),
        end(),
        line("S", "A", "E"),
        key="pair",
    )
    deploying.deploy(house.tools, SYSTEM, PAIR | {"pair.bpmn": drawn})
    start_case(house.tools, house.actor("buguan.officer"), ProcessKey("pair"), {})
    first = house.actor("slj.handler")
    [row] = finding.inbox(house.tools, first, InboxQuery()).rows
    working.claim(house.tools, first, ItemId(row.item))
    plan = Leaving(last_day=YESTERDAY, successors={"slj.handler": "sfj.reviewer"})

    hand_on(house.tools, leave(house.tools, house.actor("county.admin"), "slj.handler", plan))

    assert held_by(house, "sfj.reviewer") == 0

"""通报候选: what may be circulated, for the office that supervises its clock, on its page and through the API."""

from __future__ import annotations

import io
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from server.domain import facts as f
from server.domain.ids import ItemId, SubjectId
from server.domain.journal import read_facts
from server.domain.people import SYSTEM
from server.domain.reading import CandidateQuery
from server.services import auditing, candidates, exporting, peopling, timekeeping
from tests.web.house import PASSWORD
from tests.web.journey import DONE, started
from tests.web.test_clocks import clocked

if TYPE_CHECKING:
    from tests.page import Browser
    from tests.web.house import House

PEOPLE = ("cmd.head", "cmd.duty", "zjj.head", "sfj.supervisor")
WHY = {"reason": "多次督促仍未到场"}


@pytest.fixture
def county(house: House) -> House:
    """A house in which those who have to do with late work have passwords."""
    peopling.set_passwords(house.tools, SYSTEM, dict.fromkeys(PEOPLE, PASSWORD))
    return house


def late(house: House) -> str:
    """Work of the housing department that is four days late, and was urged in writing."""
    item = clocked(house, "T41")
    house.clock.moment += timedelta(days=4)
    for rung in ("urge", "circulate"):
        assert timekeeping.climb(house.tools, ItemId(UUID(item)), rung)
    return item


def decide(house: House, item: str, act: str = "keep_candidate") -> HTTPStatus:
    """The head of the office decides."""
    answer = house.program("cmd.head").post(f"/work-items/{item}/acts/{act}", WHY)
    return HTTPStatus(answer.status_code)


def shown(browser: Browser, **asked: str) -> str:
    """The list as this browser sees it."""
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return browser.get(f"/candidates?{query}").text


def test_the_list_tells_what_the_office_decides_by(county: House) -> None:
    item = late(county)
    day = f"{(county.clock.moment + timedelta(days=2)).date()}"
    answer = {"text": "增派人手", "until": day}
    county.program("zjj.head").post(f"/work-items/{item}/acts/answer_urge", answer)
    browser = county.browser("cmd.head")

    page = browser.get(browser.get("/inbox").link("通报候选"))

    assert page.heading == "通报候选"
    for words in ("JG-2026-00001", "T41", "超期", "增派人手", "待定", "住房和城乡建设局"):
        assert words in page.text
    assert page.link("确定通报")
    assert browser.get(page.link("查看督办单")).heading == "督办单"
    browser.client.set_cookie("language", "en")
    assert "Undecided" in shown(browser)


def test_what_is_decided_is_told_kept_and_found_by_its_state(county: House) -> None:
    item = late(county)
    browser = county.browser("cmd.head")
    [offered] = [
        link["href"]
        for link in browser.get("/candidates").select(".candidates a")
        if "keep_candidate" in str(link["href"])
    ]
    assert "列入下一期通报名单" in browser.get(str(offered)).text
    strike = browser.get(f"/work/{item}/acts/strike_candidate")
    assert "不列入通报名单" in strike.text

    assert decide(county, item) is HTTPStatus.NO_CONTENT

    assert "JG-2026-00001" not in shown(browser)
    kept = shown(browser, state="kept")
    assert WHY["reason"] in kept
    assert "JG-2026-00001" in shown(browser, state="all")
    assert "已确定通报" in county.browser("zjj.head").get("/notices").text
    root = UUID(
        county.program("cmd.head").get("/candidates?state=kept").get_json()["items"][0]["case"]
    )
    with county.tools.unit() as unit:
        told = [
            fact for one in unit.journal.entries(SubjectId(root)) for fact in read_facts(one.text)
        ]
    [decided] = [fact for fact in told if isinstance(fact, f.CandidateDecided)]
    assert (decided.kept, decided.body, decided.role) == (True, "zjj", "dept_head")


def test_what_was_emptied_at_the_end_of_its_time_is_said_to_be(county: House) -> None:
    item = late(county)
    day = f"{(county.clock.moment + timedelta(days=2)).date()}"
    answer = {"text": "增派人手", "until": day}
    county.program("zjj.head").post(f"/work-items/{item}/acts/answer_urge", answer)
    decide(county, item)

    with county.database.engine.begin() as connection:
        connection.execute(text("DELETE FROM contents"))

    page = shown(county.browser("cmd.head"), state="kept")
    assert page.count("（已按保存期限清除）") == 2, "the answer of the body, and the reason"


def test_the_same_is_not_decided_twice_but_otherwise(county: House) -> None:
    item = late(county)
    assert decide(county, item) is HTTPStatus.NO_CONTENT

    assert decide(county, item) is HTTPStatus.CONFLICT
    assert decide(county, item, "strike_candidate") is HTTPStatus.NO_CONTENT
    assert decide(county, item, "strike_candidate") is HTTPStatus.CONFLICT
    assert "免予通报" in county.browser("zjj.head").get("/notices").text
    assert auditing.verify(county.tools, SYSTEM).is_sound


def test_work_that_was_done_late_is_decided_on_all_the_same(county: House) -> None:
    item = late(county)
    handler = county.program("zjj.handler")
    handler.post(f"/work-items/{item}/claim")
    done = handler.post(f"/work-items/{item}/complete", DONE)
    assert done.status_code == HTTPStatus.OK, done.get_json()
    before = county.program("cmd.head").get("/candidates").get_json()["items"][0]["deadline"]
    county.clock.moment += timedelta(days=30)

    [told] = county.program("cmd.head").get("/candidates").get_json()["items"]
    assert told["done_at"]
    assert told["deadline"] == before, "how late it was is settled"
    assert "办结" in shown(county.browser("cmd.head"))
    assert decide(county, item, "strike_candidate") is HTTPStatus.NO_CONTENT


def test_it_is_narrowed_by_when_it_was_listed_and_by_body(county: House) -> None:
    late(county)
    day = county.clock.moment.date()
    browser = county.browser("cmd.head")

    for asked, is_there in (
        ({"since": f"{day}", "until": f"{day}"}, True),
        ({"since": f"{day + timedelta(days=1)}"}, False),
        ({"until": f"{day - timedelta(days=1)}"}, False),
        ({"body": "zjj"}, True),
        ({"body": "slj"}, False),
        ({"state": "nonsense", "since": "nonsense"}, True),
    ):
        assert ("JG-2026-00001" in shown(browser, **asked)) is is_there, asked
    assert "JG-2026-00001" in browser.get(browser.get("/candidates").link("本季度")).text


@pytest.mark.parametrize("query", ["until=9999-12-31", "since=0001-01-01"])
def test_a_program_is_told_that_nobody_means_such_a_day(county: House, query: str) -> None:
    answer = county.program("cmd.head").get(f"/candidates?{query}")

    [fault] = answer.get_json()["errors"]
    assert (answer.status_code, fault["field"]) == (422, query.partition("=")[0])


def test_whoever_leads_the_office_looks_and_its_head_decides(county: House) -> None:
    item = late(county)

    page = county.browser("cmd.duty").get("/candidates")
    assert "JG-2026-00001" in page.text
    assert "确定通报" not in [
        link.get_text(strip=True) for link in page.soup.select(".candidates a")
    ]
    duty = county.program("cmd.duty").post(f"/work-items/{item}/acts/keep_candidate", WHY)
    assert duty.status_code == HTTPStatus.FORBIDDEN
    for login in ("zjj.head", "zjj.handler", "sfj.supervisor"):
        browser = county.browser(login)
        assert browser.get("/candidates").status == HTTPStatus.FORBIDDEN
        assert "通报候选" not in browser.get("/inbox").text


def test_the_list_is_taken_away_as_a_sheet_and_that_is_written_down(county: House) -> None:
    item = late(county)
    decide(county, item)
    browser = county.browser("cmd.head")

    answer = browser.client.post("/candidates/export", data={"query": "state=kept"})

    sheet = load_workbook(io.BytesIO(answer.data)).worksheets[0]
    header, row = list(sheet.iter_rows(values_only=True))
    told = dict(zip(header, row, strict=True))
    assert (told["编号"], told["决定"], told["理由"]) == (
        "JG-2026-00001",
        "确定通报",
        WHY["reason"],
    )
    assert str(told["时限编号"]) == "T41"
    empty = browser.client.post("/candidates/export", data={"query": ""})
    assert load_workbook(io.BytesIO(empty.data)).worksheets[0].max_row == 1
    person = county.actor("cmd.head").person
    assert person is not None
    with county.tools.unit() as unit:
        entries = unit.journal.entries(SubjectId(person))
    facts = [fact for one in entries for fact in read_facts(one.text)]
    [first, _] = [fact for fact in facts if isinstance(fact, f.ListExported)]
    assert (first.view, first.rows) == ("candidates", 1)

    browser.client.set_cookie("language", "en")
    spoken = browser.client.post("/candidates/export", data={"query": "state=kept"})
    [sheet] = load_workbook(io.BytesIO(spoken.data)).worksheets
    assert sheet.title == "To be circulated", "Excel takes no question mark"
    assert "circulated.xlsx" in spoken.headers["Content-Disposition"]


def test_a_long_list_has_pages(county: House, monkeypatch: pytest.MonkeyPatch) -> None:
    first = late(county)
    started(county)
    items = county.program("zjj.handler").get("/work-items").get_json()["items"]
    [second] = [row["id"] for row in items if row["id"] != first]
    county.clock.moment += timedelta(days=4)
    assert timekeeping.climb(county.tools, ItemId(UUID(second)), "circulate")
    program = county.program("cmd.head")

    page = program.get("/candidates?limit=1").get_json()
    assert [row["item"] for row in page["items"]] == [second]
    after = program.get(f"/candidates?limit=1&cursor={page['next']}").get_json()
    assert [row["item"] for row in after["items"]] == [first]
    assert after["next"] is None
    monkeypatch.setattr(candidates, "AT_ONCE", 1)
    head = county.actor("cmd.head")
    rows, is_cut = candidates.exported(county.tools, head, CandidateQuery())
    assert ([str(row.item) for row in rows], is_cut) == ([second, first], False)
    monkeypatch.setattr(exporting, "MOST_ROWS", 1)
    rows, is_cut = candidates.exported(county.tools, head, CandidateQuery())
    assert ([str(row.item) for row in rows], is_cut) == ([second], True)

"""The views of the inbox, its filters, searches, saved views and sheets, as pages."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from server.domain.ids import PostId
from server.domain.people import SYSTEM, Holding
from server.services import exporting, peopling
from tests.web.journey import started

if TYPE_CHECKING:
    from typing import Any

    from openpyxl.worksheet.worksheet import Worksheet

    from tests.page import Browser, Page
    from tests.web.house import House


@pytest.fixture
def clerk(house: House) -> Browser:
    started(house)
    return house.browser("zjj.handler")


def titles(page: Page) -> list[str]:
    return [one.get_text() for one in page.select("tbody a.title")]


def leads(house: House) -> None:
    """The clerk of slj leads the department in which the repair is done."""
    head = Holding(
        login="slj.handler", post=PostId("zjj.head"), valid_from=house.clock.now().date()
    )
    peopling.grant_posts(house.tools, SYSTEM, [head])


def sheet(answer: Any) -> Worksheet:
    read: Worksheet = load_workbook(io.BytesIO(answer.get_data())).worksheets[0]
    return read


def test_the_views_stand_in_one_row_with_their_figures(clerk: Browser) -> None:
    page = clerk.get("/inbox")

    tabs = [tab.get_text(" ", strip=True) for tab in page.select(".tabs a")]
    assert tabs == ["待办 1", "待签收 1", "待阅", "督办", "已办", "我发起的"]
    assert page.select('.tabs a[href="/asides"]')
    for place, words in (("/done", "已办"), ("/mine", "我发起的")):
        [chosen] = clerk.get(place).select(".tabs a[aria-current]")
        assert chosen.get_text(strip=True) == words


def test_a_leader_has_the_view_of_the_unit_and_opens_cases_from_it(
    house: House, clerk: Browser
) -> None:
    del clerk
    leads(house)

    page = house.browser("slj.handler").get("/inbox?view=unit")

    [link] = [one["href"] for one in page.select("tbody a.title")]
    assert str(link).startswith("/cases/")
    assert "本单位" in page.text
    assert house.browser("slj.handler").get(str(link)).answer.status_code == 200


def test_filters_stand_in_the_address_and_on_the_page(clerk: Browser) -> None:
    page = clerk.get("/inbox?process=repair&urgency=normal&since=2026-01-01&due=none")

    assert page.select("select[name=process] option[selected]")[0]["value"] == "repair"
    assert page.select("select[name=step] option")
    assert page.select("input[name=since]")[0]["value"] == "2026-01-01"
    assert "清除" in page.text


def test_a_view_is_saved_shown_first_and_counted(clerk: Browser) -> None:
    page = clerk.get("/inbox?view=unclaimed")
    form = {"name": "还没签的", "query": "view=unclaimed", "idempotency_key": "k1", "body": ""}
    done = clerk.post("/inbox/views", form)
    again = clerk.post("/inbox/views", form)
    [view] = page_ids(clerk.get("/inbox/views"))
    clerk.post(f"/inbox/views/{view}", {"name": "待我签", "is_default": "on", "body": "zjj"})

    assert "保存为视图" in page.text
    assert (
        done.answer.request.full_path == again.answer.request.full_path == "/inbox?view=unclaimed"
    )
    assert clerk.get("/inbox").select("h1")[0].get_text() == "待签收"
    assert clerk.get("/inbox?view=todo").select("h1")[0].get_text() == "待办事项"
    chips = clerk.client.get("/inbox/views/counts").get_data(as_text=True)
    assert "待我签" in chips
    assert '<span class="count num">1</span>' in chips


def page_ids(page: Page) -> list[str]:
    return [str(form["action"]).rpartition("/")[2] for form in page.select("form.saved-view")]


def test_views_are_moved_and_taken_away(clerk: Browser) -> None:
    for name in ("甲", "乙"):
        clerk.post("/inbox/views", {"name": name, "query": "due=late"})
    first, second = page_ids(clerk.get("/inbox/views"))

    clerk.post(f"/inbox/views/{second}", {"name": "乙", "position": "0", "body": ""})
    assert page_ids(clerk.get("/inbox/views")) == [second, first]

    clerk.post(f"/inbox/views/{first}/drop", {})
    assert page_ids(clerk.get("/inbox/views")) == [second]


def test_a_name_that_is_taken_is_told_on_the_page_of_views(clerk: Browser) -> None:
    for name in ("甲", "乙"):
        clerk.post("/inbox/views", {"name": name, "query": "due=late"})
    _, second = page_ids(clerk.get("/inbox/views"))

    for address in ("/inbox/views", f"/inbox/views/{second}"):
        refused = clerk.client.post(address, data={"name": "甲", "query": "", "body": ""})
        assert refused.status_code == 409
        assert "您已有名为“甲”的视图" in refused.get_data(as_text=True)


def test_what_is_found_is_marked_and_grouped(clerk: Browser) -> None:
    page = clerk.get("/search?q=东大街")

    assert [one.get_text() for one in page.select("mark")] == ["东大街", "东大街"]
    assert [one.get_text() for one in page.select("section h2")] == ["查找", "我的待办", "事项"]
    assert "没有找到" in clerk.get("/search?q=量子").text
    assert clerk.get("/search").select("table") == []


def test_a_search_is_walked_to_its_end(house: House) -> None:
    for _ in range(25):
        started(house)
    browser = house.browser("zjj.handler")

    first = browser.get("/search?q=东大街")
    second = browser.get(first.link("下一页"))

    assert len(titles(first)) == 5 + 20
    assert len(titles(second)) == 5
    assert browser.get(second.link("上一页")).answer.status_code == 200


def test_the_sheet_says_what_the_list_says(clerk: Browser) -> None:
    answer = clerk.client.post("/inbox/export", data={"query": ""})

    read = sheet(answer)
    header, row = read.iter_rows(values_only=True)
    assert header[:2] == ("编号", "事项")
    assert "东大街" in str(row[1])
    assert isinstance(row[8], datetime)
    assert read.freeze_panes == "A2"
    assert "attachment" in answer.headers["Content-Disposition"]


def test_a_text_in_a_sheet_is_never_a_formula(house: House) -> None:
    started(house, place="=HYPERLINK(1)\x02")

    answer = house.signed_in("zjj.handler").post("/inbox/export", data={"query": ""})

    cell = sheet(answer)["B2"]
    assert (cell.data_type, cell.value) == ("s", "=HYPERLINK(1)")


def test_a_long_sheet_says_that_it_is_cut(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", 1)
    monkeypatch.setattr(exporting, "MOST_ROWS", 1)
    for _ in range(2):
        started(house)

    answer = house.program("zjj.handler").post("/work-items/export", {"query": ""})

    rows = [row[0] for row in sheet(answer).iter_rows(values_only=True)]
    assert rows[-1] == "只导出了前 1 行。请先筛选，再分次导出。"


def test_programs_save_change_and_drop_views(house: House) -> None:
    program = house.program("zjj.handler")
    said = program.post("/saved-views", {"name": "甲", "query": "due=late&x=1"}).get_json()
    program.post(f"/saved-views/{said['id']}", {"name": "乙", "body": "zjj"})

    [told] = program.get("/saved-views").get_json()["items"]
    assert (told["name"], told["query"], told["body"], told["count"]) == (
        "乙",
        "due=late",
        "zjj",
        0,
    )
    assert program.post(f"/saved-views/{said['id']}/drop").status_code == 204
    assert program.post(f"/saved-views/{said['id']}/drop").status_code == 404
    assert program.post("/saved-views", {"name": ""}).status_code == 422


def test_programs_search_page_by_page(house: House) -> None:
    for _ in range(3):
        started(house)
    program = house.program("zjj.handler")

    first = program.get("/search?search=东大街&limit=2").get_json()
    second = program.get(f"/search?search=东大街&limit=2&cursor={first['next']}").get_json()

    assert (len(first["items"]), len(second["items"]), second["next"]) == (2, 1, None)
    assert program.get("/search").status_code == 422
    assert program.get("/search?search=东&cursor=x").status_code == 422

"""Columns from the business data: chosen on the page, saved with views, and in sheets and answers alike."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from server.domain.ids import PostId
from server.domain.people import SYSTEM, Holding
from server.services import deploying, peopling
from tests.web.journey import DONE, item_of, started
from tests.web.repair import FILES

if TYPE_CHECKING:
    from tests.page import Page
    from tests.web.house import House

COLUMNS = b'columns = ["count", "place", "result"]\n'
PLACE = "西大街12号（13812345678）"
SEEN = "西大街12号（138****5678）"


@pytest.fixture
def listed(house: House) -> House:
    """A process that names columns, and work of it."""
    files = FILES | {"process.toml": COLUMNS + FILES["process.toml"]}
    deploying.deploy(house.tools, SYSTEM, files)
    started(house, place=PLACE, count=3)
    return house


def oversees(house: House) -> None:
    """Give a handler of another body a post from which the whole county is seen."""
    post, day = PostId("sfj.supervisor"), house.clock.now().date()
    peopling.grant_posts(
        house.tools, SYSTEM, [Holding(login="slj.handler", post=post, valid_from=day)]
    )


def done(house: House) -> None:
    """The department has done its work."""
    handler = house.program("zjj.handler")
    values = {"values": {"result": "已更换", "why": "数量多"}}
    answer = handler.post(f"/work-items/{item_of(handler)}/complete", DONE | values)
    assert answer.status_code == 200


def heads(page: Page) -> list[str]:
    return [each.get_text(strip=True) for each in page.select("table.list thead th")]


def test_a_list_shows_the_columns_in_the_order_chosen(listed: House) -> None:
    page = listed.browser("zjj.handler").get("/inbox?col1=place&col2=&col3=count")

    assert heads(page)[3:5] == ["地点", "数量"]
    assert [each.get_text(" ", strip=True) for each in page.select("td.own")] == [
        f"地点 {SEEN}",
        "数量 3",
    ]
    chosen = [each["value"] for each in page.select('select[name^="col"] option[selected]')]
    assert chosen == ["place", "count"]


def test_what_no_process_names_is_no_column(listed: House) -> None:
    page = listed.browser("zjj.handler").get("/inbox?cols=why,count")

    assert heads(page)[3:4] == ["数量"]
    assert len(page.select("td.own")) == 1


def test_the_rows_alone_have_them_too(listed: House) -> None:
    client, own = listed.signed_in("zjj.handler"), 'class="line own"'

    assert own in client.get("/inbox/rows?cols=place").get_data(as_text=True)
    assert own not in client.get("/inbox/rows").get_data(as_text=True)


def test_a_view_is_saved_with_its_columns(listed: House) -> None:
    browser = listed.browser("zjj.handler")
    form = browser.get("/inbox?cols=count").form("/inbox/views")
    assert form["query"] == "cols=count"

    saved = browser.post("/inbox/views", form | {"name": "按数量"})

    assert "数量" in heads(saved)


def test_a_sheet_has_the_same_columns(listed: House) -> None:
    client = listed.signed_in("zjj.handler")
    answer = client.post("/inbox/export", data={"query": "cols=place,count"})

    sheet = load_workbook(io.BytesIO(answer.get_data())).worksheets[0]
    rows = [[cell.value for cell in row][-2:] for row in sheet.iter_rows()]
    assert rows == [["地点", "数量"], [SEEN, "3"]]


def test_a_program_asks_which_there_are_and_for_some(listed: House) -> None:
    program = listed.program("zjj.handler")

    offered = program.get("/columns").get_json()["items"]
    [item] = program.get("/work-items?columns=count").get_json()["items"]

    assert [each["path"] for each in offered] == ["count", "place", "result"]
    assert item["shown"] == {"count": ["3", "3"]}
    assert program.get("/work-items").get_json()["items"][0]["shown"] == {}


# --- lists of matters -------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/mine", "/done", "/cases", "/search?q=西大街"])
def test_a_list_of_matters_shows_the_columns_chosen_and_keeps_what_it_was_narrowed_by(
    listed: House, address: str
) -> None:
    done(listed)
    login = {"/mine": "buguan.officer", "/cases": "slj.handler"}.get(address, "zjj.handler")
    oversees(listed)
    sign = "&" if "?" in address else "?"

    page = listed.browser(login).get(f"{address}{sign}col1=place&col2=count")

    assert [cell.find(string=True, recursive=False) for cell in page.select("td.own")] == [
        SEEN,
        "3",
    ]
    assert [one["value"] for one in page.select('select[name^="col"] option[selected]')] == [
        "place",
        "count",
    ]
    for tab in page.select(".tabs a"):
        assert "cols=place%2Ccount" in str(tab["href"]) or "asides" in str(tab["href"])


@pytest.mark.parametrize("kind", ["started", "done", "all"])
def test_a_list_of_matters_is_taken_away_as_it_is_shown(listed: House, kind: str) -> None:
    done(listed)
    oversees(listed)
    login = {"started": "buguan.officer", "all": "slj.handler"}.get(kind, "zjj.handler")
    page = listed.browser(login).get(
        {"started": "/mine", "done": "/done", "all": "/cases"}[kind] + "?cols=place&q=西大街"
    )
    form = page.form("/cases/export")

    by_page = listed.signed_in(login).post("/cases/export", data=form)
    by_program = listed.program(login).post(
        "/cases/export", {"list": kind, "search": "西大街", "columns": "place"}
    )

    for answer in (by_page, by_program):
        head, *rows = load_workbook(io.BytesIO(answer.get_data())).worksheets[0].values
        assert (head[-1], [row[-1] for row in rows]) == ("地点", [SEEN])
        assert rows[0][3] == "已办结"


def test_no_list_of_that_name_is_taken_away(listed: House) -> None:
    client = listed.signed_in("zjj.handler")

    assert client.post("/cases/export", data={"list": "theirs"}).status_code == 422
    assert client.post("/cases/export", data={"list": "all"}).status_code == 403


def test_a_program_reads_what_columns_show_of_matters(listed: House) -> None:
    [mine] = listed.program("buguan.officer").get("/cases").get_json()["items"]

    assert mine["shown"] == {"count": ["3", "3"], "place": [SEEN, SEEN]}

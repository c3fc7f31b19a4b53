"""Lists longer than a page, narrowed lists, and lists with nothing in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.domain.ids import PostId
from server.domain.people import SYSTEM, Holding
from server.services import peopling
from server.store.views import case_lists, searching
from tests.web.journey import DONE, item_of, started

if TYPE_CHECKING:
    from tests.page import Browser, Page
    from tests.web.house import House

NO_WORK, NO_MATCH = "现在没有待办事项。", "没有符合条件的事项。"


def lines(page: Page) -> list[str]:
    """What the rows of a list lead to, from top to bottom."""
    return [str(one["href"]) for one in page.select("tbody a.title")]


def walked(browser: Browser, address: str, words: str) -> list[list[str]]:
    """The lines of each page from an address on, as long as a link with these words leads on."""
    return [lines(page) for page in pages_from(browser, address, words)]


def pages_from(browser: Browser, address: str, words: str) -> list[Page]:
    """Each page from an address on, as long as a link with these words leads on."""
    pages = [browser.get(address)]
    while any(words in one.get_text() for one in pages[-1].select(".pager a")):
        pages.append(browser.get(pages[-1].link(words)))
    return pages


def test_the_inbox_is_walked_to_its_end_and_back(house: House) -> None:
    for _ in range(45):
        started(house)
    browser = house.browser("zjj.handler")

    there = walked(browser, "/inbox?q=东大街", "下一页")
    page = browser.get("/inbox?q=东大街")
    for _ in there[1:]:
        page = browser.get(page.link("下一页"))
    back = walked(browser, str(page.answer.request.full_path), "上一页")

    assert [len(part) for part in there] == [20, 20, 5]
    assert back == there[::-1]


@pytest.mark.parametrize(
    ("login", "address"),
    [("buguan.officer", "/mine?q=东大街"), ("zjj.handler", "/done"), ("slj.handler", "/cases")],
)
def test_a_list_of_cases_is_walked_to_its_end_and_back(
    house: House, login: str, address: str
) -> None:
    overseer = Holding(
        login="slj.handler", post=PostId("sfj.supervisor"), valid_from=house.clock.now().date()
    )
    peopling.grant_posts(house.tools, SYSTEM, [overseer])
    for _ in range(22):
        started(house)
    if address == "/done":
        department = house.program("zjj.handler")
        for _ in range(22):
            department.post(f"/work-items/{item_of(department)}/complete", DONE)
    browser = house.browser(login)

    there = walked(browser, address, "下一页")
    back = walked(browser, browser.get(address).link("下一页"), "上一页")

    assert [len(part) for part in there] == [20, 2]
    assert back == there[::-1]


def test_notices_are_walked_to_their_end_and_back(house: House) -> None:
    department = house.program("zjj.handler")
    for _ in range(52):
        started(house)
        department.post(f"/work-items/{item_of(department)}/complete", DONE)
    browser = house.browser("buguan.officer")

    first = browser.get("/notices")
    second = browser.get(first.link("下一页"))
    again = browser.get(second.link("上一页"))

    told = [len(page.select(".events li")) for page in (first, second, again)]
    assert told == [50, 2, 50]


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/inbox/rows", NO_WORK),
        ("/inbox/rows?due=late", NO_MATCH),
        ("/inbox/rows?q=桥", NO_MATCH),
        ("/inbox", NO_WORK),
        ("/inbox?due=late", NO_MATCH),
    ],
)
def test_an_empty_inbox_says_whether_something_was_looked_for(
    house: House, address: str, sentence: str
) -> None:
    assert sentence in house.signed_in("zjj.handler").get(address).get_data(as_text=True)


@pytest.mark.parametrize("address", ["/mine", "/search"])
def test_of_a_search_by_stretches_one_without_any_does_not_say_that_there_are_none(
    house: House, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    for name in ("COMMON", "WINDOWS", "WINDOW"):
        monkeypatch.setattr(searching, name, 1)
    monkeypatch.setattr(searching, "WALKED", searching.WALKED.replace("LIMIT 200", "LIMIT 1"))
    monkeypatch.setattr(case_lists, "LOOKED_THROUGH", 1)
    for place in ("西大街", "东大街", "西大街"):
        started(house, place=place)
    browser = house.browser("buguan.officer")

    found = pages_from(browser, f"{address}?q=东大街", "下一页")

    assert [len(lines(page)) for page in found[:3]] == [0, 1, 0]
    assert "可以继续往前找" in found[0].text
    assert "再往前没有找到" in found[-1].text


def test_work_that_is_not_due_yet_is_a_part_of_the_inbox(house: House) -> None:
    started(house)

    page = house.browser("zjj.handler").get("/inbox?due=good")

    assert NO_MATCH in page.text


def test_the_api_refuses_a_deadline_that_it_does_not_know(house: House) -> None:
    answer = house.program("zjj.handler").get("/work-items?deadline=soon")

    assert answer.status_code == 422
    assert [one["field"] for one in answer.get_json()["errors"]] == ["deadline"]

"""Every page for people, opened as a browser without script would; each is looked through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.house import PASSWORD
from tests.web.journey import started

if TYPE_CHECKING:
    from tests.page import Browser
    from tests.web.house import House


@pytest.fixture
def department(house: House) -> Browser:
    """The handler of the department, with one piece of work in the inbox."""
    started(house)
    return house.browser("zjj.handler")


def work_address(browser: Browser) -> str:
    return browser.get("/inbox").link("东大街")


def test_the_door_is_a_whole_page(house: House) -> None:
    page = house.browser().get("/sign-in")

    assert page.heading == "登录"
    assert set(page.form("/sign-in")) >= {"login", "password", "next"}


def test_a_wrong_password_is_said_on_the_same_page(house: House) -> None:
    page = house.browser().post("/sign-in", {"login": "zjj.handler", "password": "x"})

    assert page.status == 401
    assert "账号或密码不正确" in page.text


def test_signing_in_leads_to_the_page_that_was_asked_for(house: House) -> None:
    said = {"login": "zjj.handler", "password": PASSWORD, "next": "/organisation"}

    page = house.browser().post("/sign-in", said)

    assert page.answer.request.path == "/organisation"


@pytest.mark.parametrize("next_", ["//elsewhere.example", "https://elsewhere.example", "/\\x"])
def test_signing_in_never_leads_to_another_site(house: House, next_: str) -> None:
    said = {"login": "zjj.handler", "password": PASSWORD, "next": next_}

    page = house.browser().post("/sign-in", said)

    assert page.answer.request.host == "localhost"


@pytest.mark.parametrize(
    "address",
    [
        "/inbox",
        "/inbox?due=late",
        "/done",
        "/mine",
        "/notices",
        "/start",
        "/processes",
        "/organisation",
        "/api/v1/docs",
        "/nowhere",
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_is_sound(department: Browser, address: str, language: str) -> None:
    department.client.set_cookie("language", language)

    assert department.get(address).title


def test_the_inbox_shows_the_work(department: Browser) -> None:
    assert "东大街" in department.get("/inbox").text


def test_the_task_page_shows_form_and_choices(department: Browser) -> None:
    page = department.get(work_address(department))

    offered = {one.get_text(strip=True) for one in page.select("button[name=choice]")}
    assert offered == {"办结", "不予受理"}
    assert page.select("[name=result]")


def test_a_wrong_answer_comes_back_with_what_was_typed(department: Browser) -> None:
    address = work_address(department)
    fields = department.get(address).form(address)

    page = department.post(address, fields | {"result": "", "choice": "decided_E"})

    assert page.status == 422
    assert any("此项必填" in error for error in page.errors)


def test_work_is_done_without_script(department: Browser) -> None:
    address = work_address(department)
    fields = department.get(address).form(address)

    department.post(address, fields | {"result": "已更换", "choice": "decided_E"})

    assert "东大街" in department.get("/done").text


def test_a_case_is_started_without_script(house: House) -> None:
    township = house.browser("buguan.officer")
    fields = township.get("/start/repair").form("/start/repair")

    township.post("/start/repair", fields | {"place": "西河桥", "count": "1"})

    assert "西河桥" in township.get("/mine").text


def test_the_case_page_tells_where_it_is(house: House) -> None:
    case = started(house)["case"]

    page = house.browser("buguan.officer").get(f"/cases/{case}")

    assert "处置" in page.text


def test_a_page_of_others_looks_like_none(house: House) -> None:
    case = started(house)["case"]

    assert house.browser("slj.handler").get(f"/cases/{case}").status == 404

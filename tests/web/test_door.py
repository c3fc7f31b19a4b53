"""Coming in and going out by the pages of a browser."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from server.store.passwords import Argon2Hasher
from server.web.addresses import is_ours, link, on_site
from server.web.context import TOOLS
from tests.web.counter import Web
from tests.web.house import PASSWORD
from tests.web.journey import DONE, item_of, started

if TYPE_CHECKING:
    from pathlib import Path

    from tests.page import Browser, Page
    from tests.web.house import House

LOGIN = "zjj.handler"
RIGHT = {"login": LOGIN, "password": PASSWORD}
AWAY = [
    "//elsewhere.example",
    "https://elsewhere.example",
    "/\\elsewhere.example",
    "/\t/elsewhere.example",
    "/\n/elsewhere.example",
    "\\\\elsewhere.example",
    "javascript:alert(1)",
    "elsewhere.example",
    " /inbox",
    "",
]


def cookie_of(browser: Browser) -> str:
    cookie = browser.client.get_cookie("muster")
    return cookie.value if cookie else ""


def fail(browser: Browser, times: int) -> Page:
    page = [browser.post("/sign-in", RIGHT | {"password": "wrong"}) for _ in range(times)]
    return page[-1]


@pytest.mark.parametrize("address", AWAY)
def test_no_address_leads_away(address: str) -> None:
    assert not is_ours(address)


def test_who_is_led_away_comes_to_the_inbox_or_where_the_page_says() -> None:
    assert on_site("/work/1", "/admin/posts") == "/work/1"
    assert on_site("//evil.example", "/admin/posts") == "/admin/posts"
    assert on_site("") == "/inbox"


def test_an_address_without_all_its_parts_is_none() -> None:
    assert link("task", item="1", due="late", q="") == "/work/1?due=late"
    with pytest.raises(KeyError):
        link("task", itm="1")


@pytest.mark.parametrize("address", ["/inbox", "/work/1?due=late&q=%E4%B8%9C", "/"])
def test_addresses_of_ours_are_known(address: str) -> None:
    assert is_ours(address)


@pytest.mark.parametrize("address", AWAY)
@pytest.mark.parametrize("door", ["/sign-in", "/language"])
def test_no_form_leads_away(tmp_path: Path, address: str, door: str) -> None:
    said = {"login": "li", "password": PASSWORD, "next": address, "language": "en"}

    answer = Web(tmp_path).app.test_client().post(door, data=said)

    assert answer.status_code == 303
    assert urlsplit(answer.location).netloc in {"", "localhost"}
    assert answer.location == "/inbox"


def test_who_is_in_already_is_not_led_away_either(house: House) -> None:
    answer = house.browser(LOGIN).client.get("/sign-in?next=//elsewhere.example")

    assert answer.location == "/inbox"


def test_the_front_door_leads_to_the_inbox_or_to_signing_in(house: House) -> None:
    assert house.client().get("/").location == "/sign-in"
    assert house.browser(LOGIN).client.get("/").location == "/inbox"


def test_another_site_can_not_post_here(house: House) -> None:
    started(house)
    browser = house.browser(LOGIN)
    address = browser.get("/inbox").link("东大街")

    page = browser.post(f"{address}/claim", headers={"Sec-Fetch-Site": "cross-site"})

    assert page.status == 403
    assert "请求来自其他网站" in page.text
    assert browser.client.get("/counts").get_json()["unclaimed"] == 1


def test_signing_in_makes_another_session(house: House) -> None:
    browser = house.browser(LOGIN)
    before = cookie_of(browser)

    browser.post("/sign-in", RIGHT)
    thief = house.browser()
    thief.client.set_cookie("muster", before)

    assert cookie_of(browser) != before
    assert thief.get("/inbox").heading == "登录"


def test_a_planted_session_is_worth_nothing_after_signing_in(house: House) -> None:
    browser = house.browser()
    browser.client.set_cookie("muster", "planted")

    browser.post("/sign-in", RIGHT)

    assert cookie_of(browser) not in {"", "planted"}
    assert browser.get("/inbox").status == 200


def test_after_signing_out_the_session_is_over_everywhere(house: House) -> None:
    browser = house.browser(LOGIN)
    before = cookie_of(browser)

    page = browser.post("/sign-out")
    browser.client.set_cookie("muster", before)

    assert page.heading == "登录"
    assert browser.get("/inbox").heading == "登录"


def test_five_wrong_passwords_close_the_account_for_a_quarter_of_an_hour(house: House) -> None:
    browser = house.browser()

    wrong = fail(browser, 5)
    locked = browser.post("/sign-in", RIGHT)
    house.clock.moment += timedelta(minutes=15)
    later = browser.post("/sign-in", RIGHT)

    assert "连续错误 5 次，账号锁定 15 分钟" in wrong.text
    assert (locked.status, locked.text) == (wrong.status, wrong.text)
    assert later.answer.request.path == "/inbox"


@pytest.mark.parametrize("address", ["/sign-in", "/api/v1/sessions", "/api/v1/tokens"])
def test_who_comes_when_too_many_do_is_told_when_to_come_again(house: House, address: str) -> None:
    crowded = Argon2Hasher(at_once=0, patience=0)
    house.app.extensions[TOOLS] = replace(house.tools, hasher=crowded)
    given = {"data": RIGHT} if address == "/sign-in" else {"json": RIGHT}

    answer = house.client().post(address, headers={"Idempotency-Key": house.key()}, **given)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "此刻登录的人太多" in (answer.text if "data" in given else answer.get_json()["detail"])


def test_who_has_to_come_again_finds_the_name_that_they_typed(house: House) -> None:
    crowded = Argon2Hasher(at_once=0, patience=0)
    house.app.extensions[TOOLS] = replace(house.tools, hasher=crowded)

    page = house.browser().post("/sign-in", RIGHT)

    assert page.status == 503
    assert page.form("/sign-in")["login"] == LOGIN


def test_a_session_that_is_over_leads_to_the_door_and_back(house: House) -> None:
    browser = house.browser(LOGIN)
    house.clock.moment += timedelta(minutes=481)

    page = browser.get("/done?q=东")
    fields = page.form("/sign-in")
    back = browser.post("/sign-in", fields | RIGHT)

    assert page.heading == "登录"
    assert back.answer.request.full_path.startswith("/done?q=")


def test_the_language_is_kept_and_one_comes_back(house: House) -> None:
    browser = house.browser(LOGIN)

    page = browser.post("/language", {"language": "en", "next": "/done"})

    assert page.answer.request.path == "/done"
    assert page.select("html")[0]["lang"] == "en"


def test_a_language_that_is_none_is_not_kept(house: House) -> None:
    browser = house.browser(LOGIN)

    browser.post("/language", {"language": "fr", "next": "/done"})

    assert browser.client.get_cookie("language") is None


def test_the_figures_cost_nothing_while_unchanged(house: House) -> None:
    started(house)
    client = house.browser(LOGIN).client
    first = client.get("/counts")

    again = client.get("/counts", headers={"If-None-Match": first.headers["ETag"]})

    assert first.get_json()["open"] == 1
    assert (again.status_code, again.data) == (304, b"")


def test_the_rows_alone_come_as_a_part_of_the_page(house: House) -> None:
    started(house)
    client = house.browser(LOGIN).client

    rows = client.get("/inbox/rows?tab=all&due=&q=")

    assert "东大街" in rows.text
    assert "<html" not in rows.text


def test_notices_are_read(house: House) -> None:
    started(house)
    department = house.program(LOGIN)
    department.post(f"/work-items/{item_of(department)}/complete", DONE)
    browser = house.browser("buguan.officer")
    before = browser.client.get("/counts").get_json()["notices"]

    browser.post("/notices/read")
    browser.post("/notices/read", {"upto": "zzz"})
    still = browser.client.get("/counts").get_json()["notices"]
    browser.post("/notices/read", browser.get("/notices").form("/notices/read"))

    assert before == still > 0
    assert browser.client.get("/counts").get_json()["notices"] == 0


@pytest.mark.parametrize("address", ["/health", "/ready"])
def test_the_server_tells_that_it_stands(house: House, address: str) -> None:
    assert house.client().get(address).get_json() == {"status": "ok"}

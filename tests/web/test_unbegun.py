"""Cases that did not begin: listed, told and begun again, through pages, the API and the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from server.domain.people import SYSTEM
from server.services import auditing, deploying, failures
from tests.cli.test_shell import muster, told
from tests.engine.diagrams import about, end, flow, gateway, line, node, process, user
from tests.engine.event_pen import BESIDE

if TYPE_CHECKING:
    from collections.abc import Generator

    from tests.web.house import House, Program

SETTINGS = """key = "flood"
title = "防汛响应"
title_en = "Flood response"
owner = "command_centre"
"""


def response(most: int) -> dict[str, bytes]:
    """A process that a signal begins, with ways for some levels only."""
    desk = {"org": "starterBody", "role": "cmd_officer"}
    drawn = process(
        node("startEvent", "alarm", about("signal", "s")),
        gateway("exclusive", "which", name="几级响应"),
        user("look", name="研判", **desk),
        user("go", name="出动", **desk),
        end(),
        line("alarm", "which"),
        flow("which", "look", "level = 1"),
        flow("which", "go", f"level > 1 and level <= {most}"),
        line("look", "E"),
        line("go", "E"),
        beside=BESIDE,
        key="flood",
    )
    return {"process.toml": SETTINGS.encode(), "flood.bpmn": drawn}


@pytest.fixture
def admin(house: House) -> Generator[Program]:
    """An administrator of a county in which a signal has begun nothing."""
    deploying.deploy(house.tools, SYSTEM, response(3))
    admin = house.program("county.admin")
    heard = admin.post("/signals", {"name": "停办", "values": {"level": 4}})
    assert heard.get_json() == {"moved": [], "started": [], "kept": False}
    yield admin
    assert auditing.verify(house.tools, SYSTEM).is_sound


def the_row(admin: Program) -> dict[str, Any]:
    [row] = admin.get("/incidents").get_json()["items"]
    found: dict[str, Any] = row
    return found


def test_the_list_says_why_no_case_began(admin: Program) -> None:
    row = the_row(admin)
    shown = admin.get(f"/incidents/{row['id']}").get_json()

    assert (row["case"], row["process"], row["step"]) == (None, "flood", "几级响应")
    assert "条件" in row["cause"]
    assert (shown["case"], shown["mending"]["given"]) == (None, {"level": 4})


def test_a_newer_version_begins_the_case_when_it_is_tried_again(
    house: House, admin: Program
) -> None:
    address = f"/incidents/{the_row(admin)['id']}/retry"
    in_vain = admin.post(address)
    deploying.deploy(house.tools, SYSTEM, response(4))

    admin.post(address)

    assert in_vain.status_code == 422
    assert admin.get("/incidents").get_json()["items"] == []
    with house.tools.unit() as unit:
        [case] = unit.views.all_cases(None, house.clock.now(), running=True, limit=9).rows
    assert case.process_title == "防汛响应"


def test_the_page_lists_it_and_tries_it_again(house: House, admin: Program) -> None:
    browser = house.browser("county.admin")
    address = f"/incidents/{the_row(admin)['id']}/retry"
    page = browser.get("/incidents")
    refused = browser.post(address, page.form(address))
    deploying.deploy(house.tools, SYSTEM, response(4))

    after = browser.post(address, page.form(address))

    assert "事项未能发起" in page.text
    assert "防汛响应" in page.text
    assert (refused.status, after.status) == (422, 200)
    assert "没有未能执行的步骤" in after.text


def test_a_form_that_is_sent_twice_gets_the_same_answer(house: House, admin: Program) -> None:
    browser = house.browser("county.admin")
    address = f"/incidents/{the_row(admin)['id']}/retry"
    form = browser.get("/incidents").form(address)
    deploying.deploy(house.tools, SYSTEM, response(4))

    first, second = browser.post(address, form), browser.post(address, form)

    assert form["idempotency_key"]
    assert (first.status, second.status) == (200, 200)


def test_the_list_goes_on(house: House, admin: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(failures, "A_LIST", 1)
    admin.post("/signals", {"name": "停办", "values": {"level": 4}})
    browser = house.browser("county.admin")

    first = browser.get("/incidents")
    second = browser.get(first.link("下一页"))

    assert first.link("下一页").startswith("/incidents?")
    assert second.soup.find("a", rel="next") is None
    assert second.select("main form[action]") != first.select("main form[action]")
    assert browser.get("/incidents?after=none").status == 200


def test_the_notice_names_the_process_and_the_step(house: House, admin: Program) -> None:
    assert admin is not None

    page = house.browser("county.admin").get("/notices")

    assert "“几级响应”未能执行" in page.text
    assert "防汛响应" in page.text


def test_the_shell_lists_it_and_tries_it_again(house: House, admin: Program) -> None:
    assert admin is not None
    [row] = told(house, "incidents", "list")
    shown = muster(house, "incidents", "list").stdout
    deploying.deploy(house.tools, SYSTEM, response(4))

    muster(house, "incidents", "retry", row["id"])

    assert (row["case"], row["process"]) == (None, "flood")
    assert f"flood  几级响应  {row['id']}" in shown
    assert told(house, "incidents", "list") == []

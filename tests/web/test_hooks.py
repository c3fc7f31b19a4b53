"""Servers outside that are told of events: entered by two, given a key, tried, looked at; on pages and through the API."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from jsonschema import Draft202012Validator

from server.domain.hooks import EVENTS, TRIAL
from server.domain.people import SYSTEM
from server.domain.registers import Register
from server.services import peopling
from server.services.hooks import tending
from server.services.registers import entering, proposals, showing
from server.services.registers.entries import cells_of
from server.web.spreadsheets import lines_of, workbook_of
from tests.hook_server import said
from tests.switchboard import ADMIN, HOOK
from tests.web.house import PASSWORD

if TYPE_CHECKING:
    from tests.page import Browser
    from tests.switchboard import Switchboard

CALLS = f"/admin/hooks/{HOOK}/calls"
KEY = f"/admin/hooks/{HOOK}/key"


@pytest.fixture
def admin(board: Switchboard) -> Browser:
    return board.house.browser(ADMIN)


def typed(board: Switchboard, **changed: Any) -> dict[str, Any]:
    usual = {
        "id": HOOK,
        "name": "市里的 OA",
        "address": board.receiver.address,
        "kinds": ["WorkClaimed", "WorkCompleted"],
        "bodies": ["zjj"],
        "processes": ["repair"],
        "state": "on",
        "reason": "市里统一考核",
    }
    return usual | changed


def test_a_new_one_waits_for_a_second_administrator(board: Switchboard, admin: Browser) -> None:
    form = admin.get("/admin/hooks/new")
    assert "工作办结" in form.text
    admin.post("/admin/hooks", typed(board))

    [waiting] = proposals.proposals(board.house.tools, SYSTEM)
    shown = admin.get(f"/admin/proposals/{waiting.id}")
    assert board.receiver.address in shown.text
    assert "工作签收" in shown.text
    assert admin.get(f"/admin/hooks/{HOOK}").status == HTTPStatus.NOT_FOUND
    peopling.set_passwords(board.house.tools, SYSTEM, {"county.deputy": PASSWORD})
    proposals.agree(board.house.tools, board.house.actor("county.deputy"), waiting.id)

    entry = admin.get(f"/admin/hooks/{HOOK}")
    assert "登记或变更接收端" in entry.text
    assert "市里的 OA" in admin.get("/admin/hooks").text


def test_what_is_wrong_comes_back_with_what_was_typed(board: Switchboard, admin: Browser) -> None:
    refused = admin.post("/admin/hooks", typed(board, address="http://10.0.0.1/", kinds=[]))

    assert refused.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "不能为空" in refused.text
    assert "http://10.0.0.1/" in str(refused.soup)
    refused = admin.post("/admin/hooks", typed(board, address="http://10.0.0.1/"))
    assert "只推送到 https 地址" in refused.text
    refused = admin.post("/admin/hooks", typed(board, kinds=["WorkOpened"]))
    assert "没有“WorkOpened”这种事件" in refused.text


def test_to_switch_it_off_takes_effect_at_once(board: Switchboard, admin: Browser) -> None:
    board.registers()
    kept = typed(board, state="off", kinds=["WorkClaimed"], key=HOOK)

    admin.post("/admin/hooks", kept)

    assert proposals.proposals(board.house.tools, SYSTEM) == ()
    assert "已停用，不再推送" in admin.get(CALLS).text
    assert "市里的 OA" not in admin.get("/admin/hooks").text
    assert "停用" in admin.get("/admin/hooks?ended=1").text


def test_a_key_is_shown_once(board: Switchboard, admin: Browser) -> None:
    board.enters()
    assert "还没有密钥" in admin.get(CALLS).text
    form = admin.get(CALLS).form(KEY)

    first = admin.post(KEY, form)
    twice = admin.post(KEY, form)

    [key] = [code.text for code in first.soup.select("code.secret")]
    assert key.startswith("whsec_")
    assert [code.text for code in twice.soup.select("code.secret")] == [key]
    page = admin.get(CALLS)
    assert key not in page.text
    assert "更换密钥" in page.text
    admin.post(KEY, page.form(KEY))
    assert "旧密钥用到" in admin.get(CALLS).text
    assert "生成签名密钥" in admin.get(f"/admin/hooks/{HOOK}").text


def test_what_it_answered_is_shown_and_it_is_told_again(board: Switchboard, admin: Browser) -> None:
    board.registers()
    board.claims()
    board.receiver.answers.append(said("500 Sorry", b"<b>not now</b>"))
    board.works()
    page = admin.get(CALLS)
    assert "工作签收" in page.text
    assert "500 <b>not now</b>" in page.text
    assert "已试 1 次" in page.text
    assert "起推送不成功" in page.text
    again = f"{CALLS}/{board.lines()[0].id}/retry"
    admin.post(again, page.form(again))
    board.works()

    assert "204" in admin.get(f"{CALLS}?state=sent").text
    assert "没有推送记录" in admin.get(f"{CALLS}?state=failed").text
    assert "已送达" in admin.get(f"{CALLS}?state=nonsense&after=nonsense").text


def test_a_trial_is_a_click_away(board: Switchboard, admin: Browser) -> None:
    board.registers()
    trial = f"/admin/hooks/{HOOK}/try"

    admin.post(trial, admin.get(CALLS).form(trial))
    board.works()

    assert "不涉及事项" in admin.get(CALLS).text


def test_from_one_page_a_trial_and_a_new_key_and_a_call_anew(
    board: Switchboard, admin: Browser
) -> None:
    board.registers()
    board.claims()
    board.works()
    page, again = admin.get(CALLS), f"{CALLS}/{board.lines()[0].id}/retry"

    answers = [
        admin.post(address, page.form(address))
        for address in (f"/admin/hooks/{HOOK}/try", KEY, again)
    ]

    assert [answer.status for answer in answers] == [HTTPStatus.OK] * 3
    assert page.form(again)["idempotency_key"]


def test_there_may_be_more_than_a_page(board: Switchboard, admin: Browser) -> None:
    board.registers()
    program = board.house.program(ADMIN)
    for _ in range(51):
        program.post(f"/hooks/{HOOK}/try")

    [following] = admin.get(f"{CALLS}?state=waiting").soup.select("a[rel=next]")

    assert len(admin.get(str(following["href"])).soup.select("tbody tr")) == 1


def test_programs_of_administrators_do_the_same(board: Switchboard) -> None:
    program = board.house.program(ADMIN)
    board.enters()
    assert program.post(f"/hooks/{HOOK}/try").status_code == HTTPStatus.CONFLICT

    key = program.post(f"/hooks/{HOOK}/key").get_json()["key"]
    call = program.post(f"/hooks/{HOOK}/try").get_json()["call"]
    board.works()
    again = program.post(f"/hooks/{HOOK}/calls/{call}/retry")
    told = program.get(f"/hooks/{HOOK}/calls").get_json()

    assert key.startswith("whsec_")
    assert again.status_code == HTTPStatus.NO_CONTENT
    assert [one["id"] for one in told["calls"]["items"]] == [call]
    assert told["calls"]["items"][0]["kind"] == "HookTried"
    waiting = program.get(f"/hooks/{HOOK}/calls?state=waiting&after={uuid4()}").get_json()
    assert waiting["state"] == "on"
    gone = program.post(f"/hooks/{HOOK}/calls/{uuid4()}/retry")
    assert gone.status_code == HTTPStatus.NOT_FOUND
    listed = program.get("/registers/hooks").get_json()["items"]
    assert [one["key"] for one in listed] == [HOOK]


def test_only_administrators_see_them(board: Switchboard) -> None:
    board.registers()
    handler = board.house.program("zjj.handler")

    assert handler.get(f"/hooks/{HOOK}/calls").status_code == HTTPStatus.FORBIDDEN
    assert handler.post(f"/hooks/{HOOK}/key").status_code == HTTPStatus.FORBIDDEN
    assert board.house.browser("zjj.handler").get(CALLS).status == HTTPStatus.FORBIDDEN


def test_they_go_out_to_excel_and_come_back(board: Switchboard) -> None:
    board.enters(bodies="zjj;slj", processes="repair")
    kept = showing.whole_register(board.house.tools, SYSTEM, Register.HOOKS)

    lines = lines_of(workbook_of(Register.HOOKS, kept))

    assert [dict(line.cells) for line in lines] == [dict(cells_of(one)) for one in kept]
    weighed = entering.preview(board.house.tools, SYSTEM, lines)
    assert {line.state for line in weighed.lines} == {"same"}


# --- what is said of it -----------------------------------------------------------------------


def test_what_is_sent_is_as_the_description_says(board: Switchboard) -> None:
    board.registers(kinds="CaseStarted;WorkClaimed")
    tending.try_out(board.house.tools, board.house.actor(ADMIN), HOOK)
    board.claims()
    board.works()
    spec = board.house.client().get("/api/v1/openapi.json").get_json()
    told = spec["webhooks"]["event"]["post"]
    schema = told["requestBody"]["content"]["application/json"]["schema"]
    validator = Draft202012Validator(schema | {"components": spec["components"]})

    assert {one["type"] for one in board.told()} == {"HookTried", "CaseStarted", "WorkClaimed"}
    for request in board.receiver.requests:
        assert list(validator.iter_errors(json.loads(request.body))) == []
        assert {one["name"] for one in told["parameters"]} == {
            name for name in request.headers if name.startswith("webhook-")
        }
        assert request.headers["content-type"] in told["requestBody"]["content"]
    assert set(EVENTS) | {TRIAL} == set(
        spec["components"]["schemas"]["Event"]["properties"]["type"]["enum"]
    )


def test_the_page_for_readers_tells_of_it_too(board: Switchboard) -> None:
    page = board.house.browser(ADMIN).get("/api/v1/docs")

    [event] = page.select("#webhook_event")
    assert "webhook-signature" in event.text
    assert "Event" in event.text

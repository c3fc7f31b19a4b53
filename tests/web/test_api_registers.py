"""The registers, proposals and leavings through the API."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from server.domain.people import SYSTEM
from server.domain.registers import Register
from server.services import peopling
from server.services.registers import showing
from server.web.spreadsheets import workbook_of
from tests.web.house import PASSWORD

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.web.house import House, Program


@pytest.fixture
def admin(house: House) -> Program:
    return house.program("county.admin")


@pytest.fixture
def second(house: House) -> Program:
    peopling.set_passwords(house.tools, SYSTEM, {"county.deputy": PASSWORD})
    return house.program("county.deputy")


def line(program: Program, register: str, key: str, **cells: str) -> dict[str, Any]:
    """An entry of which these cells are otherwise."""
    kept = program.get(f"/registers/{register}/{key}").get_json()["cells"]
    return {"register": register, "cells": kept | cells}


def test_a_register_is_read_page_by_page(admin: Program) -> None:
    first = admin.get("/registers/bodies?limit=2").get_json()
    after = admin.get(f"/registers/bodies?limit=2&after={first['next']}").get_json()

    keys = [one["key"] for one in first["items"] + after["items"]]
    assert keys == sorted(set(keys))
    assert len(keys) == 4
    found = admin.get("/registers/posts?search=zjj.&within=zjj").get_json()["items"]
    assert {one["key"] for one in found} >= {"zjj.head", "zjj.handler"}


def test_lines_are_looked_at_and_entered_once(house: House, admin: Program) -> None:
    lines = [line(admin, "bodies", "zjj", short_name="住房局"), line(admin, "bodies", "sfj")]
    looked = admin.post("/registers/look", {"lines": lines}).get_json()
    assert [one["state"] for one in looked["lines"]] == ["changed", "same"]
    assert looked["for_two"] is False

    told = admin.post("/registers/enter", {"lines": lines}).get_json()

    assert told == {"changed": 1, "left_out": 0, "proposal": None}
    shown = admin.get("/registers/bodies/zjj").get_json()
    assert shown["cells"]["short_name"] == "住房局"
    assert shown["history"][0]["cells"][0]["becomes"] == "住房局"
    assert house.program("zjj.handler").get("/registers/bodies").status_code == 403


def test_faults_are_told_by_register_line_and_column(admin: Program) -> None:
    lines = [
        line(admin, "bodies", "zjj", parent="nowhere"),
        line(admin, "bodies", "sfj", level="x"),
    ]

    refused = admin.post("/registers/enter", {"lines": lines})
    told = refused.get_json()

    assert (refused.status_code, told["code"]) == (422, "answer_wrong")
    assert [one["field"] for one in told["errors"]] == ["bodies.1.parent", "bodies.2.level"]
    entered = admin.post("/registers/enter", {"lines": lines, "only_good": True}).get_json()
    assert (entered["changed"], entered["left_out"]) == (0, 2)


def test_two_decide_through_the_api(admin: Program, second: Program) -> None:
    lines = [line(admin, "posts", "zjj.handler", roles="dept_handler;legal_reviewer")]
    number = admin.post("/registers/enter", {"lines": lines, "reason": "三定"}).get_json()[
        "proposal"
    ]

    [row] = second.get("/proposals").get_json()["items"]
    shown = second.get(f"/proposals/{number}").get_json()
    assert (row["id"], shown["reason"], shown["may_agree"]) == (number, "三定", True)
    assert shown["changes"][0]["cells"][0]["was"] == "dept_handler"
    assert admin.post(f"/proposals/{number}/agree", {}).status_code == 409
    assert second.post(f"/proposals/{number}/refuse", {"reason": " "}).status_code == 422
    assert second.post(f"/proposals/{number}/agree", {}).status_code == 204
    assert second.get("/proposals").get_json()["items"] == []
    assert second.get(f"/proposals?stage=decided&after={number}").get_json()["items"] == []

    again = [line(admin, "posts", "zjj.handler", roles="dept_handler")]
    taken = admin.post("/registers/enter", {"lines": again}).get_json()["proposal"]
    assert admin.post(f"/proposals/{taken}/withdraw", {}).status_code == 204


def test_a_request_repeated_under_its_key_is_answered_alike(house: House, admin: Program) -> None:
    body = {"lines": [line(admin, "posts", "zjj.handler", roles="dept_handler;legal_reviewer")]}
    browser = house.signed_in("county.admin")
    headers = {"Idempotency-Key": "same", "Sec-Fetch-Site": "same-origin"}

    first, other = (
        browser.post("/api/v1/registers/enter", json=body, headers=headers) for _ in range(2)
    )

    assert first.get_json() == other.get_json()
    number = first.get_json()["proposal"]
    for act in ("withdraw", "withdraw"):
        address = f"/api/v1/proposals/{number}/{act}"
        keyed = headers | {"Idempotency-Key": "again"}
        assert browser.post(address, json={}, headers=keyed).status_code == 204


def test_a_decision_repeated_under_its_key_is_one(house: House, admin: Program) -> None:
    peopling.set_passwords(house.tools, SYSTEM, {"county.deputy": PASSWORD})
    browser = house.signed_in("county.deputy")
    for act, body in (("agree", {}), ("refuse", {"reason": "不合规定"})):
        roles = "dept_handler;legal_reviewer" if act == "agree" else "dept_handler"
        lines = [line(admin, "posts", "zjj.handler", roles=roles)]
        number = admin.post("/registers/enter", {"lines": lines}).get_json()["proposal"]
        headers = {"Idempotency-Key": act, "Sec-Fetch-Site": "same-origin"}
        address = f"/api/v1/proposals/{number}/{act}"
        answers = [browser.post(address, json=body, headers=headers) for _ in range(2)]
        assert [one.status_code for one in answers] == [204, 204]


def test_a_sheet_is_looked_at(house: House) -> None:
    actor = house.actor("county.admin")
    entries = showing.whole_register(house.tools, actor, Register.PERSONS)
    browser = house.signed_in("county.admin")

    def looked(query: str) -> TestResponse:
        return browser.post(
            f"/api/v1/registers/look-at-sheet{query}",
            data={"file": (BytesIO(workbook_of(Register.PERSONS, entries[:3])), "x.xlsx")},
            headers={"Idempotency-Key": "sheet", "Sec-Fetch-Site": "same-origin"},
        )

    found = looked("").get_json()
    assert [one["state"] for one in found["lines"]] == ["same"] * 3
    assert found["ahead"] is None
    assert looked("?effective=2026-04-01").get_json()["ahead"] == "2026-04-01"
    assert looked("?effective=someday").status_code == 422


def test_somebody_leaves_through_the_api(admin: Program) -> None:
    said = {"last_day": "2026-03-08", "successors": {"zjj.handler": "slj.handler"}}

    told = admin.post("/persons/zjj.handler/leaving", said).get_json()

    assert told["open"] == 0
    assert told["leavings"][0]["last_day"] == "2026-03-08"
    assert admin.get("/persons/zjj.handler/leaving").get_json() == told

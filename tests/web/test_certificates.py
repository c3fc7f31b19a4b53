"""Certificates of officers on pages, in Excel and through the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from server.domain.people import SYSTEM
from server.domain.registers import Register
from server.services.registers import entering, proposals, showing
from server.services.registers.entries import Line, cells_of
from server.web.spreadsheets import lines_of, workbook_of

if TYPE_CHECKING:
    from tests.page import Browser
    from tests.web.house import House, Program

HANDLERS = "14999900001"
"""The number of the certificate of zjj.handler."""


@pytest.fixture
def admin(house: House) -> Browser:
    return house.browser("county.admin")


def cells(house: House, number: str = HANDLERS) -> dict[str, str]:
    [entry] = [
        one
        for one in showing.whole_register(house.tools, SYSTEM, Register.CERTIFICATES)
        if cells_of(one)["number"] == number
    ]
    return dict(cells_of(entry))


def suspend(house: House, number: str = HANDLERS) -> None:
    said = cells(house, number) | {"state": "suspended", "note": "年度审验未通过"}
    line = Line(register=Register.CERTIFICATES, cells=said)
    entering.enter(house.tools, SYSTEM, [line])


def test_the_register_shows_each_light(house: House, admin: Browser) -> None:
    suspend(house)

    page = admin.get("/admin/certificates?q=褚例甲")

    assert "不能执法" in page.text
    assert "行政执法证" in page.text
    assert "有效" in admin.get("/admin/certificates").text


def test_a_new_one_waits_for_a_second_administrator(house: House, admin: Browser) -> None:
    typed: dict[str, Any] = {
        "number": "14999900099",
        "person": "zjj.reviewer",
        "kind": "enforcement",
        "issuer": "示例省人民政府",
        "valid_from": "2026-01-01",
        "valid_to": "2030-12-31",
        "state": "valid",
        "reason": "新发证",
    }
    admin.post("/admin/certificates", typed)

    [waiting] = proposals.proposals(house.tools, SYSTEM)
    assert waiting.state == "open"
    with pytest.raises(ValueError, match="unpack"):
        cells(house, "14999900099")


def test_to_suspend_one_takes_effect_at_once_and_wants_a_reason(
    house: House, admin: Browser
) -> None:
    typed = cells(house) | {"state": "suspended", "key": HANDLERS}
    refused = admin.post("/admin/certificates", typed)
    assert refused.status == 422

    admin.post("/admin/certificates", typed | {"note": "年度审验未通过"})

    assert cells(house)["state"] == "suspended"
    shown = admin.get(f"/admin/certificates/{HANDLERS}")
    assert "已暂停" in shown.text
    assert "年度审验未通过" in shown.text
    person = admin.get("/admin/persons/zjj.handler")
    assert HANDLERS in person.text


def test_the_unit_sees_who_may_enforce_today_alone(house: House) -> None:
    reader = house.browser("zjj.handler")

    assert "执法证至" in reader.get("/organisation?body=zjj").text
    assert "执法证至" not in reader.get("/organisation?body=zjj&day=2025-06-01").text


def test_they_go_out_to_excel_and_come_back(house: House) -> None:
    kept = showing.whole_register(house.tools, SYSTEM, Register.CERTIFICATES)

    lines = lines_of(workbook_of(Register.CERTIFICATES, kept))

    assert [dict(line.cells) for line in lines] == [dict(cells_of(one)) for one in kept]
    weighed = entering.preview(house.tools, SYSTEM, lines)
    assert {line.state for line in weighed.lines} == {"same"}


def test_one_of_nobody_is_refused(house: House) -> None:
    program: Program = house.program("county.admin")
    line = {"register": "certificates", "cells": cells(house) | {"person": "no.body"}}

    looked = program.post("/registers/look", {"lines": [line]}).get_json()

    assert looked["lines"][0]["state"] == "wrong"
    assert looked["lines"][0]["errors"][0]["field"] == "certificates.1.person"


def test_programs_read_the_light(house: House) -> None:
    suspend(house)
    program = house.program("county.admin")

    items = program.get("/registers/certificates").get_json()["items"]

    lights = {one["key"]: one["light"] for one in items}
    assert lights[HANDLERS] == "red"
    assert "green" in lights.values()
    assert {one["light"] for one in program.get("/registers/posts").get_json()["items"]} == {""}

"""Returning work in a browser and by a program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.domain.work import WorkState
from tests.services.drawn import Drawn
from tests.services.test_returning import ROW, SPLIT, returned

if TYPE_CHECKING:
    from tests.page import Browser
    from tests.web.house import House


@pytest.fixture
def row(house: House) -> Drawn:
    drawn = Drawn(house, *ROW)
    drawn.do("A", "B")
    return drawn


@pytest.fixture
def surfer(house: House) -> Browser:
    return house.browser("zjj.handler")


def address(drawn: Drawn, element: str) -> str:
    return f"/work/{drawn.item(element)}"


def test_returned_work_leads_to_the_case_and_the_next_round_says_so(
    row: Drawn, surfer: Browser
) -> None:
    there = surfer.get(address(row, "C")).link("退回")
    page = surfer.get(there)
    assert len(page.select("input[name=targets]")) == 2

    to = str(row.item("B", WorkState.DONE))
    sent = {**page.form(there), "targets": to, "way": "rerun", "reason": "缺照片"}
    assert "办C 退回“办B”" in surfer.post(there, sent).text
    again = surfer.get(address(row, "B"))
    assert "第 2 轮" in again.text
    assert "已退回" in again.text


def test_what_was_returned_is_only_read(row: Drawn, surfer: Browser) -> None:
    was = address(row, "C")
    returned(row, "C", "B")

    assert "这项工作已经退回" in surfer.get(was).text
    assert surfer.get(f"{was}/acts/return").status == 409


def test_what_others_lose_is_read_before(house: House, surfer: Browser) -> None:
    drawn = Drawn(house, *SPLIT)
    drawn.do("P", "A")

    page = surfer.get(f"{address(drawn, 'B')}/acts/return")
    assert "重走到“办P”时，正在办理的“办C”随之撤回" in page.text


def test_without_a_reason_it_comes_back_with_what_was_chosen(row: Drawn, surfer: Browser) -> None:
    there = f"{address(row, 'C')}/acts/return"
    chosen = str(row.item("B", WorkState.DONE))
    page = surfer.post(there, {"targets": chosen, "way": "rerun", "reason": ""})

    assert page.status == 422
    assert page.select("input[name=targets][checked]")[0]["value"] == chosen
    assert row.open == ["C"]


def test_a_program_reads_and_returns(row: Drawn, house: House) -> None:
    program = house.program("zjj.handler")
    place = f"/work-items/{row.item('C')}/acts/return"
    [question, *_] = program.get(place).get_json()["questions"]
    to = question["options"][1]["value"]

    program.post(place, {"targets": [to], "way": "rerun", "reason": "材料不全"})
    [item] = row.items("A")
    progress = program.get(f"/work-items/{item.id}").get_json()["progress"]
    assert [(line["state"], line["round"]) for line in progress if line["element"] in "AC"] == [
        ("done", 1),
        ("returned", 1),
        ("now", 2),
    ]


def test_a_program_returns_straight_and_reads_why(row: Drawn, house: House) -> None:
    program = house.program("zjj.handler")
    place = f"/work-items/{row.item('C')}/acts/return"
    asked = program.get(place).get_json()["questions"]
    assert [each["value"] for each in asked[1]["options"]] == ["rerun", "straight"]

    to = asked[0]["options"][1]["value"]
    program.post(place, {"targets": [to], "way": "straight", "reason": "材料不全"})
    why = program.get(f"/work-items/{row.item('A')}").get_json()["returned"]
    assert (why["by"], why["reason"], why["straight"]) == ("褚例甲", "材料不全", True)


def test_who_has_to_correct_it_reads_why_and_gives_it_back(row: Drawn, surfer: Browser) -> None:
    returned(row, "C", "A", way="straight")
    page = surfer.get(address(row, "A"))

    assert "材料不全" in page.text
    assert "事项直接送回退回人" in page.text
    history = surfer.get(f"/cases/{row.case}").text
    assert "办C 退回“办A”，改后直送" in history
    assert "材料不全" in history

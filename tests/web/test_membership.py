"""The members of a step of many are told apart: in the inbox, on the pages, and through the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.engine.diagrams import end, line, many, node, script, start, sub
from tests.engine.diagrams import user as work
from tests.web.branches import Play

if TYPE_CHECKING:
    from tests.web.house import House

VILLAGES = '{seen: ["东关村", {name: "柳湾组", 户数: 12}, "slj", [1]]}'


def asks(*parts: str, text: str = VILLAGES) -> tuple[str, ...]:
    return (start(), script("L", text), *parts, end(), line("S", "L", "M", "E"))


def reply(*inner: str, key: str = "M") -> str:
    return work(key, *inner, name="答复", org='"zjj"', role="dept_handler")


@pytest.fixture
def play(house: House) -> Play:
    return Play(house, survey=asks(reply(many("seen", "each"))))


def members(house: House) -> list[Any]:
    items = house.program("zjj.handler").get("/work-items").get_json()["items"]
    return [item["member"] for item in items]


def test_a_program_reads_which_member_each_piece_of_work_is_for(house: House, play: Play) -> None:
    told = house.program("zjj.handler").get(f"/cases/{play.case}").get_json()["holdings"]

    assert [one["member"]["value"] for one in told][:2] == ["东关村", "柳湾组"]
    assert sorted(one["index"] for one in members(house)) == [1, 2, 3, 4]
    assert {one["count"] for one in members(house)} == {4}


@pytest.mark.usefixtures("play")
def test_a_member_that_is_a_body_is_called_by_its_names(house: House) -> None:
    [body] = [one for one in members(house) if one["index"] == 3]

    assert body["value"] not in ("", "slj")
    assert body["value_en"]


def test_people_read_it_in_the_inbox_and_on_both_pages(house: House, play: Play) -> None:
    browser = house.browser("zjj.handler")

    inbox = browser.get("/inbox")
    task = browser.get(str(inbox.select("#rows a.title")[0]["href"]))
    case = browser.get(f"/cases/{play.case}")

    for words in ("东关村（1/4）", "柳湾组（2/4）", "4/4"):
        assert words in inbox.text
        assert words in case.text
    assert "/4" in task.title
    assert "/4" in task.text


def test_the_history_tells_whose_work_it_was(house: House, play: Play) -> None:
    play.do("答复")

    told = house.program("zjj.handler").get(f"/cases/{play.case}").get_json()["happenings"]
    page = house.browser("zjj.handler").get(f"/cases/{play.case}")

    [done] = [one for one in told if one["kind"] == "done"]
    assert done["member"]["count"] == 4
    assert [one["member"] for one in told if one["kind"] == "start"] == [None]
    assert any(
        "已办结" in line.get_text() and "/4" in line.get_text()
        for line in page.select(".events li")
    )


def test_members_that_are_only_numbered_are_told_by_their_numbers(house: House) -> None:
    Play(house, survey=asks(reply(many(count="3"))))

    assert {(one["index"], one["count"], one["value"]) for one in members(house)} == {
        (1, 3, ""),
        (2, 3, ""),
        (3, 3, ""),
    }


def test_work_inside_a_member_s_own_steps_is_that_member_s_too(house: House) -> None:
    inside = (start("IS"), reply(key="W"), end("IE"), line("IS", "W", "IE"))
    Play(house, survey=asks(sub("M", many("seen", "each"), *inside)))

    assert {one["value"] for one in members(house)} >= {"东关村", "柳湾组"}


def test_what_a_member_calls_is_that_member_s_too(house: House) -> None:
    called = (start(), reply(key="W"), end(), line("S", "W", "E"))
    calls = node("callActivity", "C", calledElement="other")
    inside = (start("IS"), calls, end("IE"), line("IS", "C", "IE"))
    Play(house, other=called, survey=asks(sub("M", many("seen", "each"), *inside)))

    assert {one["value"] for one in members(house)} >= {"东关村", "柳湾组"}


def test_work_without_a_name_is_called_by_its_id(house: House) -> None:
    nameless = Play(
        house, other=asks(work("M", org='"zjj"', role="dept_handler").replace('name="办M"', ""))
    )

    assert "M" in nameless.waiting


def test_work_of_no_member_has_none(house: House) -> None:
    Play(house, survey=asks(reply()))

    assert members(house) == [None]

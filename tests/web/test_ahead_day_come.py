"""What is said of changes for a day to come once that day has come, and who agreed to them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from server.domain.errors import DayHasCome
from server.services.registers import ahead, proposals
from tests.web.registers_ahead import (
    DAY,
    TODAY,
    agreed,
    comes,
    enter,
    facts,
    page,
    renamed,
)

if TYPE_CHECKING:
    from tests.page import Browser
    from tests.web.house import House

pytestmark = pytest.mark.usefixtures("deputy")
EVE = timedelta(hours=14, minutes=59)
"""From the house's morning until the last minute of the county's day."""


def second(house: House) -> Browser:
    """The second administrator, signed in now: sessions end as days pass."""
    return house.browser("county.deputy")


# --- agreed to after its day ------------------------------------------------------------------


@pytest.mark.parametrize("late", [timedelta(), timedelta(days=2)])
def test_once_the_day_has_come_the_page_promises_it_at_once(house: House, late: timedelta) -> None:
    address = f"/admin/proposals/{enter(house, renamed(house))}"
    assert "同意后等到生效日零时生效" in second(house).get(address).text

    house.clock.moment += DAY - TODAY + late
    deputy = second(house)
    shown = deputy.get(address)

    assert "提出时定的生效日 2026-04-01 已到，同意后立即生效。" in shown.text
    assert "同意后立即生效，两人姓名记入历史。" in shown.text
    assert "零时生效" not in shown.text
    assert "生效日：" not in shown.text
    listed = deputy.get("/admin/proposals").text
    assert "当即" in listed
    assert "原定 2026-04-01" in listed
    made = deputy.post(f"{address}/agree", {})
    assert "同意时立即生效" in made.text
    assert "零时" not in made.text


def test_before_midnight_the_day_is_still_to_come(house: House) -> None:
    address = f"/admin/proposals/{enter(house, renamed(house))}"

    house.clock.moment += DAY - TODAY - timedelta(days=1) + EVE

    assert "同意后等到生效日零时生效" in second(house).get(address).text
    assert "原定" not in second(house).get("/admin/proposals").text


def test_programs_are_told_the_day_while_it_is_to_come(house: House) -> None:
    proposal = enter(house, renamed(house))
    program = house.program("county.deputy")
    row = program.get(f"/proposals/{proposal}").get_json()["row"]
    assert (row["effective"], row["ahead"]) == ("2026-04-01", "2026-04-01")

    house.clock.moment += DAY - TODAY

    row = program.get(f"/proposals/{proposal}").get_json()["row"]
    assert (row["effective"], row["ahead"]) == ("2026-04-01", None)
    [listed] = program.get("/proposals").get_json()["items"]
    assert listed["ahead"] is None


def test_lines_looked_at_for_a_day_to_come_are_for_two(house: House) -> None:
    program = house.program("county.deputy")
    lines = [{"register": "bodies", "cells": renamed(house).cells}]

    told = [
        program.post("/registers/look", {"lines": lines, "effective": str(day)}).get_json()
        for day in (TODAY, DAY)
    ]

    assert [(one["for_two"], one["ahead"]) for one in told] == [
        (False, None),
        (True, "2026-04-01"),
    ]


# --- taken back -------------------------------------------------------------------------------


def test_what_waits_is_not_taken_back_once_its_day_has_come(house: House) -> None:
    proposal = agreed(house, renamed(house))
    deputy = house.actor("county.deputy")
    house.clock.moment += DAY - TODAY
    assert not page(house, proposal).may_withdraw
    assert "这天已到，正在生效" in second(house).get("/admin/bodies/zjj").text
    planned = house.program("county.deputy").get("/registers/bodies/zjj").get_json()["planned"]
    assert [one["ahead"] for one in planned] == [None]
    shown = second(house).get(f"/admin/proposals/{proposal}")
    assert "变更正在生效，不能再撤回" in shown.text
    assert "撤回的理由" not in shown.text

    with pytest.raises(DayHasCome) as refused:
        proposals.withdraw(house.tools, deputy, proposal, "方案未获批复")
    answer = second(house).post(f"/admin/proposals/{proposal}/withdraw", {"reason": "方案未获批复"})

    assert answer.status == 409
    assert "请另行提出变更" in answer.text
    assert "make another proposal" in refused.value.sentence("en")
    ahead.take_effect(house.tools)
    assert facts(house, proposal) == ["ChangesProposed", "ChangesAgreed", "ChangesTookEffect"]


def test_one_s_own_that_nobody_agreed_to_is_taken_back_after_its_day_too(house: House) -> None:
    proposal = enter(house, renamed(house))
    assert proposal is not None
    house.clock.moment += DAY - TODAY

    proposals.withdraw(house.tools, house.actor("county.admin"), proposal)

    shown = page(house, proposal)
    assert (shown.row.state, shown.agreed, shown.may_withdraw) == ("withdrawn", None, False)


def test_who_took_it_back_stands_beside_who_agreed(house: House) -> None:
    proposal = agreed(house, renamed(house))
    admin = house.browser("county.admin")
    shown = page(house, proposal)
    assert shown.agreed
    agreeing, taking = shown.agreed.who, house.actor("county.admin").name

    admin.post(f"/admin/proposals/{proposal}/withdraw", {"reason": "方案未获批复"})

    notes = [
        note.text for note in second(house).get(f"/admin/proposals/{proposal}").select(".note")
    ]
    assert len(notes) == 2
    assert agreeing in notes[0]
    assert "已同意" in notes[0]
    assert taking in notes[1]
    assert "已撤回" in notes[1]
    assert "方案未获批复" in notes[1]
    told = house.program("county.deputy").get(f"/proposals/{proposal}").get_json()
    assert told["agreed"]["who"] == agreeing


def test_who_agreed_stands_on_what_was_made(house: House) -> None:
    proposal = agreed(house, renamed(house))

    comes(house)

    [note] = second(house).get(f"/admin/proposals/{proposal}").select(".note")
    assert "已同意" in note.text

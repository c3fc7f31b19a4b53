"""The forms that mend an incident: they come back with what was typed, and with why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.stuck import stuck, the_incident

if TYPE_CHECKING:
    from tests.page import Page
    from tests.web.branches import Play
    from tests.web.house import House, Program


@pytest.fixture
def play(house: House) -> Play:
    return stuck(house)


@pytest.fixture
def admin(house: House) -> Program:
    return house.program("county.admin")


def typed(page: Page, incident: str, act: str) -> dict[str, str]:
    """What stands in the fields of a form beside an incident."""
    form = page.soup.find("form", action=f"/incidents/{incident}/{act}")
    assert form is not None
    return {str(one["name"]): one.get_text() for one in form.select("textarea")}


@pytest.mark.usefixtures("play")
def test_a_correction_that_is_no_json_comes_back_with_what_was_typed(
    house: House, admin: Program
) -> None:
    incident = the_incident(admin)["id"]

    for values in ('{"amount": ', "[1]"):
        sent = {"values": values, "reason": "补录金额", "retry": "true"}
        page = house.browser("county.admin").post(f"/incidents/{incident}/correct", sent)
        [wrong] = page.select("[aria-invalid=true]")
        [way] = page.select(".errors a")
        assert page.status == 422
        assert typed(page, incident, "correct") == {"values": values, "reason": "补录金额"}
        assert page.select("input[name=retry][checked]")
        assert (wrong["name"], way["href"]) == ("values", f"#{wrong['id']}")
        assert "请按 JSON 对象填写" in " ".join(page.errors)
        assert typed(page, incident, "skip")["values"] == "{}", "the other form stays as it was"


def test_a_form_that_came_back_is_unfolded(house: House, play: Play, admin: Program) -> None:
    incident = the_incident(admin)["id"]
    browser = house.browser("county.admin")

    before = browser.get(f"/cases/{play.case}")
    after = browser.post(f"/incidents/{incident}/skip", {"values": '{"a": 1}', "reason": " "})

    assert before.select("details.fold[open]") == []
    [unfolded] = after.select("details.fold[open]")
    assert "提议跳过" in unfolded.get_text()
    assert "请写明理由" in after.text
    assert typed(after, incident, "skip")["values"] == '{"a": 1}'
    assert not after.select("input[name=retry]:not([checked])"), "what was not sent is untouched"


def test_what_was_refused_unfolds_no_form_but_its_own(
    house: House, play: Play, admin: Program
) -> None:
    told = {"values": {"amount": 1}, "reason": "来电13812345678核实"}
    admin.post(f"/incidents/{the_incident(admin)['id']}/correct", told)

    page = house.browser("slj.handler").post(f"/cases/{play.case}/retry")

    assert page.status == 422
    assert "个人信息已遮盖" in page.text
    assert page.select("details.fold[open]") == []


def test_the_ways_to_go_on_are_chosen_by_name(house: House, play: Play, admin: Program) -> None:
    address = f"/incidents/{the_incident(admin)['id']}/skip"
    browser = house.browser("county.admin")

    page = browser.get(f"/cases/{play.case}")
    refused = browser.post(address, {"flow": "which_C", "reason": ""})

    ways = page.select(f"form[action='{address}'] input[name=flow]")
    assert [one["value"] for one in ways] == ["", "which_B", "which_C"]
    assert [one["type"] for one in ways] == ["radio"] * 3
    [chosen] = refused.select(f"form[action='{address}'] input[name=flow][checked]")
    assert chosen["value"] == "which_C", "the choice comes back as well"


def test_a_reason_is_wanted_by_the_browser_already(house: House, play: Play) -> None:
    page = house.browser("county.admin").get(f"/cases/{play.case}")

    reasons = page.select("textarea[name=reason]")

    assert len(reasons) == 2
    assert all(one.has_attr("required") and one["maxlength"] == "2000" for one in reasons)


def test_a_page_that_came_back_is_the_page_of_the_case(
    house: House, play: Play, admin: Program
) -> None:
    address = f"/incidents/{the_incident(admin)['id']}/correct"

    page = house.browser("county.admin").post(address, {"values": "{", "reason": "x"})

    assert page.form("/language")["next"] == f"/cases/{play.case}", "another language loads it anew"

"""Standing in on its own page, the choice of a post in the frame, and both through the API."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.web.house import House

ADDRESS = "/me/substitutes"
WEEK = {"valid_from": "2026-03-09", "valid_to": "2026-03-13"}


def asked(**changed: Any) -> dict[str, Any]:
    usual = {"post": "zjj.handler", "substitute": "zjj.head", "reason": "培训", **WEEK}
    return usual | changed


def away(house: House) -> str:
    """The department's handler is away; the water bureau's handler stands in."""
    wanted = asked(substitute="slj.handler")
    return str(house.program("zjj.handler").post("/substitutions", wanted).get_json()["id"])


def test_the_page_lets_a_colleague_stand_in(house: House) -> None:
    browser = house.browser("zjj.handler")
    shown = browser.get(ADDRESS)
    assert 'value="2026-03-09"' in shown.answer.text

    told = browser.post(ADDRESS, shown.form(ADDRESS) | asked())

    assert "提前结束" in told.text
    assert "培训" in told.text


def test_what_was_typed_comes_back_with_what_is_wrong(house: House) -> None:
    browser = house.browser("zjj.handler")
    shown = browser.get(ADDRESS)

    told = browser.post(
        ADDRESS,
        shown.form(ADDRESS) | asked(valid_to="2026-03-01"),
    )
    assert told.status == HTTPStatus.UNPROCESSABLE_ENTITY

    assert "结束日期早于开始日期" in told.text
    assert 'value="2026-03-01"' in told.answer.text
    assert "培训" in told.text


def test_the_page_ends_it_early(house: House) -> None:
    one = away(house)
    browser = house.browser("zjj.handler")
    end = f"{ADDRESS}/{one}/end"

    told = browser.post(end, browser.get(ADDRESS).form(end))

    assert "没有职务代理" in told.text


def test_the_api_lists_and_ends_it(house: House) -> None:
    one = away(house)

    [row] = house.program("slj.handler").get("/substitutions").get_json()["items"]
    assert (row["id"], row["valid_to"], row["processes"]) == (one, "2026-03-13", [])
    [row] = house.program("county.admin").get("/substitutions?list=all").get_json()["items"]
    assert row["reason"] == "培训"
    refused = house.program("slj.handler").post(f"/substitutions/{one}/end", {})
    assert refused.get_json()["code"] == "no_such_substitution"
    house.program("zjj.handler").post(f"/substitutions/{one}/end", {})
    assert house.program("zjj.handler").get("/substitutions").get_json()["items"] == []


@pytest.mark.parametrize("wrong", [{"valid_to": "Friday"}, {"processes": ["nothing"]}])
def test_the_api_says_what_is_wrong(house: House, wrong: dict[str, Any]) -> None:
    refused = house.program("zjj.handler").post("/substitutions", asked(**wrong))

    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert [fault["field"] for fault in refused.get_json()["errors"]] == list(wrong)


def test_the_frame_lets_choose_by_which_post_one_works(house: House) -> None:
    away(house)
    browser = house.browser("slj.handler")
    shown = browser.get("/inbox")
    assert "全部岗位" in shown.answer.text

    seats = house.program("slj.handler").get("/me").get_json()["seats"]
    chosen = seats[1]["key"]
    assert seats[1]["behalf_of"]["until"] == "2026-03-13"
    told = browser.post("/me/post", {"seat": chosen, "next": "/organisation"})
    assert "住房和城乡建设局" in told.text

    asks = browser.get("/inbox")
    assert f'value="{chosen}" aria-current="true"' in asks.answer.text


def test_a_choice_that_leads_away_goes_to_the_inbox(house: House) -> None:
    told = house.browser("slj.handler").post("/me/post", {"seat": "", "next": "https://else.where"})

    assert "待办事项" in told.text


def test_a_program_acts_by_a_post_of_its_person_and_no_other(house: House) -> None:
    away(house)
    api = house.program("slj.handler")
    key = api.get("/me").get_json()["seats"][1]["key"]

    me = api.get("/me", **{"Muster-Post": key}).get_json()
    refused = api.get("/me", **{"Muster-Post": "zjj.head"})

    assert [seat["key"] for seat in me["seats"]] == [key]
    assert [seat["key"] for seat in me["aside"]] == ["slj.handler"]
    assert refused.get_json()["code"] == "no_such_post"


# --- who gets a step --------------------------------------------------------------------------


def test_the_page_of_a_process_says_who_would_get_its_steps(house: House) -> None:
    browser = house.browser("county.admin")
    assert "/processes/repair/people" in browser.get("/processes").answer.text

    shown = browser.get("/processes/repair/people")

    assert "现在由谁办理" in shown.text
    assert browser.get("/processes/repair/people?body=slj").status == HTTPStatus.OK


def test_it_is_for_designers_and_administrators(house: House) -> None:
    browser = house.browser("zjj.handler")

    assert "/people" not in browser.get("/processes").answer.text
    assert browser.get("/processes/repair/people").status == HTTPStatus.FORBIDDEN


def test_the_api_says_it_too(house: House) -> None:
    told = house.program("county.admin").get("/processes/repair/people").get_json()

    assert told["process"] == "repair"
    assert told["steps"]

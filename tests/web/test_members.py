"""加签 and 减签 on the page of a case and through the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.asking import Asking, work

if TYPE_CHECKING:
    from tests.page import Page
    from tests.web.house import House


@pytest.fixture
def asking(house: House) -> Asking:
    return Asking(house, work(), "zjj", "slj")


def page(house: House, asking: Asking, login: str = "zjj.handler") -> Page:
    return house.browser(login).get(f"/cases/{asking.case}")


def test_the_page_of_the_case_lets_whose_step_it_is_add_a_body(
    house: House, asking: Asking
) -> None:
    browser = house.browser("zjj.handler")
    address = f"/fan-outs/{asking.fan_out}/members"
    shown = browser.get(f"/cases/{asking.case}")

    told = browser.post(address, {**shown.form(address), "member": "yjj"})

    assert "答复 加签 1 路" in told.text
    assert len(asking.items("M")) == 3


def test_the_page_of_the_case_lets_whose_step_it_is_take_a_member_out(
    house: House, asking: Asking
) -> None:
    browser = house.browser("zjj.handler")
    address = f"/members/{asking.branches()[0]}/take"
    shown = browser.get(f"/cases/{asking.case}")

    told = browser.post(address, shown.form(address))

    assert "答复 减签 1 路" in told.text
    assert address not in told.text


def test_the_page_offers_it_to_nobody_else(house: House, asking: Asking) -> None:
    assert "减签" not in page(house, asking, "buguan.officer").text


def test_the_page_says_why_a_member_could_not_join_or_leave(house: House, asking: Asking) -> None:
    browser = house.browser("buguan.officer")
    given = {"case": str(asking.case), "member": "yjj"}

    told = [
        browser.post(address, given)
        for address in (
            f"/fan-outs/{asking.fan_out}/members",
            f"/members/{asking.branches()[0]}/take",
        )
    ]

    assert [each.status for each in told] == [404, 404]
    assert "您无权加减其成员" in told[0].text


def test_members_who_are_no_bodies_are_added_by_programs_only(house: House) -> None:
    asking = Asking(house, work(), {"name": "一号井"})

    shown = page(house, asking)

    assert "减签" in shown.text
    assert "增加单位" not in shown.text


def test_programs_add_and_take_out(house: House, asking: Asking) -> None:
    program = house.program("zjj.handler")
    [several] = program.get(f"/cases/{asking.case}").get_json()["several"]

    added = program.post(f"/fan-outs/{several['fan_out']}/members", {"members": ["yjj"]})
    taken = program.post(f"/members/{several['members'][0]['branch']}/take")

    assert (added.status_code, taken.status_code) == (200, 204)
    [told] = program.get(f"/cases/{asking.case}").get_json()["several"]
    assert [(one["index"], one["is_open"]) for one in told["members"]] == [
        (0, False),
        (1, True),
        (2, True),
    ]
    assert added.get_json()["branches"] == [told["members"][2]["branch"]]


def test_programs_are_told_what_members_must_be(house: House, asking: Asking) -> None:
    program = house.program("zjj.handler")

    answer = program.post(f"/fan-outs/{asking.fan_out}/members", {"members": []})

    assert answer.status_code == 422

"""Two windows or devices never write over each other: both drafts are shown, the person chooses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.doing import (
    MORE,
    ON_THIS_DEVICE,
    completions,
    draft,
    hand_in,
    lose,
    result,
    type_in,
    until_kept,
)

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, Route

    from tests.browser.alive import Alive
    from tests.web.house import House, Program

pytestmark = pytest.mark.browser


def two_drafts(alive: Alive, page: Page, work: str) -> tuple[Page, Locator]:
    """Another window with a draft of its own, and the choice that it shows."""
    other = page.context.new_page()
    alive.open(other, work)
    type_in(page, "东侧")
    expect(page.locator("#draft-status")).to_contain_text("草稿已保存")
    type_in(other, "西侧")
    conflict = other.get_by_role("region", name="草稿冲突")
    expect(conflict).to_be_focused()
    return other, conflict


def outdated(route: Route) -> None:
    """Hands in what is handed in as if the case had moved on meanwhile."""
    sent = json.loads(route.request.post_data or "{}")
    route.continue_(post_data=json.dumps(sent | {"revision": 99}))


@pytest.mark.parametrize("by_a_proxy", [False, True])
def test_a_draft_whose_answer_was_lost_is_no_conflict(
    page: Page, work: str, program: Program, *, by_a_proxy: bool
) -> None:
    def away(route: Route) -> None:
        route.fetch()
        route.fulfill(status=504, body="Gateway Time-out")

    page.route("**/draft", away if by_a_proxy else lose, times=1)
    type_in(page)
    expect(page.locator("#draft-status")).to_have_text(ON_THIS_DEVICE)
    type_in(page, MORE)

    expect(page.locator("#draft-status")).to_contain_text("草稿已保存")
    expect(page.locator("#conflict")).to_have_count(0)
    assert draft(program, work) == MORE


def test_two_windows_show_both_drafts_and_the_person_chooses(
    alive: Alive, page: Page, work: str, program: Program
) -> None:
    other, conflict = two_drafts(alive, page, work)

    expect(conflict.get_by_role("row").nth(1)).to_contain_text("结果西侧东侧")
    assert draft(program, work) == "东侧", "nothing was written over"
    conflict.get_by_role("button", name="用这里的").click()
    expect(other.locator("#draft-status")).to_contain_text("草稿已保存")
    assert draft(program, work) == "西侧"


def test_the_draft_of_another_device_may_be_taken_instead(
    page: Page, work: str, program: Program
) -> None:
    item = work.rsplit("/", maxsplit=1)[-1]
    program.put(f"/work-items/{item}/draft", {"values": {"result": "手机上写的"}})

    type_in(page, "桌面上写的")
    page.get_by_role("button", name="用另一处的").click()

    expect(result(page)).to_have_value("手机上写的")
    type_in(page, "手机上写的，续")
    expect(page.locator("#draft-status")).to_contain_text("草稿已保存")
    assert draft(program, work) == "手机上写的，续"


def test_two_windows_without_network_don_t_write_over_each_other(
    alive: Alive, page: Page, work: str
) -> None:
    other = page.context.new_page()
    alive.open(other, work)
    page.context.set_offline(True)
    type_in(page, "东侧")
    expect(page.locator("#draft-status")).to_have_text(ON_THIS_DEVICE)

    type_in(other, "西侧")

    expect(other.get_by_role("region", name="草稿冲突")).to_contain_text("东侧")


def test_nothing_is_handed_in_while_two_drafts_wait_for_a_choice(
    alive: Alive, page: Page, work: str, house: House
) -> None:
    other, conflict = two_drafts(alive, page, work)

    hand_in(other)

    expect(other.locator("#live")).to_have_text("尚未提交：请先选择以哪一份草稿为准。")
    expect(conflict).to_be_focused()
    assert completions(house) == 0
    conflict.get_by_role("button", name="用这里的").click()
    hand_in(other)
    other.wait_for_url("**/inbox**")
    assert completions(house) == 1


def test_what_is_handed_in_too_late_writes_over_no_other_draft(
    page: Page, work: str, program: Program
) -> None:
    item = work.rsplit("/", maxsplit=1)[-1]
    page.route("**/draft", lambda route: route.abort())
    page.route(f"**{work}", outdated)
    program.put(f"/work-items/{item}/draft", {"values": {"result": "手机上写的"}})
    type_in(page, "桌面上写的")

    hand_in(page)

    conflict = page.get_by_role("region", name="草稿冲突")
    expect(conflict).to_contain_text("手机上写的")
    expect(page.locator("#live")).to_have_text("尚未提交：请先选择以哪一份草稿为准。")
    assert draft(program, work) == "手机上写的"
    page.unroute("**/draft")
    conflict.get_by_role("button", name="用这里的").click()
    expect(page.locator("#draft-status")).to_contain_text("草稿已保存")
    assert draft(program, work) == "桌面上写的"
    hand_in(page)
    expect(page.locator("#errors")).to_contain_text("事项已有变化")


def test_ones_own_draft_does_not_hide_why_an_answer_came_too_late(
    page: Page, work: str, program: Program
) -> None:
    """The answer to the draft was lost: the server has it, and the page doesn't know that it has."""
    page.route("**/draft", lose, times=1)
    page.route(f"**{work}", outdated)
    type_in(page)
    expect(page.locator("#draft-status")).to_have_text(ON_THIS_DEVICE)
    page.route("**/draft", lambda route: route.abort())
    type_in(page, MORE)

    hand_in(page)

    expect(page.locator("#errors")).to_contain_text("事项已有变化")
    expect(page.locator("#conflict")).to_have_count(0)
    assert draft(program, work) == MORE


def test_a_choice_that_was_put_off_is_asked_for_again(
    alive: Alive, page: Page, work: str, program: Program
) -> None:
    item = work.rsplit("/", maxsplit=1)[-1]
    program.put(f"/work-items/{item}/draft", {"values": {"result": "手机上写的"}})
    type_in(page, "桌面上写的")
    conflict = page.get_by_role("region", name="草稿冲突")
    expect(conflict).to_be_visible()
    alive.open(page, work)
    expect(conflict).to_contain_text("桌面上写的")
    type_in(page, "桌面上写的，续")
    until_kept(page, [["桌面上写的，续", False]])

    alive.open(page, work)

    expect(conflict).to_contain_text("桌面上写的，续")
    assert draft(program, work) == "手机上写的"

"""Who works without a mouse: rows, choosing many, searching, handing in; listed by one key, and never while typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.doing import ME

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.alive import Alive

pytestmark = pytest.mark.browser


def _open(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("html[data-ready]")


def test_the_list_of_keys_opens_by_its_key_and_gives_the_focus_back(
    page: Page, address: str, axe: str
) -> None:
    _open(page, f"{address}/inbox")
    page.keyboard.press("j")

    page.keyboard.press("?")

    dialog = page.get_by_role("dialog", name="快捷键")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("term")).to_have_count(9)
    page.evaluate(axe)
    assert page.evaluate("axe.run('#keys')")["violations"] == []
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.locator("#rows a.title").first).to_be_focused()


def test_the_list_of_keys_is_found_in_the_frame_too(page: Page, address: str) -> None:
    _open(page, f"{address}/inbox")
    page.locator("details.me summary").click()

    page.get_by_role("button", name="快捷键").click()

    expect(page.get_by_role("dialog", name="快捷键")).to_be_visible()


def test_rows_are_walked_and_the_one_with_the_focus_is_chosen(page: Page, address: str) -> None:
    _open(page, f"{address}/inbox")

    for key in ("j", "j", "x"):
        page.keyboard.press(key)

    expect(page.locator("#rows a.title").nth(1)).to_be_focused()
    expect(page.locator("#rows .pick input").nth(1)).to_be_checked()
    expect(page.get_by_role("button", name="批量办结")).to_be_visible()


def test_no_key_acts_while_somebody_types(page: Page, address: str) -> None:
    _open(page, f"{address}/inbox")
    page.keyboard.press("/")

    page.keyboard.type("j?x")

    expect(page.locator(":focus")).to_have_value("j?x")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_single_keys_can_be_switched_off(page: Page, address: str) -> None:
    _open(page, f"{address}/inbox")
    page.keyboard.press("?")
    page.get_by_label("启用单键快捷键").uncheck()
    page.get_by_role("button", name="关闭").click()

    page.keyboard.press("?")
    page.keyboard.press("j")

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("#rows a.title").first).not_to_be_focused()


def test_a_form_is_handed_in_from_its_last_field(page: Page, address: str) -> None:
    _open(page, f"{address}/task")
    page.get_by_label("核查意见").press("Control+Enter")

    expect(page.locator("#errors")).to_be_focused()


@pytest.mark.usefixtures("program")
def test_ticked_rows_come_to_the_batch_page(alive: Alive, page: Page) -> None:
    alive.enter(page, ME)
    page.get_by_label("选中 东大街").check()

    page.get_by_role("button", name="批量签收").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("批量签收")
    expect(page.get_by_role("table").get_by_role("link", name="东大街")).to_be_visible()

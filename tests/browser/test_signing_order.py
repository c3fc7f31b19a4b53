"""Signers are put in order on the page, by mouse and keys, without asking the server."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from server.domain.asides import AsideKind
from tests.services.signing_after import Signed

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.alive import Alive
    from tests.web.house import House

pytestmark = pytest.mark.browser


@pytest.fixture
def signed(alive: Alive, page: Page, house: House) -> Signed:
    """The page of 后加签, open."""
    drawn = Signed(house)
    item = drawn.fill_in()
    alive.enter(page, "zjj.handler")
    alive.open(page, f"/work/{item.id}/acts/sign_after")
    return drawn


def _shoot(page: Page, name: str) -> None:
    folder = os.environ.get("SHOTS")
    if folder:
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_those_who_are_ticked_are_moved_and_sign_as_they_stand(page: Page, signed: Signed) -> None:
    places = page.locator(".order > li")
    expect(page.locator("#f-order")).to_be_hidden()
    boxes = page.locator("input[name=targets]")
    for at in range(3):
        boxes.nth(at).check()
    expect(places).to_have_count(3)
    _shoot(page, "order")
    page.set_viewport_size({"width": 390, "height": 844})
    _shoot(page, "order-m")

    last = places.nth(2)
    name = last.locator("> span").inner_text()
    last.get_by_role("button", name="上移").press("Enter")
    expect(places.nth(1).locator("> span")).to_have_text(name)
    expect(places.nth(1).get_by_role("button", name="上移")).to_be_focused()
    expect(page.locator("#live")).to_have_text(f"{name}：第 2 位")
    page.keyboard.press("Enter")
    expect(places.nth(0).get_by_role("button", name="下移")).to_be_focused()

    page.locator("input[name=way][value=in_turn]").check()
    order = [each.input_value() for each in page.locator(".order input").all()]
    page.get_by_role("button", name="确定后加签").click()
    page.wait_for_url("**/cases/**")
    with signed.tools.unit() as unit:
        every = unit.asides.of_item(signed.items("A")[0].id)
    assert [one.body for one in every if one.kind is AsideKind.SIGN_AFTER] == order


def test_who_is_ticked_no_more_leaves_the_order(page: Page, signed: Signed) -> None:
    boxes, places = page.locator("input[name=targets]"), page.locator(".order > li")
    for at in range(3):
        boxes.nth(at).check()
    boxes.nth(0).uncheck()
    expect(places).to_have_count(2)
    boxes.nth(1).uncheck()

    expect(page.locator("#f-order")).to_be_hidden()
    assert signed.open == ["A"]


@pytest.mark.parametrize("scripted", [True, False], ids=["with script", "without script"])
def test_enter_in_a_field_does_the_act_and_moves_nobody(
    page: Page, signed: Signed, *, scripted: bool
) -> None:
    context = page.context
    browser = context.browser
    assert browser is not None
    other = browser.new_context(java_script_enabled=scripted, storage_state=context.storage_state())
    with other, other.new_page() as plain:
        plain.goto(page.url)
        boxes = plain.locator("input[name=targets]")
        for at in range(2):
            boxes.nth(at).check()
        plain.locator("input[name=way][value=in_turn]").check()
        boxes.nth(1).press("Enter")
        plain.wait_for_url("**/cases/**")

    with signed.tools.unit() as unit:
        every = unit.asides.of_item(signed.items("A")[0].id)
    assert len([one for one in every if one.kind is AsideKind.SIGN_AFTER]) == 2

"""Acts that met no network wait with what was typed, and do what was foretold or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from server.domain.facts import WorkUrged
from tests.browser.doing import facts_of
from tests.web.journey import DONE, item_of
from tests.web.test_asides import asks

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.alive import Alive
    from tests.web.house import House, Program

pytestmark = pytest.mark.browser
SAID = "汛期将至，请尽快处理"


@pytest.fixture
def urging(alive: Alive, page: Page, program: Program) -> str:
    """The page on which the township urges the work, open, with what it says, and without a network."""
    path = f"/work/{item_of(program)}/acts/urge"
    alive.enter(page, "buguan.officer")
    alive.open(page, path)
    page.context.set_offline(True)
    page.get_by_label("催办意见").fill(SAID)
    page.get_by_role("button", name="确定催办").click()
    expect(page.locator("#outbox")).to_be_focused()
    expect(page.locator("#outbox")).to_contain_text("1 件待送出")
    return path


def _urged(house: House) -> int:
    return sum(isinstance(fact, WorkUrged) for fact in facts_of(house))


@pytest.mark.usefixtures("urging")
def test_an_act_waits_and_goes_out_once_when_the_network_is_back(page: Page, house: House) -> None:
    expect(page.locator("main form")).to_have_attribute("inert", "")

    page.context.set_offline(False)

    page.wait_for_url("**/cases/**")
    expect(page.locator("#acted")).to_contain_text("已催办")
    expect(page.get_by_text(SAID).first).to_be_visible()
    expect(page.locator("#outbox")).to_be_hidden()
    assert _urged(house) == 1


@pytest.mark.usefixtures("urging")
def test_what_waits_is_taken_back_and_can_be_changed(page: Page, house: House) -> None:
    page.locator("#outbox").get_by_role("button", name="撤下").click()
    expect(page.locator("#outbox li")).to_have_count(0)
    page.get_by_label("催办意见").fill("改过的话")
    page.get_by_role("button", name="确定催办").click()
    expect(page.locator("#outbox")).to_contain_text("1 件待送出")

    page.context.set_offline(False)

    page.wait_for_url("**/cases/**")
    expect(page.get_by_text("改过的话").first).to_be_visible()
    assert _urged(house) == 1


def test_what_would_do_something_else_by_now_is_confirmed_anew(
    page: Page, urging: str, program: Program, house: House
) -> None:
    item = urging.split("/")[2]
    program.post(f"/work-items/{item}/claim")

    page.context.set_offline(False)

    outbox = page.locator("#outbox")
    expect(outbox).to_contain_text("后果与您当时看到的不同")
    expect(outbox).to_contain_text(SAID)
    assert _urged(house) == 0
    outbox.get_by_role("button", name="查看并重新确定").click()
    page.wait_for_selector("html[data-ready]")
    expect(page.get_by_label("催办意见")).to_have_value(SAID)
    expect(page.locator("main form .note")).to_contain_text("褚例甲")
    page.get_by_role("button", name="确定催办").click()
    page.wait_for_url("**/cases/**")
    expect(page.locator("#outbox")).to_be_hidden()
    assert _urged(house) == 1


def test_what_waits_takes_the_place_of_what_was_refused(
    alive: Alive, page: Page, urging: str, program: Program
) -> None:
    program.post(f"/work-items/{urging.split('/')[2]}/claim")
    page.context.set_offline(False)
    expect(page.locator("#outbox")).to_contain_text("1 件没有办成")

    alive.open(page, urging)
    page.context.set_offline(True)
    page.get_by_label("催办意见").fill("改过的话")
    page.get_by_role("button", name="确定催办").click()

    outbox = page.locator("#outbox")
    expect(outbox).to_contain_text("1 件待送出")
    expect(outbox.locator("li")).to_have_count(1)
    expect(outbox).not_to_contain_text("没有办成")


def test_what_was_mended_after_a_refusal_leads_to_its_page(
    alive: Alive, page: Page, program: Program, house: House
) -> None:
    program.post(f"/work-items/{item_of(program)}/claim")
    aside = asks(house, program, "consult", way="wait", text="涉河是否可行")
    alive.enter(page, "slj.handler")
    alive.open(page, f"/asides/{aside}")
    opinion, send = (
        page.get_by_role("textbox", name="意见"),
        page.get_by_role("button", name="提交答复"),
    )
    opinion.fill("   ")
    send.click()
    page.wait_for_url("**/answer")
    page.wait_for_selector("html[data-ready]")
    page.context.set_offline(True)

    opinion.fill("可行")
    send.click()

    expect(page.locator("#outbox li a")).to_have_attribute("href", f"/asides/{aside}")


def test_what_can_not_be_done_any_more_is_told_with_what_was_typed_on_every_page(
    alive: Alive, page: Page, urging: str, program: Program
) -> None:
    item = urging.split("/")[2]
    program.post(f"/work-items/{item}/complete", DONE)

    page.context.set_offline(False)

    expect(page.locator("#outbox")).to_contain_text("1 件没有办成")
    alive.open(page, "/mine")
    expect(page.locator("#outbox")).to_contain_text("不能“催办”")
    expect(page.locator("#outbox")).to_contain_text(SAID)
    alive.open(page, "/kept")
    expect(page.locator("#kept")).to_contain_text(SAID)
    page.locator("#outbox").get_by_role("button", name="知道了").click()
    expect(page.locator("#outbox")).to_be_hidden()


def test_what_is_wrong_with_it_is_told_by_its_field(
    alive: Alive, page: Page, program: Program
) -> None:
    item = item_of(program)
    program.post(f"/work-items/{item}/claim")
    alive.enter(page, "zjj.handler")
    alive.open(page, f"/work/{item}/acts/consult")
    page.context.set_offline(True)
    page.get_by_role("checkbox").first.check()
    page.get_by_role("radio").first.check()
    page.get_by_role("textbox").first.fill(SAID)
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.locator("main input[type=date]").fill("2020-01-01")
    page.get_by_role("button", name="确定征求意见").click()
    expect(page.locator("#outbox")).to_contain_text("1 件待送出")

    page.context.set_offline(False)

    outbox = page.locator("#outbox")
    expect(outbox).to_contain_text("1 件没有办成")
    expect(outbox.locator(".message").nth(1)).to_have_text("期限：期限不能早于今天。")
    outbox.get_by_role("button", name="查看并重新确定").click()
    page.wait_for_selector("html[data-ready]")
    expect(page.get_by_role("checkbox").first).to_be_checked()
    expect(page.get_by_role("textbox").first).to_have_value(SAID)

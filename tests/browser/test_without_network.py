"""What is typed outlives network, server and window, and goes with its person."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.doing import (
    ME,
    ON_THIS_DEVICE,
    TYPED,
    draft,
    kept_on_device,
    result,
    type_in,
    until_kept,
)
from tests.web.journey import item_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.alive import Alive
    from tests.web.house import House, Program

pytestmark = pytest.mark.browser


def test_what_is_typed_without_network_is_there_after_the_window_was_closed(
    alive: Alive, page: Page, work: str, program: Program
) -> None:
    page.context.set_offline(True)
    type_in(page)
    expect(page.locator("#draft-status")).to_have_text(ON_THIS_DEVICE)
    page.close(run_before_unload=False)

    again = page.context.new_page()
    page.context.set_offline(False)
    alive.open(again, work)

    expect(result(again)).to_have_value(TYPED)
    expect(again.locator("#draft-status")).to_contain_text("草稿已保存")
    assert draft(program, work) == TYPED


def test_what_is_typed_while_the_server_is_away_reaches_it_when_it_is_back(
    alive: Alive, page: Page, work: str, program: Program
) -> None:
    alive.stop()
    type_in(page)
    expect(page.locator("#draft-status")).to_have_text(ON_THIS_DEVICE)

    alive.back()
    page.evaluate("window.dispatchEvent(new Event('online'))")

    expect(page.locator("#draft-status")).to_contain_text("草稿已保存")
    assert draft(program, work) == TYPED


def test_a_start_form_is_brought_back_until_the_case_is_started(alive: Alive, page: Page) -> None:
    alive.enter(page, "buguan.officer")
    alive.open(page, "/start/repair")
    page.get_by_label("地点").fill("西大街")
    until_kept(page)
    alive.open(page, "/inbox")

    alive.open(page, "/start/repair")

    expect(page.get_by_label("地点")).to_have_value("西大街")
    page.get_by_role("button", name="提交").click()
    page.wait_for_url("**/cases/**")
    alive.open(page, "/start/repair")
    expect(page.get_by_label("地点")).to_have_value("")


@pytest.mark.usefixtures("work")
def test_signing_out_asks_about_what_no_server_has_and_leaves_nothing(page: Page) -> None:
    page.route("**/draft", lambda route: route.abort())
    type_in(page)
    expect(page.locator("#draft-status")).to_have_text(ON_THIS_DEVICE)
    questions: list[str] = []

    def answer(dialog: Any) -> None:
        questions.append(dialog.message)
        dialog.accept()

    page.on("dialog", answer)
    page.locator("details.me summary").click()
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url("**/sign-in")

    assert questions == ["本机还有 1 项内容没有送到服务器，退出后将丢弃。确定退出吗？"]
    assert kept_on_device(page) == []


def test_without_network_a_device_shows_what_it_keeps_and_no_page_with_data(
    alive: Alive, browser: Browser, program: Program
) -> None:
    context = browser.new_context(locale="zh-CN", service_workers="allow")
    page = context.new_page()
    work = f"/work/{item_of(program)}"
    alive.enter(page, ME)
    alive.open(page, work)
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    alive.stop()
    type_in(page)
    expect(page.locator("#draft-status")).to_have_text(ON_THIS_DEVICE)

    page.goto(f"{alive.address}/inbox")
    page.wait_for_selector("html[data-ready]")

    expect(page.get_by_role("heading", level=1)).to_have_text("本机留存的内容")
    expect(page.locator("#offline")).to_be_visible()
    expect(page.locator("#kept")).to_contain_text(TYPED)
    kept = page.evaluate(
        """async () => (await Promise.all((await caches.keys()).map(async (name) =>
        (await (await caches.open(name)).keys()).map((one) => new URL(one.url).pathname)))).flat()"""
    )
    assert all(p.startswith("/static/") or p == "/kept" for p in kept), kept
    context.close()
    alive.back()


OF_OTHERS = "本机还留有 1 项内容，填写人本人登录后才显示。"


def test_what_somebody_typed_is_shown_to_nobody_else_on_a_shared_computer(
    alive: Alive, page: Page, work: str, house: House
) -> None:
    alive.open(page, work)
    page.route("**/draft", lambda route: route.abort())
    type_in(page)
    expect(page.locator("#draft-status")).to_have_text(ON_THIS_DEVICE)
    house.clock.moment += timedelta(minutes=481)

    alive.open(page, "/kept")
    over = page.locator("#kept").inner_text()
    page.get_by_role("main").get_by_role("link", name="登录").click()
    page.wait_for_url("**/sign-in?next=**")
    alive.enter(page, "slj.handler")
    alive.open(page, "/kept")
    another = page.locator("#kept").inner_text()
    page.context.clear_cookies()
    alive.enter(page, ME)
    alive.open(page, "/kept")

    assert over.startswith(OF_OTHERS)
    assert another == OF_OTHERS
    expect(page.locator("#kept")).to_contain_text(TYPED)


def test_who_is_no_longer_signed_in_is_not_shown_what_is_kept_when_the_network_goes(
    alive: Alive, browser: Browser, program: Program, house: House
) -> None:
    context = browser.new_context(locale="zh-CN", service_workers="allow")
    page = context.new_page()
    alive.enter(page, ME)
    alive.open(page, f"/work/{item_of(program)}")
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    type_in(page)
    until_kept(page)
    house.clock.moment += timedelta(minutes=481)
    alive.open(page, "/sign-in")
    alive.stop()

    page.goto(f"{alive.address}/kept")
    page.wait_for_selector("html[data-ready]")

    expect(page.locator("#kept")).to_contain_text(OF_OTHERS)
    expect(page.locator("#kept")).not_to_contain_text(TYPED)
    context.close()
    alive.back()


def test_a_device_that_saw_no_server_for_a_day_shows_nobody_what_is_kept(
    alive: Alive, browser: Browser, program: Program
) -> None:
    context = browser.new_context(locale="zh-CN", service_workers="allow")
    page = context.new_page()
    alive.enter(page, ME)
    alive.open(page, f"/work/{item_of(program)}")
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    type_in(page)
    until_kept(page)
    alive.stop()

    page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=1))
    page.goto(f"{alive.address}/kept")
    page.wait_for_selector("html[data-ready]")

    expect(page.locator("#kept")).to_contain_text(OF_OTHERS)
    context.close()
    alive.back()

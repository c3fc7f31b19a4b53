"""What is done without a network goes out once when it is back, and what is refused then is told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from server.domain.ids import PostId
from server.domain.people import SYSTEM, Holding
from server.services import peopling
from tests.browser.doing import (
    ME,
    MORE,
    TYPED,
    completions,
    draft,
    hand_in,
    result,
    type_in,
)
from tests.web.journey import DONE

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request, Route

    from tests.browser.alive import Alive
    from tests.web.house import House, Program

pytestmark = pytest.mark.browser
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.mark.usefixtures("work")
def test_work_done_without_network_goes_out_once_when_it_is_back(page: Page, house: House) -> None:
    page.context.set_offline(True)
    type_in(page)
    hand_in(page)
    expect(page.locator("#waiting")).to_be_focused()
    expect(page.locator("#outbox")).to_contain_text("1 件待送出")

    page.context.set_offline(False)
    page.wait_for_url("**/inbox**")

    assert completions(house) == 1
    expect(page.locator("#outbox")).to_be_hidden()


@pytest.mark.usefixtures("work")
def test_work_done_while_the_server_was_away_goes_out_from_any_page(
    alive: Alive, page: Page, house: House, program: Program
) -> None:
    alive.stop()
    type_in(page)
    hand_in(page)
    expect(page.locator("#waiting")).to_be_visible()
    alive.back()

    alive.open(page, "/mine")

    expect(page.locator("#live")).to_contain_text("已送出")
    assert completions(house) == 1
    assert program.get("/work-items").get_json()["items"] == []


def test_an_answer_that_was_lost_doesn_t_do_the_work_twice(
    page: Page, work: str, house: House
) -> None:
    def lose(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route(f"**{work}", lose)
    type_in(page)
    hand_in(page)
    expect(page.locator("#waiting")).to_be_visible()

    page.unroute(f"**{work}")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_url("**/inbox**")

    assert completions(house) == 1


@pytest.mark.usefixtures("work")
def test_what_waits_can_be_taken_back_and_changed(page: Page) -> None:
    page.context.set_offline(True)
    type_in(page)
    hand_in(page)
    page.get_by_role("button", name="撤下修改").click()

    type_in(page, MORE)
    hand_in(page)
    page.context.set_offline(False)
    page.wait_for_url("**/inbox**")

    expect(page.locator("#outbox")).to_be_hidden()


@pytest.mark.parametrize("where", ["in the strip", "in another window", "where all is kept"])
def test_what_is_taken_back_elsewhere_can_be_changed_too(
    alive: Alive, page: Page, work: str, house: House, where: str
) -> None:
    page.route(f"**{work}", lambda route: route.abort())
    type_in(page)
    hand_in(page)
    expect(page.locator("#waiting")).to_be_visible()

    if where == "in the strip":
        _take_back(page)
    else:
        other = page.context.new_page()
        other.route(f"**{work}", lambda route: route.abort())
        other.on("dialog", lambda dialog: dialog.accept())
        alive.open(other, "/kept" if where == "where all is kept" else "/mine")
        if where == "where all is kept":
            other.locator("#kept").get_by_role("button", name="丢弃").click()
        else:
            _take_back(other)

    expect(page.locator("#waiting")).to_have_count(0)
    expect(page.locator("#live")).to_have_text("已撤下，可以修改后再提交。")
    page.unroute(f"**{work}")
    result(page).press_sequentially("，已清场")
    hand_in(page)
    page.wait_for_url("**/inbox**")
    assert completions(house) == 1


def _take_back(page: Page) -> None:
    page.locator("#outbox").get_by_role("button", name="撤下").click()


def test_work_that_another_did_meanwhile_is_told_and_what_was_typed_stays(
    alive: Alive, page: Page, work: str, house: House
) -> None:
    day = house.clock.now().date()
    shared = Holding(login="slj.handler", post=PostId("zjj.handler"), valid_from=day)
    peopling.grant_posts(house.tools, SYSTEM, [shared])
    page.context.set_offline(True)
    type_in(page)
    hand_in(page)
    expect(page.locator("#waiting")).to_be_visible()
    house.program("slj.handler").post(
        f"/work-items/{work.rsplit('/', maxsplit=1)[-1]}/complete", DONE
    )

    page.context.set_offline(False)

    expect(page.locator("#errors")).to_contain_text("办结此项工作")
    expect(result(page)).to_have_value(TYPED)
    alive.open(page, "/kept")
    expect(page.locator("#kept")).to_contain_text(TYPED)


def test_what_the_server_refuses_later_is_shown_at_the_work_from_another_page(
    alive: Alive, page: Page, work: str
) -> None:
    alive.stop()
    type_in(page)
    hand_in(page)
    expect(page.locator("#waiting")).to_be_visible()
    _change(page, '"result":"[^"]*"', '"result":""')
    alive.back()
    alive.open(page, "/mine")
    expect(page.locator("#outbox")).to_contain_text("1 件没有办成")

    page.locator("#outbox").get_by_role("link", name="东大街").click()
    page.wait_for_url(f"**{work}")

    expect(page.locator("#errors")).to_contain_text("结果")
    expect(result(page)).to_have_value(TYPED)


def test_what_waited_and_met_another_draft_is_chosen_at_the_work(
    alive: Alive, page: Page, work: str, program: Program, house: House
) -> None:
    type_in(page)
    expect(page.locator("#draft-status")).to_contain_text("草稿已保存")
    alive.stop()
    hand_in(page)
    expect(page.locator("#waiting")).to_be_visible()
    _change(page, '"revision":[0-9]+', '"revision":99')
    item = work.rsplit("/", maxsplit=1)[-1]
    house.clock.moment += timedelta(minutes=1)
    program.put(f"/work-items/{item}/draft", {"values": {"result": MORE}})
    alive.back()
    alive.open(page, "/mine")

    page.locator("#outbox").get_by_role("link", name="东大街").click()
    page.wait_for_url(f"**{work}")

    conflict = page.get_by_role("region", name="草稿冲突")
    expect(conflict.get_by_role("row").nth(1)).to_contain_text(f"{TYPED}{MORE}")
    assert draft(program, work) == MORE
    conflict.get_by_role("button", name="用这里的").click()
    expect(page.locator("#draft-status")).to_contain_text("草稿已保存")
    assert draft(program, work) == TYPED


def test_what_waits_goes_out_in_nobody_elses_name(
    alive: Alive, page: Page, work: str, house: House
) -> None:
    day = house.clock.now().date()
    shared = Holding(login="slj.handler", post=PostId("zjj.handler"), valid_from=day)
    peopling.grant_posts(house.tools, SYSTEM, [shared])
    alive.stop()
    type_in(page)
    hand_in(page)
    expect(page.locator("#waiting")).to_be_visible()
    page.context.clear_cookies()
    alive.back()
    other = page.context.new_page()
    alive.enter(other, "slj.handler")

    with page.expect_response(f"**{work}") as sent:
        page.evaluate("window.dispatchEvent(new Event('online'))")

    assert sent.value.json()["code"] == "another_signed_in"
    assert completions(house) == 0
    expect(page.locator("#outbox")).to_contain_text("1 件待送出")
    page.context.clear_cookies()
    alive.enter(other, ME)  # any page of their own sends it
    page.wait_for_url("**/inbox**")
    assert completions(house) == 1


def _change(page: Page, what: str, to: str) -> None:
    """Makes what waits into another answer, as one that no server takes or that comes too late."""
    page.evaluate(
        """async ([what, to]) => {
        const base = await new Promise((done) => { const asked = indexedDB.open('muster'); asked.onsuccess = () => done(asked.result); });
        const store = base.transaction('acts', 'readwrite').objectStore('acts');
        const acts = await new Promise((done) => { const asked = store.getAll(); asked.onsuccess = () => done(asked.result); });
        acts[0].body = acts[0].body.replace(new RegExp(what), to);
        await new Promise((done) => { store.put(acts[0]).onsuccess = done; });
        base.close(); }""",
        [what, to],
    )


@pytest.mark.usefixtures("work")
def test_signing_for_work_waits_for_the_network_too(page: Page) -> None:
    page.context.set_offline(True)
    type_in(page)
    page.get_by_role("button", name="签收", exact=True).click()
    expect(page.locator("#outbox")).to_contain_text("签收")

    page.context.set_offline(False)

    expect(page.get_by_role("button", name="退还签收")).to_be_visible()
    expect(page.locator("#outbox")).to_be_hidden()
    expect(result(page)).to_have_value(TYPED)


@pytest.mark.usefixtures("work")
def test_the_page_that_signing_leads_to_is_asked_for_once_the_draft_is_kept(page: Page) -> None:
    seen: list[str] = []
    held: list[Route] = []
    page.context.set_offline(True)
    type_in(page)
    page.get_by_role("button", name="签收", exact=True).click()
    expect(page.locator("#outbox")).to_contain_text("签收")

    def hold(route: Route) -> None:
        held.append(route)

    def asked(one: Request) -> None:
        if one.is_navigation_request():
            seen.append("page")

    def kept(one: Request) -> None:
        if one.url.endswith("/draft"):
            seen.append("draft")

    page.route("**/draft", hold)
    page.on("request", asked)
    page.on("requestfinished", kept)

    with page.expect_response("**/claim") as claimed, page.expect_request("**/draft"):
        page.context.set_offline(False)
    claimed.value.finished()
    page.evaluate(TWO_FRAMES)
    assert seen == []
    held[0].continue_()

    expect(page.get_by_role("button", name="退还签收")).to_be_visible()
    expect(result(page)).to_have_value(TYPED)
    assert seen[:2] == ["draft", "page"]

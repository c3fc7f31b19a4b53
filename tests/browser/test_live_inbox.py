"""An open inbox in a real browser, with ``muster live`` beside the house: new work is there without a reload."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.doing import ME
from tests.live_program import free_port, living
from tests.web.journey import started
from tests.web.test_bells import with_live

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

    from tests.browser.alive import Alive
    from tests.web.house import House

pytestmark = pytest.mark.browser
SOON = 10_000
"""Milliseconds; pages ask by themselves every thirty seconds only."""
A_ROUND = 31_000
OVERHEARD = """() => { window.streams = new Set(); window.asked = [];
    window.EventSource = class {
        constructor() { window.streams.add(this); }
        addEventListener() {}
        close() { window.streams.delete(this); } };
    const real = window.fetch;
    window.fetch = (address, ...more) => {
        if (!String(address).endsWith('/bells')) return real(address, ...more);
        return new Promise((answer) => window.asked.push(() => answer({ ok: true, json: async () => ({ address: '/live' }) }))); }; }"""
"""From now on it is counted which streams are open, and /bells answers when told to."""
TURN = """(isHidden) => { Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true });
    document.dispatchEvent(new Event('visibilitychange')); }"""
TOLD = """async () => { for (const tell of window.asked) tell();
    await new Promise((done) => setTimeout(done)); return window.streams.size; }"""


@pytest.fixture
def port(house: House) -> int:
    """Where pages are told to hear; seals and streams go by the same time."""
    port = free_port()
    house.clock.moment = datetime.now(UTC)
    with_live(house, f"http://127.0.0.1:{port}/live")
    return port


def _hears(alive: Alive, page: Page) -> None:
    """Opens the inbox anew, until its stream is open; the one of the page before is none of it."""
    page.goto("about:blank")
    with page.expect_response(lambda answer: "/live?" in answer.url) as stream:
        alive.open(page, "/inbox")
    assert stream.value.status == 200
    page.evaluate("window.sameOne = true")


def test_new_work_is_shown_at_once_and_the_page_stays(
    alive: Alive, page: Page, house: House, port: int
) -> None:
    with living(house, port):
        alive.enter(page, ME)
        _hears(alive, page)

        started(house, place="西大街")

        expect(page.locator("#rows")).to_contain_text("西大街", timeout=SOON)
        expect(page.locator(".figures [data-count=open]")).to_have_text("2")
        assert page.evaluate("window.sameOne")
        page.goto("about:blank")


def test_while_it_is_away_the_page_asks_as_ever_and_hears_again_when_it_is_back(
    alive: Alive, page: Page, house: House, port: int
) -> None:
    page.clock.install()
    with living(house, port):
        alive.enter(page, ME)
        _hears(alive, page)
    started(house, place="西大街")

    page.clock.fast_forward(A_ROUND)

    expect(page.locator("#rows")).to_contain_text("西大街", timeout=SOON)
    with living(house, port):
        with page.expect_response(lambda answer: "/live?" in answer.url):
            page.clock.fast_forward(A_ROUND)
        started(house, place="南大街")
        expect(page.locator("#rows")).to_contain_text("南大街", timeout=SOON)
        assert page.evaluate("window.sameOne")
        page.goto("about:blank")


@pytest.mark.usefixtures("port")
@pytest.mark.parametrize(
    ("turns", "asked", "streams"),
    [((True, False, True, False), 2, 1), ((True, False, True), 1, 0)],
    ids=["seen again", "hidden while it asked"],
)
def test_a_page_that_is_hidden_and_seen_in_a_moment_has_no_stream_too_many(
    alive: Alive, page: Page, turns: tuple[bool, ...], asked: int, streams: int
) -> None:
    alive.enter(page, ME)
    page.evaluate(OVERHEARD)
    for is_hidden in turns:
        page.evaluate(TURN, is_hidden)

    assert page.evaluate("window.asked.length") == asked
    assert page.evaluate(TOLD) == streams


@pytest.mark.usefixtures("port")
@pytest.mark.parametrize(
    ("status", "again"), [(503, True), (403, False)], ids=["in trouble", "refused for good"]
)
def test_a_server_in_trouble_is_asked_again_for_its_bells_and_one_that_refuses_is_not(
    alive: Alive, page: Page, status: int, *, again: bool
) -> None:
    page.clock.install()
    tries: list[int] = []

    def answer(route: Route) -> None:
        tries.append(status)
        route.fulfill(status=status, json={})

    page.route("**/bells", answer)
    with page.expect_response("**/bells"):
        alive.enter(page, ME)
    for _ in range(2):
        with page.expect_response("**/counts"):
            page.clock.fast_forward(A_ROUND)

    assert (len(tries) > 1) is again

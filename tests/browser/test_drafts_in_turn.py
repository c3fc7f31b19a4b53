"""Drafts of one window go one after another, each upon the last; what was undone is undone everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.doing import (
    MORE,
    ON_THIS_DEVICE,
    TYPED,
    draft,
    lose,
    result,
    type_in,
    until_kept,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Response

    from tests.browser.alive import Alive
    from tests.web.house import Program

pytestmark = pytest.mark.browser
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
HIDE = """() => { Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange')); delete document.hidden; }"""
UNHURRIED = """() => { const real = window.setTimeout;
    window.setTimeout = (act, after, ...more) => (after === 2000 ? 0 : real(act, after, ...more)); }"""
"""What is typed from now on isn't sent by itself."""
HOLD = """() => { const real = window.fetch; window.upon = [];
    window.fetch = async (address, asked = {}) => {
        if (asked.method !== 'PUT') return real(address, asked);
        const isFirst = window.upon.push(JSON.parse(asked.body).draft_at) === 1;
        const answer = await real(address, asked);
        const { draft_at: mark } = await answer.clone().json();
        if (isFirst) await new Promise((go) => { window.letGo = () => { go(); return mark; }; });
        return answer; }; }"""


def _keep(page: Page) -> None:
    page.get_by_role("button", name="暂存").click()


def _says(words: str) -> Callable[[Response], bool]:
    """Whether it answers a draft with these words."""

    def is_it(answer: Response) -> bool:
        if not answer.url.endswith("/draft"):
            return False
        sent: Any = answer.request.post_data_json
        return bool(sent["values"]["result"] == words)

    return is_it


class Held:
    """The next draft reaches the server, and its answer doesn't arrive before it is let go."""

    def __init__(self, page: Page) -> None:
        self._page = page
        page.evaluate(HOLD)

    @property
    def upon(self) -> list[str | None]:
        """Which draft each one from now on was typed upon."""
        upon: list[str | None] = self._page.evaluate("window.upon")
        return upon

    def let_go(self) -> str:
        """Lets the answer arrive; gives the mark that it bears."""
        return str(self._page.evaluate("window.letGo()"))


def _typed_on(page: Page) -> Held:
    """More is typed while a draft is on its way."""
    held = Held(page)
    type_in(page)
    _keep(page)
    page.wait_for_function("() => window.letGo")
    type_in(page, MORE)
    return held


def test_what_is_typed_while_a_draft_is_on_its_way_goes_upon_it(
    page: Page, work: str, program: Program
) -> None:
    held = _typed_on(page)
    _keep(page)
    page.evaluate(TWO_FRAMES)

    with page.expect_response(_says(MORE)):
        mark = held.let_go()

    expect(page.locator("#draft-status")).to_contain_text("草稿已保存")
    expect(page.locator("#conflict")).to_have_count(0)
    assert draft(program, work) == MORE
    assert held.upon == [None, mark]


def test_leaving_while_a_draft_is_on_its_way_is_no_conflict(
    page: Page, work: str, program: Program
) -> None:
    held = _typed_on(page)

    with page.expect_response(lambda answer: _says(MORE)(answer) and answer.ok):
        page.evaluate(HIDE)

    held.let_go()
    with page.expect_response(_says("又回来接着写")) as later:
        type_in(page, "又回来接着写")
    assert later.value.ok
    expect(page.locator("#conflict")).to_have_count(0)
    assert draft(program, work) == "又回来接着写"


def test_what_was_undone_before_it_was_sent_is_not_brought_back(
    alive: Alive, page: Page, work: str
) -> None:
    page.evaluate(UNHURRIED)
    type_in(page)
    until_kept(page, [[TYPED, False]])

    type_in(page, "")

    until_kept(page, [])
    alive.open(page, work)
    expect(result(page)).to_have_value("")


def test_what_was_undone_to_the_draft_of_the_server_counts_as_sent(
    alive: Alive, page: Page, work: str
) -> None:
    type_in(page)
    until_kept(page, [[TYPED, True]])
    alive.open(page, work)
    page.evaluate(UNHURRIED)
    type_in(page, MORE)
    until_kept(page, [[MORE, False]])

    type_in(page)

    until_kept(page, [[TYPED, True]])


def test_what_was_undone_while_it_was_on_its_way_is_undone_on_the_server(
    page: Page, work: str, program: Program
) -> None:
    held = Held(page)
    type_in(page)
    _keep(page)
    page.wait_for_function("() => window.letGo")
    type_in(page, "")
    _keep(page)

    with page.expect_response(_says("")):
        held.let_go()

    assert draft(program, work) == ""
    until_kept(page, [["", True]])


def test_what_was_undone_after_its_answer_was_lost_is_undone_on_the_server(
    page: Page, work: str, program: Program
) -> None:
    page.route("**/draft", lose, times=1)
    type_in(page)
    expect(page.locator("#draft-status")).to_have_text(ON_THIS_DEVICE)

    with page.expect_response(lambda answer: _says("")(answer) and answer.ok):
        type_in(page, "")

    assert draft(program, work) == ""
    expect(page.locator("#conflict")).to_have_count(0)

"""Every page in a real browser: accessible, without errors, and with the mark of bpmn.io in the open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.web.sample_pictures import FORMS

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page

pytestmark = pytest.mark.browser


def _open(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("html[data-ready]")


def _complaints(page: Page) -> list[str]:
    """What the browser will complain of; that tests let it install nothing is no fault of the page."""
    told: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if "blocked by Playwright" not in message.text:
            told.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: told.append(str(error)))
    return told


@pytest.mark.parametrize("path", ["/task", "/case", "/inbox"])
def test_a_page_obeys_its_content_policy(page: Page, address: str, path: str) -> None:
    complaints = _complaints(page)

    _open(page, address + path)

    assert complaints == []


@pytest.mark.parametrize(
    ("path", "mark", "width"),
    [
        ("/task", ".fjs-powered-by a", 1440),
        ("/task", ".fjs-powered-by a", 390),
        ("/case", ".bjs-powered-by", 1440),
    ],
)
@pytest.mark.parametrize("theme", ["", "dark"])
def test_nothing_covers_the_mark_of_bpmn_io(  # a page, in one of its looks
    page: Page, address: str, path: str, mark: str, width: int, theme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    _open(page, f"{address}{path}?theme={theme}")
    page.locator(mark).scroll_into_view_if_needed()

    on_top = page.evaluate(
        """(selector) => { const mark = document.querySelector(selector); const box = mark.getBoundingClientRect();
        return mark.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)); }""",
        mark,
    )

    expect(page.locator(mark)).to_be_in_viewport()
    assert on_top


def test_a_phone_shows_the_drawing_of_the_server_where_the_case_is(
    page: Page, address: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    _open(page, f"{address}/case")

    assert page.locator(".bjs-powered-by").count() == 0
    drawn, step = (page.locator(each).first.bounding_box() for each in (".drawn", ".drawn g.now"))
    assert drawn is not None
    assert step is not None
    assert drawn["x"] <= step["x"] + step["width"] / 2 <= drawn["x"] + drawn["width"]


@pytest.mark.parametrize("path", ["/inbox", "/done", "/mine"])
def test_a_phone_shows_the_tab_that_is_open(page: Page, address: str, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    _open(page, address + path)

    tab, strip = (page.locator(each).bounding_box() for each in (".tabs [aria-current]", ".tabs"))
    assert tab is not None
    assert strip is not None
    assert strip["x"] <= tab["x"]
    assert tab["x"] + tab["width"] <= strip["x"] + strip["width"]


def test_the_drawing_of_the_server_stays_when_the_viewer_can_not_show_it(
    page: Page, address: str
) -> None:
    page.route("**/case-diagram*", lambda route: route.abort())

    _open(page, f"{address}/case")

    expect(page.locator(".drawn g.now").first).to_be_visible()
    expect(page.locator("#diagram")).to_be_hidden()
    expect(page.locator("[data-zoom=in]")).to_be_hidden()


def test_a_rule_that_matched_is_marked_without_colour_too(page: Page, address: str) -> None:
    _open(page, f"{address}/case/decisions")

    marked = page.get_by_role("row").filter(has_text="适用")

    expect(marked).to_have_count(3)
    expect(marked.first.get_by_role("rowheader")).to_have_text("1适用")
    expect(page.get_by_role("table", name="命中方式：只有一条适用")).to_be_visible()


def test_decisions_are_printed_across_the_page(page: Page, address: str) -> None:
    _open(page, f"{address}/case/decisions")
    page.set_viewport_size({"width": 980, "height": 700})
    page.emulate_media(media="print")

    tables = page.locator(".rules table")

    for table in tables.all():
        box = table.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= 981, "nothing is cut off on paper"


def test_the_theme_and_the_large_text_stay_chosen(page: Page, address: str) -> None:
    _open(page, f"{address}/inbox")

    page.get_by_role("button", name="深色界面").click()
    page.get_by_role("button", name="大字版").click()

    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    assert cookies == {"theme": "dark", "size": "l"}


def test_the_counts_follow_the_server(page: Page, address: str) -> None:
    _open(page, f"{address}/inbox")

    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(page.locator(".figures [data-count=open]")).to_have_text("13")


def test_searching_swaps_the_rows_while_typing(page: Page, address: str) -> None:
    _open(page, f"{address}/inbox?empty=1")

    page.locator(".filters input[type=search]").fill("彩钢棚")

    expect(page.locator("#rows tr")).to_have_count(8)


def test_the_diagram_shows_what_is_done_now_and_late(page: Page, address: str) -> None:
    _open(page, f"{address}/case")

    expect(page.locator(".djs-element.is-done")).to_have_count(8)
    expect(page.locator(".pin.late")).to_have_text("超期")


_FORMS = sorted(
    file.relative_to(FORMS).with_suffix("").as_posix() for file in FORMS.rglob("*.json")
)


@pytest.mark.parametrize("form", _FORMS)
def test_every_form_of_the_county_opens_without_faults(
    page: Page, address: str, axe: str, form: str
) -> None:
    complaints = _complaints(page)

    _open(page, f"{address}/task?form={form}")
    page.evaluate(axe)
    found = page.evaluate("axe.run('#form')")

    assert complaints == []
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []

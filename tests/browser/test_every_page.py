"""Every page for everybody: no fault that axe finds, nothing sideways, targets for fingers, and a page that can be read aloud.

Each page is opened once and looked at on phone and desk, light, dark and in large letters.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.web.gallery import PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
PHONE, NARROW, DESK, ZOOMED = 390, 320, 1280, 640
"""Widths in pixels; a desk at 200 % has half of its pixels."""
LOOKS = (("", ""), ("dark", ""), ("", "l"), ("dark", "l"))
DRESS = """([theme, size]) => { const dress = document.documentElement.dataset;
    if (theme) dress.theme = theme; else delete dress.theme;
    if (size) dress.size = size; else delete dress.size; }"""
SMALL = """() => {
    const drawn = '.vh, .skip, svg, .djs-container, .fjs-powered-by, [aria-hidden=true]';
    const sentence = 'p, li, dd, td, span, small, h2, .note, .crumbs';
    const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, label.btn')];
    const isSeen = (one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !one.closest(drawn);
    const isInText = (one) => one.tagName === 'A' && getComputedStyle(one).display === 'inline' && one.closest(sentence);
    const isSmall = (one) => {
        const box = (one.closest('label, .fjs-inline-label, .fjs-input-group, .fjs-taglist') ?? one).getBoundingClientRect();
        return box.width > 0 && (box.height < 43.5 || box.width < 43.5);
    };
    return all.filter((one) => isSeen(one) && !isInText(one) && isSmall(one)).map((one) => one.outerHTML.slice(0, 150)); }"""
HEADINGS = "[...document.querySelectorAll('h1, h2, h3, h4')].filter((one) => one.checkVisibility()).map((one) => Number(one.tagName[1]))"


def _open(page: Page, address: str, width: int = PHONE) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(address)
    page.wait_for_selector("html[data-ready]")


def faults(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    found = page.evaluate("axe.run()")["violations"]
    return [f"{each['id']}: {[node['html'][:200] for node in each['nodes']]}" for each in found]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_accessibility_faults_in_any_look(
    page: Page, address: str, axe: str, path: str
) -> None:
    _open(page, address + path)

    found = {}
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 844})
        for look in LOOKS:
            page.evaluate(DRESS, look)
            found[width, look] = faults(page, axe)

    assert {look: faults for look, faults in found.items() if faults} == {}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_never_scrolls_sideways_and_fits_a_finger(
    page: Page, address: str, path: str
) -> None:
    _open(page, address + path)

    assert page.evaluate(SMALL) == []
    for size in ("", "l"):
        page.evaluate(DRESS, ["", size])
        for width in (NARROW, PHONE, ZOOMED, DESK):
            page.set_viewport_size({"width": width, "height": 844})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (size, width)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_read_aloud_in_order(page: Page, address: str, path: str) -> None:
    _open(page, address + path, DESK)

    levels = page.evaluate(HEADINGS)

    assert levels.count(1) == 1
    after = levels[levels.index(1) :]
    assert all(now <= before + 1 for before, now in pairwise(after)), levels
    assert page.evaluate("document.querySelector('a, button, input').matches('.skip')")
    expect(page.get_by_role("main")).to_have_count(1)
    framed = page.get_by_role("banner").count()
    expect(page.locator("#live[role=status]")).to_have_count(framed)


# --- states -----------------------------------------------------------------------------------


def test_two_drafts_are_shown_without_faults(page: Page, address: str, axe: str) -> None:
    other = '{"code": "draft_kept_elsewhere", "draft_at": "2026-03-09T10:42:00+08:00", "values": {"owner": "刘长江"}}'
    page.route(
        "**/draft",
        lambda route: route.fulfill(
            status=409, content_type="application/problem+json", body=other
        ),
    )
    _open(page, f"{address}/task")
    page.get_by_label("当事人姓名或单位名称").fill("刘长河")
    page.get_by_role("button", name="暂存").click()
    expect(page.get_by_role("region", name="草稿冲突")).to_be_focused()

    assert faults(page, axe) == []
    assert page.evaluate(SMALL) == []


def test_what_waits_for_the_network_is_shown_without_faults(
    page: Page, address: str, axe: str
) -> None:
    _open(page, f"{address}/task")
    _wait(page)

    assert faults(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    _open_offline(page)
    assert faults(page, axe) == []
    assert page.evaluate(SMALL) == []


def _wait(page: Page) -> None:
    """Hands in while nobody answers."""
    photo: Any = {"name": "现场.png", "mimeType": "image/png", "buffer": b"x"}
    page.get_by_label("当事人姓名或单位名称").fill("刘长河")
    page.get_by_label("核查意见").fill("属实，建议依法立案查处。")
    page.locator("input[type=file]").first.set_input_files([photo])
    expect(page.get_by_role("link", name="现场.png")).to_be_visible()
    page.route("**/submit", lambda route: route.abort())
    page.get_by_role("button", name="提交核查结果").click()
    expect(page.locator("#waiting")).to_be_focused()


def _open_offline(page: Page) -> None:
    """The page of what the device keeps, with a draft and an act that waits."""
    page.goto(page.url.replace("/task", "/kept"))
    expect(page.locator("#kept")).to_contain_text("待送出")


def test_a_form_is_told_by_name_to_who_listens(page: Page, address: str) -> None:
    _open(page, f"{address}/task", DESK)

    expect(page.get_by_role("main")).to_match_aria_snapshot(
        """
        - heading "城关镇东关村沿河违建彩钢棚线索核查" [level=1]
        - region "现场核查":
          - heading "现场核查" [level=2]
          - status
          - textbox "当事人姓名或单位名称"
          - textbox "核查意见"
        - complementary "事项情况":
          - region "流程位置"
          - region "办理记录"
        """
    )
    expect(page.get_by_role("contentinfo", name="办理操作")).to_match_aria_snapshot(
        """
        - button "暂存"
        - button "退回"
        - button "提交核查结果"
        """
    )


def test_the_inbox_is_told_by_name_to_who_listens(page: Page, address: str) -> None:
    _open(page, f"{address}/inbox", DESK)

    expect(page.get_by_role("main")).to_match_aria_snapshot(
        """
        - heading "待办事项" [level=1]
        - navigation "待办概况"
        - region "事项列表":
          - heading "事项列表" [level=2]
          - navigation "视图"
          - search "本列表"
          - table "待办事项列表，按剩余时限排序"
        """
    )


@pytest.mark.parametrize("path", ["/mine", "/done", "/search?q=整改"])
def test_a_search_box_keeps_its_icon_beside_the_text(page: Page, address: str, path: str) -> None:
    _open(page, address + path)

    box = page.locator(".filters .box.search")
    icon, field = box.locator("svg").bounding_box(), box.locator("input").bounding_box()
    assert icon
    assert field
    assert field["y"] < icon["y"] + icon["height"] / 2 < field["y"] + field["height"]

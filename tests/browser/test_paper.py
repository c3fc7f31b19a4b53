"""A case on paper: a document on A4 with its number, its fields, its opinions in order and page numbers, and no navigation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.doing import ME, TYPED, type_in
from tests.web.journey import DONE, item_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.alive import Alive
    from tests.web.house import Program

pytestmark = pytest.mark.browser
A4 = (595, 842)
"""Points."""


@pytest.fixture
def printed(alive: Alive, page: Page, program: Program) -> bytes:
    """The case, done by the department, as its page prints it."""
    item = item_of(program)
    program.post(f"/work-items/{item}/complete", DONE)
    alive.enter(page, ME)
    alive.open(page, "/done")
    page.get_by_role("link", name="东大街").first.click()
    page.wait_for_selector("html[data-ready]")
    page.get_by_role("link", name="打印").click()
    _wait_for_paper(page)
    return page.pdf(prefer_css_page_size=True)


def test_a_case_is_printed_on_a4_and_named_by_its_number(printed: bytes, page: Page) -> None:
    assert _sizes(printed) == [A4, A4]
    expect(page).to_have_title(re.compile(r"^JG-?\S+ 东大街"))


@pytest.mark.usefixtures("printed")
def test_what_was_asked_and_answered_stands_in_order_without_navigation(page: Page) -> None:
    page.emulate_media(media="print")

    expect(page.get_by_role("navigation")).to_have_count(0)
    expect(page.get_by_role("heading")).to_have_text(
        [re.compile("东大街"), "申请内容", "办理意见", re.compile("处置"), "办理过程"]
    )
    expect(page.get_by_role("table", name="申请内容")).to_contain_text("地点东大街")
    expect(page.locator(".opinion")).to_contain_text("结果已更换")


@pytest.mark.usefixtures("work")
def test_a_form_is_printed_as_a_document_with_what_is_filled_in(page: Page) -> None:
    type_in(page)
    page.get_by_role("button", name="打印").click()
    _wait_for_paper(page)

    file = page.pdf(prefer_css_page_size=True)

    assert _sizes(file) == [A4]
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"井盖维修\s*处置"))
    expect(page.get_by_role("table", name="办理内容")).to_contain_text(f"结果{TYPED}")
    expect(page.get_by_role("table", name="办理结果")).to_have_text(re.compile("☐ 办结☐ 不予受理"))
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation")).to_have_count(0)


@pytest.mark.usefixtures("work")
def test_a_form_is_printed_blank_with_all_that_may_be_asked_for(page: Page) -> None:
    type_in(page)
    page.get_by_role("button", name="打印").click()
    page.get_by_role("link", name="打印空白表").click()
    _wait_for_paper(page, r"/print\?blank=1$")

    form = page.get_by_role("table", name="办理内容")

    expect(form.get_by_role("rowheader")).to_have_text(["结果", "原因", "照片"])
    expect(form.get_by_role("cell")).to_have_text(["", "", ""])
    expect(page.get_by_role("table", name="签字盖章")).to_contain_text("年　　月　　日")
    assert _sizes(page.pdf(prefer_css_page_size=True)) == [A4]


def test_a_long_form_breaks_between_its_fields(page: Page, address: str) -> None:
    page.goto(f"{address}/task/print?form=whistle/order&blank=1")
    page.wait_for_selector("html[data-ready]")

    assert set(_sizes(page.pdf(prefer_css_page_size=True))) == {A4}
    page.emulate_media(media="print")
    inside = page.evaluate("getComputedStyle(document.querySelector('.form tr')).breakInside")
    assert inside == "avoid"


def _wait_for_paper(page: Page, address: str = r"/print\??$") -> None:
    """Waits for the document: the page before it keeps the draft first, and is ready all along."""
    page.wait_for_url(re.compile(address))
    page.wait_for_selector("html[data-ready]")


def _sizes(file: bytes) -> list[tuple[int, int]]:
    """The size of each page."""
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", file)
    return [(round(float(wide)), round(float(high))) for wide, high in boxes]


def test_a_long_case_is_numbered_page_by_page(page: Page, address: str) -> None:
    page.goto(f"{address}/case/print")
    page.wait_for_selector("html[data-ready]")
    page.evaluate(
        "() => { const body = document.querySelectorAll('tbody'); const last = body[body.length - 1];"
        " for (let i = 0; i < 60; i++) last.append(last.rows[0].cloneNode(true)); }"
    )

    pages = len(re.findall(rb"/Type /Page\b", page.pdf(prefer_css_page_size=True)))

    rule = page.evaluate(
        "[...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).map((rule) => rule.cssText)"
        ".find((text) => text.startsWith('@page'))"
    )
    assert pages >= 3
    assert "counter(page)" in rule

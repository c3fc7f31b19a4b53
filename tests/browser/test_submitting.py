"""The form in a real browser: drafts, files, errors, one submission a press."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import FilePayload, expect

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
_OPINION = "属实，建议依法立案查处。"
_PHOTO: FilePayload = {
    "name": "现场.png",
    "mimeType": "image/png",
    "buffer": b"\x89PNG not a real picture",
}


def _open(page: Page, address: str) -> None:
    page.goto(f"{address}/task")
    page.wait_for_selector("html[data-ready]")


def _fill(page: Page, owner: str = "刘长河") -> None:
    page.get_by_label("当事人姓名或单位名称").fill(owner)
    page.get_by_label("核查意见").fill(_OPINION)
    page.locator("input[type=file]").first.set_input_files([_PHOTO])
    expect(page.get_by_role("link", name="现场.png")).to_be_visible()


def _submit(page: Page) -> None:
    page.get_by_role("button", name="提交核查结果").click()


def test_what_is_missing_is_named_together_and_takes_the_focus(page: Page, address: str) -> None:
    _open(page, address)

    _submit(page)

    expect(page.locator("#errors")).to_be_focused()
    expect(page.locator("#errors li")).to_have_text(
        ["当事人姓名或单位名称：此项必填。", "核查意见：此项必填。", "现场照片：此项必填。"]
    )


def test_an_error_leads_to_its_field(page: Page, address: str) -> None:
    _open(page, address)
    _submit(page)

    page.locator("#errors a").first.click()

    expect(page.get_by_label("当事人姓名或单位名称")).to_be_focused()


def test_a_good_form_is_sent_with_key_revision_and_choice(
    page: Page, address: str, shown: Flask
) -> None:
    _open(page, address)
    _fill(page)

    _submit(page)
    page.wait_for_url("**/inbox")

    headers, body = shown.config["RECEIVED"][-1]
    assert headers["Idempotency-Key"] == "0f7b5a5e-0000-4000-8000-000000000001"
    assert body["choice"] == "F5"
    assert body["revision"] == 7
    assert body["values"]["owner"] == "刘长河"
    assert body["values"]["photos"][0].startswith("doc:")


def test_a_double_click_sends_once(page: Page, address: str, shown: Flask) -> None:
    _open(page, address)
    _fill(page)
    shown.config["RECEIVED"].clear()

    page.get_by_role("button", name="提交核查结果").dblclick()
    page.wait_for_url("**/inbox")

    sent = [body for _, body in shown.config["RECEIVED"] if "choice" in body]
    assert len(sent) == 1


def test_what_the_server_refuses_is_shown_beside_the_field(page: Page, address: str) -> None:
    _open(page, address)
    _fill(page, "无名")

    _submit(page)

    expect(page.locator("#errors li")).to_have_text(["当事人姓名或单位名称：查无此人。"])
    expect(page.locator(".fjs-form-field-error")).to_have_text("查无此人。")
    expect(page.get_by_label("核查意见")).to_have_value(_OPINION)


def test_work_done_by_another_is_told_and_nothing_typed_is_lost(page: Page, address: str) -> None:
    _open(page, address)
    _fill(page, "已办")

    _submit(page)

    expect(page.locator("#errors")).to_contain_text("周明远已于 10:40 办理。")
    expect(page.get_by_label("核查意见")).to_have_value(_OPINION)


def test_without_connection_the_answer_waits_and_the_key_is_kept(
    page: Page, address: str, shown: Flask
) -> None:
    _open(page, address)
    _fill(page)
    page.route("**/submit", lambda route: route.abort())
    _submit(page)
    expect(page.locator("#waiting")).to_contain_text("网络中断")

    page.unroute("**/submit")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_url("**/inbox")

    headers, _ = shown.config["RECEIVED"][-1]
    assert headers["Idempotency-Key"] == "0f7b5a5e-0000-4000-8000-000000000001"


def test_a_draft_is_kept_without_asking(page: Page, address: str, shown: Flask) -> None:
    _open(page, address)

    page.get_by_label("当事人姓名或单位名称").fill("刘长河")
    with page.expect_response("**/draft"):
        page.get_by_role("button", name="暂存").click()

    _, body = shown.config["RECEIVED"][-1]
    assert body["values"]["owner"] == "刘长河"
    expect(page.locator("#draft-status")).to_have_text("草稿已保存 10:42")


def test_a_file_can_be_taken_away_again(page: Page, address: str) -> None:
    _open(page, address)
    _fill(page)

    page.get_by_role("button", name="移除 现场.png").click()

    expect(page.get_by_role("link", name="现场.png")).to_have_count(0)


def test_what_is_typed_is_kept_before_a_file_of_the_step_is_removed(
    page: Page, address: str, shown: Flask
) -> None:
    _open(page, address)
    page.get_by_label("当事人姓名或单位名称").fill("刘长河")
    page.on("dialog", lambda dialog: dialog.accept())

    with page.expect_navigation():
        page.get_by_label("本环节材料").get_by_role("button").click()

    (_, draft), (_, removal) = shown.config["RECEIVED"]
    assert draft["values"]["owner"] == "刘长河"
    assert removal["idempotency_key"].startswith("remove-")


def test_who_thinks_again_removes_no_file(page: Page, address: str, shown: Flask) -> None:
    _open(page, address)
    page.on("dialog", lambda dialog: dialog.dismiss())

    page.get_by_label("本环节材料").get_by_role("button").click()

    page.get_by_label("当事人姓名或单位名称").fill("刘长河")
    with page.expect_response("**/draft"):
        page.get_by_role("button", name="暂存").click()

    [(_, draft)] = shown.config["RECEIVED"]
    assert draft["values"]["owner"] == "刘长河"


def test_a_form_without_script_is_whole(page: Page, address: str) -> None:
    context = page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    plain = context.new_page()

    plain.goto(f"{address}/task")

    expect(plain.get_by_label("当事人姓名或单位名称")).to_be_visible()
    expect(plain.get_by_label("违建面积")).to_have_value("86.5")
    context.close()

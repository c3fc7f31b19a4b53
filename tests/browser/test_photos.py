"""Photos in a real browser: small, upright, without the place where they were taken, and sent though the network was away."""

from __future__ import annotations

import struct
from base64 import b64decode
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import FilePayload, expect

from tests.browser.doing import ME, TYPED, hand_in, type_in
from tests.web.journey import item_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.alive import Alive
    from tests.web.house import Program

pytestmark = pytest.mark.browser
_DRAWN = """async () => { const canvas = document.createElement('canvas'); canvas.width = 2400; canvas.height = 1200;
    const pen = canvas.getContext('2d'); pen.fillStyle = 'red'; pen.fillRect(0, 0, 1200, 1200);
    pen.fillStyle = 'blue'; pen.fillRect(1200, 0, 1200, 1200); return canvas.toDataURL('image/jpeg').split(',')[1]; }"""
_LOOKED_AT = """async (url) => { const picture = await createImageBitmap(await (await fetch(url)).blob());
    const canvas = document.createElement('canvas'); canvas.width = picture.width; canvas.height = picture.height;
    const pen = canvas.getContext('2d'); pen.drawImage(picture, 0, 0);
    const at = (y) => [...pen.getImageData(picture.width / 2, y, 1, 1).data].slice(0, 3).map((c) => c > 128);
    return [picture.width, picture.height, at(20), at(picture.height - 20)]; }"""
_BYTES = "async (url) => [...new Uint8Array(await (await fetch(url)).arrayBuffer())]"
AFTER_A_WHILE = 16_000
_NORTH = b"GPS-30.0480N"


def _exif() -> bytes:
    """What a phone held upright writes: turn me a quarter to the right, and where I was taken."""
    entries = [
        struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0),
        struct.pack(">HHII", 0x010F, 2, len(_NORTH), 8 + 2 + 2 * 12 + 4),
    ]
    entries.sort()
    tiff = b"MM\0*\0\0\0\x08" + struct.pack(">H", 2) + b"".join(entries) + b"\0\0\0\0" + _NORTH
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _photo(page: Page) -> FilePayload:
    drawn = b64decode(page.evaluate(_DRAWN))
    assert drawn.startswith(b"\xff\xd8")
    taken = drawn[:2] + _exif() + drawn[2:]
    return {"name": "东大街井盖.jpg", "mimeType": "image/jpeg", "buffer": taken}


@pytest.fixture
def form(alive: Alive, page: Page, program: Program) -> Page:
    alive.enter(page, ME)
    alive.open(page, f"/work/{item_of(program)}")
    return page


def test_a_photo_is_sent_small_upright_and_without_its_place(form: Page) -> None:
    photo = _photo(form)
    assert _NORTH in photo["buffer"]

    form.locator("input[type=file]").first.set_input_files([photo])
    kept = form.get_by_role("link", name="东大街井盖.jpg")
    expect(kept).to_be_visible()

    address = kept.get_attribute("href")
    told = bytes(form.evaluate(_BYTES, address))
    assert _NORTH not in told
    assert b"Exif" not in told
    red, blue = [True, False, False], [False, False, True]
    assert form.evaluate(_LOOKED_AT, address) == [800, 1600, red, blue]


def test_several_photos_are_sent_at_once_and_stay_in_the_answer(form: Page) -> None:
    photo = _photo(form)
    three = [{**photo, "name": f"现场{number}.jpg"} for number in (1, 2, 3)]

    form.locator("input[type=file]").first.set_input_files(three)  # type: ignore[arg-type]  # payloads

    expect(form.locator(".attach li a")).to_have_text(["现场1.jpg", "现场2.jpg", "现场3.jpg"])
    expect(form.locator("#live")).to_contain_text("已上传 现场3.jpg")


def test_a_photo_taken_without_network_is_sent_when_it_is_back(form: Page) -> None:
    photo = _photo(form)
    form.context.set_offline(True)
    form.locator("input[type=file]").first.set_input_files([photo])
    expect(form.locator(".attach [role=alert]")).to_contain_text("恢复后自动上传")

    form.context.set_offline(False)

    expect(form.get_by_role("link", name="东大街井盖.jpg")).to_be_visible()
    expect(form.locator(".attach [role=alert]")).to_have_count(0)


@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_photo_that_only_a_proxy_answered_for_waits_and_is_sent_by_itself(
    form: Page, status: int
) -> None:
    photo = _photo(form)
    form.route("**/documents", lambda route: route.fulfill(status=status, body="away"), times=1)
    form.clock.install()
    form.locator("input[type=file]").first.set_input_files([photo])
    told = form.locator(".attach [role=alert]")
    expect(told).to_contain_text("恢复后自动上传")
    expect(told.get_by_role("button", name="重试 东大街井盖.jpg")).to_be_visible()
    type_in(form, TYPED)
    hand_in(form)
    expect(form.locator("#errors")).to_contain_text("文件正在上传")

    form.clock.fast_forward(AFTER_A_WHILE)

    expect(form.get_by_role("link", name="东大街井盖.jpg")).to_be_visible()
    expect(told).to_have_count(0)


def test_a_photo_that_is_tried_in_vain_is_told_once_and_tried_again_by_hand(form: Page) -> None:
    photo = _photo(form)
    form.route("**/documents", lambda route: route.fulfill(status=503, body="away"))
    form.clock.install()
    form.locator("input[type=file]").first.set_input_files([photo])
    again = form.get_by_role("button", name="重试 东大街井盖.jpg")
    again.focus()
    with form.expect_response("**/documents"):
        form.clock.fast_forward(AFTER_A_WHILE)
    expect(again).to_be_focused()

    form.unroute("**/documents")
    again.click()

    expect(form.get_by_role("link", name="东大街井盖.jpg")).to_be_visible()


def test_a_phone_offers_its_camera_and_a_desk_does_not(
    alive: Alive, browser: Browser, form: Page, program: Program
) -> None:
    phone = browser.new_context(
        locale="zh-CN",
        has_touch=True,
        is_mobile=True,
        viewport={"width": 390, "height": 844},
        service_workers="block",
    ).new_page()
    alive.enter(phone, ME)
    alive.open(phone, f"/work/{item_of(program)}")
    type_in(phone, TYPED)

    expect(form.get_by_text("拍照")).to_be_hidden()
    expect(phone.get_by_text("拍照")).to_be_visible()
    assert phone.locator("input[capture]").get_attribute("accept") == "image/*"
    phone.context.close()

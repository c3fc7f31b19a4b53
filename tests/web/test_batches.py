"""The same act on many pieces of work, as a browser without script sends it."""

from __future__ import annotations

from http import HTTPStatus
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from server.domain.people import SYSTEM
from server.services import peopling
from tests.web.house import PASSWORD
from tests.web.journey import PHOTO, started

if TYPE_CHECKING:
    from tests.page import Browser, Page
    from tests.web.house import House

BATCH = "/inbox/batch"
DONE = {"result": "已更换", "choice": "decided_E"}


@pytest.fixture
def items(house: House) -> list[str]:
    """Two pieces of work on one step, in the inbox of the handler."""
    for _ in range(2):
        started(house)
    rows = house.program("zjj.handler").get("/work-items").get_json()["items"]
    return [str(row["id"]) for row in rows]


@pytest.fixture
def handler(house: House) -> Browser:
    return house.browser("zjj.handler")


def looked_at(browser: Browser, act: str, items: list[str]) -> dict[str, Any]:
    """The form of the page before the act, for all that it can be done to."""
    return sendable(browser.get(f"{BATCH}?act={act}&" + "&".join(f"item={i}" for i in items)))


def sendable(page: Page) -> dict[str, Any]:
    return {
        **page.form(BATCH),
        "item": [str(one["value"]) for one in page.select("[name=item]")],
    }


def test_a_wrong_answer_comes_back_with_what_was_typed(handler: Browser, items: list[str]) -> None:
    form = looked_at(handler, "complete", items)

    empty = handler.post(BATCH, form | {"choice": "decided_E"})
    refused = handler.post(BATCH, form | {"result": "已更换", "choice": "nowhere"})
    again = sendable(refused)
    done = handler.post(BATCH, again | {"choice": "decided_E"})

    assert any("结果" in sentence for sentence in empty.errors)
    for page in (empty, refused):
        assert page.status == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "改正后再办其中 2 项" in page.text
    assert again["result"] == "已更换"
    assert again["item"] == form["item"]
    assert again["idempotency_key"] != form["idempotency_key"]
    assert "已办 2 项，未办 0 项。" in done.text


def test_a_repeat_tells_what_became_of_them_the_first_time(
    handler: Browser, items: list[str]
) -> None:
    form = looked_at(handler, "complete", items) | DONE

    pages = [handler.post(BATCH, form) for _ in range(2)]

    for page in pages:
        assert page.status == HTTPStatus.OK
        assert "已办 2 项，未办 0 项。" in page.text


def test_only_what_was_left_undone_is_asked_again(handler: Browser, items: list[str]) -> None:
    """The one that was done, and the one that is of another step, are told and not asked for."""
    form = looked_at(handler, "complete", items)
    handler.post(
        f"/work/{items[0]}", handler.get(f"/work/{items[0]}").form(f"/work/{items[0]}") | DONE
    )

    refused = handler.post(BATCH, form | {"choice": "decided_E"})

    assert sendable(refused)["item"] == items[1:]
    assert "改正后再办其中 1 项" in refused.text


def test_each_gets_its_own_copy_of_a_chosen_file(handler: Browser, items: list[str]) -> None:
    form = looked_at(handler, "complete", items) | DONE | {"photos": (BytesIO(PHOTO), "现场.jpg")}

    done = handler.post(BATCH, form)

    assert "已办 2 项，未办 0 项。" in done.text
    for link in {str(one["href"]) for one in handler.get("/done").select("a.title")}:
        assert "现场.jpg" in handler.get(link).text


def test_copies_of_a_wrong_answer_are_taken_away_again(handler: Browser, items: list[str]) -> None:
    form = looked_at(handler, "complete", items)
    wrong = form | {"result": "", "choice": "decided_E", "photos": (BytesIO(PHOTO), "错填.jpg")}

    refused = handler.post(BATCH, wrong)
    good = sendable(refused) | DONE | {"photos": (BytesIO(PHOTO), "现场.jpg")}
    handler.post(BATCH, good)

    for link in {str(one["href"]) for one in handler.get("/done").select("a.title")}:
        [kept] = handler.get(link).select(".files li")
        assert "现场.jpg" in kept.get_text()


def test_who_was_too_slow_with_a_file_keeps_what_was_typed(
    handler: Browser, items: list[str]
) -> None:
    form = looked_at(handler, "complete", items)
    address = f"/work/{items[0]}"
    handler.post(address, handler.get(address).form(address) | DONE)

    page = handler.post(
        BATCH,
        form
        | {"result": "另一结果", "choice": "decided_E", "photos": (BytesIO(PHOTO), "现场.jpg")},
    )

    assert "已办 1 项，未办 1 项。" in page.text
    assert "另一结果" in handler.get(address).text


def test_a_file_that_may_not_be_kept_leaves_all_undone(handler: Browser, items: list[str]) -> None:
    program = (BytesIO(b"MZ\x90\x00 a program"), "现场.jpg")

    refused = handler.post(
        BATCH, looked_at(handler, "complete", items) | DONE | {"photos": program}
    )

    assert refused.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert any("现场.jpg" in sentence for sentence in refused.errors)
    assert sendable(refused)["result"] == "已更换"


def test_what_an_act_lacks_is_asked_again(house: House, items: list[str]) -> None:
    peopling.set_passwords(house.tools, SYSTEM, {"zjj.head": PASSWORD})
    head = house.browser("zjj.head")
    form = looked_at(head, "dispatch", items) | {"text": "尽快办理"}
    form.pop("people", None)

    lacking = head.post(BATCH, form)
    unreadable = head.post(BATCH, form | {"people": "x"})

    for page in (lacking, unreadable):
        assert page.status == HTTPStatus.UNPROCESSABLE_ENTITY
        assert page.errors
        assert "尽快办理" in page.text
        assert sendable(page)["item"] == items


def test_work_that_nobody_else_could_take_is_told_piece_by_piece(
    handler: Browser, items: list[str]
) -> None:
    handler.post(BATCH, looked_at(handler, "claim", items))

    page = handler.get(f"{BATCH}?act=hand_over&item={items[0]}&item={items[1]}")

    assert page.status == HTTPStatus.OK
    assert "可办 0 项，不可办 2 项" in page.text
    assert "该岗位今天没有其他经办人" in page.text


def test_what_no_answer_can_mend_is_told_and_not_asked_again(
    handler: Browser, items: list[str]
) -> None:
    form = looked_at(handler, "claim", items)
    handler.post(BATCH, form)

    page = handler.post(BATCH, {**form, "idempotency_key": "another"})

    assert page.status == HTTPStatus.OK
    assert not page.select("[name=item]")


def test_a_late_answer_asks_which_of_two_drafts_stays(handler: Browser, items: list[str]) -> None:
    address = f"/work/{items[0]}"
    early = handler.get(address).form(address)
    handler.post(f"{address}/draft", early | {"result": "在另一窗口所写"})

    late = handler.post(address, early | DONE | {"revision": "99"})

    assert late.status == HTTPStatus.CONFLICT
    assert "草稿冲突" in late.text
    assert late.form(address)["result"] == "已更换"
    assert handler.get(address).form(address)["result"] == "在另一窗口所写"

"""The frame of pages and the plain form under them go on when a part of them can't be had."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
import pytest

from server.domain.errors import DatabaseAway
from server.web.forms import plain_fields
from tests.page import Browser
from tests.web.counter import PASSWORD, Web

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.house import House


@pytest.fixture
def web(tmp_path: Path) -> Web:
    return Web(tmp_path)


def away(*_: object) -> None:
    raise DatabaseAway


def test_a_page_whose_figures_can_not_be_had_is_shown_without_them(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = Browser(web.app.test_client())
    browser.post("/sign-in", {"login": "li", "password": PASSWORD, "next": "/inbox"})
    monkeypatch.setattr(type(web.counter.views), "badge", away)

    page = browser.get("/inbox?after=broken")

    assert page.status == 422
    assert page.select(".side a")


def test_a_condition_that_can_not_be_read_hides_nothing(web: Web) -> None:
    field: dict[str, Any] = {"type": "textfield", "id": "a", "key": "a", "label": "地点"}
    form = {"type": "default", "components": [field | {"conditional": {"hide": "=1 +"}}]}

    with web.app.test_request_context():
        [shown] = plain_fields(orjson.dumps(form), {}, ())

    assert shown.label == "地点"


@pytest.mark.parametrize(("text", "words"), [("共 {{ 1 + 2 }} 处", "共 3 处"), ("{{ 1 + }}", "")])
def test_an_expression_in_a_text_is_worked_out_or_left_out(web: Web, text: str, words: str) -> None:
    form = {"type": "default", "components": [{"type": "text", "id": "t", "text": text}]}

    with web.app.test_request_context():
        [note] = plain_fields(orjson.dumps(form), {}, ())

    assert (note.value or note.label).strip() == words


def test_a_form_that_is_none_has_no_fields(web: Web) -> None:
    with web.app.test_request_context():
        assert plain_fields(None, {}, ()) == ()


def test_a_proxy_in_front_is_believed_where_the_operator_says_so(tmp_path: Path) -> None:
    client = Web(tmp_path, MUSTER_PROXIES="1").app.test_client()
    said = {"login": "li", "password": PASSWORD}
    headers = {
        "X-Forwarded-Host": "muster.example",
        "X-Forwarded-Proto": "https",
        "Origin": "https://muster.example",
        "Idempotency-Key": "k",
    }

    assert client.post("/api/v1/sessions", json=said, headers=headers).status_code == 201


def test_on_a_phone_every_place_of_the_side_is_within_reach(house: House) -> None:
    page = house.browser("county.admin").get("/inbox")

    def leading(selector: str) -> set[str]:
        return {str(one["href"]) for one in page.select(selector)}

    assert leading(".side a") <= leading(".bottom a") | leading(".me a.only-m")

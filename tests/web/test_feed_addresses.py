"""The address of a calendar leads to the site, and is for nobody else to read."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING

from server.services import feeds
from tests.web.test_feeds import asked, subscribed

if TYPE_CHECKING:
    import pytest

    from tests.web.house import House


def test_its_address_leads_to_the_site_and_not_by_the_name_that_this_request_came_by(
    house: House,
) -> None:
    house.app.config["MUSTER_SITE"] = "https://muster.example"

    told = house.program("zjj.handler").post("/feeds", {"whose": "mine"}).get_json()["address"]
    shown = house.browser("zjj.handler").post("/me/feeds", {"whose": "mine"})

    assert told.startswith("https://muster.example/feeds/")
    [address] = shown.select("input[type=url]")
    assert str(address["value"]).startswith("https://muster.example/feeds/")


def test_a_fault_tells_the_log_no_secret_address(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    path = subscribed(house)
    monkeypatch.setattr(feeds, "shown", broken)

    with caplog.at_level(logging.ERROR, logger="muster.web"):
        answer = asked(house, path)

    secret = path.removeprefix("/feeds/").removesuffix(".ics")
    assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "GET /feeds/....ics" in caplog.text
    assert secret not in caplog.text

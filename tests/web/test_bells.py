"""Where a page hears at once, who may hear what, and that an act rings."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import psycopg

from server.domain.bells import opened
from server.store.hearing import LISTEN
from server.web.context import TOOLS
from tests.web.journey import started

if TYPE_CHECKING:
    from tests.web.house import House


def with_live(house: House, address: str = "/live") -> House:
    """The house with ``muster live`` beside it."""
    house.app.config["MUSTER_LIVE"] = address
    house.tools = house.app.extensions[TOOLS] = replace(house.tools, rings=True)
    return house


def test_a_page_is_told_where_it_hears_for_its_reader_alone(house: House) -> None:
    client = with_live(house).signed_in("zjj.handler")

    address = urlsplit(client.get("/bells").get_json()["address"])

    assert address.path == "/live"
    [token] = parse_qs(address.query)["token"]
    heard = opened(house.app.config["SECRET_KEY"], token, house.clock.now())
    assert heard is not None
    person = house.actor("zjj.handler").person
    assert person is not None
    assert person.hex in heard[0]
    assert {each.partition("/")[0] for each in heard[0]} == {person.hex, "zjj", ""}


def test_who_is_not_signed_in_hears_nothing(house: House) -> None:
    answer = with_live(house).client().get("/bells", headers={"Accept": "application/json"})

    assert answer.status_code == HTTPStatus.UNAUTHORIZED


def test_pages_listen_only_where_there_is_something_to_hear(house: House) -> None:
    before = house.browser("zjj.handler").get("/notices")
    after = with_live(house).browser("zjj.handler").get("/notices")

    assert not before.soup.select("body[data-bells]")
    assert after.soup.select('body[data-bells="/bells"]')


def test_a_stream_elsewhere_is_let_through_and_no_other(house: House) -> None:
    here = house.client().get("/sign-in").headers["Content-Security-Policy"]
    with_live(house, "http://127.0.0.1:8001/live")
    elsewhere = house.client().get("/sign-in").headers["Content-Security-Policy"]

    assert "connect-src 'self';" in here
    assert "connect-src 'self' http://127.0.0.1:8001;" in elsewhere


def test_an_act_rings_for_the_desk_that_gets_work_when_it_is_committed(house: House) -> None:
    with_live(house)
    with psycopg.connect(house.database.conninfo, autocommit=True) as connection:
        connection.execute(LISTEN)
        started(house)
        [bell, *_] = connection.notifies(timeout=10, stop_after=1)

    body, _, role = bell.payload.partition("/")
    assert body == "zjj"
    assert role


def test_a_house_without_it_rings_for_nobody(house: House) -> None:
    with psycopg.connect(house.database.conninfo, autocommit=True) as connection:
        connection.execute(LISTEN)
        started(house)

        assert list(connection.notifies(timeout=0.2)) == []

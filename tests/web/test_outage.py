"""The database away for a while: people and programs are told, and nothing has to be restarted."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from tests.outage import cut, outage
from tests.web.journey import DONE, item_of, started

if TYPE_CHECKING:
    from server.store.embedded import EmbeddedServer
    from tests.web.house import House

MANY = 6


def test_people_are_told_on_a_whole_page(house: House, embedded_server: EmbeddedServer) -> None:
    browser = house.browser("zjj.handler")

    with outage(embedded_server, house.database):
        page = browser.get("/inbox")
        door = house.browser().post("/sign-in", {"login": "zjj.handler", "password": "x"})

    assert (page.status, door.status) == (503, 503)
    assert page.answer.headers["Retry-After"] == "30"
    assert "数据库暂时没有响应" in page.text
    assert browser.get("/inbox").status == 200


def test_programs_are_told_as_a_problem(house: House, embedded_server: EmbeddedServer) -> None:
    started(house)
    department = house.program("zjj.handler")
    item = item_of(department)

    with outage(embedded_server, house.database):
        answers = [
            department.get("/work-items"),
            department.post(f"/work-items/{item}/complete", DONE, key="once"),
        ]

    for answer in answers:
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
        assert answer.content_type == "application/problem+json"
        assert answer.get_json()["code"] == "database_away"
    again = department.post(f"/work-items/{item}/complete", DONE, key="once")
    assert again.status_code == 200


def test_health_tells_it_lives_and_readiness_that_it_can_not_work(
    house: House, embedded_server: EmbeddedServer
) -> None:
    client = house.client()

    with outage(embedded_server, house.database):
        alive, ready = client.get("/health"), client.get("/ready")

    assert (alive.status_code, ready.status_code) == (200, 503)
    assert client.get("/ready").status_code == 200


def test_nobody_notices_that_idle_connections_broke(
    house: House, embedded_server: EmbeddedServer
) -> None:
    department = house.program("zjj.handler")
    with ThreadPoolExecutor(MANY) as threads:  # so that several connections lie in the pool
        list(threads.map(lambda _: department.get("/work-items"), range(MANY)))

    cut(embedded_server, house.database)

    assert [department.get("/work-items").status_code for _ in range(MANY)] == [200] * MANY
    assert started(house)["number"] == "JG-2026-00001"

"""Open pages hear at once: streams over a real database that rings, and the program itself over HTTP."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial, wraps
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any, ParamSpec

import psycopg
import pytest

from server import live as module
from server.cli import live as command
from server.domain.bells import sealed
from server.live import NEW, Live
from server.store.hearing import bells
from tests.live_program import free_port, living
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Coroutine

    from server.store.database import Database
    from tests.web.house import House

P = ParamSpec("P")
SECRET = "k" * 32
SOON = 10


@dataclass(slots=True)
class Page:
    """What an open page was sent, and when it goes."""

    token: str = ""
    method: str = "GET"
    begun: int = 0
    said: list[bytes] = field(default_factory=list)
    is_over: bool = False
    gone: asyncio.Event = field(default_factory=asyncio.Event)

    async def receive(self) -> dict[str, Any]:
        if not self.begun:
            return {"type": "http.request"}
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.begun = message["status"]
        else:
            self.said.append(message["body"])
            self.is_over = not message.get("more_body", False)

    @property
    def scope(self) -> dict[str, Any]:
        query = f"token={self.token}".encode()
        return {"type": "http", "method": self.method, "query_string": query}


def token(*ears: str, seconds: float = 600) -> str:
    return sealed(SECRET, ears, datetime.now(UTC) + timedelta(seconds=seconds))


def looped(test: Callable[P, Coroutine[None, None, None]]) -> Callable[P, None]:
    """Run a test in a loop of its own."""

    @wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        with ThreadPoolExecutor(1) as own:  # a browser's tests leave a loop in this thread
            own.submit(lambda: asyncio.run(test(*args, **kwargs))).result()

    return run


async def happens(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(SOON):
        while not condition():  # noqa: ASYNC110  # the other side tells nobody
            await asyncio.sleep(0.01)


@asynccontextmanager
async def standing(live: Live) -> AsyncGenerator[None]:
    """Let it begin and end as a server would."""
    told: asyncio.Queue[str] = asyncio.Queue()
    answered: list[str] = []

    async def receive() -> dict[str, Any]:
        return {"type": await told.get()}

    async def send(message: dict[str, Any]) -> None:
        answered.append(message["type"])

    serving = asyncio.create_task(live({"type": "lifespan"}, receive, send))
    told.put_nowait("lifespan.startup")
    await happens(lambda: len(answered) == 1)
    yield
    told.put_nowait("lifespan.shutdown")
    await serving
    assert answered == ["lifespan.startup.complete", "lifespan.shutdown.complete"]


@asynccontextmanager
async def opened(live: Live, page: Page) -> AsyncGenerator[asyncio.Task[None]]:
    """Open a stream, and go."""
    serving = asyncio.create_task(live(page.scope, page.receive, page.send))
    await happens(lambda: bool(page.said))
    yield serving
    page.gone.set()
    await serving
    assert page.is_over


async def listens(database: Database, page: Page, bell: str) -> None:
    """The house listens, this page hears, and nothing of that is left to be heard."""
    while NEW not in page.said:
        await asyncio.to_thread(ring, database, bell)
        await asyncio.sleep(0.05)
    await asyncio.sleep(module.GAP_SECONDS * 3)
    page.said.clear()


def ring(database: Database, *names: str) -> None:
    with psycopg.connect(database.conninfo) as connection:
        for bell in names:
            connection.execute("SELECT pg_notify('muster_bells', %s)", [bell])


@looped
async def test_a_page_hears_its_bell_and_no_other(database: Database) -> None:
    live = Live(SECRET, partial(bells, database.conninfo))
    mine, other = Page(token("zjj/handler")), Page(token("slj/handler"))

    async with standing(live), opened(live, mine), opened(live, other):
        await listens(database, mine, "zjj/handler")
        await listens(database, other, "slj/handler")
        await asyncio.to_thread(ring, database, "zjj/handler")
        await happens(lambda: NEW in mine.said)

        assert other.said == []


@looped
async def test_bells_within_a_moment_are_one_event(database: Database) -> None:
    live = Live(SECRET, partial(bells, database.conninfo))
    page = Page(token("zjj/handler", "/handler"))

    async with standing(live), opened(live, page):
        await listens(database, page, "zjj/handler")
        await asyncio.to_thread(ring, database, "zjj/handler", "/handler")
        await happens(lambda: NEW in page.said)
        await asyncio.sleep(module.GAP_SECONDS * 1.5)

        assert page.said.count(NEW) == 1


@pytest.mark.parametrize("page", [Page("nothing"), Page(method="POST")])
@looped
async def test_without_a_seal_nothing_is_heard(database: Database, page: Page) -> None:
    live = Live(SECRET, partial(bells, database.conninfo))

    await live(page.scope, page.receive, page.send)

    assert (page.begun, page.said, page.is_over) == (403, [b""], True)


@looped
async def test_a_stream_ends_with_its_seal(database: Database) -> None:
    live = Live(SECRET, partial(bells, database.conninfo))
    page = Page(token("zjj/handler", seconds=1.5))

    async with opened(live, page) as serving:
        async with asyncio.timeout(SOON):
            await serving

    assert page.is_over


@looped
async def test_a_quiet_stream_says_that_it_is_there(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BEAT_SECONDS", 0.05)
    live = Live(SECRET, partial(bells, database.conninfo))
    page = Page(token("zjj/handler"))

    async with opened(live, page):
        await happens(lambda: page.said.count(module.BEAT) > 2)


@looped
async def test_after_the_database_was_away_everybody_looks(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    monkeypatch.setattr(module, "AWAY_SECONDS", 0.05)
    live = Live(SECRET, partial(bells, database.conninfo))
    page = Page(token("zjj/handler"))

    async with standing(live), opened(live, page):
        await listens(database, page, "zjj/handler")
        await asyncio.to_thread(cut, database)
        await happens(lambda: NEW in page.said)

    assert "bells not heard" in caplog.text


def cut(database: Database) -> None:
    """End every connection that listens."""
    with psycopg.connect(database.conninfo, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN %'"
        )


@looped
async def test_what_is_no_request_is_left_alone(database: Database) -> None:
    page = Page()

    await Live(SECRET, partial(bells, database.conninfo))(
        {"type": "websocket"}, page.receive, page.send
    )

    assert page.begun == 0


def test_the_program_tells_of_an_act_at_once(house: House) -> None:
    port = free_port()
    with living(house, port):
        line = HTTPConnection("127.0.0.1", port, timeout=20)
        heard = sealed(house.settings.secret_key, ["x/y"], datetime.now(UTC) + timedelta(minutes=1))
        line.request("GET", f"/live?token={heard}")
        stream = line.getresponse()
        assert stream.status == 200
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        stream.readline()

        ring(house.database, "x/y")

        until(lambda: b"event: new" in stream.readline(), seconds=20)
        line.close()


def test_the_application_is_made_of_the_settings(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in house.environment.items():
        monkeypatch.setenv(name, value)

    assert isinstance(command.application(), Live)

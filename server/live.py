"""Tells open pages at once that there is something new: many idle streams, one listening connection.

An application for an asynchronous server (ASGI). A page opens a stream of events (SSE) with a sealed
list of ears; the database rings (NOTIFY) in the transaction of the act; the stream says "look", and the page
asks the web server as it would have done anyway. So nothing is told here that needs guarding, and a
stream that breaks loses nothing.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import aclosing, suppress
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from server.domain.bells import opened
from server.domain.errors import DatabaseAway

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable

    Scope = dict[str, Any]
    Receive = Callable[[], Awaitable[dict[str, Any]]]
    Send = Callable[[dict[str, Any]], Awaitable[None]]

LOG = logging.getLogger("muster.live")
BEAT_SECONDS = 25.0
"""A quiet stream says so now and then, or proxies would close it."""
GAP_SECONDS = 0.5
"""What rings within this time is one event."""
AWAY_SECONDS = 1.0
"""How long to wait before the database is asked again after it was away."""
NEW, BEAT = b"event: new\ndata: look\n\n", b": here\n\n"
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"access-control-allow-origin", b"*"),
]


class Live:
    """All open streams, by what they hear."""

    def __init__(self, secret: str, hear: Callable[[], AsyncGenerator[str | None]]) -> None:
        """Take the secret of the seals, and how the bells of the database are heard."""
        self._secret = secret
        self._hear = hear
        self._hearing: dict[str, set[asyncio.Event]] = {}
        self._listening: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or begin and end with the server."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self._listening = asyncio.create_task(self._listen())
                await send({"type": "lifespan.startup.complete"})
            else:
                await self.stop()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def stop(self) -> None:
        """Listen no more."""
        if self._listening is not None:
            self._listening.cancel()
            with suppress(asyncio.CancelledError):
                await self._listening

    # --- what rings ---------------------------------------------------------------------------

    async def _listen(self) -> None:
        """Hears the database until cancelled; after it was away everybody looks, for bells were missed."""
        while True:
            try:
                async with aclosing(self._hear()) as heard:
                    async for bell in heard:
                        self._ring(bell)
            except DatabaseAway as away:
                LOG.warning("bells not heard: %s", away.__cause__)
            await asyncio.sleep(AWAY_SECONDS)

    def _ring(self, bell: str | None) -> None:
        """Lets every stream say so that hears this bell; with None, every stream."""
        for each in list(self._hearing) if bell is None else (bell,):
            for rung in self._hearing.get(each, ()):
                rung.set()

    # --- streams ------------------------------------------------------------------------------

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        token = parse_qs(scope["query_string"].decode("ascii", "replace")).get("token", [""])[0]
        heard = opened(self._secret, token, datetime.now(UTC))
        if scope["method"] != "GET" or heard is None:
            await _begin(send, HTTPStatus.FORBIDDEN)
            await send({"type": "http.response.body", "body": b""})
            return
        await _begin(send, HTTPStatus.OK)
        rung, (bells, until) = asyncio.Event(), heard
        for bell in bells:
            self._hearing.setdefault(bell, set()).add(rung)
        saying = asyncio.create_task(_say(rung, send))
        leaving = asyncio.create_task(_leave(receive))
        try:
            left = (until - datetime.now(UTC)).total_seconds()
            await asyncio.wait((saying, leaving), timeout=left, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for bell in bells:
                self._forget(bell, rung)
            saying.cancel()
            leaving.cancel()
            await asyncio.gather(saying, leaving, return_exceptions=True)
        with suppress(OSError, RuntimeError):  # the page may be gone already
            await send({"type": "http.response.body", "body": b""})

    def _forget(self, bell: str, rung: asyncio.Event) -> None:
        hearing = self._hearing[bell]
        hearing.discard(rung)
        if not hearing:
            del self._hearing[bell]


async def _say(rung: asyncio.Event, send: Send) -> None:
    """Says so whenever it rings, and now and then that nothing did."""
    said = BEAT
    while True:
        await send({"type": "http.response.body", "body": said, "more_body": True})
        if said is NEW:
            await asyncio.sleep(GAP_SECONDS)
        try:
            async with asyncio.timeout(BEAT_SECONDS):
                await rung.wait()
            said = NEW
            rung.clear()
        except TimeoutError:
            said = BEAT


async def _leave(receive: Receive) -> None:
    """Waits until the page is gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _begin(send: Send, status: HTTPStatus) -> None:
    await send({"type": "http.response.start", "status": status.value, "headers": HEADERS})

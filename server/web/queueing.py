"""Requests queue for the processors, while others wait for slow lines.

A thread is held for as long as its client reads the answer or sends what it has to say, and on a
phone that may be minutes; so there are many. But of those that compute, more than two a processor
only stand in each other's way: see ``tests/bench/README.md``.
"""

from __future__ import annotations

import io
import os
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Answering = Callable[[dict[str, Any], Any], Iterable[bytes]]

AT_ONCE = 2 * (os.cpu_count() or 1)
PATIENCE = 0.25
"""Seconds after which a request goes on without a place: long answers hold up nobody."""
SHORT = 1_000_000
"""Bytes that are read before a place is taken; whoever sends more needs none."""


class Queue:
    """A WSGI application that lets only some requests compute at a time."""

    def __init__(self, answering: Answering, at_once: int = AT_ONCE) -> None:
        """Take the application behind."""
        self._answering = answering
        self._places = BoundedSemaphore(at_once)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer, after a place came free; the answer is sent after the place was given back."""
        if not _is_here(environ) or not self._places.acquire(timeout=PATIENCE):
            return self._answering(environ, start_response)
        try:
            return self._answering(environ, start_response)
        finally:
            self._places.release()


def _is_here(environ: dict[str, Any]) -> bool:
    """Whether all that the client has to say arrived; what is short is waited for."""
    said = environ.get("CONTENT_LENGTH") or "0"
    if "HTTP_TRANSFER_ENCODING" in environ or not said.isdecimal() or int(said) > SHORT:
        return False
    if said != "0":
        environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(int(said)))
    return True

"""Requests queue: few compute at once, and nobody waits for a slow line or a long answer."""

import io
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock
from typing import Any

import pytest

from server.web import queueing
from server.web.queueing import Queue


class Counter:
    """An application that counts how many requests it answers at once."""

    def __init__(self, seconds: float = 0.01) -> None:
        self.most = self._now = 0
        self._seconds = seconds
        self._lock = Lock()

    def __call__(self, environ: dict[str, Any], _start_response: Any) -> Iterable[bytes]:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        time.sleep(self._seconds)
        with self._lock:
            self._now -= 1
        return [environ["wsgi.input"].read() if "wsgi.input" in environ else b""]


def _all(app: Queue, requests: list[dict[str, Any]]) -> list[bytes]:
    with ThreadPoolExecutor(len(requests)) as clients:
        return [b"".join(answer) for answer in clients.map(lambda one: app(one, None), requests)]


def test_only_so_many_compute_at_once() -> None:
    counter = Counter()
    _all(Queue(counter, at_once=3), [{} for _ in range(20)])
    assert counter.most == 3


def test_what_was_sent_reaches_the_application_whole() -> None:
    said = [b"x" * size for size in (1, 1000, queueing.SHORT, queueing.SHORT + 1)]
    requests = [{"CONTENT_LENGTH": str(len(one)), "wsgi.input": io.BytesIO(one)} for one in said]
    assert _all(Queue(Counter(), at_once=2), requests) == said


class SlowLine:
    """What a client sends that doesn't go on until it is let."""

    def __init__(self, goes_on: Event) -> None:
        self._goes_on = goes_on

    def read(self, _size: int = -1) -> bytes:
        self._goes_on.wait(10)
        return b"x"


@pytest.mark.parametrize(
    "head",
    [
        {"CONTENT_LENGTH": "1"},
        {"CONTENT_LENGTH": str(queueing.SHORT + 1)},
        {"HTTP_TRANSFER_ENCODING": "chunked"},
        {"CONTENT_LENGTH": "rubbish"},
    ],
)
def test_a_slow_line_takes_nobodys_place(head: dict[str, str]) -> None:
    app, goes_on = Queue(Counter(), at_once=1), Event()
    with ThreadPoolExecutor(1) as clients:
        slow = clients.submit(app, head | {"wsgi.input": SlowLine(goes_on)}, None)
        since = time.monotonic()
        app({}, None)
        assert time.monotonic() - since < queueing.PATIENCE
        goes_on.set()
        assert slow.result() == [b"x"]


def test_a_long_answer_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queueing, "PATIENCE", 0.05)
    counter = Counter(seconds=0.5)
    since = time.monotonic()
    _all(Queue(counter, at_once=1), [{}, {}, {}])
    assert counter.most == 3
    assert time.monotonic() - since < 1.0


def test_an_application_that_fails_gives_its_place_back() -> None:
    def failing(_environ: dict[str, Any], _start_response: Any) -> Iterable[bytes]:
        raise ZeroDivisionError

    app = Queue(failing, at_once=1)
    for _ in range(2):
        since = time.monotonic()
        with pytest.raises(ZeroDivisionError):
            app({}, None)
        assert time.monotonic() - since < queueing.PATIENCE

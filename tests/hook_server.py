"""A server of somebody else on this machine: it keeps what it is told, and answers as it is told to."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

OK = b"HTTP/1.1 204 No Content\r\n\r\n"
HANGS, DIES, DRIPS = b"hangs", b"dies", b"drips"
BREATH = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What came."""

    line: str
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Receiver:
    """All that came, and what is answered next."""

    port: int = 0
    requests: list[Request] = field(default_factory=list)
    answers: list[bytes] = field(default_factory=list)
    """To the next requests, one each."""
    usual: bytes = OK
    before: Callable[[], None] = lambda: None
    """What happens meanwhile, before the answer."""
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/events"

    def answer(self, line: socket.socket) -> None:
        """Read one request and answer it."""
        came = line.makefile("rb")
        first = came.readline().decode().strip()
        headers = {}
        while written := came.readline().decode().strip():
            name, _, value = written.partition(": ")
            headers[name.lower()] = value
        body = came.read(int(headers.get("content-length", "0")))
        self.requests.append(Request(line=first, headers=headers, body=body))
        self.before()
        said = self.answers.pop(0) if self.answers else self.usual
        if said == HANGS:
            self.over.wait()
        elif said == DRIPS:
            line.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            while not self.over.wait(BREATH):
                line.sendall(b".")
        elif said != DIES:
            line.sendall(said)


def said(status: str, body: bytes = b"", *headers: str) -> bytes:
    """An answer as it goes over the line."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


@contextmanager
def hook_server(trust: ssl.SSLContext | None = None) -> Generator[Receiver]:
    """A server that takes everything, until it is told otherwise."""
    receiver = Receiver()
    threads: list[threading.Thread] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        receiver.port = listening.getsockname()[1]

        def serve(line: socket.socket) -> None:
            with suppress(OSError), line:
                safe = trust.wrap_socket(line, server_side=True) if trust else line
                with safe:
                    receiver.answer(safe)

        def accept() -> None:
            with suppress(OSError):
                while True:
                    line = listening.accept()[0]
                    threads.append(threading.Thread(target=serve, args=(line,), daemon=True))
                    threads[-1].start()

        waiting = threading.Thread(target=accept, daemon=True)
        waiting.start()
        yield receiver
        receiver.over.set()
        listening.shutdown(socket.SHUT_RDWR)
        waiting.join()
    until = time.monotonic() + 5
    for each in threads:
        each.join(max(0, until - time.monotonic()))

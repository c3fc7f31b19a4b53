"""Hooks, by HTTP: one POST to the very address that was looked at, and a small answer read in time.

The standard library speaks it: whoever follows redirects, asks proxies or looks names up a second time
would undo what is looked at here (decision 0054).
"""

from __future__ import annotations

import io
import socket
import ssl
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from server.domain.calling import Answer, key_of
from server.domain.hooks import OwnPlaces, flaws_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from _typeshed import WriteableBuffer

SECONDS = 10.0
"""How long a call takes at most: to connect, to speak and to listen, all together."""
LONGEST_ANSWER = 300
"""Bytes of an answer that are read."""


class Forbidden(OSError):
    """An address may not be called."""


class HttpCaller:
    """Speaks with hooks."""

    def __init__(
        self,
        secret: str,
        site: str = "",
        own: OwnPlaces | None = None,
        trust: ssl.SSLContext | None = None,
        seconds: float = SECONDS,
    ) -> None:
        """Take the house's secret and address, what may be called beside public places, whom to trust."""
        self._secret = secret
        self._site = site
        self._own = own or OwnPlaces()
        self._trust = trust
        self._seconds = seconds

    @property
    def site(self) -> str:
        """The address by which people reach the house, without a last slash."""
        return self._site

    @property
    def own(self) -> OwnPlaces:
        """What may be called although it is not public."""
        return self._own

    def key(self, salt: str) -> str:
        """The key of this salt."""
        return key_of(self._secret, salt)

    def call(self, address: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Say this to a server, once; whatever it does, there is an answer after a while."""
        for flaw in flaws_of(
            address, self._own
        ):  # the settings may have changed since it was entered
            return Answer(status=None, said=" ".join(flaw))
        until = time.monotonic() + self._seconds
        try:
            return self._call(address, headers, body, until)
        except (OSError, HTTPException, UnicodeError) as fault:
            return Answer(status=None, said=_said(fault))

    def _call(self, address: str, headers: Mapping[str, str], body: bytes, until: float) -> Answer:
        parts = urlsplit(address)
        is_safe = parts.scheme == "https"
        host, port = parts.hostname or "", parts.port or (443 if is_safe else 80)
        connection = (
            HTTPSConnection(host, port, context=self._trusted())
            if is_safe
            else HTTPConnection(host, port)
        )
        line = self._open(host, port, until)
        try:
            if is_safe:
                line.settimeout(_left(until))
                line = self._trusted().wrap_socket(line, server_hostname=host)
            connection.sock = _Line(line, until)  # all that is asked of it
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("POST", path, body=body, headers=dict(headers))
            answer = connection.getresponse()
            said = b""
            with suppress(OSError, HTTPException):  # what it made of the call its status has said
                said = answer.read(LONGEST_ANSWER)
            return Answer(status=answer.status, said=_read(said))
        finally:
            connection.close()
            line.close()

    def _trusted(self) -> ssl.SSLContext:
        """Whom to trust: read once, for that takes longer than a call."""
        self._trust = self._trust or ssl.create_default_context()
        return self._trust

    def _open(self, host: str, port: int, until: float) -> socket.socket:
        """A connection to an address that was looked at; every address of the host must be allowed."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
        for address in addresses:
            if not self._own.may_reach(host, address):
                said = f"{host} → {address}：内部地址不可调用 an address inside may not be called"
                raise Forbidden(said)
        fault: OSError | None = None
        for address in addresses:
            try:
                return socket.create_connection((address, port), timeout=_left(until))
            except OSError as away:
                fault = away
        raise fault or OSError(host)


class _Line:
    """A connection that is over at a moment, however slowly the other side speaks."""

    def __init__(self, line: socket.socket, until: float) -> None:
        self._line = line
        self._until = until

    def sendall(self, said: bytes) -> None:
        self._line.settimeout(_left(self._until))
        self._line.sendall(said)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Ear(self._line, self._until))

    def close(self) -> None:
        """Whoever opened it closes it."""


class _Ear(io.RawIOBase):
    """What comes over such a connection."""

    def __init__(self, line: socket.socket, until: float) -> None:
        super().__init__()
        self._line = line
        self._until = until

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        self._line.settimeout(_left(self._until))
        return self._line.recv_into(buffer)


def _left(until: float) -> float:
    """The seconds that are left; refused when none are."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _read(answer: bytes) -> str:
    """The first bytes of an answer as one line that can be shown and kept."""
    text = answer.decode("utf-8", errors="replace")
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _said(fault: Exception) -> str:
    """What went wrong on the way."""
    if isinstance(fault, TimeoutError):
        return "没有及时答复 no answer in time"
    said = getattr(fault, "strerror", None) or str(fault) or type(fault).__name__
    return _read(said.encode(errors="replace")[:LONGEST_ANSWER])

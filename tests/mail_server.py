"""A mail server of one's own on this machine: it keeps what it is given, and answers as it is told."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any

from aiosmtpd.controller import Controller

if TYPE_CHECKING:
    from collections.abc import Generator
    from email.message import EmailMessage

TAKEN = "250 OK"


@dataclass(slots=True)
class MailBox:
    """All mail that came, and what the server says next."""

    mails: list[EmailMessage] = field(default_factory=list)
    at_mail: str = TAKEN
    """What is said to every sender."""
    at_rcpt: dict[str, str] = field(default_factory=dict)
    """By address, what is said to it."""
    at_data: list[str] = field(default_factory=list)
    """What is said to the next mails, one each."""
    port: int = 0
    lines: int = 0
    """How many connections there were."""

    async def handle_MAIL(  # noqa: N802  # the library's own name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if self.at_mail == TAKEN:
            envelope.mail_from = address
        return self.at_mail

    async def handle_RCPT(  # noqa: N802  # the library's own name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        said = self.at_rcpt.get(address, TAKEN)
        if said == TAKEN:
            envelope.rcpt_tos.append(address)
        return said

    async def handle_EHLO(  # noqa: N802  # the library's own name and shape
        self, _server: Any, session: Any, _envelope: Any, hostname: str, offers: list[str], /
    ) -> list[str]:
        session.host_name = hostname
        self.lines += 1
        return offers

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  # the library's own name
        said = self.at_data.pop(0) if self.at_data else TAKEN
        if said == "dies":
            server.transport.abort()
        elif said == TAKEN:
            read = message_from_bytes(envelope.content, policy=policy.default)
            self.mails.append(read)
        return said

    def texts(self) -> list[str]:
        """The plain texts of all that came."""
        return [_part(mail, "plain") for mail in self.mails]

    def pages(self) -> list[str]:
        """The same as HTML."""
        return [_part(mail, "html") for mail in self.mails]


def _part(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


@contextmanager
def mail_server() -> Generator[MailBox]:
    """A server that takes all mail, until it is told otherwise."""
    box = MailBox()
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        box.port = found.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


@contextmanager
def silent_server() -> Generator[int]:
    """A server that answers nobody: the port on which it listens."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        kept: list[socket.socket] = []

        def accept() -> None:
            while True:
                try:
                    kept.append(listening.accept()[0])
                except OSError:
                    return

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()
        for each in kept:
            each.close()

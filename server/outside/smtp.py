"""The mail server, by SMTP (RFC 5321): the standard library's client, one connection for many mails."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formataddr, formatdate
from typing import TYPE_CHECKING

from server.domain.mailing import Receipt, Taken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from server.domain.mailing import Mail

SECONDS = 15.0
"""How long an answer is waited for."""
LASTING = 500
"""From this reply code on a refusal is for good (RFC 5321, 4.2.1)."""
ADDRESS_CODES = frozenset({550, 551, 553, 556})
"""Refusals at RCPT that speak of the address itself, not of room or of rules."""
LONGEST_ANSWER = 300
"""Letters of an answer that are kept."""
SENDER = "哨令 Muster"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where it is, and how one signs in there."""

    host: str
    port: int
    tls: str
    """``starttls``, ``tls`` or ``none``."""
    user: str
    password: str = field(repr=False)
    sender: str


class SmtpMailer:
    """Hands mails to the mail server, one after another over one connection."""

    def __init__(self, server: MailServer, site: str, seconds: float = SECONDS) -> None:
        self._server = server
        self._site = site
        self._seconds = seconds

    @property
    def site(self) -> str:
        """The address by which people reach the house, without a last slash."""
        return self._site

    def carry(self, mails: Iterable[Mail]) -> Iterator[tuple[Mail, Receipt]]:
        """Hands mails over; once the server can't be spoken with, the others come back so at once."""
        line: smtplib.SMTP | None = None
        away: Receipt | None = None
        try:
            for mail in mails:
                receipt = away
                if receipt is None:
                    try:
                        line = line or self._open()
                        receipt = self._hand_over(line, mail)
                    except (OSError, smtplib.SMTPException, EOFError) as fault:
                        away = receipt = Receipt(taken=Taken.AWAY, answer=_said(fault))
                yield mail, receipt
        finally:
            if line is not None:
                with suppress(OSError, smtplib.SMTPException):
                    line.quit()

    def _open(self) -> smtplib.SMTP:
        """A connection that is signed in; never without TLS where TLS is wanted."""
        server = self._server
        safe = ssl.create_default_context()
        if server.tls == "tls":
            line: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=self._seconds, context=safe
            )
        else:
            line = smtplib.SMTP(server.host, server.port, timeout=self._seconds)
        try:
            if server.tls == "starttls":
                line.starttls(context=safe)
            if server.user:
                line.login(server.user, server.password)
        except BaseException:
            line.close()
            raise
        return line

    def _hand_over(self, line: smtplib.SMTP, mail: Mail) -> Receipt:
        """The answer to one mail; a connection that broke is an error, an answer is none."""
        try:
            line.send_message(self._written(mail), self._server.sender, [mail.to])
        except smtplib.SMTPRecipientsRefused as refused:
            [(code, answer)] = refused.recipients.values()
            return Receipt(taken=_at_rcpt(code), answer=_answer(code, answer))
        except smtplib.SMTPSenderRefused as refused:
            return Receipt(taken=Taken.LATER, answer=_said(refused))
        except smtplib.SMTPDataError as refused:
            taken = Taken.NEVER if refused.smtp_code >= LASTING else Taken.LATER
            return Receipt(taken=taken, answer=_said(refused))
        return Receipt(taken=Taken.SENT, answer="")

    def _written(self, mail: Mail) -> EmailMessage:
        """The mail with its headers; answers and holiday replies are asked not to come."""
        message = EmailMessage(policy=SMTP)
        domain = self._server.sender.rpartition("@")[2]
        message["From"] = formataddr((SENDER, self._server.sender))
        message["To"] = mail.to
        message["Subject"] = " ".join(mail.subject.split())
        message["Date"] = formatdate()
        message["Message-ID"] = f"<{mail.id}@{domain}>"
        if mail.thread is not None:
            message["In-Reply-To"] = message["References"] = f"<matter-{mail.thread}@{domain}>"
        message["Auto-Submitted"] = "auto-generated"
        message["X-Auto-Response-Suppress"] = "All"
        message["List-Unsubscribe"] = f"<{mail.choices}>"
        message.set_content(mail.text)
        message.add_alternative(mail.html, subtype="html")
        return message


def _at_rcpt(code: int) -> Taken:
    if code in ADDRESS_CODES:
        return Taken.NO_SUCH_ADDRESS
    return Taken.NEVER if code >= LASTING else Taken.LATER


def _said(fault: Exception) -> str:
    """What the server answered, or what went wrong on the way to it."""
    if isinstance(fault, smtplib.SMTPResponseException):
        return _answer(fault.smtp_code, fault.smtp_error)
    return f"{type(fault).__name__}: {fault}"[:LONGEST_ANSWER]


def _answer(code: int, text: bytes | str) -> str:
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {' '.join(said.split())}"[:LONGEST_ANSWER]

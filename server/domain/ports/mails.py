"""The book of mails, and the mail server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from server.domain.ids import CaseId, MailId, NoticeId, PersonId
    from server.domain.mailing import Mail, MailChoice, MailState, Receipt
    from server.domain.reading import ChosenMail, MailPage, ToldOf


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One person whom a notice reaches, with what they chose."""

    notice: NoticeId
    kind: str
    person: PersonId
    choice: MailChoice


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """One notice that is to go out to one person now."""

    notice: NoticeId
    person: PersonId
    root: CaseId | None
    rhythm: str
    is_read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """One notice as a mail tells it."""

    notice: NoticeId
    kind: str
    name: str
    name_en: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MailDraft:
    """All that a mail is made of."""

    id: MailId
    tries: int
    address: str
    """Empty: its reader wants none any more, or the address was refused."""
    digest: str
    """Of the address."""
    language: str
    root: CaseId | None
    lines: tuple[NoticeLine, ...]
    """What its reader has not seen yet."""
    person: PersonId


class MailBook(Protocol):
    """Who wants which notices by mail, and the mails."""

    def choice(self, person: PersonId) -> ChosenMail | None:
        """What a person chose; None: nothing yet."""

    def told(self, notices: Iterable[NoticeId], day: date) -> tuple[Told, ...]:
        """Whom these notices reach on a day, of those who want mail at all."""

    def told_of(self, notice: NoticeId) -> ToldOf | None:
        """What a notice is about, and whom it reaches."""

    def put(self, lines: Iterable[tuple[Told, datetime]]) -> None:
        """Let each go out at its moment."""

    def has_due(self, now: datetime) -> bool:
        """Whether anything goes out now."""

    def take_lines(self, now: datetime, persons: int) -> tuple[DueLine, ...]:
        """Lock all that waits for these many persons of whom something is due, the earliest first."""

    def drop(self, lines: Iterable[DueLine]) -> None:
        """Send these no more."""

    def open(self, mail: MailId, now: datetime, lines: Iterable[DueLine]) -> None:
        """Put these lines of one person into a mail that is due now."""

    def take(self, now: datetime, limit: int) -> tuple[MailDraft, ...]:
        """The mails that are due, the earliest first, each left for a while to whoever took it."""

    def sent(self, mail: MailId, now: datetime, answer: str) -> None:
        """It is on its way, and its lines are done."""

    def put_off(self, mail: MailId, until: datetime, tries: int, answer: str) -> None:
        """It is tried again at that moment."""

    def failed(self, mail: MailId, tries: int, answer: str) -> None:
        """It is not tried again by itself."""

    def forget(self, mail: MailId) -> None:
        """It is not needed any more."""

    def refuse_address(self, draft: MailDraft, now: datetime, answer: str) -> bool:
        """No mail goes to this address of a person until they choose anew; False when they have."""

    def retry(self, mail: MailId, now: datetime) -> bool:
        """Try one now that is not sent yet; whether there is one."""

    def listed(self, state: MailState | None, after: MailId | None) -> MailPage:
        """The mails, the newest first; of one state, where one is named."""

    def forget_before(self, moment: datetime) -> None:
        """Drop mails that were made before then."""


class Mailer(Protocol):
    """The mail server."""

    @property
    def site(self) -> str:
        """The address by which people reach the house, without a last slash."""

    def carry(self, mails: Iterable[Mail]) -> Iterator[tuple[Mail, Receipt]]:
        """Hand mails over one after another, with the answer to each.

        Once the server can't be spoken with, the others come back with that at once.
        """

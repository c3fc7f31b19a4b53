"""The book of mails of a house that sends none: what mail does is tested over a real database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.reading import MailPage

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from server.domain.ids import MailId, NoticeId, PersonId
    from server.domain.mailing import MailState
    from server.domain.ports import DueLine, MailDraft, Told
    from server.domain.reading import ChosenMail, ToldOf
    from tests.fakes.state import State


class FakeMailBook:
    """Nobody wants mail, so there is none."""

    def __init__(self, state: State) -> None:
        self._state = state

    def choice(self, person: PersonId) -> ChosenMail | None: ...

    def told(self, notices: Iterable[NoticeId], day: date) -> tuple[Told, ...]:
        del notices, day
        return ()

    def told_of(self, notice: NoticeId) -> ToldOf | None: ...

    def put(self, lines: Iterable[tuple[Told, datetime]]) -> None: ...

    def has_due(self, now: datetime) -> bool:
        del now
        return False

    def take_lines(self, now: datetime, persons: int) -> tuple[DueLine, ...]:
        del now, persons
        return ()

    def drop(self, lines: Iterable[DueLine]) -> None: ...

    def open(self, mail: MailId, now: datetime, lines: Iterable[DueLine]) -> None: ...

    def take(self, now: datetime, limit: int) -> tuple[MailDraft, ...]:
        del now, limit
        return ()

    def sent(self, mail: MailId, now: datetime, answer: str) -> None: ...

    def put_off(self, mail: MailId, until: datetime, tries: int, answer: str) -> None: ...

    def failed(self, mail: MailId, tries: int, answer: str) -> None: ...

    def forget(self, mail: MailId) -> None: ...

    def refuse_address(self, draft: MailDraft, now: datetime, answer: str) -> bool:
        del draft, now, answer
        return False

    def retry(self, mail: MailId, now: datetime) -> bool:
        del mail, now
        return False

    def listed(self, state: MailState | None, after: MailId | None) -> MailPage:
        del state, after
        return MailPage(rows=(), next=None)

    def forget_before(self, moment: datetime) -> None: ...

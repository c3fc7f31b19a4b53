"""One transaction."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from types import TracebackType
    from typing import Self
    from uuid import UUID

    from server.domain.facts import Fact
    from server.domain.journal import Entry
    from server.domain.notice import Notice
    from server.domain.people import Actor
    from server.domain.ports.asides import AsideBook
    from server.domain.ports.books import CaseBook, PollBook, WaitBook, WorkBook
    from server.domain.ports.county_books import (
        CountyBook,
        DecisionBook,
        JournalBook,
        PeopleBook,
        ProcessBook,
    )
    from server.domain.ports.course import CourseBook
    from server.domain.ports.event_books import MessageBook, StartBook
    from server.domain.ports.feeds import FeedBook
    from server.domain.ports.hooks import HookBook
    from server.domain.ports.incidents import IncidentBook
    from server.domain.ports.mails import MailBook
    from server.domain.ports.people_books import CertificateBook, SubstitutionBook, VacancyBook
    from server.domain.ports.recounts import RecountBook
    from server.domain.ports.registers import LeavingBook, RegisterBook
    from server.domain.ports.respites import RespiteBook
    from server.domain.ports.saved_views import SavedViewBook
    from server.domain.ports.views import Views
    from server.domain.values import Values


class Queue(StrEnum):
    """Where a job waits: a server that is slow holds up nothing of the house, and no other kind."""

    INSIDE = "default"
    """What touches the house alone."""
    MAIL = "outside"
    """What speaks with the mail server."""
    HOOKS = "hooks"
    """What speaks with hooks."""


class Unit(Protocol):
    """One transaction: all the books, one commit. Leaving it without a commit undoes everything."""

    @property
    def cases(self) -> CaseBook: ...
    @property
    def work(self) -> WorkBook: ...
    @property
    def asides(self) -> AsideBook: ...
    @property
    def course(self) -> CourseBook: ...
    @property
    def waits(self) -> WaitBook: ...
    @property
    def polls(self) -> PollBook: ...
    @property
    def starts(self) -> StartBook: ...
    @property
    def recounts(self) -> RecountBook: ...
    @property
    def respites(self) -> RespiteBook: ...
    @property
    def messages(self) -> MessageBook: ...
    @property
    def incidents(self) -> IncidentBook: ...
    @property
    def processes(self) -> ProcessBook: ...
    @property
    def people(self) -> PeopleBook: ...
    @property
    def substitutions(self) -> SubstitutionBook: ...
    @property
    def certificates(self) -> CertificateBook: ...
    @property
    def mails(self) -> MailBook: ...
    @property
    def hooks(self) -> HookBook: ...
    @property
    def vacancies(self) -> VacancyBook: ...
    @property
    def registers(self) -> RegisterBook: ...
    @property
    def leavings(self) -> LeavingBook: ...
    @property
    def decisions(self) -> DecisionBook: ...
    @property
    def county(self) -> CountyBook: ...
    @property
    def journal(self) -> JournalBook: ...
    @property
    def feeds(self) -> FeedBook: ...
    @property
    def saved_views(self) -> SavedViewBook: ...
    @property
    def views(self) -> Views: ...

    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def first(self, key: str, actor: Actor, fingerprint: str) -> str | None:
        """Take a request key: None when this is the first, else what was answered to it.

        Waits for a twin that is under way.
        """

    def replied(self, key: str, actor: Actor, answer: str) -> None:
        """Keep the answer under the key, in the same transaction."""

    def forget_requests(self, before: datetime) -> None:
        """Drop request keys answered before then: nobody repeats a request after days."""

    def append(self, entries: Iterable[Entry]) -> None:
        """Write journal entries."""

    def apply(self, entry: Entry, facts: tuple[Fact, ...]) -> None:
        """Apply the facts of an entry to the tables (``store/projecting``); written at the flush."""

    def put_content(self, subject: UUID, digest: str, content: Values) -> None:
        """Keep what was typed, computed or sent, under its digest (decision 0011)."""

    def tell(self, notices: Iterable[Notice]) -> None:
        """Keep notices for roles and persons."""

    def ring(self, bells: Iterable[str]) -> None:
        """Let whoever hears these bells know, when this transaction commits, that there is something new."""

    def announce(self, entries: Iterable[Entry], kinds: Iterable[str]) -> None:
        """Let the hooks be told of these entries, if any hook hears of one of these kinds of facts."""

    def defer(
        self,
        job: str,
        arguments: Mapping[str, str],
        *,
        key: str | None = None,
        queue: Queue = Queue.INSIDE,
    ) -> None:
        """Put a job in the queue, visible only when this transaction commits."""

    def flush(self) -> None:
        """Send what was gathered so far, so that it can be read back before the commit."""

    def commit(self) -> None:
        """Make it so; refused with ``BusyNow`` when the database could not order it."""

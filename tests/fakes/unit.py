"""One transaction in memory: what isn't committed was never there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.errors import BusyNow, SameKeyOtherRequest
from server.domain.ports import Queue
from tests.fakes.asides import FakeAsideBook
from tests.fakes.books import FakeCaseBook, FakeWorkBook
from tests.fakes.county_books import (
    FakeCountyBook,
    FakeDecisionBook,
    FakeJournalBook,
    FakeProcessBook,
)
from tests.fakes.course import FakeCourseBook
from tests.fakes.event_books import FakeMessageBook, FakeStartBook
from tests.fakes.feeds import FakeFeedBook
from tests.fakes.hooks import FakeHookBook
from tests.fakes.incidents import FakeIncidentBook
from tests.fakes.mails import FakeMailBook
from tests.fakes.people_book import FakePeopleBook
from tests.fakes.people_books import FakeCertificateBook, FakeSubstitutionBook, FakeVacancyBook
from tests.fakes.polls import FakePollBook
from tests.fakes.projecting import PROJECTING
from tests.fakes.recounts import FakeRecountBook
from tests.fakes.registers import FakeLeavingBook, FakeRegisterBook
from tests.fakes.respites import FakeRespiteBook
from tests.fakes.saved_views import FakeSavedViewBook
from tests.fakes.state import Database, Job
from tests.fakes.views import FakeViews
from tests.fakes.waits import FakeWaitBook

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
    from server.domain.ports import (
        AsideBook,
        CaseBook,
        CertificateBook,
        CountyBook,
        CourseBook,
        DecisionBook,
        FeedBook,
        HookBook,
        IncidentBook,
        JournalBook,
        LeavingBook,
        MailBook,
        MessageBook,
        PeopleBook,
        PollBook,
        ProcessBook,
        RecountBook,
        RegisterBook,
        RespiteBook,
        SavedViewBook,
        StartBook,
        SubstitutionBook,
        VacancyBook,
        Views,
        WaitBook,
        WorkBook,
    )
    from server.domain.values import Values


class FakeUnit:
    """All the books over one working copy; facts reach the tables at the flush, not before."""

    feeds: FeedBook = FakeFeedBook()

    def __init__(self, database: Database) -> None:
        self._database = database
        self._state = database.state.twin()
        self._waiting: list[tuple[Entry, tuple[Fact, ...]]] = []
        self._keys: dict[str, str] = {}
        self.cases: CaseBook = FakeCaseBook(self._state)
        self.work: WorkBook = FakeWorkBook(self._state)
        self.asides: AsideBook = FakeAsideBook(self._state)
        self.course: CourseBook = FakeCourseBook(self._state)
        self.waits: WaitBook = FakeWaitBook(self._state)
        self.polls: PollBook = FakePollBook(self._state)
        self.starts: StartBook = FakeStartBook(self._state)
        self.recounts: RecountBook = FakeRecountBook(self._state)
        self.respites: RespiteBook = FakeRespiteBook(self._state)
        self.messages: MessageBook = FakeMessageBook(self._state)
        self.incidents: IncidentBook = FakeIncidentBook(self._state)
        self.processes: ProcessBook = FakeProcessBook(self._state)
        self.decisions: DecisionBook = FakeDecisionBook(self._state)
        self.people: PeopleBook = FakePeopleBook(self._state)
        self.substitutions: SubstitutionBook = FakeSubstitutionBook(self._state)
        self.certificates: CertificateBook = FakeCertificateBook(self._state)
        self.mails: MailBook = FakeMailBook(self._state)
        self.hooks: HookBook = FakeHookBook()
        self.vacancies: VacancyBook = FakeVacancyBook(self._state)
        self.registers: RegisterBook = FakeRegisterBook(self._state)
        self.leavings: LeavingBook = FakeLeavingBook(self._state)
        self.county: CountyBook = FakeCountyBook(self._state)
        self.journal: JournalBook = FakeJournalBook(self._state)
        self.saved_views: SavedViewBook = FakeSavedViewBook(self._state)
        self.views: Views = FakeViews(self._state)
        database.units += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Nothing to undo: the working copy is dropped."""

    def first(self, key: str, actor: Actor, fingerprint: str) -> str | None:
        """Takes a request key."""
        self._keys[key] = fingerprint
        before, answer = self._state.requests.get((actor.person, key), (fingerprint, None))
        if before != fingerprint:
            raise SameKeyOtherRequest
        return answer

    def replied(self, key: str, actor: Actor, answer: str) -> None:
        """Keeps the answer under the key."""
        self._state.requests[actor.person, key] = (self._keys[key], answer)

    def forget_requests(self, before: datetime) -> None:
        """Drops every key: the fake keeps no moments."""
        del before
        self._state.requests.clear()

    def append(self, entries: Iterable[Entry]) -> None:
        """Writes journal entries."""
        for entry in entries:
            before = self._state.journals.get(entry.subject, ())
            assert entry.seq == len(before) + 1, "two acts wrote the same entry"
            self._state.journals[entry.subject] = (*before, entry)

    def apply(self, entry: Entry, facts: tuple[Fact, ...]) -> None:
        """Gathers facts for the flush."""
        self._waiting.append((entry, facts))

    def put_content(self, subject: UUID, digest: str, content: Values) -> None:
        """Keeps what was typed or computed."""
        self._state.contents[subject, digest] = content

    def tell(self, notices: Iterable[Notice]) -> None:
        """Keeps notices."""
        self._state.notices.extend(notices)

    def ring(self, bells: Iterable[str]) -> None:
        """Keeps for whom it rang."""
        self._state.rung.update(dict.fromkeys(bells, True))

    def announce(self, entries: Iterable[Entry], kinds: Iterable[str]) -> None:
        """Nobody hears of it."""

    def defer(
        self,
        job: str,
        arguments: Mapping[str, str],
        *,
        key: str | None = None,
        queue: Queue = Queue.INSIDE,
    ) -> None:
        """Puts a job in the queue, once for each key."""
        del queue
        if key is None or all(waiting.key != key for waiting in self._state.jobs):
            self._state.jobs.append(Job(name=job, arguments=arguments, key=key))

    def flush(self) -> None:
        """Applies what was gathered."""
        for entry, facts in self._waiting:
            for fact in facts:
                PROJECTING[type(fact)](self._state, entry, fact)
        self._waiting.clear()
        self._state.outputs.update(self._state.given)
        self._state.given.clear()

    def commit(self) -> None:
        """Makes it so."""
        if self._database.busy:
            self._database.busy -= 1
            raise BusyNow
        self.flush()
        self._database.state = self._state.twin()
        self._database.commits += 1

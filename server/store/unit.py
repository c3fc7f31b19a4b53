"""One transaction: all the books over one connection, everything written at once, one commit."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import TracebackType
from typing import Self
from uuid import UUID

from server.domain.facts import Fact
from server.domain.journal import Entry
from server.domain.notice import Notice
from server.domain.people import Actor
from server.domain.ports import Queue
from server.domain.values import Values
from server.store.asides import SqlAsideBook
from server.store.cases import SqlCaseBook
from server.store.certificates import SqlCertificateBook
from server.store.county import SqlCountyBook
from server.store.course import SqlCourseBook
from server.store.database import Database
from server.store.decisions import SqlDecisionBook
from server.store.feeds import SqlFeedBook
from server.store.gathered import Gathered
from server.store.hooks import SqlHookBook
from server.store.incidents import SqlIncidentBook
from server.store.journal import CONTENTS, SqlJournalBook, write_entries
from server.store.leavings import SqlLeavingBook
from server.store.mails import SqlMailBook
from server.store.messages import SqlMessageBook
from server.store.notices import write_notices
from server.store.people import SqlPeopleBook
from server.store.polls import SqlPollBook
from server.store.processes import SqlProcessBook
from server.store.projecting import project
from server.store.recounts import SqlRecountBook
from server.store.registers import SqlRegisterBook
from server.store.requests import forget_requests, keep_answer, take_key
from server.store.respites import SqlRespiteBook
from server.store.saved_views import SqlSavedViewBook
from server.store.starts import SqlStartBook
from server.store.substitutions import SqlSubstitutionBook
from server.store.vacancies import SqlVacancyBook
from server.store.values import packed
from server.store.views import Manner, SqlViews
from server.store.waits import SqlWaitBook
from server.store.wire import Wire
from server.store.work import SqlWorkBook


class SqlUnit:
    """One transaction on PostgreSQL; leaving it without a commit undoes everything.

    Completing a task is a key, a lock, a reading and one statement for all that is written.
    """

    def __init__(self, database: Database, manner: Manner) -> None:
        """Take a database, and how pages want moments and notices put."""
        wire = self._wire = Wire(database.engine)
        gathered = self._gathered = Gathered(wire)
        self.cases = SqlCaseBook(wire, gathered)
        self.work = SqlWorkBook(wire, gathered)
        self.asides = SqlAsideBook(wire, gathered)
        self.course = SqlCourseBook(wire, gathered)
        self.waits = SqlWaitBook(wire, gathered)
        self.polls = SqlPollBook(wire, gathered)
        self.starts = SqlStartBook(wire, gathered)
        self.recounts = SqlRecountBook(wire, gathered)
        self.respites = SqlRespiteBook(wire, gathered)
        self.messages = SqlMessageBook(wire, gathered)
        self.incidents = SqlIncidentBook(wire, gathered)
        self.processes = SqlProcessBook(wire, gathered)
        self.decisions = SqlDecisionBook(wire, gathered)
        self.people = SqlPeopleBook(wire, gathered)
        self.substitutions = SqlSubstitutionBook(wire, gathered)
        self.certificates = SqlCertificateBook(wire, gathered)
        self.mails = SqlMailBook(wire, gathered)
        self.hooks = SqlHookBook(wire, gathered)
        self.vacancies = SqlVacancyBook(wire, gathered)
        self.registers = SqlRegisterBook(wire, gathered)
        self.leavings = SqlLeavingBook(wire, gathered)
        self.county = SqlCountyBook(wire, gathered)
        self.journal = SqlJournalBook(wire, gathered)
        self.saved_views = SqlSavedViewBook(wire, gathered)
        self.feeds = SqlFeedBook(wire, gathered)
        self.views = SqlViews(wire, gathered, manner)

    def __enter__(self) -> Self:
        """Begin; no connection is taken before the first question."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End, undoing what was not committed."""
        self._wire.close()

    def first(self, key: str, actor: Actor, fingerprint: str) -> str | None:
        """Take a request key: None when this is the first, else what was answered to it.

        Waits for a twin that is under way.
        """
        return take_key(self._wire, key, actor, fingerprint)

    def replied(self, key: str, actor: Actor, answer: str) -> None:
        """Keep the answer under the key, in the same transaction."""
        keep_answer(self._gathered, key, actor, answer)

    def forget_requests(self, before: datetime) -> None:
        """Drop request keys answered before then."""
        forget_requests(self._wire, before)

    def append(self, entries: Iterable[Entry]) -> None:
        """Write journal entries."""
        write_entries(self._gathered, entries)

    def apply(self, entry: Entry, facts: tuple[Fact, ...]) -> None:
        """Apply the facts of an entry to the tables."""
        project(self._gathered, entry, facts)

    def put_content(self, subject: UUID, digest: str, content: Values) -> None:
        """Keep what was typed, computed or sent, under its digest."""
        self._gathered.put(
            CONTENTS, subject=subject, digest=bytes.fromhex(digest), content=packed(dict(content))
        )

    def tell(self, notices: Iterable[Notice]) -> None:
        """Keep notices for roles and persons."""
        write_notices(self._gathered, notices)

    def ring(self, bells: Iterable[str]) -> None:
        """Let whoever hears these bells know, when this transaction commits, that there is something new."""
        self._gathered.ring(bells)

    def announce(self, entries: Iterable[Entry], kinds: Iterable[str]) -> None:
        """Let the hooks be told of these entries, if any hook hears of one of these kinds of facts."""
        self._gathered.announce((f"{each.subject.hex}/{each.seq}" for each in entries), kinds)

    def defer(
        self,
        job: str,
        arguments: Mapping[str, str],
        *,
        key: str | None = None,
        queue: Queue = Queue.INSIDE,
    ) -> None:
        """Put a job in the queue, visible only when this transaction commits.

        With a key, nothing is queued while a job with that key still waits there.
        """
        self._gathered.defer(job, arguments, key, queue.value)

    def flush(self) -> None:
        """Send what was gathered so far, so that it can be read back before the commit."""
        self._gathered.flush()

    def commit(self) -> None:
        """Make it so; refused with ``BusyNow`` when the database could not order it."""
        self._gathered.flush()
        self._wire.commit()

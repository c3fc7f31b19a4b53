"""All the views in one, as the services ask for them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from server.domain.access import Claim
from server.domain.ids import AsideId, BodyId, CaseId, ItemId, NoticeId, SubjectId, VersionId
from server.domain.people import Actor
from server.domain.reading import (
    AsideList,
    Badge,
    BodyNode,
    CandidatePage,
    CandidateQuery,
    CasePage,
    InboxChoices,
    InboxCounts,
    InboxPage,
    InboxQuery,
    InboxRow,
    JournalLine,
    NoticePage,
)
from server.domain.story import Standing
from server.store.gathered import Gathered
from server.store.views import (
    asides,
    candidates,
    case_lists,
    cases,
    figures,
    inbox,
    organisation,
    searching,
    told,
)
from server.store.views.cursors import Mark, read, written
from server.store.views.manner import Manner
from server.store.wire import Wire

SEARCHED = 20


class SqlViews:
    """Reading for pages."""

    def __init__(self, wire: Wire, gathered: Gathered, manner: Manner) -> None:
        """Read through the wire, after what is gathered was written."""
        self._asked = wire
        self._gathered = gathered
        self._manner = manner

    @property
    def _wire(self) -> Wire:
        self._gathered.flush()
        return self._asked

    def inbox(self, actor: Actor, query: InboxQuery, now: datetime) -> InboxPage:
        """A page of the actor's open work; cost doesn't grow with the number of items."""
        return inbox.inbox_page(self._wire, self._manner, actor, query, now)

    def inbox_counts(self, actor: Actor, now: datetime) -> InboxCounts:
        """The figures over the actor's inbox; each stops counting one beyond its cap."""
        return figures.counts(self._wire, actor, now)

    def inbox_count(self, actor: Actor, query: InboxQuery, now: datetime) -> int:
        """How much open work a query finds; counting stops one beyond the cap."""
        return figures.count(self._wire, actor, query, now)

    def due_on(
        self, actor: Actor, days: Sequence[date], now: datetime, *, mine: bool
    ) -> Mapping[date, int]:
        """How much open work is due on each day; counting stops one beyond the cap."""
        return figures.due_on(self._wire, actor, days, now, mine=mine)

    def inbox_choices(self, actor: Actor) -> InboxChoices:
        """What an inbox can be narrowed by, but for the steps of a process."""
        return inbox.choices(self._wire, actor)

    def search(
        self,
        who: Sequence[Claim] | None,
        search: str,
        cursor: str | None,
        now: datetime,
        limit: int = SEARCHED,
    ) -> CasePage:
        """Matters with these words in which somebody of these has a part, or all, newest first."""
        mark = read(cursor)
        after = None if mark is None else mark.id
        found = searching.look(self._wire, who, search, after, limit)
        return CasePage(
            rows=cases.lines_of(self._wire, self._manner, found.roots, now),
            next=None if found.after is None else written(Mark(at=None, id=found.after)),
        )

    def row(self, actor: Actor, item: ItemId, now: datetime) -> InboxRow | None:
        """One piece of work as the inbox shows it, whatever its state and whoever's it is."""
        return inbox.one_row(self._wire, self._manner, actor, item, now)

    def badge(self, actor: Actor, now: datetime) -> Badge:
        """The figures in the frame of every page."""
        return figures.badge(self._wire, actor, now)

    def started_by(
        self,
        actor: Actor,
        cursor: str | None,
        now: datetime,
        search: str = "",
        limit: int = case_lists.PAGE,
    ) -> CasePage:
        """Cases that the actor started, newest first; those with these words, if any."""
        wanted = case_lists.Wanted(cursor=cursor, search=search, limit=limit)
        return cases.started_by(self._wire, self._manner, actor, wanted, now)

    def done_by(
        self,
        actor: Actor,
        cursor: str | None,
        now: datetime,
        search: str = "",
        limit: int = case_lists.PAGE,
    ) -> CasePage:
        """Cases in which the actor completed something, newest first; as above."""
        wanted = case_lists.Wanted(cursor=cursor, search=search, limit=limit)
        return cases.done_by(self._wire, self._manner, actor, wanted, now)

    def all_cases(
        self, cursor: str | None, now: datetime, *, running: bool, limit: int
    ) -> CasePage:
        """Every case, newest first."""
        wanted = case_lists.Wanted(cursor=cursor, limit=limit)
        return cases.all_cases(self._wire, self._manner, wanted, now, running=running)

    def matters(self, before: CaseId | None, limit: int) -> tuple[CaseId, ...]:
        """The newest matters, or those that began before one, newest first."""
        return cases.matters(self._wire, before, limit)

    def matters_there(self) -> int:
        """How many matters there are."""
        return cases.matters_there(self._wire)

    def has_part(self, actor: Actor, root: CaseId) -> bool:
        """Whether the case was ever brought before a desk of the actor, or the actor acted in it."""
        return cases.has_part(self._wire, actor, root)

    def asides(self, actor: Actor, tab: str, cursor: str | None, now: datetime) -> AsideList:
        """What is asked of the actor, newest first: ``read``, ``answer``, ``all``, or ``over``."""
        return asides.asides(self._wire, self._manner, actor, tab, cursor, now)

    def candidates(
        self, offices: Sequence[BodyId], query: CandidateQuery, now: datetime
    ) -> CandidatePage:
        """A page of late work that may be circulated, of the clocks that these offices supervise."""
        return candidates.candidates(self._wire, self._manner, offices, query, now)

    def asked_in(self, actor: Actor, root: CaseId) -> tuple[AsideId, ...]:
        """What of a matter is before the actor whose turn has come and that was not withdrawn: one a work and kind."""
        return asides.asked_in(self._wire, actor, root)

    def family(self, root: CaseId) -> tuple[CaseId, ...]:
        """A case and all its branches, oldest first."""
        return cases.family(self._wire, root)

    def versions(self, root: CaseId) -> tuple[VersionId, ...]:
        """The versions on which a matter and its branches run."""
        return cases.versions(self._wire, root)

    def standing(self, case: CaseId) -> Standing:
        """How the tables say that a case stands."""
        return cases.standing(self._wire, case)

    def organisation(self, day: date) -> tuple[BodyNode, ...]:
        """The tree of bodies with posts and holders."""
        return organisation.organisation(self._wire, day)

    def notices(self, actor: Actor, cursor: str | None, now: datetime) -> NoticePage:  # noqa: ARG002  # the port gives every list the moment
        """What was told to the actor, newest first."""
        return told.notices(self._wire, self._manner, actor, cursor)

    def saw_notices(self, actor: Actor, upto: NoticeId) -> None:
        """The actor has seen what was told up to this notice."""
        told.saw_notices(self._wire, actor, upto)

    def journal(self, subject: SubjectId, cursor: int, limit: int) -> tuple[JournalLine, ...]:
        """Journal entries for programs."""
        return told.journal(self._wire, subject, cursor, limit)

    def names_of(self, persons: Iterable[UUID]) -> Mapping[UUID, tuple[str, str]]:
        """Display names of persons, Chinese and English."""
        return told.names_of(self._wire, persons)

"""Reading for pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
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


class Views(Protocol):
    """Reading for pages."""

    def inbox(self, actor: Actor, query: InboxQuery, now: datetime) -> InboxPage:
        """A page of the actor's open work; cost doesn't grow with the number of items."""

    def inbox_counts(self, actor: Actor, now: datetime) -> InboxCounts:
        """The figures over the actor's inbox; each stops counting one beyond its cap."""

    def inbox_count(self, actor: Actor, query: InboxQuery, now: datetime) -> int:
        """How much open work a query finds; counting stops one beyond the cap."""

    def due_on(
        self, actor: Actor, days: Sequence[date], now: datetime, *, mine: bool
    ) -> Mapping[date, int]:
        """How much open work is due on each day, on the actor's desks or held by the actor.

        Counting stops one beyond the cap, on each day by itself.
        """

    def inbox_choices(self, actor: Actor) -> InboxChoices:
        """What an inbox can be narrowed by, but for the steps of a process."""

    def search(
        self,
        who: Sequence[Claim] | None,
        search: str,
        cursor: str | None,
        now: datetime,
        limit: int = 20,
    ) -> CasePage:
        """Matters with these words in which somebody of these has a part, or all, newest first.

        A look is bounded: there may be a next page though this one isn't full.
        """

    def row(self, actor: Actor, item: ItemId, now: datetime) -> InboxRow | None:
        """One piece of work as the inbox shows it, whatever its state and whoever's it is."""

    def standing(self, case: CaseId) -> Standing:
        """How the tables say that a case stands; a fold of its journal must say the same."""

    def badge(self, actor: Actor, now: datetime) -> Badge:
        """The figures in the frame of every page."""

    def started_by(
        self, actor: Actor, cursor: str | None, now: datetime, search: str = "", limit: int = 20
    ) -> CasePage:
        """Cases that the actor started, newest first; those with these words, if any."""

    def done_by(
        self, actor: Actor, cursor: str | None, now: datetime, search: str = "", limit: int = 20
    ) -> CasePage:
        """Cases in which the actor completed something, newest first; as above."""

    def all_cases(
        self, cursor: str | None, now: datetime, *, running: bool, limit: int
    ) -> CasePage:
        """Every case, newest first."""

    def matters(self, before: CaseId | None, limit: int) -> tuple[CaseId, ...]:
        """The newest matters, or those that began before one, newest first."""

    def matters_there(self) -> int:
        """How many matters there are."""

    def has_part(self, actor: Actor, root: CaseId) -> bool:
        """Whether the case was ever offered to a desk of the actor, or the actor acted in it."""

    def asides(self, actor: Actor, tab: str, cursor: str | None, now: datetime) -> AsideList:
        """What is asked of the actor, newest first: ``read``, ``answer``, ``all``, or ``over``."""

    def candidates(
        self, offices: Sequence[BodyId], query: CandidateQuery, now: datetime
    ) -> CandidatePage:
        """A page of late work that may be circulated, of the clocks that these offices supervise."""

    def asked_in(self, actor: Actor, root: CaseId) -> tuple[AsideId, ...]:
        """What of a matter is before the actor, beside its work, whose turn has come and nobody withdrew: one a work and kind."""

    def family(self, root: CaseId) -> tuple[CaseId, ...]:
        """A case and all its branches, oldest first."""

    def versions(self, root: CaseId) -> tuple[VersionId, ...]:
        """The versions on which a matter and its branches run."""

    def organisation(self, day: date) -> tuple[BodyNode, ...]:
        """The tree of bodies with posts and holders."""

    def notices(self, actor: Actor, cursor: str | None, now: datetime) -> NoticePage:
        """What was told to the actor, newest first."""

    def saw_notices(self, actor: Actor, upto: NoticeId) -> None:
        """The actor has seen what was told up to this notice."""

    def journal(self, subject: SubjectId, cursor: int, limit: int) -> tuple[JournalLine, ...]:
        """Journal entries for programs."""

    def names_of(self, persons: Iterable[UUID]) -> Mapping[UUID, tuple[str, str]]:
        """Display names of persons, Chinese and English."""

"""Reading for pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from server.domain.ids import CaseId, ItemId, NoticeId, SubjectId
    from server.domain.people import Actor
    from server.domain.reading import (
        Badge,
        BodyNode,
        CasePage,
        InboxChoices,
        InboxCounts,
        InboxPage,
        InboxQuery,
        InboxRow,
        JournalLine,
        NoticePage,
    )
    from server.domain.replay import Standing


class Views(Protocol):
    """Reading for pages."""

    def inbox(self, actor: Actor, query: InboxQuery, now: datetime) -> InboxPage:
        """A page of the actor's open work; cost doesn't grow with the number of items."""

    def inbox_counts(self, actor: Actor, now: datetime) -> InboxCounts:
        """The figures over the actor's inbox; each stops counting one beyond its cap."""

    def inbox_choices(self) -> InboxChoices:
        """What an inbox can be narrowed by."""

    def row(self, actor: Actor, item: ItemId, now: datetime) -> InboxRow | None:
        """One piece of work as the inbox shows it, whatever its state and whoever's it is."""

    def standing(self, case: CaseId) -> Standing:
        """How the tables say that a case stands; a fold of its journal must say the same."""

    def badge(self, actor: Actor, now: datetime) -> Badge:
        """The figures in the frame of every page."""

    def started_by(
        self, actor: Actor, cursor: str | None, now: datetime, search: str = ""
    ) -> CasePage:
        """Cases that the actor started, newest first; with words in title or number."""

    def done_by(
        self, actor: Actor, cursor: str | None, now: datetime, search: str = ""
    ) -> CasePage:
        """Cases in which the actor completed something, newest first; as above."""

    def all_cases(
        self, cursor: str | None, now: datetime, *, running: bool, limit: int, search: str = ""
    ) -> CasePage:
        """Every case, newest first; with words in title or number."""

    def has_part(self, actor: Actor, root: CaseId) -> bool:
        """Whether the case was ever offered to a desk of the actor, or the actor acted in it."""

    def family(self, root: CaseId) -> tuple[CaseId, ...]:
        """A case and all its branches, oldest first."""

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

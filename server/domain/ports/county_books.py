"""The books of processes, people, the county’s tables and the journals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from server.domain.decision import DecisionVersion
    from server.domain.ids import (
        BodyId,
        CaseId,
        DecisionKey,
        PersonId,
        ProcessKey,
        SubjectId,
        VersionId,
    )
    from server.domain.journal import Entry, Head
    from server.domain.people import Actor, Body, Colleague, Holding, Person, Post
    from server.domain.process import Sources, Version
    from server.domain.reading import DeskHolder, StandIn
    from server.domain.values import Values


class ProcessBook(Protocol):
    """Deployed processes."""

    def newest(self, key: ProcessKey) -> Version | None:
        """The newest version of a process."""

    def numbered(self, key: ProcessKey, number: int) -> Version | None:
        """The version with this number."""

    def all_newest(self) -> tuple[Version, ...]:
        """The newest version of every process."""

    def sources(self, version: VersionId) -> Sources:
        """Everything a version is made of."""

    def version(self, version: VersionId) -> Version:
        """One version."""

    def put_sources(self, version: VersionId, sources: Sources) -> None:
        """Keep the sources of a new version."""


class DecisionBook(Protocol):
    """Deployed decision models."""

    def newest(self, key: DecisionKey) -> DecisionVersion | None:
        """The newest version."""

    def numbered(self, key: DecisionKey, number: int) -> DecisionVersion | None:
        """The version with this number."""

    def all_newest(self) -> tuple[DecisionVersion, ...]:
        """The newest version of each, by key."""

    def files(self, version: VersionId) -> Mapping[str, bytes]:
        """The files of a version, byte by byte as they were handed in."""

    def put_files(self, version: VersionId, files: Mapping[str, bytes]) -> None:
        """Keep the files of a new version."""


class PeopleBook(Protocol):
    """Bodies, posts, persons and who is signed in."""

    def actor_of_session(self, session: str, now: datetime) -> Actor | None:
        """Who this session belongs to, with today's seats; one statement."""

    def actor_of_token(self, token_hash: str, now: datetime) -> Actor | None:
        """Who this bearer token belongs to; one statement."""

    def actor(self, login: str, day: date) -> Actor:
        """A person with the seats of that day; refused with ``NoSuchPerson``."""

    def actor_of(self, person: PersonId, day: date) -> Actor | None:
        """A person with the seats of that day, by their id."""

    def secret(self, login: str) -> tuple[PersonId, str] | None:
        """For signing in: the person and their password's hash."""

    def tried(
        self, person: PersonId, now: datetime, *, is_right: bool
    ) -> tuple[int, datetime | None]:
        """Count a try to sign in: the wrong ones in a row, and until when the account is closed.

        While it is closed none is counted. The person is held, so that tries at once count as one
        after the other.
        """

    def set_password(self, person: PersonId, hashed: str) -> None:
        """Keep a new password hash and end all sessions and tokens, which were had by the old one."""

    def open_session(self, session: str, person: PersonId, now: datetime, until: datetime) -> None:
        """Begin a session, known by the hash of its id."""

    def close_session(self, session: str) -> None:
        """End a session."""

    def keep_token(self, token: UUID, token_hash: str, person: PersonId, until: datetime) -> None:
        """Keep a bearer token by its hash."""

    def forget_ended(self, now: datetime) -> None:
        """Drop the sessions and tokens that are over by themselves."""

    def holdings_of(self, person: PersonId) -> tuple[Holding, ...]:
        """Every post that a person holds, held or will hold, the earliest first."""

    def colleagues(self, bodies: Iterable[BodyId], day: date) -> tuple[StandIn, ...]:
        """Who holds a post of these bodies on a day, body by body, with the first post there."""

    def holders(
        self, desks: Iterable[tuple[BodyId, str]], day: date, process: ProcessKey
    ) -> tuple[DeskHolder, ...]:
        """Who has a process's work of these desks on a day: holders of the posts first, then who stands in."""

    def bodies_with(self, roles: Iterable[str], day: date) -> tuple[BodyId, ...]:
        """The bodies where somebody holds a post with one of these roles on a day, by id."""

    def put_body(self, body: Body) -> None:
        """Keep a body's particulars."""

    def put_post(self, post: Post) -> None:
        """Keep a post's particulars."""

    def put_person(self, person: Person) -> None:
        """Keep a person's particulars."""

    def bodies(self) -> tuple[Body, ...]:
        """All bodies."""

    def posts(self) -> tuple[Post, ...]:
        """All posts."""

    def at_desk(
        self, body: BodyId, role: str, day: date, process: ProcessKey | None
    ) -> tuple[Colleague, ...]:
        """Who may take a process's work of a role of a body that day, those with least in hand first."""

    def in_body(
        self,
        body: BodyId,
        day: date,
        process: ProcessKey | None,
        others: Iterable[PersonId] = (),
    ) -> tuple[Colleague, ...]:
        """Who holds a post of a body that day, for a process, and these others if they hold any; how much each has in hand is not counted."""

    def seated(
        self, persons: Iterable[PersonId], day: date, process: ProcessKey | None
    ) -> tuple[Colleague, ...]:
        """Those of these persons who hold any post that day, for a process; nor is it here."""

    def occupied(
        self, desks: Iterable[tuple[BodyId, str]], day: date
    ) -> frozenset[tuple[BodyId, str]]:
        """Those of these desks at which somebody sits that day."""

    def person_named(self, login: str) -> Person | None:
        """A person by login."""


class CountyBook(Protocol):
    """The county's own tables: calendar years, clocks, functions, catalogue; each a paper with a digest."""

    def paper(self, kind: str, name: str = "") -> str | None:
        """The text of the paper in force."""

    def papers(self, kind: str) -> Mapping[str, str]:
        """All papers of a kind in force, by name."""

    def stamp(self) -> str:
        """Changes whenever a paper or a body changes; one cheap statement."""

    def put_paper(self, kind: str, name: str, text: str, digest: str) -> None:
        """Put a paper in force."""


class JournalBook(Protocol):
    """The append-only journals."""

    def head(self, subject: SubjectId) -> Head:
        """How far a journal is written; locks nothing."""

    def entries(self, subject: SubjectId) -> tuple[Entry, ...]:
        """The entries of a subject, oldest first."""

    def entries_of(self, subjects: Iterable[SubjectId]) -> Mapping[SubjectId, tuple[Entry, ...]]:
        """The entries of many subjects at once, in the order the subjects are given."""

    def entries_at(self, places: Iterable[tuple[SubjectId, int]]) -> tuple[Entry, ...]:
        """The entries at these places: whose journal, and the number there."""

    def entries_by(self, subject: SubjectId, person: PersonId) -> tuple[Entry, ...]:
        """What one person did to a subject, oldest first."""

    def subjects(self) -> Iterable[SubjectId]:
        """Every subject that has a journal."""

    def entries_there(self) -> int:
        """How many entries all journals have."""

    def missing(self) -> tuple[CaseId, ...]:
        """Cases whose journal is gone, which only somebody outside the system can bring about."""

    def content(self, subject: UUID, digest: str) -> Values:
        """One thing typed, computed or sent, by whose it is and its digest; nothing once emptied."""

    def contents(self, root: CaseId) -> Mapping[str, Values]:
        """What was typed or computed in a matter (all branches), by digest, unless emptied."""

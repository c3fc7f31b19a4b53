"""The books of processes, people, the county's tables and the journals, in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.errors import NoSuchPerson
from server.domain.journal import Entry, Head
from server.domain.people import Actor, Body, Person, Post, Seat

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from server.domain.decision import DecisionVersion
    from server.domain.ids import CaseId, DecisionKey, PersonId, ProcessKey, SubjectId, VersionId
    from server.domain.process import Sources, Version
    from server.domain.values import Values
    from tests.fakes.state import State


class FakeProcessBook:
    """Deployed processes."""

    def __init__(self, state: State) -> None:
        self._state = state

    def newest(self, key: ProcessKey) -> Version | None:
        """The newest version of a process."""
        return next((each for each in self.all_newest() if each.key == key), None)

    def numbered(self, key: ProcessKey, number: int) -> Version | None:
        """The version with this number."""
        versions = self._state.versions.values()
        return next((v for v in versions if v.key == key and v.number == number), None)

    def all_newest(self) -> tuple[Version, ...]:
        """The newest version of every process."""
        ordered = sorted(self._state.versions.values(), key=lambda version: version.number)
        return tuple({version.key: version for version in ordered}.values())

    def sources(self, version: VersionId) -> Sources:
        """What a version is made of."""
        return self._state.sources[version]

    def version(self, version: VersionId) -> Version:
        """One version."""
        return self._state.versions[version]

    def put_sources(self, version: VersionId, sources: Sources) -> None:
        """Keeps the sources of a version."""
        self._state.sources[version] = sources


class FakeDecisionBook:
    """Deployed decision models."""

    def __init__(self, state: State) -> None:
        self._state = state

    def _of(self, key: DecisionKey) -> list[DecisionVersion]:
        kept = self._state.decisions.values()
        return sorted((each for each in kept if each.key == key), key=lambda each: -each.number)

    def newest(self, key: DecisionKey) -> DecisionVersion | None:
        """The newest version."""
        return next(iter(self._of(key)), None)

    def numbered(self, key: DecisionKey, number: int) -> DecisionVersion | None:
        """The version with this number."""
        return next((each for each in self._of(key) if each.number == number), None)

    def all_newest(self) -> tuple[DecisionVersion, ...]:
        """The newest version of each."""
        keys = sorted({each.key for each in self._state.decisions.values()})
        return tuple(self._of(key)[0] for key in keys)

    def files(self, version: VersionId) -> Mapping[str, bytes]:
        """The files of a version."""
        return self._state.models[version]

    def put_files(self, version: VersionId, files: Mapping[str, bytes]) -> None:
        """Keeps the files of a version."""
        self._state.models[version] = files


class FakePeopleBook:
    """Bodies, posts, persons, sessions."""

    def __init__(self, state: State) -> None:
        self._state = state

    def actor_of_session(self, session: str, now: datetime) -> Actor | None:
        """Who a session belongs to."""
        return self._of(self._state.sessions.get(session), now)

    def actor_of_token(self, token_hash: str, now: datetime) -> Actor | None:
        """Who a bearer token belongs to."""
        return self._of(self._state.tokens.get(token_hash), now)

    def actor_of(self, person: PersonId, day: date) -> Actor | None:
        """A person with the seats of that day, or those that the stage gave."""
        if person in self._state.actors:
            return self._state.actors[person]
        logins = (each.login for each in self._state.persons.values() if each.id == person)
        login = next(logins, None)
        return self.actor(login, day) if login else None

    def actor(self, login: str, day: date) -> Actor:
        """A person with the seats of that day."""
        person = self._state.persons.get(login)
        if person is None:
            raise NoSuchPerson(login=login)
        held = [each for each in self._state.holdings if each.login == login and each.holds_on(day)]
        posts = [self._state.posts[each.post] for each in held]
        seats = tuple(
            Seat(
                post=post.id,
                body=post.body,
                body_name=self._state.bodies[post.body].name,
                title=post.title,
                roles=post.roles,
            )
            for post in posts
        )
        return Actor(
            person=person.id, name=person.name, name_en=person.name_en, login=login, seats=seats
        )

    def secret(self, login: str) -> tuple[PersonId, str, int, datetime | None] | None:
        """For signing in."""
        person = self._state.persons.get(login)
        if person is None or person.id not in self._state.passwords:
            return None
        wrong, closed = self._state.wrong.get(person.id, 0), self._state.closed.get(person.id)
        return person.id, self._state.passwords[person.id], wrong, closed

    def count_wrong(self, person: PersonId, *, reset: bool = False) -> int:
        """Counts a wrong password."""
        self._state.wrong[person] = 0 if reset else self._state.wrong.get(person, 0) + 1
        return self._state.wrong[person]

    def set_password(self, person: PersonId, hashed: str) -> None:
        """Keeps a hash and ends all sessions."""
        self._state.passwords[person] = hashed
        for session in [s for s, (whose, _) in self._state.sessions.items() if whose == person]:
            del self._state.sessions[session]

    def open_session(self, session: str, person: PersonId, now: datetime, until: datetime) -> None:
        """Begins a session."""
        assert now < until
        self._state.sessions[session] = (person, until)

    def close_session(self, session: str) -> None:
        """Ends a session."""
        self._state.sessions.pop(session, None)

    def keep_token(self, token: UUID, token_hash: str, person: PersonId, until: datetime) -> None:
        """Keeps a bearer token."""
        assert token
        self._state.tokens[token_hash] = (person, until)

    def put_body(self, body: Body) -> None:
        """Keeps a body."""
        self._state.bodies[body.id] = body
        self._state.stamp += 1

    def put_post(self, post: Post) -> None:
        """Keeps a post."""
        self._state.posts[post.id] = post
        self._state.stamp += 1

    def put_person(self, person: Person) -> None:
        """Keeps a person."""
        self._state.persons[person.login] = person

    def bodies(self) -> tuple[Body, ...]:
        """All bodies."""
        return tuple(self._state.bodies.values())

    def posts(self) -> tuple[Post, ...]:
        """All posts."""
        return tuple(self._state.posts.values())

    def person_named(self, login: str) -> Person | None:
        """A person by login."""
        return self._state.persons.get(login)

    def _of(self, found: tuple[PersonId, datetime] | None, now: datetime) -> Actor | None:
        if found is None or found[1] <= now:
            return None
        login = next(p.login for p in self._state.persons.values() if p.id == found[0])
        return self.actor(login, now.date())


class FakeCountyBook:
    """The county's own tables."""

    def __init__(self, state: State) -> None:
        self._state = state

    def paper(self, kind: str, name: str = "") -> str | None:
        """The text of a paper."""
        return self._state.papers.get((kind, name))

    def papers(self, kind: str) -> Mapping[str, str]:
        """All papers of a kind."""
        return {name: text for (of, name), text in self._state.papers.items() if of == kind}

    def stamp(self) -> str:
        """Changes whenever something of the county does."""
        return str(self._state.stamp)

    def put_paper(self, kind: str, name: str, text: str, digest: str) -> None:
        """Puts a paper in force."""
        assert digest
        self._state.papers[kind, name] = text
        self._state.stamp += 1


class FakeJournalBook:
    """The append-only journals."""

    def __init__(self, state: State) -> None:
        self._state = state

    def head(self, subject: SubjectId) -> Head:
        """How far a journal is written."""
        entries = self.entries(subject)
        return entries[-1].head if entries else Head()

    def entries(self, subject: SubjectId) -> tuple[Entry, ...]:
        """The entries of a subject."""
        return self._state.journals.get(subject, ())

    def entries_of(self, subjects: Iterable[SubjectId]) -> Mapping[SubjectId, tuple[Entry, ...]]:
        """The entries of many subjects."""
        return {subject: self.entries(subject) for subject in subjects}

    def entries_by(self, subject: SubjectId, person: PersonId) -> tuple[Entry, ...]:
        """What one person did to a subject."""
        return tuple(entry for entry in self.entries(subject) if entry.person == person)

    def subjects(self) -> Iterable[SubjectId]:
        """Every subject that has a journal."""
        return tuple(self._state.journals)

    def missing(self) -> tuple[CaseId, ...]:
        """Cases whose journal is gone."""
        return tuple(case for case in self._state.cases if case not in self._state.journals)

    def content(self, subject: UUID, digest: str) -> Values:
        """One thing typed, computed or sent."""
        return self._state.contents.get((subject, digest), {})

    def contents(self, root: CaseId) -> Mapping[str, Values]:
        """What was typed or computed in a matter."""
        return {digest: kept for (of, digest), kept in self._state.contents.items() if of == root}

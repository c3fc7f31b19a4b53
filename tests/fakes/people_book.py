"""The book of people, in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.errors import NoSuchPerson
from server.domain.people import Actor, Body, Colleague, Person, Post, Seat, head_role
from server.domain.work import WorkState
from tests.fakes.holders import FakeHolders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime
    from uuid import UUID

    from server.domain.ids import (
        BodyId,
        PersonId,
        ProcessKey,
    )


NOBODY = Actor(person=None, name="")


class FakePeopleBook(FakeHolders):
    """Bodies, posts, persons, sessions."""

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
                is_head=head_role(self._state.bodies[post.body].kind) in post.roles,
            )
            for post in posts
        )
        return Actor(
            person=person.id, name=person.name, name_en=person.name_en, login=login, seats=seats
        )

    def secret(self, login: str) -> tuple[PersonId, str] | None:
        """For signing in."""
        person = self._state.persons.get(login)
        if person is None or person.id not in self._state.passwords:
            return None
        return person.id, self._state.passwords[person.id]

    def tried(
        self, person: PersonId, now: datetime, *, is_right: bool
    ) -> tuple[int, datetime | None]:
        """Counts a try."""
        closed = self._state.closed.get(person)
        if closed is None or closed <= now:
            self._state.wrong[person] = 0 if is_right else self._state.wrong.get(person, 0) + 1
        return self._state.wrong[person], closed

    def set_password(self, person: PersonId, hashed: str) -> None:
        """Keeps a hash and ends all sessions and tokens."""
        self._state.passwords[person] = hashed
        for kept in (self._state.sessions, self._state.tokens):
            for key in [key for key, (whose, _) in kept.items() if whose == person]:
                del kept[key]

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

    def forget_ended(self, now: datetime) -> None:
        """Drops sessions and tokens that are over."""
        for kept in (self._state.sessions, self._state.tokens):
            for key in [key for key, (_, until) in kept.items() if until <= now]:
                del kept[key]

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

    def at_desk(
        self, body: BodyId, role: str, day: date, process: ProcessKey | None
    ) -> tuple[Colleague, ...]:
        """Who may take a process's work of a role of a body that day, those with least in hand first."""
        found = [
            Colleague(
                person=person.id,
                name=person.name,
                name_en=person.name_en,
                title=seat.title,
                title_en=seat.title_en,
                in_hand=self._in_hand(person.id),
            )
            for person in self._state.persons.values()
            for seat in (self.actor_of(person.id, day) or NOBODY).seats
            if seat.body == body and role in seat.roles and seat.serves(process)
        ]
        return tuple(sorted(found, key=lambda each: (each.in_hand, each.name)))

    def in_body(
        self,
        body: BodyId,
        day: date,
        process: ProcessKey | None,
        others: Iterable[PersonId] = (),
    ) -> tuple[Colleague, ...]:
        """Who holds a post of a body that day, for a process."""
        also = set(others)
        return self._seated(day, process, lambda person, seat: seat.body == body or person in also)

    def seated(
        self, persons: Iterable[PersonId], day: date, process: ProcessKey | None
    ) -> tuple[Colleague, ...]:
        """Those of these persons who hold any post that day, for a process."""
        wanted = set(persons)
        return self._seated(day, process, lambda person, _: person in wanted)

    def occupied(
        self, desks: Iterable[tuple[BodyId, str]], day: date
    ) -> frozenset[tuple[BodyId, str]]:
        """Those of these desks at which somebody sits that day."""
        return frozenset(
            (body, role) for body, role in desks if self.at_desk(body, role, day, None)
        )

    def _seated(
        self, day: date, process: ProcessKey | None, wanted: Callable[[PersonId, Seat], bool]
    ) -> tuple[Colleague, ...]:
        found = {
            person.id: Colleague(
                person=person.id,
                name=person.name,
                name_en=person.name_en,
                title=seat.title,
                title_en=seat.title_en,
                in_hand=0,
            )
            for person in self._state.persons.values()
            for seat in (self.actor_of(person.id, day) or NOBODY).seats
            if seat.serves(process) and wanted(person.id, seat)
        }
        return tuple(found.values())

    def _in_hand(self, person: PersonId) -> int:
        held = [item for item in self._state.items.values() if item.holder == person]
        return sum(item.state is WorkState.OPEN for item in held)

    def person_named(self, login: str) -> Person | None:
        """A person by login."""
        return self._state.persons.get(login)

    def _of(self, found: tuple[PersonId, datetime] | None, now: datetime) -> Actor | None:
        if found is None or found[1] <= now:
            return None
        login = next(p.login for p in self._state.persons.values() if p.id == found[0])
        return self.actor(login, now.date())

"""Who holds which posts, in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.reading import DeskHolder, StandIn

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from server.domain.ids import BodyId, PersonId, ProcessKey
    from server.domain.people import Holding
    from tests.fakes.state import State


class FakeHolders:
    """The part of the book of people that tells who holds what."""

    def __init__(self, state: State) -> None:
        self._state = state

    def holdings_of(self, person: PersonId) -> tuple[Holding, ...]:
        """Every post that a person holds."""
        logins = {each.login for each in self._state.persons.values() if each.id == person}
        return tuple(each for each in self._state.holdings if each.login in logins)

    def colleagues(self, bodies: Iterable[BodyId], day: date) -> tuple[StandIn, ...]:
        """Who holds a post of these bodies on a day."""
        posts, wanted = self._state.posts, set(bodies)
        held = [each for each in self._state.holdings if each.holds_on(day)]
        return tuple(
            StandIn(
                login=each.login,
                name=self._state.persons[each.login].name,
                name_en=self._state.persons[each.login].name_en,
                body=posts[each.post].body,
                body_en=posts[each.post].body,
                title=posts[each.post].title,
                title_en=posts[each.post].title_en,
            )
            for each in held
            if posts[each.post].body in wanted
        )

    def holders(
        self, desks: Iterable[tuple[BodyId, str]], day: date, process: ProcessKey
    ) -> tuple[DeskHolder, ...]:
        """Who holds a post of these desks on a day; nobody stands in here."""
        assert process
        posts, persons = self._state.posts, self._state.persons
        held = [
            (posts[each.post], persons[each.login])
            for each in self._state.holdings
            if each.holds_on(day)
        ]
        return tuple(
            DeskHolder(
                at=body,
                role=role,
                name=person.name,
                name_en=person.name_en,
                title=post.title,
                title_en=post.title_en,
            )
            for body, role in desks
            for post, person in held
            if post.body == body and role in post.roles
        )

    def bodies_with(self, roles: Iterable[str], day: date) -> tuple[BodyId, ...]:
        """The bodies where somebody holds a post with one of these roles on a day."""
        wanted = set(roles)
        held = [self._state.posts[each.post] for each in self._state.holdings if each.holds_on(day)]
        return tuple(sorted({post.body for post in held if post.roles & wanted}))

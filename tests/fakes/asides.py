"""What is asked beside work, in memory: the book, and what the facts do to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from server.domain import facts as f
from server.domain.asides import Aside, AsideKind, AsideState, Verdict
from server.domain.ids import AsideId, BodyId, CaseId, ItemId, PersonId

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from server.domain.journal import Entry
    from tests.fakes.state import State


class FakeAsideBook:
    """What is asked beside work."""

    def __init__(self, state: State) -> None:
        self._state = state

    def find(self, aside_id: AsideId) -> Aside | None:
        """One of them."""
        return self._state.asides.get(aside_id)

    def of_item(self, item: ItemId) -> tuple[Aside, ...]:
        """All that was ever asked beside a piece of work."""
        return tuple(one for one in self._state.asides.values() if one.item == item)

    def about(self, item: ItemId) -> tuple[Aside, ...]:
        """What is asked still to have a piece of work back."""
        every = self._state.asides.values()
        return tuple(one for one in every if one.about == item and one.is_open)


def _opened(state: State, entry: Entry, fact: f.AsideOpened) -> None:
    case, item = CaseId(entry.subject), ItemId(fact.item)
    assert entry.person is not None, "nobody asked"
    asker, asker_en = state.names_of(PersonId(entry.person))
    person = PersonId(fact.person) if fact.person else None
    name, name_en = state.names_of(person) if person else ("", "")
    body = state.bodies.get(BodyId(fact.body or ""))
    state.asides[AsideId(fact.aside)] = Aside(
        id=AsideId(fact.aside),
        item=item,
        case=case,
        root=state.cases[case].root,
        process=state.cases[state.cases[case].root].process,
        kind=AsideKind(fact.kind),
        blocks=fact.blocks,
        state=AsideState.LATER if fact.later else AsideState.OPEN,
        asked_at=entry.at,
        asked_by=PersonId(entry.person),
        asker=asker,
        asker_en=asker_en,
        name=fact.name,
        person=person,
        person_name=name,
        person_name_en=name_en,
        body=BodyId(fact.body) if fact.body else None,
        role=fact.role,
        body_name=body.name if body else "",
        body_name_en=body.name_en if body else "",
        due=fact.due,
        digest=fact.digest,
        about=ItemId(fact.about) if fact.about else None,
    )
    state.items[item] = replace(state.items[item], asides=state.items[item].asides + 1)


def _over(tables: State, entry: Entry, aside: UUID, **changed: Any) -> None:
    one = tables.asides[AsideId(aside)]
    assert one.is_pending, "it is over already"
    tables.asides[one.id] = replace(one, over_at=entry.at, **changed)


def _by(state: State, person: UUID) -> dict[str, Any]:
    name, name_en = state.names_of(PersonId(person))
    return {"over_by": person, "by": name, "by_en": name_en}


def _reached(state: State, _entry: Entry, fact: f.AsideReached) -> None:
    one = state.asides[AsideId(fact.aside)]
    state.asides[one.id] = replace(one, state=AsideState.OPEN)


def _read(state: State, entry: Entry, fact: f.AsideRead) -> None:
    whom = _by(state, fact.person)
    _over(state, entry, fact.aside, state=AsideState.READ, answer=fact.digest, **whom)


def _answered(state: State, entry: Entry, fact: f.AsideAnswered) -> None:
    whom = _by(state, fact.person)
    verdict = Verdict(fact.verdict) if fact.verdict else None
    said = {"answer": fact.digest, "verdict": verdict}
    _over(state, entry, fact.aside, state=AsideState.ANSWERED, **said, **whom)


def _withdrawn(state: State, entry: Entry, fact: f.AsideWithdrawn) -> None:
    _over(state, entry, fact.aside, state=AsideState.WITHDRAWN)


ASIDES: dict[type[f.Fact], Callable[[State, Entry, Any], None]] = {
    f.AsideOpened: _opened,
    f.AsideReached: _reached,
    f.AsideRead: _read,
    f.AsideAnswered: _answered,
    f.AsideWithdrawn: _withdrawn,
}

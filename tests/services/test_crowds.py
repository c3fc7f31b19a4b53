"""Many people at one case in the same moment, on the real database: nothing lost, nothing twice."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from threading import Barrier
from typing import TYPE_CHECKING, TypeVar

import pytest

from server.domain.errors import AlreadyClaimed, AlreadyCompleted, Refusal
from server.domain.ids import CaseId, ItemId, ProcessKey
from server.domain.people import SYSTEM, Actor
from server.domain.registers import Register
from server.domain.work import WorkItem, WorkState
from server.services import auditing, deploying, starting, working
from server.services.registers import entering
from server.services.registers.entries import Line
from server.services.working import Answer, Completed
from tests.web.fans import FILES
from tests.web.house import NINE_ON_MONDAY, House

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


T = TypeVar("T")
SURVEY = ProcessKey("survey")
DONE = Answer(values={})


@dataclass(frozen=True, slots=True)
class Survey:
    """A case that asked many desks."""

    house: House
    case: CaseId
    handler: Actor

    def items(self, state: WorkState, element: str = "M") -> list[WorkItem]:
        with self.house.tools.unit() as unit:
            found = unit.work.of_case(self.case)
        return [one for one in found if one.state is state and one.element == element]

    def complete(self, item: ItemId, key: str | None = None) -> Completed:
        return working.complete(self.house.tools, self.handler, item, DONE, key)

    def facts(self, name: str) -> int:
        """How often something happened to the case itself."""
        lines = auditing.journal(self.house.tools, SYSTEM, self.case, limit=1000)
        return sum(fact[0] == name for line in lines for fact in line.facts)


@pytest.fixture
def ask(house: House) -> Callable[[int], Survey]:
    """Give the act that asks so many desks."""
    deploying.deploy(house.tools, SYSTEM, FILES)

    def asked(desks: int) -> Survey:
        with house.tools.unit() as unit:
            day = NINE_ON_MONDAY.date()
            officer, handler = (
                unit.people.actor(login, day) for login in ("buguan.officer", "zjj.handler")
            )
        values = {"desks": list(range(desks))}
        begun = starting.start_case(house.tools, officer, SURVEY, values)
        return Survey(house, begun.case, handler)

    return asked


def at_once(acts: Sequence[Callable[[], T]]) -> list[T | Refusal]:
    """Carry out all acts in the same moment; a refusal is an answer too."""
    ready = Barrier(len(acts))

    def one(act: Callable[[], T]) -> T | Refusal:
        ready.wait()
        try:
            return act()
        except Refusal as refusal:
            return refusal

    with ThreadPoolExecutor(len(acts)) as people:
        return list(people.map(one, acts))


def test_fifty_people_at_one_case_all_succeed_and_the_parent_moves_on_once(
    ask: Callable[[int], Survey],
) -> None:
    survey = ask(50)
    items = [one.id for one in survey.items(WorkState.OPEN)]

    answers = at_once([partial(survey.complete, item) for item in items])

    assert [one for one in answers if not isinstance(one, Completed)] == []
    assert len(survey.items(WorkState.DONE)) == len(items) == 50
    assert len(survey.items(WorkState.OPEN, "Z")) == 1
    assert (survey.facts("FanOutClosed"), survey.facts("WorkOffered")) == (1, 1)
    assert auditing.verify(survey.house.tools, SYSTEM).is_sound


def test_of_two_who_complete_one_item_one_wins_and_the_other_is_told(
    ask: Callable[[int], Survey],
) -> None:
    survey = ask(2)
    item = survey.items(WorkState.OPEN)[0].id

    answers = at_once([lambda: survey.complete(item)] * 2)

    assert sorted(type(one).__name__ for one in answers) == [
        AlreadyCompleted.__name__,
        Completed.__name__,
    ]
    assert len(survey.items(WorkState.DONE)) == 1


def test_the_same_request_twice_at_once_has_one_effect_and_one_answer(
    ask: Callable[[int], Survey],
) -> None:
    survey = ask(2)
    item = survey.items(WorkState.OPEN)[0].id

    first, second = at_once([lambda: survey.complete(item, "the same key")] * 2)

    assert first == second == Completed(item=item, case=survey.case)
    assert len(survey.items(WorkState.DONE)) == 1


POOL, PEOPLE = 100, 200


@pytest.fixture
def crowd(house: House) -> list[Actor]:
    """Give so many people who sit at one desk."""
    logins = [f"zjj.crowd{at}" for at in range(PEOPLE)]
    since = {"valid_from": "2026-03-01", "valid_to": ""}
    seat = {
        "body": "zjj",
        "title": "承办人",
        "title_en": "Handler",
        "roles": "dept_handler",
        **since,
    }
    entries = [
        *((Register.POSTS, {"id": login, **seat}) for login in logins),
        *((Register.PERSONS, {"login": login, "name": "某", "name_en": "N"}) for login in logins),
        *((Register.HOLDINGS, {"person": login, "post": login, **since}) for login in logins),
    ]
    entering.enter(
        house.tools,
        SYSTEM,
        [
            Line(register=register, cells=cells, number=number)
            for number, (register, cells) in enumerate(entries, 1)
        ],
    )
    house.tools.shelf.forget()
    with house.tools.unit() as unit:
        return [unit.people.actor(login, NINE_ON_MONDAY.date()) for login in logins]


def test_two_hundred_at_one_pool_take_each_piece_once(
    ask: Callable[[int], Survey], crowd: list[Actor]
) -> None:
    survey = ask(POOL)
    items = [one.id for one in survey.items(WorkState.OPEN)]

    taken = at_once(
        [
            partial(working.claim, survey.house.tools, person, items[at % POOL])
            for at, person in enumerate(crowd)
        ]
    )

    assert Counter(map(type, taken)) == {type(None): POOL, AlreadyClaimed: PEOPLE - POOL}
    holders = [one.holder for one in survey.items(WorkState.OPEN)]
    assert None not in holders
    assert len(set(holders)) == POOL
    assert auditing.verify(survey.house.tools, SYSTEM).is_sound

"""Histories of random diagrams in the whole house: recorded, folded, and done again.

After every step the tables are the journals folded, and what the facts leave open is what the engine
waits for once it is restored. What the journals say was done is then done again in another house, and
the journals written there are the same.
"""

from __future__ import annotations

import random
from contextlib import nullcontext
from typing import TYPE_CHECKING, NamedTuple

import pytest

from server.domain.errors import StepFailed, StepStandsStill
from server.domain.ids import CaseId, ItemId, TimerId
from tests.conformance.generated import Sketch
from tests.features.histories import Act, Told, restored
from tests.features.matter import Matter, a_matter

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.features.county import FoundedCounty

STEPS = 10


class Done(NamedTuple):
    """An act, and whether what follows could not be carried out, so that it stands still."""

    act: Act
    stands: bool = False


class Place(NamedTuple):
    """Where an act may happen, and how to let it happen there."""

    act: Act
    happen: Callable[[], object]


def places(matter: Matter) -> list[Place]:
    """All that may happen next, by work, time and messages, in a fixed order."""
    told, world = Told.of(matter), matter.world
    tokens = told.tokens()
    found: dict[Act, Callable[[], object]] = {}
    for item in world.open_items():
        act = Act("work", told.path(item.case), tokens[str(item.id)])
        found[act] = lambda item=item.id: matter.complete(ItemId(item))  # type: ignore[misc]  # bound now
    with world.tools.unit() as unit:
        for case in map(CaseId, matter.family):
            for token, timer in unit.waits.timers(case).items():
                act = Act("timer", told.path(case), token)
                found[act] = lambda timer=timer.id: matter.fire(TimerId(timer))  # type: ignore[misc]  # bound now
        for kind, name in (("message", "回函"), ("signal", "停办")):
            if unit.waits.listeners(kind, name, "", 1):
                found[Act(kind, name=name)] = lambda kind=kind, name=name: matter.hear(kind, name)  # type: ignore[misc]  # bound now
    return [Place(act, found[act]) for act in sorted(found, key=str)]


def look(matter: Matter) -> None:
    """What the facts leave open is what the engine waits for."""
    told = Told.of(matter)
    assert matter.is_sound()
    with matter.world.tools.unit() as unit:
        for case in matter.family:
            waits = restored(matter, unit, case)
            assert waits is None or waits == told.waited_for(case)


def new_act(before: Told, after: Told) -> Act:
    """What moved the matter between two looks: work and time first, they may send signals on."""
    acts = after.acts()
    for act in before.acts():
        acts.remove(act)
    order = {"work": 0, "timer": 0}
    return min(acts, key=lambda act: order.get(act.kind, 1))


def play(matter: Matter, chance: random.Random) -> list[Done]:
    """Random acts, each looked at; gives what the journals say was done."""
    done: list[Done] = []
    for _ in range(STEPS):
        open_places = places(matter)
        if not open_places:
            break
        before = Told.of(matter)
        place = chance.choice(open_places)
        try:
            place.happen()
        except StepFailed:
            assert Told.of(matter) == before
        except StepStandsStill:
            done.append(Done(place.act, stands=True))
        else:
            done.append(Done(new_act(before, Told.of(matter))))
        look(matter)
    return done


@pytest.mark.parametrize("seed", range(16))
def test_what_the_journals_tell_can_be_done_again_and_is_told_the_same(
    county: FoundedCounty, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311  # an order to try, no secret
    sketch = Sketch(chance.choice)
    diagram = sketch.diagram()
    values = {"v": [name for name in sketch.names if chance.random() < 0.5]}
    with a_matter(county) as first:
        try:
            first.begin(diagram, **values)
        except StepFailed:
            return  # it can't even begin
        look(first)
        done = play(first, chance)
        told = Told.of(first).written()

    with a_matter(county) as second:
        second.begin(diagram, **values)
        for act, stands in done:
            again = next(place for place in places(second) if place.act == act)
            with pytest.raises(StepStandsStill) if stands else nullcontext():
                again.happen()
        assert Told.of(second).written() == told

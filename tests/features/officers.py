"""What certified officers do together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from server.domain.work import WorkState
from server.services import drafting
from tests.features import usual
from tests.features.people import accounts

if TYPE_CHECKING:
    from uuid import UUID

    from server.domain.process import Step
    from server.domain.work import WorkItem
    from tests.features.drivers import Door
    from tests.features.world import World

OFFICERS = ("部官镇执法员", "部官镇执法员乙")
"""Who goes out together."""


def confirm(
    world: World, who: str, item: WorkItem, values: dict[str, Any], flow: str | None
) -> None:
    """The other officer confirms what somebody is going to hand in, where the step wants two."""
    if who not in OFFICERS or item.state is not WorkState.OPEN or item.amends is not None:
        return
    step = step_of(world, item)
    if step.is_joint and (flow or not step.choices):
        [other] = [each for each in OFFICERS if each != who]
        put_before(world, who, other, (item, values, flow))
        world.hands.answer(accounts()[other], asked(world, item), "", "agree", world.key())


def ask(world: World, who: str, step: str, other: str, choice: str = "已解决") -> None:
    """Somebody fills a step in as usual, and puts it before another officer."""
    item = world.item(who, step)
    values = world.sent(world.hands, accounts()[who], item, usual.answer(step, world.kind))
    put_before(world, who, other, (item, values, world.flow(item, choice)), door=world.door)


def put_before(
    world: World,
    who: str,
    other: str,
    filled_in: tuple[WorkItem, dict[str, Any], str | None],
    door: Door | None = None,
) -> None:
    """Somebody puts what they filled in before another officer."""
    login, (item, values, flow) = accounts()[who], filled_in
    drafting.save_draft(world.tools, world.actor(who), item.id, values)
    if item.holder is None:
        world.hands.claim(login, item.id, world.key())
    given = {"people": [world.person(other)]} | ({"choice": flow} if flow else {})
    (door or world.hands).act(login, item.id, "add_officer", given, world.key())


def asked(world: World, item: WorkItem) -> UUID:
    """What was asked beside a piece of work last."""
    with world.tools.unit() as unit:
        return unit.asides.of_item(item.id)[-1].id


def step_of(world: World, item: WorkItem) -> Step:
    """What the diagram says of a piece of work."""
    with world.tools.unit() as unit:
        version = unit.cases.find(item.case).version
        sources = world.tools.shelf.sources(unit, version)
    return world.tools.engine.learn(version, sources).steps[item.element]

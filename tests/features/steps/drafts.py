"""What is typed on several devices and kept as a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_bdd import given, then, when

from tests.features.filling import first_text
from tests.features.people import accounts
from tests.features.steps.saying import Said

if TYPE_CHECKING:
    from tests.features.drivers import Door
    from tests.features.world import World


@given(Said("“{who}”已在手机上把“{step}”暂存为“{text}”"))
def _(world: World, who: str, step: str, text: str) -> None:
    _save(world, world.hands, who, step, text, upon=None)


@when(Said("“{who}”没有看过草稿，把“{step}”暂存为“{text}”"))
def _(world: World, who: str, step: str, text: str) -> None:
    world.attempt(lambda: _save(world, world.door, who, step, text, upon=None))


@when(Said("“{who}”看过草稿，把“{step}”暂存为“{text}”"))
def _(world: World, who: str, step: str, text: str) -> None:
    seen = world.door.draft(accounts()[who], world.item(who, step).id)
    world.attempt(lambda: _save(world, world.door, who, step, text, upon=seen))


@then(Said("“{who}”的“{step}”草稿写着“{text}”"))
def _(world: World, who: str, step: str, text: str) -> None:
    paper = world.door.paper(accounts()[who], world.item(who, step).id)
    assert paper.values[first_text(paper)] == text


def _save(  # whose draft of what, in which words, over which one
    world: World, door: Door, who: str, step: str, text: str, *, upon: str | None
) -> None:
    login, item = accounts()[who], world.item(who, step).id
    values: dict[str, Any] = {first_text(door.paper(login, item)): text}
    door.save_draft(login, item, values, upon)

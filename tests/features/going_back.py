"""Work goes back to an earlier step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.work import WorkState

if TYPE_CHECKING:
    from tests.features.world import World

START = "start"
MANNERS = {"": "rerun", "改后直送": "straight"}
"""How the matter goes on from there."""


def return_work(
    world: World, who: str, step: str, earlier: str, reason: str = "材料不全，请补正。"
) -> None:
    """Somebody returns work to an earlier step, by the last work that was done there, or to the start form.

    A comma, and that it comes straight back, may follow.
    """
    name, _, straight = earlier.partition("，")
    done = [item for item in world.items() if item.name == name]
    to = max(done, key=lambda item: item.state is WorkState.DONE, default=None)
    target = START if to is None else str(to.id)
    way = MANNERS[straight]
    world.act(who, step, "return", targets=[target], way=way, reason=reason)


def take_back(world: World, who: str, step: str) -> None:
    """Somebody takes back what they did, or asks for it, with a reason."""
    world.act(who, step, "take_back", reason="内容有误，需要更正。")

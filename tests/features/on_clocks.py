"""Acts on the clocks of work, by the words on their buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.acts import Act
from server.domain.rights import RIGHTS
from server.domain.work import WorkState
from tests.features.people import accounts

if TYPE_CHECKING:
    from tests.features.world import World

WHY = "见会议纪要"


def act(world: World, who: str, step: str, name: str, **ground: str) -> None:
    """Somebody carries out an act on the work that it is about, or else of their body."""
    chosen = next(act for act, right in RIGHTS.items() if right.name[0] == name)
    reason = {"reason": WHY} if RIGHTS[chosen].wants_reason else {}
    if chosen is Act.ANSWER_URGE:
        reason = {"text": "增派人手", "until": "2026-03-06"}
    bodies = {seat.body for seat in world.actor(who).seats}
    state = WorkState.DONE if chosen is Act.DROP_REQUEST else WorkState.OPEN
    found = [item for item in world.items() if item.name == step and item.state is state]
    item = max(found, key=lambda one: (bool(one.request or one.stopped_at), one.body in bodies))
    world.door.act(accounts()[who], item.id, chosen, {**reason, **ground}, world.key())

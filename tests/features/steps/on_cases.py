"""Acts on the case at hand, by the words on their buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.acts import Act
from server.domain.rights import RIGHTS

if TYPE_CHECKING:
    from tests.features.world import World

WHY = "见会议纪要"


def suspend(world: World, who: str, ground: str, **until: str) -> None:
    """Somebody lets the case stand still."""
    world.act_on_case(who, "suspend", way=ground, reason=WHY, **until)


def act_on_case(world: World, who: str, name: str) -> None:
    """Somebody carries out an act on the case."""
    act = next(act for act, right in RIGHTS.items() if right.name[0] == name)
    reason = {"reason": WHY} if RIGHTS[act].wants_reason else {}
    basis = {"text": "会议纪要〔2026〕3号"} if act is Act.VOID else {}
    world.act_on_case(who, act, **reason, **basis)


def propose_jump(world: World, who: str, step: str, to: str) -> None:
    """Somebody proposes to move work to another step of its process."""
    world.act(who, step, "jump", targets=[_element(world, to)], reason=WHY)


def propose_reopening(world: World, who: str, step: str) -> None:
    """Somebody proposes to go on with a case that is over, at a step."""
    world.act_on_case(who, "reopen", targets=[_element(world, step)], reason=WHY)


def _element(world: World, name: str) -> str:
    """The step of that name in the case's own diagram."""
    with world.tools.unit() as unit:
        version = unit.cases.find(world.root).version
        model = world.tools.engine.learn(version, world.tools.shelf.sources(unit, version))
    return next(key for key, step in model.steps.items() if step.name == name)

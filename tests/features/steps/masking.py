"""Personal data: masked, and shown for a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_bdd import then, when

from tests.features.people import accounts
from tests.features.steps.saying import Said

if TYPE_CHECKING:
    from tests.features.world import World


@when(Said("“{who}”查看个人信息，理由“{reason}”"))
def _(world: World, who: str, reason: str) -> None:
    """Whoever was asked beside its work has what they were asked about shown, others the case."""
    login, actor = accounts()[who], world.actor(who)
    with world.tools.unit() as unit:
        asked = unit.views.asked_in(actor, world.root)
    if asked:
        world.attempt(lambda: world.door.show_beside(login, asked[0], reason))
    else:
        world.attempt(lambda: world.door.show_personal_data(login, world.root, reason))


@then(Said("“{who}”看到的个人信息“{how}”"))
def _(world: World, who: str, how: str) -> None:
    seen = world.door.case(accounts()[who], world.root)
    assert seen.hides is {"已遮盖": True, "未遮盖": False}[how]

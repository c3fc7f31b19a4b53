"""How a case stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_bdd import then

from tests.features.people import accounts
from tests.features.steps.saying import Said
from tests.features.world import OFFICER

if TYPE_CHECKING:
    from tests.features.world import World

STATUSES = {
    "办理中": "running",
    "已挂起": "suspended",
    "已办结": "finished",
    "已终止": "terminated",
    "已作废": "voided",
}
"""What the pages call how a case stands."""


@then(Said("哨单的状态是“{status}”"))
def _(world: World, status: str) -> None:
    assert world.door.case(accounts()[OFFICER], world.root).status == STATUSES[status]

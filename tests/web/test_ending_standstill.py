"""A matter that stands still keeps nobody's work in hands that are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.acts import Act
from server.domain.people import SYSTEM
from server.services import acting_on_cases, auditing, peopling, working
from server.services.acts.scene import Given
from server.services.registers import ending
from tests.web.house import PASSWORD
from tests.web.test_ending import begun, force, now, over

if TYPE_CHECKING:
    from tests.web.house import House

__all__ = ["force"]


def test_a_matter_that_stands_still_holds_up_nobodys_work(force: House) -> None:
    still, other = begun(force, clock="T44/simple"), begun(force, clock="T44/simple")
    actor = force.actor("slj.handler")
    for item in (still, other):
        working.claim(force.tools, actor, item)
    peopling.set_passwords(force.tools, SYSTEM, {"buguan.head": PASSWORD})
    head = force.actor("buguan.head")
    given = Given(way="经批准的整改方案", reason="等方案")
    acting_on_cases.act(force.tools, head, now(force, still).root, Act.SUSPEND, given)
    over(force)

    ending.look(force.tools)
    ending.hand_back(force.tools)

    for item in (still, other):
        assert (now(force, item).body, now(force, item).holder) == ("zjj", None)
    assert auditing.verify(force.tools, SYSTEM).is_sound

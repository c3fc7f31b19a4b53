"""Servers outside that are told of events, and what they were told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pytest_bdd import given, then

from server.domain.people import SYSTEM
from server.services.hooks import tending
from server.services.registers import entering
from tests.features.steps.registers import HOOKS
from tests.features.steps.saying import Said
from tests.switchboard import hook_line

if TYPE_CHECKING:
    from tests.features.world import World

EVENTS = {"签收了工作": "WorkClaimed", "催办": "WorkUrged", "办结了工作": "WorkCompleted"}


@given(Said("“{system}”已登记接收“{event}”"))
def _(world: World, system: str, event: str) -> None:
    hook, address = HOOKS[system], f"{world.receiver.address}/{HOOKS[system]}"
    line = hook_line(hook, name=system, address=address, kinds=EVENTS[event])
    entering.enter(world.tools, SYSTEM, [line])
    tending.make_key(world.tools, SYSTEM, hook)


@then(Said("“{system}”收到{count}次“{event}”"))
def _(world: World, system: str, count: str, event: str) -> None:
    told = [
        json.loads(request.body)["type"]
        for request in world.receiver.requests
        if request.line.split()[1].endswith(f"/{HOOKS[system]}")
    ]
    assert told.count(EVENTS[event]) == int(count)

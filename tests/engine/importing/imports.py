"""Diagrams of other tools on their way through the import, and a player that takes every way to an end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.moves import (
    Alarm,
    Choice,
    Complete,
    Deliver,
    FanOut,
    Fire,
    Gather,
    Listen,
    Push,
    Wait,
    Work,
)
from server.engine.adapter import SpiffEngine
from server.engine.importing.rewriting import rewrite
from tests.engine.player import KNOWN, SEATS, Player, sources

if TYPE_CHECKING:
    from server.domain.process import Change, Sources

VENDORS = (
    ' xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'
    ' xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"'
    ' xmlns:flowable="http://flowable.org/bpmn"'
)
PUSHES = 60


def imported(diagram: bytes, **more: object) -> Sources:
    """What the import makes of a diagram; everything else is found in order afterwards."""
    given = {"lanes": {**SEATS}, "starter": ("clerk",), **more}
    [one] = rewrite((sources(diagram, **given),), KNOWN)
    SpiffEngine().check(one, KNOWN)
    assert rewrite((one,), KNOWN) == (one,), "imported twice it changes again"
    return one


def changes(one: Sources, element: str) -> list[Change]:
    """What was changed at an element."""
    return [change for change in one.changes if change.element == element]


def played(one: Sources, **values: object) -> Player:
    """Play a diagram to its end, by the first choice everywhere."""
    player = Player(one).start(township="zjj", starterBody="zjj", **values)  # type: ignore[arg-type]  # JSON values
    for _ in range(PUSHES):
        if player.over:
            break
        player.push(_next(player, next(iter(player.waits.values()))))
    assert player.over, player.waiting
    return player


def _next(player: Player, wait: Wait) -> Push:
    if isinstance(wait, Work):
        choices: tuple[Choice, ...] = player.model.steps[wait.element].choices
        return Complete(token=wait.token, values={}, choice=choices[0].flow if choices else None)
    if isinstance(wait, Alarm):
        return Fire(token=wait.token)
    if isinstance(wait, FanOut):
        return Gather(token=wait.token, outputs=tuple({} for _ in wait.branches))
    assert isinstance(wait, Listen)
    return Deliver(token=wait.token)

"""Players that go back, and what they go back in."""

from __future__ import annotations

from server.domain.rerouting import Reroute
from tests.engine.diagrams import (
    end,
    gateway,
    line,
    process,
    start,
    timer,
    user,
)
from tests.engine.player import Player

HOUR = timer("timeDuration", "PT1H")


def back(player: Player, element: str, to: str) -> Player:
    """Give up the waiting place at an element for another."""
    player.push(Reroute(element=to, token=player.token(element)))
    return player


def again(player: Player, element: str) -> Player:
    """Go on at an element, whatever waits."""
    player.push(Reroute(element=element))
    return player


def parallel(*parts: str, before: str = "P", after: str = "Z") -> Player:
    """P, then A to B beside C to D, then a join, then Z."""
    return Player(
        process(
            start(), user(before), gateway("parallel", "split"),
            *(user(key) for key in "ABCD"), gateway("parallel", "join"), user(after), end(),
            line("S", before, "split", "A", "B", "join", after, "E"),
            line("split", "C", "D", "join"), *parts,
        )
    ).start()  # fmt: skip

"""A pen for events of several definitions: in the flow, on a boundary, as the start of an event sub-process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.moves import Alarm, Deliver, Fire, Listen
from tests.engine.diagrams import (
    about,
    boundary,
    end,
    gateway,
    line,
    node,
    start,
    sub,
    timer,
    user,
)
from tests.engine.event_pen import catch, draw
from tests.engine.player import Player

if TYPE_CHECKING:
    from server.domain.ids import Token

MESSAGE, SIGNAL, SOON = about("message", "m"), about("signal", "s"), timer("timeDuration", "PT2H")
TRUE = about("conditional", inner="<bpmn:condition>go = true</bpmn:condition>")
ALL = MESSAGE + SIGNAL + SOON


def together(element: str) -> str:
    """The same event, of definitions that must all occur."""
    return element.replace(" id=", ' parallelMultiple="true" id=', 1)


def in_flow(inner: str, *, parallel: bool = False) -> Player:
    """A catch event X, then work L; beside it work that may write data."""
    event = catch("X", inner)
    return Player(
        draw(
            start(),
            gateway("parallel", "split"),
            together(event) if parallel else event,
            user("L"),
            user("W"),
            end(),
            line("S", "split", "X", "L", "E"),
            line("split", "W", "E"),
        )
    )


def beside(inner: str, *, interrupting: bool, parallel: bool = False) -> Player:
    """The same on the boundary of work W."""
    event = boundary("X", "W", inner, interrupting=interrupting)
    return Player(
        draw(
            start(),
            user("W"),
            together(event) if parallel else event,
            user("L"),
            end(),
            line("S", "W", "E"),
            line("X", "L", "E"),
        )
    )


def begun(inner: str, *, interrupting: bool, parallel: bool = False) -> Player:
    """The same as the start of an event sub-process."""
    event = node("startEvent", "X", inner, isInterrupting=str(interrupting).lower())
    return Player(
        draw(
            start(),
            user("W"),
            end(),
            line("S", "W", "E"),
            sub(
                "P",
                together(event) if parallel else event,
                user("L"),
                end("PE"),
                line("X", "L", "PE"),
                triggeredByEvent="true",
            ),
        )
    )


def ear(player: Player, kind: str) -> Token:
    """The waiting place for one kind of occurrence."""
    for wait in player.waits.values():
        if (isinstance(wait, Alarm) and kind == "timer") or (
            isinstance(wait, Listen) and wait.kind == kind
        ):
            return wait.token
    raise LookupError(kind)


def occur(player: Player, kind: str) -> None:
    """Let one thing occur, whoever listens for it."""
    if kind == "condition":
        player.done("W", go=True)
        return
    token = ear(player, kind)
    player.push(Fire(token=token) if kind == "timer" else Deliver(token=token, values={kind: 1}))

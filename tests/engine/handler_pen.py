"""A pen for event sub-processes: what begins them, and scopes around them."""

from __future__ import annotations

from server.domain.moves import Deliver, Fire
from tests.engine.diagrams import (
    about,
    end,
    extensions,
    flow,
    gateway,
    line,
    node,
    start,
    sub,
    timer,
    user,
)
from tests.engine.event_pen import draw, error_end, throw
from tests.engine.player import Player

TRIGGERS = [
    timer("timeDuration", "PT2H"),
    about("message", "m"),
    about("signal", "s"),
    about("escalation", "c1"),
]


def begun_by(
    inner: str,
    *,
    key: str = "X",
    interrupting: bool = True,
    work: str = "L",
    last: str = "",
    **said: str,
) -> str:
    """An event sub-process whose start event leads to work."""
    begins = node(
        "startEvent",
        f"{key}S",
        inner,
        said=extensions(**said),
        isInterrupting="true" if interrupting else "false",
    )
    parts = (begins, user(work), last or end(f"{key}E"), line(f"{key}S", work, f"{key}E"))
    return sub(key, *parts, triggeredByEvent="true")


def at_top(*handlers: str) -> bytes:
    """A process of two tasks side by side, with event sub-processes."""
    return draw(
        start(),
        gateway("parallel", "split"),
        user("A"),
        user("B"),
        gateway("parallel", "join"),
        user("Z"),
        end(),
        line("S", "split", "A", "join", "Z", "E"),
        line("split", "B", "join"),
        *handlers,
    )


def nested(*handlers: str, guards: str = "") -> bytes:
    """A sub-process H of two tasks side by side, with event sub-processes inside it."""
    return draw(
        start(),
        sub(
            "H",
            start("HS"),
            gateway("parallel", "split"),
            user("A"),
            user("B"),
            end("HE"),
            line("HS", "split", "A", "HE"),
            line("split", "B", "HE"),
            *handlers,
        ),
        guards,
        user("Z"),
        end(),
        line("S", "H", "Z", "E"),
    )


def happen(player: Player, element: str) -> Player:
    """Let a timer fire, or a message or signal arrive."""
    token = player.token(element)
    is_timer = not hasattr(player.waits[token], "kind")
    player.push(Fire(token=token) if is_timer else Deliver(token=token, values={"letter": 1}))
    return player


def thrown_inside(kind: str, reference: str, *handlers: str, guards: str = "") -> bytes:
    """A sub-process H that throws after task A, beside task B."""
    throws = (
        error_end("T", reference)
        if kind == "error"
        else throw("T", about(kind, reference)) + end("TE") + flow("T", "TE")
    )
    return draw(
        start(),
        sub(
            "H",
            start("HS"),
            gateway("parallel", "split"),
            user("A"),
            throws,
            user("B"),
            end("HE"),
            line("HS", "split", "A", "T"),
            line("split", "B", "HE"),
            *handlers,
        ),
        guards,
        user("Z"),
        user("N"),
        end(),
        line("S", "H", "Z", "E"),
        flow("N", "E"),
        flow("G", "N") if guards else flow("Z", "N"),
    )

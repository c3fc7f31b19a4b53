"""A pen for what lies aside of the flow: event sub-processes, ad-hoc ones, compensation."""

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


def ad_hoc(*parts: str, until: str = "", rest: bool = True, **attributes: str) -> str:
    """An ad-hoc sub-process H."""
    enough = f"<bpmn:completionCondition>{until}</bpmn:completionCondition>" if until else ""
    return node(
        "adHocSubProcess",
        "H",
        "".join(parts) + enough,
        cancelRemainingInstances=str(rest).lower(),
        **attributes,
    )


def undone(**by: str) -> str:
    """Compensation events on activities, and the activities that undo them, tied together."""
    events = (
        node("boundaryEvent", f"X{host}", about("compensate"), attachedToRef=host) for host in by
    )
    undoers = (
        activity.replace(" id=", ' isForCompensation="true" id=', 1) for activity in by.values()
    )
    ties = (
        node("association", f"tie{host}", sourceRef=f"X{host}", targetRef=activity.split('"')[1])
        for host, activity in by.items()
    )
    return "".join((*events, *undoers, *ties))


def undoing(activity: str = "") -> str:
    """The definition that has one activity undone, or all."""
    named = f' activityRef="{activity}"' if activity else ""
    return f"<bpmn:compensateEventDefinition{named}/>"

"""A pen for events: what catches, what throws, and an activity with a boundary event."""

from __future__ import annotations

from tests.engine.diagrams import (
    about,
    boundary,
    end,
    extensions,
    line,
    node,
    process,
    start,
    sub,
    user,
)
from tests.engine.player import Player

BESIDE = (
    '<bpmn:message id="m" name="回函"/><bpmn:signal id="s" name="停办"/>'
    '<bpmn:error id="e1" name="不同意" errorCode="refused"/>'
    '<bpmn:error id="e2" name="其他" errorCode="other"/>'
    '<bpmn:escalation id="c1" name="上报" escalationCode="up"/>'
    '<bpmn:signalEventDefinition id="ds" signalRef="s"/>'
    '<bpmn:errorEventDefinition id="de" errorRef="e1"/>'
    '<bpmn:escalationEventDefinition id="dc" escalationRef="c1"/>'
    '<bpmn:messageEventDefinition id="dm" messageRef="m"/>'
)


def draw(*parts: str) -> bytes:
    """A process beside which messages, signals, errors and escalations are defined."""
    return process(*parts, beside=BESIDE)


def catch(key: str, inner: str, **said: str) -> str:
    """An intermediate catch event."""
    return node("intermediateCatchEvent", key, inner, said=extensions(**said))


def throw(key: str, inner: str, **said: str) -> str:
    """An intermediate throw event."""
    return node("intermediateThrowEvent", key, inner, said=extensions(**said))


def guarded(
    inner: str, *, interrupting: bool = True, host: str | None = None, **said: str
) -> Player:
    """An activity H with a boundary event X that leads to work L."""
    return Player(
        draw(
            start(),
            host or user("H"),
            boundary("X", "H", inner, interrupting=interrupting, **said),
            user("Z"),
            user("L"),
            end(),
            line("S", "H", "Z", "E"),
            line("X", "L", "E"),
        )
    )


def inside(*parts: str) -> str:
    """A sub-process H of the parts between its start and whatever they end in."""
    return sub("H", start("HS"), *parts)


def telling(marker: str, behavior: str, named: str = "") -> str:
    """A multi-instance marker that has a definition thrown as its members come through."""
    ref = f'{behavior.lower()}BehaviorEventRef="{named}" ' if named else ""
    return marker.replace("isSequential", f'behavior="{behavior}" {ref}isSequential', 1)


def telling_when(marker: str, **conditions: str) -> str:
    """A multi-instance marker that has definitions thrown, each by a condition."""
    parts = "".join(
        f'<bpmn:complexBehaviorDefinition id="when_{kind}">'
        f"<bpmn:condition>{condition}</bpmn:condition>"
        f'<bpmn:event id="told_{kind}">{about(kind, {"escalation": "c1", "error": "e1"}[kind])}</bpmn:event>'
        "</bpmn:complexBehaviorDefinition>"
        for kind, condition in conditions.items()
    )
    end = "</bpmn:multiInstanceLoopCharacteristics>"
    return telling(marker, "Complex").replace(end, parts + end)


def error_end(key: str, code: str) -> str:
    """An end event that throws an error."""
    return end(key, about("error", code))

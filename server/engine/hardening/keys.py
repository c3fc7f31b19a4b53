"""Whose a message is, as one text: the value of its key, or of each of its keys that is complete.

A message may have several keys (BPMN 2.0, 8.3.2). Whoever throws it tells all that it brings whole;
whoever waits has an ear for each that its data hold whole, and any one that agrees is enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.correlation import BETWEEN, key_text
from server.engine.expressions import canonical
from server.engine.hardening.stuck import Stuck

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from server.domain.values import Value
    from server.engine.expressions import Expression
    from server.engine.hardening.events import Event

ALONE = ""
"""The name of a key that is the only one."""


def keys_told(event: Event, value_of: Callable[[Expression], Value]) -> str:
    """The text of a message that is thrown; empty where nothing in it says whose it is."""
    whole = _whole(event, value_of)
    if ALONE in event.keys:
        return next(iter(whole), "")
    return "".join(BETWEEN + text for text in whole)


def key_awaited(event: Event, value_of: Callable[[Expression], Value]) -> str:
    """The text of a message that is waited for; empty where it says of none whose it is."""
    whole = _whole(event, value_of)
    if event.keys and not whole:
        raise _nothing(event)
    return next(iter(whole), "")


def heard_by_key(events: Sequence[Event], value_of: Callable[[Expression], Value]) -> list[int]:
    """Which definitions get an ear: of a message with keys only those that are whole here."""
    heard: list[int] = []
    deaf: dict[str, Event] = {}
    for which, event in enumerate(events):
        if event.keys and not _whole(event, value_of):
            deaf[event.name] = event
        elif event.listens:
            heard.append(which)
    for name in deaf.keys() - {events[which].name for which in heard}:
        raise _nothing(deaf[name])
    return heard


def _nothing(event: Event) -> Stuck:
    return Stuck(
        f"消息“{event.name}”的关联键没有值，无法认出它",
        f"no key of message {event.name!r} has a value, so it couldn't be told from others",
    )


def _whole(event: Event, value_of: Callable[[Expression], Value]) -> list[str]:
    """The text of each key that has a value; what is null, or in part, identifies nobody."""
    values = ((name, value_of(key)) for name, key in event.keys.items())
    texts = (
        key_text(canonical(value) if name == ALONE else f"{name}={canonical(value)}")
        for name, value in values
        if value is not None and not (isinstance(value, list) and None in value)
    )
    return [text for text in texts if text]

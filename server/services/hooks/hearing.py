"""Put down which hooks are told of what an act did: one job for all that it wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from server.domain.hooks import EVENTS, item_of
from server.domain.ids import CallId, SubjectId
from server.domain.ports import Event
from server.services.hooks.calling import defer
from server.services.repeating import again

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from server.domain.journal import Entry
    from server.services.tools import Tools

Place = tuple[SubjectId, int]
"""Where an entry stands: whose journal, and its number there."""


def places_in(written: str) -> tuple[Place, ...]:
    """Where the entries stand that a job names."""
    named = (each.partition("/") for each in written.split())
    return tuple((SubjectId(UUID(subject)), int(seq)) for subject, _, seq in named)


@again
def hear(tools: Tools, places: Iterable[Place]) -> int:
    """Lets hooks be told of what these entries say; again it changes nothing.

    Gives how many calls that makes. A branch that begins or ends is no event: its matter goes on.
    """
    with tools.unit() as unit:
        events = tuple(_events(unit.journal.entries_at(places)))
        wanted = unit.hooks.wanted(events)
        if wanted:
            calls = [(CallId(tools.ids.new()), hook, event) for hook, event in wanted]
            unit.hooks.open(calls, tools.clock.now())
            for hook in dict.fromkeys(hook for hook, _ in wanted):
                defer(unit, hook)
            unit.commit()
    return len(wanted)


def _events(entries: Iterable[Entry]) -> Iterator[Event]:
    for entry in entries:
        for place, fact in enumerate(entry.facts):
            kind = type(fact).__name__
            if kind in EVENTS:
                yield Event(
                    case=entry.subject,
                    seq=entry.seq,
                    place=place,
                    kind=kind,
                    at=entry.at,
                    item=item_of(fact),
                )

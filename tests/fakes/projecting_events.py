"""What the facts about start events and messages do to the tables in memory."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from server.domain.ids import MessageId, ProcessKey, StartId, SubjectId, VersionId
from server.domain.ports import HeldStart, KeptMessage
from server.domain.process import Occurrence, Trigger, TriggerKind

if TYPE_CHECKING:
    from server.domain import facts as f
    from server.domain.journal import Entry
    from tests.fakes.state import State


def start_awaited(state: State, _entry: Entry, fact: f.StartAwaited) -> None:
    """A start event waits."""
    state.starts[StartId(fact.start)] = HeldStart(
        id=StartId(fact.start),
        process=ProcessKey(fact.process),
        version=VersionId(fact.version),
        trigger=Trigger(element=fact.element, kind=TriggerKind(fact.kind), name=fact.name),
        occurrence=Occurrence(at=fact.due, rest=fact.rest) if fact.due else None,
    )


def start_fired(state: State, _entry: Entry, fact: f.StartFired) -> None:
    """It waits for its next moment."""
    start = StartId(fact.start)
    following = Occurrence(at=fact.due, rest=fact.rest) if fact.due else None
    before = state.starts[start]
    state.starts[start] = replace(before, occurrence=following, is_put_off=False)
    state.taken.pop(start, None)


def message_kept(state: State, entry: Entry, fact: f.MessageKept) -> None:
    """A message waits to be asked for."""
    kept = KeptMessage(
        id=MessageId(entry.subject),
        name=fact.name,
        key=fact.key,
        digest=fact.digest,
        source=SubjectId(fact.source),
        until=fact.until,
    )
    state.messages[kept.id] = kept


def message_over(state: State, entry: Entry, _fact: f.Fact) -> None:
    """It is kept no longer."""
    state.messages.pop(MessageId(entry.subject), None)

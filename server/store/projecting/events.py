"""What the facts about start events and messages do to the tables."""

from server.domain import facts as f
from server.domain.correlation import keys_in
from server.domain.journal import Entry
from server.store.gathered import Gathered
from server.store.messages import MessageRow
from server.store.starts import StartRow


def start_awaited(gathered: Gathered, _entry: Entry, fact: f.StartAwaited) -> None:
    """A start event waits."""
    gathered.put(
        StartRow,
        id=fact.start,
        due=fact.due,
        version=fact.version,
        element=fact.element,
        kind=fact.kind,
        name=fact.name,
        process=fact.process,
        rest=fact.rest,
    )


def start_fired(gathered: Gathered, _entry: Entry, fact: f.StartFired) -> None:
    """A start event waits for its next moment, and no job has it now."""
    gathered.change(StartRow, fact.start, due=fact.due, rest=fact.rest, taken_until=None)


def message_kept(gathered: Gathered, entry: Entry, fact: f.MessageKept) -> None:
    """A message waits to be asked for."""
    gathered.put(
        MessageRow,
        id=entry.subject,
        at=entry.at,
        until=fact.until,
        source=fact.source,
        digest=bytes.fromhex(fact.digest),
        name=fact.name,
        key=fact.key,
        keys=list(keys_in(fact.key)),
    )


def message_over(
    gathered: Gathered,
    entry: Entry,
    _fact: f.MessageGiven | f.MessageHeldBack | f.MessageExpired,
) -> None:
    """A message is kept no longer."""
    gathered.remove(MessageRow, entry.subject)

"""Messages that nobody waited for when they came: kept, given to the first who asks, dropped in time.

Whoever keeps a message and whoever begins to listen close its name first (``MessageBook.close``), so
neither misses the other. Signals are never kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.errors import BusyNow, TooManyMessages
from server.domain.ids import SubjectId
from server.domain.people import SYSTEM
from server.services.messages import Ear, Sent
from server.services.recording import Record

if TYPE_CHECKING:
    from server.domain.ids import CaseId
    from server.domain.moves import Listen
    from server.services.running import Run
    from server.services.tools import Tools

AT_ONCE = 500
"""How many messages one act drops at most."""


def keep(record: Record, sent: Sent) -> bool:
    """Keeps a message that nobody waits for; False when its time is over already."""
    unit = record.unit
    if sent.until <= record.moment:
        return False
    unit.messages.close(sent.name)
    if unit.waits.listeners("message", sent.name, sent.key, 1) or unit.starts.listening(
        "message", sent.name
    ):
        raise BusyNow  # somebody began to listen meanwhile
    _keep(record, sent)
    return True


def keep_for(record: Record, sent: Sent) -> bool:
    """Keeps a message for a held case that waits for it and stands still; False when its time is over."""
    if sent.until <= record.moment:
        return False
    record.unit.messages.close(sent.name)
    _keep(record, sent)
    return True


def _keep(record: Record, sent: Sent) -> None:
    unit, limits = record.unit, record.tools.limits
    if unit.messages.kept(sent.name, record.moment) >= limits.messages:
        raise TooManyMessages(limit=limits.messages, name=sent.name)
    kept = f.MessageKept(
        name=sent.name, key=sent.key, digest=sent.digest, source=sent.source, until=sent.until
    )
    record.of_subject(SubjectId(sent.message or record.tools.ids.new()), kept)


def recall(run: Run, case: CaseId, wait: Listen) -> bool:
    """Gives a place that has begun to listen the first message kept for it; whether there was one."""
    unit = run.unit
    unit.messages.close(wait.name)
    kept = unit.messages.first(wait.name, wait.key, run.record.moment)
    if kept is None:
        return False
    run.settle()
    if wait.token not in unit.waits.listening(case):
        return False
    ear = Ear(held=run.hold(case), token=wait.token, element=wait.element)
    values = unit.journal.content(kept.source, kept.digest)
    push = ear.hear(run.record, Sent.of(kept), values)
    run.settle()  # or the next place would be given it, too
    run.then(ear.held, push)
    return True


def drop_expired(tools: Tools) -> int:
    """Drops all kept messages whose time is over, some at a time; how many there were."""
    count = dropped = _drop_some(tools)
    while dropped == AT_ONCE:
        dropped = _drop_some(tools)
        count += dropped
    return count


def _drop_some(tools: Tools) -> int:
    with tools.unit() as unit:
        record = Record(tools, unit, SYSTEM)
        expired = unit.messages.expired(record.moment, AT_ONCE)
        for one in expired:
            record.of_subject(SubjectId(one.id), f.MessageExpired(name=one.name))
        record.write()
        unit.commit()
    return len(expired)

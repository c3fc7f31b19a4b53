"""Deliver messages and signals: to cases that wait, else to what begins a case, else for later.

A message reaches one: the case that waits for it with its key, the oldest first; else one that waits
without a key; else the process that begins by it; else it is kept (BPMN 2.0, 13.5.1). A signal
reaches every case and every process that listens, and is never kept.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.errors import BusyNow, DatabaseAway, Refusal
from server.domain.ids import SubjectId
from server.domain.moves import Deliver
from server.domain.people import SYSTEM
from server.domain.values import digest_of, plain
from server.services import keeping
from server.services.beginning import begin
from server.services.incidents import DELIVER, Failed, report
from server.services.messages import Heard, Sent
from server.services.recording import Record
from server.services.repeating import again, once
from server.services.running import Run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from server.domain.ids import CaseId, Token
    from server.domain.ports import HeldCase, HeldStart
    from server.domain.values import Values
    from server.services.tools import Tools


class Undelivered(Exception):  # says what happened, like the refusals of the domain
    """A listener's next step failed, and where it waits."""

    def __init__(self, failed: Failed, failure: Refusal) -> None:
        super().__init__(str(failure))
        self.failed = failed
        self.failure = failure


def deliver(tools: Tools, sent: Sent, request_key: str | None = None) -> Heard:
    """Hands a message to one, a signal to all; under the same request key nobody hears it twice."""
    with tools.unit() as unit:
        values = unit.journal.content(sent.source, sent.digest)
    if sent.kind == "signal":
        return broadcast(tools, sent, values, request_key)
    return _act_or_report(tools, request_key, partial(hand_on, sent=sent, values=values))


def hand_on(record: Record, sent: Sent, values: Values) -> Heard:
    """Lets the one that a message is for hear it, or keeps it; refused when somebody was faster."""
    unit = record.unit
    for case, token in unit.waits.listeners(sent.kind, sent.name, sent.key, 1):
        heard = _move(record, sent, values, case, token)
        if not heard.moved:
            raise BusyNow
        return heard
    for start in unit.starts.listening(sent.kind, sent.name):
        return _begin(record, sent, values, start)
    return Heard(kept=keeping.keep(record, sent))


def broadcast(tools: Tools, sent: Sent, values: Values, request_key: str | None) -> Heard:
    """Lets all who listen hear a signal, each in an act of its own, so a repetition goes on where it was.

    One whose next step fails keeps no other from hearing: what failed there is an incident, which
    keeps the signal.
    """
    heard = Heard()
    for name, act in _hearers(tools, sent, values):
        heard += _act_or_report(tools, request_key and f"{request_key}/{name}", act)
    return heard


def begin_kept(tools: Tools, name: str) -> int:
    """Begins a case by each message that was kept before a process began by it; how many."""
    count = 0
    while _begin_first(tools, name):
        count += 1
    return count


@again
def _begin_first(tools: Tools, name: str) -> bool:
    with tools.unit() as unit:
        record = Record(tools, unit, SYSTEM)
        unit.messages.close(name)
        kept = unit.messages.first(name, "", record.moment)
        starts = unit.starts.listening("message", name)
        if kept is None or not starts:
            return False
        sent = Sent(
            source=kept.source,
            kind="message",
            name=kept.name,
            key=kept.key,
            digest=kept.digest,
            until=record.moment,
            message=kept.id,
        )
        _begin(record, sent, unit.journal.content(kept.source, kept.digest), starts[0])
        record.write()
        unit.commit()
    return True


def _hearers(
    tools: Tools, sent: Sent, values: Values
) -> Iterator[tuple[str, Callable[[Record], Heard]]]:
    with tools.unit() as unit:
        places = unit.waits.listeners(sent.kind, sent.name, sent.key)
        starts = unit.starts.listening(sent.kind, sent.name)
    for case, token in places:
        if case != sent.by:
            move = partial(_move, sent=sent, values=values, case=case, token=token)
            yield f"{case}/{token}", move
    for start in starts:
        yield str(start.id), partial(_begin, sent=sent, values=values, start=start)


def _act_or_report(tools: Tools, request_key: str | None, act: Callable[[Record], Heard]) -> Heard:
    try:
        return _act(tools, request_key, act)
    except Undelivered as undelivered:
        report(tools, undelivered.failed, undelivered.failure, request_key)
        return Heard()


@again
def _act(tools: Tools, request_key: str | None, act: Callable[[Record], Heard]) -> Heard:
    """One act of the system under a key; a repetition gives what the first gave."""
    with tools.unit() as unit:
        request = once(unit, SYSTEM, request_key, ("deliver",))
        if request.answer is not None:
            return Heard.read(request.answer)
        record = Record(tools, unit, SYSTEM)
        heard = act(record)
        record.write()
        request.keep(heard.answer)
        unit.commit()
    return heard


def _move(record: Record, sent: Sent, values: Values, case: CaseId, token: Token) -> Heard:
    """Moves a listener on; nobody hears when it no longer listens."""
    held = record.unit.cases.hold(case)
    if token not in record.unit.waits.listening(case):
        return Heard()
    try:
        move_on(Run(record, record.tools.shelf.county(record.unit)), held, sent, token, values)
    except (BusyNow, DatabaseAway):
        raise
    except Refusal as failure:
        job = replace(sent, by=sent.by or case).job
        failed = Failed(case=case, token=token, push=DELIVER, values=values, sent=job)
        raise Undelivered(failed, failure) from failure
    return Heard(moved=(case,))


def move_on(run: Run, held: HeldCase, sent: Sent, token: Token, values: Values) -> None:
    """Moves a held case on by what it listened for."""
    element = run.unit.waits.listening(held.id)[token]
    digest = run.record.content(held.root, values)
    run.record.of_case(held, f.ListeningEnded(token=token), _heard(sent, element, digest))
    _given(run.record, sent, held.id)
    run.push(held, Deliver(token=token, values=values))


def _begin(record: Record, sent: Sent, values: Values, start: HeldStart) -> Heard:
    element = start.trigger.element
    held = begin(record, start, values, _heard(sent, element, digest_of(plain(values))))
    _given(record, sent, held.id)
    return Heard(started=(held.id,))


def _heard(sent: Sent, element: str, digest: str) -> f.MessageHeard:
    return f.MessageHeard(
        element=element,
        kind=sent.kind,
        name=sent.name,
        key=sent.key,
        digest=digest,
        message=sent.message,
    )


def _given(record: Record, sent: Sent, case: CaseId) -> None:
    if sent.message is not None:
        record.of_subject(SubjectId(sent.message), f.MessageGiven(case=case))

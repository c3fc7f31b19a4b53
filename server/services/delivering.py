"""Deliver messages and signals: to cases that wait, else to what begins a case, else for later.

A message reaches one: the case that waits for it with its key, the oldest first; else one that waits
without a key; else the process that begins by it; else it is kept (BPMN 2.0, 13.5.1). A signal
reaches every case and every process that listens, and is never kept.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.errors import BusyNow
from server.domain.people import SYSTEM
from server.domain.values import digest_of, plain
from server.services import keeping
from server.services.beginning import begin, failed_start
from server.services.incidents import DELIVER, Failed, PushFailed, noting, refusing
from server.services.messages import Ear, Heard, Sent
from server.services.recording import Record
from server.services.repeating import again, once
from server.services.reporting import report
from server.services.running import Run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from server.domain.ids import CaseId, Token
    from server.domain.ports import HeldStart
    from server.domain.values import Values
    from server.services.tools import Tools


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
    keeps the signal. Refused with ``BusyNow`` when all were asked and somebody stood in the way of one.
    """
    heard, busy = Heard(), None
    for name, act in _hearers(tools, sent, values):
        try:
            heard += _act_or_report(tools, request_key and f"{request_key}/{name}", act)
        except BusyNow as refusal:
            busy = refusal
    if busy is not None:
        raise busy
    return heard


def begin_kept(tools: Tools, name: str) -> int:
    """Begins a case by each message that was kept before a process began by it; how many.

    One that fails keeps no other waiting: its incident keeps it.
    """
    count = 0
    while (heard := _begin_next(tools, name)) is not None:
        count += len(heard.started)
    return count


def _begin_next(tools: Tools, name: str) -> Heard | None:
    """Begins a case by the first kept message; None when there is nothing to begin."""
    try:
        return _begin_first(tools, name)
    except PushFailed as failed:
        report(tools, failed)
        return Heard()


@again
def _begin_first(tools: Tools, name: str) -> Heard | None:
    with tools.unit() as unit:
        record = Record(tools, unit, SYSTEM)
        unit.messages.close(name)
        kept = unit.messages.first(name, "", record.moment)
        starts = unit.starts.listening("message", name)
        if kept is None or not starts:
            return None
        values = unit.journal.content(kept.source, kept.digest)
        heard = _begin(record, Sent.of(kept), values, starts[0])
        record.write()
        unit.commit()
    return heard


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
    except PushFailed as failed:
        report(tools, failed, request_key)
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
    element = record.unit.waits.listening(case).get(token)
    if element is None:
        return Heard()
    failed = Failed(
        subject=held.id, token=token, push=DELIVER, element=element, values=values, sent=sent.job
    )
    with noting(failed):
        ear = Ear(held=held, token=token, element=element)
        move_on(Run(record, record.tools.shelf.county(record.unit)), ear, sent, values)
    return Heard(moved=(case,))


def move_on(run: Run, ear: Ear, sent: Sent, values: Values) -> None:
    """Moves a held case on by what it listened for."""
    run.push(ear.held, ear.hear(run.record, sent, values))


def _begin(record: Record, sent: Sent, values: Values, start: HeldStart) -> Heard:
    with noting(failed_start(start, sent=sent.job, values=values)):
        run = Run(record, record.tools.shelf.county(record.unit))
        return begin_by(run, start, sent, values)


def hand_again(run: Run, starts: tuple[HeldStart, ...], sent: Sent, values: Values) -> None:
    """Begins the case that did not begin; what no process begins by any more is for whoever waits."""
    fitting = [
        one for one in starts if (one.trigger.kind, one.trigger.name) == (sent.kind, sent.name)
    ]
    if fitting:
        begin_by(run, fitting[0], sent, values)
    elif sent.kind == "message":
        with refusing():
            hand_on(run.record, sent, values)


def begin_by(run: Run, start: HeldStart, sent: Sent, values: Values) -> Heard:
    """Begins a case by what its start event waited for."""
    heard = sent.heard(start.trigger.element, digest_of(plain(values)))
    held = begin(run, start, values, heard)
    sent.told(run.record, f.MessageGiven(case=held.id))
    return Heard(started=(held.id,))

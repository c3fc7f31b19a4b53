"""Deliver messages and signals: to cases that wait, else to what begins a case, else for later.

A message reaches one: the case that waits for it with its key, the oldest first; else one that waits
without a key; else the process that begins by it; else it is kept (BPMN 2.0, 13.5.1). A signal
reaches every case and every process that listens, and is never kept.

Cases begin one after the other by the messages of one process (``StartBook.close``): of messages
that come together the first begins a case, and the others find it waiting. Who waits already is
looked for before that, so it is held up by nobody.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.errors import BusyNow, NobodyHears
from server.domain.ids import SubjectId
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
from server.services.unbegun import is_place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from server.domain.ids import CaseId, Token
    from server.domain.ports import HeldCase, HeldIncident, HeldStart, Unit
    from server.domain.values import Values
    from server.services.tools import Tools


def deliver(tools: Tools, sent: Sent, request_key: str | None = None) -> Heard:
    """Hands a message to one, a signal to all; under the same request key nobody hears it twice."""
    with tools.unit() as unit:
        values = unit.journal.content(sent.source, sent.digest)
    if sent.kind == "signal":
        return broadcast(tools, sent, values, request_key)
    return _act_or_report(tools, request_key, partial(hand_on, sent=sent, values=values))


def hand_on(run: Run, sent: Sent, values: Values) -> Heard:
    """Lets the one that a message is for hear it, or keeps it; refused when somebody was faster."""
    heard = _move_one(run, sent, values)
    if heard is None and (start := _closed(run.unit, sent.name)) is not None:
        heard = _move_one(run, sent, values) or _begin(run, sent, values, start)
    return heard or Heard(kept=keeping.keep(run.record, sent))


def _move_one(run: Run, sent: Sent, values: Values) -> Heard | None:
    """Moves on the case that a message is for; None when none waits for it.

    For a case that stands still it is kept until that goes on.
    """
    for case, token in run.unit.waits.listeners(sent.kind, sent.name, sent.key, 1):
        held = run.unit.cases.hold(case)
        if held.standstill is not None:
            return Heard(kept=keeping.keep_for(run.record, sent))
        heard = _move(run, sent, values, held, token)
        if not heard.moved:
            raise BusyNow
        return heard
    return None


def _closed(unit: Unit, name: str) -> HeldStart | None:
    """What begins a case by this message, if anything; nobody else begins one by it until the commit."""
    for start in unit.starts.listening("message", name):
        unit.starts.close(start.process)
    return next(iter(unit.starts.listening("message", name)), None)


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
        start = _closed(unit, name)
        unit.messages.close(name)
        kept = unit.messages.first(name, "", record.moment)
        if kept is None or start is None:
            return None
        values = unit.journal.content(kept.source, kept.digest)
        run = Run(record, tools.shelf.county(unit))
        heard = _begin(run, Sent.of(kept), values, start)
        record.write()
        unit.commit()
    return heard


def _hearers(
    tools: Tools, sent: Sent, values: Values
) -> Iterator[tuple[str, Callable[[Run], Heard]]]:
    """Who listens for a signal, each named alike however often the signal is repeated."""
    with tools.unit() as unit:
        places = unit.waits.listeners(sent.kind, sent.name, sent.key)
        starts = unit.starts.listening(sent.kind, sent.name)
    for case, token in places:
        if case != sent.by:
            move = partial(_move_there, sent=sent, values=values, case=case, token=token)
            yield f"{case}/{token}", move
    for start in starts:
        place = f"{start.process}/{start.trigger.element}"
        yield place, partial(_begin, sent=sent, values=values, start=start)


@again
def _act_or_report(tools: Tools, request_key: str | None, act: Callable[[Run], Heard]) -> Heard:
    try:
        return _act(tools, request_key, act)
    except PushFailed as failed:
        report(tools, failed, request_key)
        return Heard()


def _act(tools: Tools, request_key: str | None, act: Callable[[Run], Heard]) -> Heard:
    """One act of the system under a key; a repetition gives what the first gave."""
    with tools.unit() as unit:
        request = once(unit, SYSTEM, request_key, ("deliver",))
        if request.answer is not None:
            return Heard.read(request.answer)
        record = Record(tools, unit, SYSTEM)
        heard = act(Run(record, tools.shelf.county(unit)))
        record.write()
        request.keep(heard.answer)
        unit.commit()
    return heard


def _move_there(run: Run, sent: Sent, values: Values, case: CaseId, token: Token) -> Heard:
    """Moves a case on that listens for a signal; one that stands still doesn't hear it."""
    held = run.unit.cases.hold(case)
    return Heard() if held.standstill else _move(run, sent, values, held, token)


def _move(run: Run, sent: Sent, values: Values, held: HeldCase, token: Token) -> Heard:
    """Moves a listener on; nobody hears when it no longer listens, or waits for people."""
    element = run.unit.waits.listening(held.id).get(token)
    if element is None or _is_put_off(run.unit, held, token):
        return Heard()
    failed = Failed(
        subject=held.id, token=token, push=DELIVER, element=element, values=values, sent=sent.job
    )
    with noting(failed):
        move_on(run, Ear(held=held, token=token, element=element), sent, values)
    return Heard(moved=(held.id,))


def _is_put_off(unit: Unit, held: HeldCase, token: Token) -> bool:
    """Whether what came to this place before has failed, and is kept until people have mended it."""
    return held.is_stuck and any(
        one.token == token for one in unit.incidents.of_subject(SubjectId(held.id))
    )


def move_on(run: Run, ear: Ear, sent: Sent, values: Values) -> None:
    """Moves a held case on by what it listened for."""
    run.push(ear.held, ear.hear(run.record, sent, values))


def _begin(run: Run, sent: Sent, values: Values, start: HeldStart) -> Heard:
    """Begins a case by what its start event waited for."""
    with noting(failed_start(start, sent=sent.job, values=values)):
        heard = sent.heard(start.trigger.element, digest_of(plain(values)))
        held = begin(run, start, values, heard)
    sent.told(run.record, f.MessageGiven(case=held.id))
    return Heard(started=(held.id,))


def hand_again(run: Run, incident: HeldIncident, sent: Sent, values: Values) -> None:
    """Hands on what began no case: a message to whoever it is for by now, a signal to its start event.

    Refused with ``NobodyHears`` where it would be lost; two who agree to pass over it let it go.
    """
    with refusing():
        if sent.kind == "message":
            heard = hand_on(run, sent, values)
        else:
            heard = _begin_again(run, incident, sent, values)
    if heard == Heard():
        if run.agreed is None:
            raise NobodyHears(name=sent.name)
        run.agreed = None  # this is what they pass over


def _begin_again(run: Run, incident: HeldIncident, sent: Sent, values: Values) -> Heard:
    for start in run.unit.starts.listening(sent.kind, sent.name):
        if start.process == incident.process and is_place(incident, start.trigger):
            return _begin(run, sent, values, start)
    return Heard()

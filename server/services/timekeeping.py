"""Keep time: timers of the diagrams, and rungs of the ladder that clocks climb.

A sweep defers a job for each due thing; each job is an act of its own, so one that fails holds up
no other. Firing twice can't happen: the second finds nothing waiting. A rung tells people; it never
completes anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.errors import NoSuchWork
from server.domain.moves import Fire
from server.domain.people import SYSTEM
from server.services import attaching, keeping
from server.services.beginning import begin_by_time
from server.services.hooks import calling
from server.services.incidents import FIRE, Failed, PushFailed, noting
from server.services.mailing import carrying
from server.services.recording import Record
from server.services.registers import leaving
from server.services.repeating import again
from server.services.reporting import report
from server.services.running import Run

if TYPE_CHECKING:
    from datetime import datetime

    from server.domain.ids import ItemId, StartId, TimerId
    from server.domain.ports import HeldCase, HeldTimer, Unit
    from server.services.tools import Tools

KEYS_KEPT = timedelta(days=2)
"""For how long a repeated request finds its first answer."""

A_SWEEP = 500
"""How many due things one sweep defers at most, so that a backlog shuts nobody out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """What one sweep deferred."""

    timers: int
    rungs: int
    starts: int
    recounts: int = 0
    resumes: int = 0
    clocks: int = 0
    changes: bool = False
    """Whether there are changes of the registers whose day has come."""


def sweep(tools: Tools) -> Swept:
    """Defers a job for everything due now, oldest first; what was deferred is left for a while."""
    now = tools.clock.now()
    with tools.unit() as unit:
        if not unit.waits.has_due(now):
            return Swept(timers=0, rungs=0, starts=0)
        timers = unit.waits.take_due_timers(now, A_SWEEP)
        rungs = unit.waits.take_due_rungs(now, A_SWEEP)
        starts = unit.starts.take_due(now, A_SWEEP)
        recounts = unit.recounts.take_due(now)
        resumes = unit.course.take_due(now, A_SWEEP)
        clocks = unit.respites.take_due(now, A_SWEEP)
        changes = _defer_changes(unit, now)
        for timer in timers:
            unit.defer("fire", {"timer": timer.id.hex}, key=f"fire/{timer.id.hex}")
        for rung in rungs:
            job = {"item": rung.item.hex, "rung": rung.rung}
            unit.defer("climb", job, key=f"climb/{rung.item.hex}/{rung.rung}")
        for start in starts:
            unit.defer("begin", {"start": start.hex}, key=f"begin/{start.hex}")
        for kind, name in recounts:
            job = {"kind": kind, "name": name}
            unit.defer("recount", job, key=f"recount/{kind}/{name}")
        for case in resumes:
            unit.defer("resume", {"case": case.hex}, key=f"resume/{case.hex}")
        for item in clocks:
            unit.defer("run_clock", {"item": item.hex}, key=f"run_clock/{item.hex}")
        unit.commit()
    return Swept(
        timers=len(timers),
        rungs=len(rungs),
        starts=len(starts),
        recounts=len(recounts),
        resumes=len(resumes),
        clocks=len(clocks),
        changes=changes,
    )


def _defer_changes(unit: Unit, now: datetime) -> bool:
    """One job for all changes of the registers whose day has come: they are made in their order."""
    due = unit.registers.take_due(now)
    if due:
        unit.defer("take_effect", {}, key="take_effect")
    return due


def tidy(tools: Tools) -> None:
    """Drops what nobody asks for (keys, sessions that are over, unused files, messages); hands on what leavers held."""
    with tools.unit() as unit:
        unit.forget_requests(tools.clock.now() - KEYS_KEPT)
        unit.people.forget_ended(tools.clock.now())
        unit.commit()
    attaching.drop_unused(tools)
    keeping.drop_expired(tools)
    carrying.drop_old(tools)
    calling.drop_old(tools)
    leaving.hand_on_due(tools)


def fire_or_report(tools: Tools, timer: TimerId) -> None:
    """Fires a timer; when the step after it fails, an incident is opened and the timer waits."""
    try:
        fire(tools, timer)
    except PushFailed as failed:
        report(tools, failed)


def begin_or_report(tools: Tools, start: StartId) -> None:
    """Begins a case whose moment has come; when that fails, an incident is opened and time goes on."""
    try:
        begin_by_time(tools, start)
    except PushFailed as failed:
        report(tools, failed)


@again
def fire(tools: Tools, timer: TimerId) -> None:
    """Moves a case on by a timer; nothing happens when it no longer waits, or waits for people."""
    with tools.unit() as unit:
        found = unit.waits.hold_timer(timer)
        if found is None or found[0].is_put_off:
            return
        record = Record(tools, unit, SYSTEM)
        waiting, held = found
        failed = Failed(subject=held.id, token=waiting.token, push=FIRE, element=waiting.element)
        with noting(failed):
            move_on(Run(record, tools.shelf.county(unit)), waiting, held)
        record.write()
        unit.commit()


def move_on(run: Run, timer: HeldTimer, held: HeldCase) -> None:
    """Moves a held case on by its timer."""
    run.record.of_case(held, f.TimerFired(timer=timer.id))
    run.push(held, Fire(token=timer.token))


@again
def climb(tools: Tools, item_id: ItemId, rung: str) -> bool:
    """Tells whom a rung concerns; False when it was told before, or the work is over."""
    with tools.unit() as unit:
        try:
            item, held = unit.work.hold(item_id)
        except NoSuchWork:
            return False
        if not unit.waits.take_rung(item_id, rung):
            return False
        county = tools.shelf.county(unit)
        body, role = county.hears(rung, item.body, item.role, item.clock)
        record = Record(tools, unit, SYSTEM)
        risen = f.WorkEscalated(item=item.id, rung=rung, body=body, role=role, name=item.name)
        record.of_case(held, risen)
        record.write()
        unit.commit()
    return True

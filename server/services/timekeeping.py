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
from server.domain.errors import NoSuchWork, StepFailed
from server.domain.moves import Fire
from server.domain.people import SYSTEM
from server.services.recording import Record
from server.services.repeating import again
from server.services.running import Run

if TYPE_CHECKING:
    from server.domain.ids import ItemId, TimerId
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


def sweep(tools: Tools) -> Swept:
    """Defers a job for everything due now, oldest first; what was deferred is left for a while."""
    now = tools.clock.now()
    with tools.unit() as unit:
        timers = unit.waits.take_due_timers(now, A_SWEEP)
        rungs = unit.waits.take_due_rungs(now, A_SWEEP)
        for timer in timers:
            unit.defer("fire", {"timer": timer.id.hex}, key=f"fire/{timer.id.hex}")
        for rung in rungs:
            job = {"item": rung.item.hex, "rung": rung.rung}
            unit.defer("climb", job, key=f"climb/{rung.item.hex}/{rung.rung}")
        if timers or rungs:
            unit.commit()
    return Swept(timers=len(timers), rungs=len(rungs))


def tidy(tools: Tools) -> None:
    """Drops the keys of requests that nobody repeats any more."""
    with tools.unit() as unit:
        unit.forget_requests(tools.clock.now() - KEYS_KEPT)
        unit.commit()


def fire_or_report(tools: Tools, timer: TimerId) -> None:
    """Fires a timer; when the step after it fails, an incident is opened and the timer waits."""
    try:
        fire(tools, timer)
    except StepFailed as failure:
        _report(tools, timer, failure)


@again
def fire(tools: Tools, timer: TimerId) -> None:
    """Moves a case on by a timer; nothing happens when it no longer waits."""
    with tools.unit() as unit:
        waiting = unit.waits.hold_timer(timer)
        if waiting is None:
            return
        held = unit.cases.hold(waiting.case)
        record = Record(tools, unit, SYSTEM)
        record.of_case(held, f.TimerFired(timer=timer))
        Run(record, tools.shelf.county(unit)).push(held, Fire(token=waiting.token))
        record.write()
        unit.commit()


@again
def _report(tools: Tools, timer: TimerId, failure: StepFailed) -> None:
    """Opens an incident in an act of its own; the timer waits until somebody has looked."""
    with tools.unit() as unit:
        waiting = unit.waits.hold_timer(timer)
        if waiting is None:
            return
        held = unit.cases.hold(waiting.case)
        record = Record(tools, unit, SYSTEM)
        opened = f.IncidentOpened(
            incident=timer,
            element=str(failure.values.get("element", waiting.element)),
            cause=str(failure.values.get("cause", "")),
        )
        record.of_case(held, opened)
        unit.waits.put_off(timer)
        record.write()
        unit.commit()


@again
def climb(tools: Tools, item_id: ItemId, rung: str) -> bool:
    """Tells whom a rung concerns; False when it was told before, or the work is over."""
    with tools.unit() as unit:
        if not unit.waits.take_rung(item_id, rung):
            return False
        try:
            item, held = unit.work.hold(item_id)
        except NoSuchWork:
            return False
        county = tools.shelf.county(unit)
        body, role = county.hears(rung, item.body, item.role, item.clock)
        record = Record(tools, unit, SYSTEM)
        risen = f.WorkEscalated(item=item.id, rung=rung, body=body, role=role, name=item.name)
        record.of_case(held, risen)
        record.write()
        unit.commit()
    return True

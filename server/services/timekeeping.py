"""Fire what is due: timers of the diagrams, and rungs of the ladder that clocks climb (B.0).

Each due thing is an act of its own, so one that fails holds up no other. Firing twice can't happen:
the second worker finds nothing waiting. A rung tells people; it never completes anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.errors import NoSuchCase, StepFailed
from server.domain.moves import Fire
from server.domain.people import SYSTEM
from server.services.recording import Record
from server.services.repeating import again
from server.services.running import Run

if TYPE_CHECKING:
    from server.domain.ids import CaseId, TimerId
    from server.domain.ports import Step
    from server.services.tools import Tools

A_SWEEP = 200
"""How many due things one sweep takes at most, so that a backlog shuts nobody out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """What one sweep did."""

    fired: int
    climbed: int
    failed: int


def sweep(tools: Tools) -> Swept:
    """Fires what is due now, oldest first."""
    now = tools.clock.now()
    with tools.unit() as unit:
        timers = unit.waits.due_timers(now, A_SWEEP)
        steps = unit.waits.due_rungs(now, A_SWEEP)
    fired = [_fire_or_report(tools, timer.id, timer.case) for timer in timers]
    climbed = [climb(tools, step) for step in steps]
    return Swept(fired=sum(fired), climbed=sum(climbed), failed=fired.count(False))


def _fire_or_report(tools: Tools, timer: TimerId, case: CaseId) -> bool:
    try:
        fire(tools, timer)
    except StepFailed as failure:
        _report(tools, timer, case, failure)
        return False
    return True


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


def _report(tools: Tools, timer: TimerId, case: CaseId, failure: StepFailed) -> None:
    """Opens an incident in an act of its own; the timer waits until somebody has looked."""
    with tools.unit() as unit:
        held = unit.cases.hold(case)
        record = Record(tools, unit, SYSTEM)
        opened = f.IncidentOpened(
            incident=timer,
            element=str(failure.values.get("element", "")),
            cause=str(failure.values.get("cause", "")),
        )
        record.of_case(held, opened)
        unit.waits.put_off(timer)
        record.write()
        unit.commit()


@again
def climb(tools: Tools, step: Step) -> bool:
    """Tells whom a rung concerns; False when another worker did, or the work is over."""
    with tools.unit() as unit:
        if not unit.waits.take_rung(step.item, step.rung):
            return False
        try:
            item, held = unit.work.hold(step.item)
        except NoSuchCase:
            return False
        county = tools.shelf.county(unit)
        body, role = county.hears(step.rung, item.body, item.role, item.clock)
        record = Record(tools, unit, SYSTEM)
        risen = f.WorkEscalated(item=item.id, rung=step.rung, body=body, role=role)
        record.of_case(held, risen)
        record.write()
        unit.commit()
    return True

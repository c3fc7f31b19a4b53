"""A matter stands still with all its branches, and goes on: its work, timers, messages and clocks.

Nothing is moved by either. Timers wait, messages are kept, and of the clocks those stand still that list
the ground; what they had left they have left again when the matter goes on (``respites.py``), and so
have the timers whose moments such clocks led to.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.people import SYSTEM
from server.domain.standstill import lists
from server.services.recording import Record
from server.services.repeating import again
from server.services.respites import (
    anew,
    clock_of,
    clock_of_timer,
    keep_ladder,
    over_at,
    pauses_of,
    respite_of,
)
from server.services.running import Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from server.domain.ids import CaseId, ItemId
    from server.domain.ports import HeldCase
    from server.domain.work import WorkItem
    from server.services.respites import Anew
    from server.services.tools import Tools


def suspend(run: Run, family: Mapping[CaseId, HeldCase], fact: f.CaseSuspended) -> None:
    """Lets a locked matter stand still."""
    root = next(held for held in family.values() if held.parent is None)
    run.record.of_case(root, fact)
    standing = []
    for item in run.unit.course.open_work(root.id):
        stands = lists(run.county.clocks, item.clock, fact.ground)
        paused = f.WorkPaused(
            item=item.id,
            name=item.name,
            body=item.body,
            role=item.role,
            person=item.holder,
            stands=stands,
        )
        run.record.of_case(family[item.case], paused)
        if stands:
            standing.append(item.id)
    run.unit.course.freeze(root.id, standing)


def resume(run: Run, family: Mapping[CaseId, HeldCase], digest: str) -> None:
    """Lets a locked matter that stands still go on, and hear what was kept for it meanwhile."""
    root = next(held for held in family.values() if held.parent is None)
    standstill = root.standstill
    if standstill is None:
        return
    run.record.of_case(root, f.CaseResumed(digest=digest, since=standstill.since))
    work = run.unit.course.open_work(root.id)
    stood = [item for item in work if lists(run.county.clocks, item.clock, standstill.ground)]
    run.unit.course.thaw(root.id, [item.id for item in stood])
    now = _moved(run, root.id, stood)
    for item in work:
        _go_on(run, family[item.case], item, now.get(item.id))
    _move_timers(run, root.id, family, standstill.ground)
    run.settle()
    run.ears.extend(run.unit.course.ears(root.id))
    run.drain()


def _moved(run: Run, root: CaseId, work: Iterable[WorkItem]) -> dict[ItemId, Anew]:
    """The deadlines of work whose clocks stood still."""
    moment = run.record.moment
    clocks = {item.id: clock for item in work if (clock := clock_of(item)) is not None}
    pauses = over_at(pauses_of(run.unit, clocks.values()), root, moment)
    found = {
        item: anew(run.county, clock, respite_of(run.county, clock, pauses), moment)
        for item, clock in clocks.items()
    }
    return {item: now for item, now in found.items() if now is not None}


def _go_on(run: Run, held: HeldCase, item: WorkItem, now: Anew | None) -> None:
    fact = f.WorkGoesOn(
        item=item.id,
        name=item.name,
        body=item.body,
        role=item.role,
        person=item.holder,
    )
    if now is not None:
        fact = replace(fact, was=item.due, due=now.due, provisional=now.provisional, rung=now.rung)
        keep_ladder(run.unit, item.id, now)
    run.record.of_case(held, fact)


def _move_timers(run: Run, root: CaseId, family: Mapping[CaseId, HeldCase], ground: str) -> None:
    """Puts off the moments to which clocks led that stood still; others keep theirs."""
    timers = [
        (timer, clock)
        for timer in run.unit.course.clocked_timers(root)
        if (clock := clock_of_timer(timer, root)) is not None
        and lists(run.county.clocks, clock.clock, ground)
    ]
    read = pauses_of(run.unit, (clock for _, clock in timers))
    pauses = over_at(read, root, run.record.moment)
    for timer, clock in timers:
        now = run.county.reckoned(clock.clock, clock.since, respite_of(run.county, clock, pauses))
        if now is not None and now.due != timer.due:
            moved = f.TimerMoved(
                timer=timer.id,
                was=timer.due,
                due=now.due,
                paper="",
                digest="",
                element=timer.element,
            )
            run.record.of_case(family[timer.case], moved)


@again
def resume_by_time(tools: Tools, root: CaseId) -> None:
    """Lets a matter go on whose day has come; nothing happens when it goes on already."""
    with tools.unit() as unit:
        family = unit.course.hold(root)
        record = Record(tools, unit, SYSTEM)
        standstill = family[root].standstill
        until = standstill.until if standstill else None
        if until is None or until > record.moment:
            return
        resume(Run(record, tools.shelf.county(unit)), family, "")
        record.write()
        unit.commit()

"""A new calendar, clock table or office hours: every open deadline is reckoned anew.

The paper is a fact; from it follows a walk through all that is open (``store/recounts.py``), in
batches, each an act of its own that begins the next. A deadline that changes is a fact of its
case. A case that somebody works on just then is left to a job of its own, so that nobody waits.
Walking twice changes nothing: what stands where it should is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

from server.domain import facts as f
from server.domain.access import require
from server.domain.clock import Reckoning
from server.domain.errors import NoSuchWork
from server.domain.ladder import Rung
from server.domain.people import SYSTEM
from server.domain.recount import move_deadline
from server.services.recording import Record
from server.services.repeating import again
from server.services.respites import (
    anew,
    clock_of,
    clock_of_timer,
    keep_ladder,
    pauses_of,
    respite_of,
)

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from server.domain.ids import ItemId, TimerId
    from server.domain.people import Actor
    from server.domain.ports import HeldCase, HeldTimer, RecountRow
    from server.domain.recount import Clocked, Paper
    from server.domain.respite import Respite
    from server.domain.work import WorkItem
    from server.services.county import County
    from server.services.respites import Anew, Pauses
    from server.services.tools import Tools

Thing = TypeVar("Thing")
Held = Iterable[tuple[Thing, "HeldCase"]]

A_BATCH = 200
"""How much of what is open one act reads; so many cases it holds at most, for some milliseconds."""


def progress(tools: Tools, actor: Actor) -> tuple[RecountRow, ...]:
    """How far the open deadlines are reckoned anew, by paper, the newest first."""
    require(actor, "administer")
    with tools.unit() as unit:
        return unit.recounts.rows()


@again
def recount(tools: Tools, kind: str, name: str) -> None:
    """Reckons one batch anew by a paper, and defers the next; nothing when the walk is over."""
    with tools.unit() as unit:
        held = unit.recounts.hold(kind, name)
        if held is None:
            return
        record, county = Record(tools, unit, SYSTEM), tools.shelf.county(unit)
        batch = unit.recounts.batch(held.mark, A_BATCH)
        pauses = pauses_of(unit, batch.clocked)
        changed = [each for each in batch.clocked if _differs(county, each, pauses)]
        moved = _move_all(record, county, held.paper, changed) if changed else 0
        unit.recounts.advance(held, batch, moved, record.moment)
        if batch.mark is not None:
            job = {"kind": kind, "name": name}
            unit.defer("recount", job, key=f"recount/{kind}/{name}")
        record.write()
        unit.commit()


@again
def recount_work(tools: Tools, item_id: ItemId, paper: Paper) -> None:
    """Reckons the deadline of one piece of work anew."""
    with tools.unit() as unit:
        try:
            item, held = unit.work.hold(item_id)
        except NoSuchWork:
            return
        record = Record(tools, unit, SYSTEM)
        _move(record, tools.shelf.county(unit), paper, [(item, held)], [])
        record.write()
        unit.commit()


@again
def recount_timer(tools: Tools, timer_id: TimerId, paper: Paper) -> None:
    """Reckons one moment that is waited for anew."""
    with tools.unit() as unit:
        found = unit.waits.hold_timer(timer_id)
        if found is None:
            return
        record = Record(tools, unit, SYSTEM)
        _move(record, tools.shelf.county(unit), paper, [], [found])
        record.write()
        unit.commit()


def _move_all(record: Record, county: County, paper: Paper, changed: list[Clocked]) -> int:
    """Moves what nobody holds, and leaves the rest to jobs; gives how much was moved."""
    work, timers = record.unit.recounts.hold_free([each.id for each in changed])
    _move(record, county, paper, work, timers)
    done: set[UUID] = {item.id for item, _ in work} | {timer.id for timer, _ in timers}
    for each in changed:
        if each.id not in done:
            job = {"id": each.id.hex, "kind": paper.kind, "name": paper.name}
            kind = "recount_work" if each.is_work else "recount_timer"
            record.unit.defer(kind, job | {"digest": paper.digest}, key=f"{kind}/{each.id.hex}")
    return len(done)


def _move(
    record: Record, county: County, paper: Paper, work: Held[WorkItem], timers: Held[HeldTimer]
) -> None:
    """Moves what is held, by what it was given as it is now that nobody else moves it."""
    ticking = [(each, clock_of_timer(each, held.root), held) for each, held in timers]
    working = [(each, clock_of(each), held) for each, held in work]
    clocks = [clock for _, clock, _ in (*working, *ticking) if clock is not None]
    pauses = pauses_of(record.unit, clocks)
    for item, clock, held in working:
        _move_work(record, paper, item, held, _by(county, clock, pauses, record.moment))
    for timer, clock, held in ticking:
        now = _by(county, clock, pauses, record.moment)
        if now is not None and now.due != timer.due:
            titles = {"paper": paper.title, "digest": paper.digest}
            fact = f.TimerMoved(timer=timer.id, was=timer.due, due=now.due, **titles)
            record.of_case(held, fact)


def _move_work(
    record: Record, paper: Paper, item: WorkItem, held: HeldCase, now: Anew | None
) -> None:
    """Moves a deadline that doesn't stand where it should, or only the ladder beyond it."""
    if now is None or item.due is None:
        return
    reckoned = Reckoning(due=now.due, provisional=now.provisional)
    if (item.due, item.provisional) != (reckoned.due, reckoned.provisional):
        record.of_case(held, move_deadline(item, item.due, reckoned, now.rung, paper))
    keep_ladder(record.unit, item.id, now)


def _by(county: County, clock: Clocked | None, pauses: Pauses, now: datetime) -> Anew | None:
    if clock is None:
        return None
    return anew(county, clock, respite_of(county, clock, pauses), now)


def _differs(county: County, clock: Clocked, pauses: Pauses) -> bool:
    respite = respite_of(county, clock, pauses)
    now = county.reckoned(clock.clock, clock.since, respite)
    if now is None:
        return False
    return clock.differs(now) or _climbs_otherwise(county, clock, now.due, respite)


def _climbs_otherwise(county: County, clock: Clocked, due: datetime, respite: Respite) -> bool:
    """Whether what follows on the deadline moves: a day off after it moves that alone."""
    if clock.last_rung is None:
        return False
    ladder = dict(county.rungs(clock.clock, clock.since, due, respite))
    return ladder.get(Rung.CIRCULATE) != clock.last_rung

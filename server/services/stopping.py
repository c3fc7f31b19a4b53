"""The clock of one piece of work stands still, and runs again; the work may be done all the same."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.people import SYSTEM
from server.domain.respite import Pause
from server.services.recording import Record
from server.services.repeating import again
from server.services.respites import (
    anew,
    clock_of,
    keep_ladder,
    over_at,
    pauses_of,
    respite_of,
)
from server.services.running import Run

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from server.domain.ids import ItemId
    from server.domain.ports import HeldCase
    from server.domain.respite import Ground
    from server.domain.work import WorkItem
    from server.services.respites import Anew, Pauses
    from server.services.tools import Tools


def deadline(run: Run, item: WorkItem, pauses: Pauses | None = None, *, by: int = 0) -> Anew | None:
    """The deadline of work if it stood still so, and were extended by so much more."""
    clock = clock_of(item)
    if clock is None:
        return None
    given = pauses_of(run.unit, [clock]) if pauses is None else pauses
    longer = replace(clock, extended=clock.extended + by)
    return anew(run.county, longer, respite_of(run.county, longer, given), run.record.moment)


def pauses_on(run: Run, item: WorkItem) -> Pauses:
    """When the clock of work stood still."""
    return run.unit.respites.pauses([item.id, item.root])


def stop(  # which clock, on what ground, and until when
    run: Run, held: HeldCase, item: WorkItem, ground: Ground, digest: str, until: datetime | None
) -> None:
    """Lets the clock of work stand still, and its ladder with it."""
    fact = f.ClockStopped(
        item=item.id,
        name=item.name,
        body=item.body,
        role=item.role,
        person=item.holder,
        ground=ground.zh,
        ground_en=ground.en,
        digest=digest,
        until=until,
    )
    run.record.of_case(held, fact)
    pauses = pauses_on(run, item)
    begun = (*pauses.get(item.id, ()), Pause(begin=run.record.moment))
    keep_ladder(run.unit, item.id, deadline(run, item, {**pauses, item.id: begun}))


def go_on(run: Run, held: HeldCase, item: WorkItem, digest: str) -> None:
    """Lets the clock of work run again, with what it had left; nothing when it runs."""
    if item.stopped_at is None or item.due is None:
        return
    pauses = over_at(pauses_on(run, item), item.id, run.record.moment)
    now = deadline(run, item, pauses)
    fact = f.ClockWentOn(
        item=item.id,
        name=item.name,
        body=item.body,
        role=item.role,
        person=item.holder,
        since=item.stopped_at,
        was=item.due,
        due=item.due if now is None else now.due,
        provisional=item.provisional if now is None else now.provisional,
        rung=None if now is None else now.rung,
        digest=digest,
    )
    run.record.of_case(held, fact)
    keep_ladder(run.unit, item.id, now)


@again
def go_on_by_time(tools: Tools, item_id: ItemId) -> None:
    """Lets a clock run whose day has come; of work that is over by now none runs any more."""
    with tools.unit() as unit:
        item, held = unit.work.hold(item_id)
        record = Record(tools, unit, SYSTEM)
        if clock_of(item) is None:
            unit.respites.let_stand(item_id)
        elif _has_come(unit.respites.pauses([item_id]).get(item_id, ()), record.moment):
            go_on(Run(record, tools.shelf.county(unit)), held, item, "")
            record.write()
        unit.commit()


def _has_come(pauses: Iterable[Pause], now: datetime) -> bool:
    return any(each.end is None and each.until and each.until <= now for each in pauses)

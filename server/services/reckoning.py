"""Why is it due then? The clock of a piece of work, its days counted one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.clock import Agreed
from server.domain.errors import NoClockCounts, NoSuchCase, NoSuchWork
from server.domain.ids import BodyId
from server.domain.ladder import IN_WRITING, Rung
from server.domain.reading import ClockOfWork, RungOfClock
from server.domain.reckoning import day_by_day
from server.domain.respite import NO_RESPITE
from server.domain.work import is_theirs
from server.services import respites as clocking
from server.services.auditing import check_sight
from server.services.tasks import found

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from server.domain.ids import ItemId
    from server.domain.people import Actor
    from server.domain.reckoned import DayByDay
    from server.domain.respite import Respite
    from server.domain.work import WorkItem
    from server.services.county import County
    from server.services.tools import Tools


def clock_of(tools: Tools, actor: Actor, item_id: ItemId) -> ClockOfWork:
    """The clock of a piece of work, for who does it and for whoever may look at its case.

    Refused with ``NoSuchWork`` to others, and with ``NoClockCounts`` where no clock is kept.
    """
    now = tools.clock.now()
    with tools.unit() as unit:
        county = tools.shelf.county(unit)
        item, row = found(unit, actor, item_id, now)
        clock = clocking.clock_of(item)
        pauses = clocking.pauses_of(unit, [clock] if clock else [])
    if not is_theirs(item, actor):
        _check_sight(tools, actor, item)
    if item.clock is None or item.due is None:
        raise NoClockCounts
    since = item.since or item.offered_at
    respite = clocking.respite_of(county, clock, pauses) if clock else NO_RESPITE
    return ClockOfWork(
        row=row,
        name=item.clock,
        told=told_of(county, item.clock, since, item.due, respite),
        due=item.due,
        is_urged=item.rung in IN_WRITING,
        rungs=tuple(_rungs(county, item, county.rungs(item.clock, since, item.due, respite))),
    )


def _check_sight(tools: Tools, actor: Actor, item: WorkItem) -> None:
    """Who may look at the case may look at its clocks; other work and no work look alike."""
    try:
        check_sight(tools, actor, item.root)
    except NoSuchCase:
        raise NoSuchWork from None


def told_of(
    county: County,
    clock: str,
    since: datetime,
    due: datetime,
    respite: Respite = NO_RESPITE,
) -> DayByDay:
    """A clock that began then, counted by the tables in force; a plan names its end itself."""
    span = county.clocks.clock(clock).span(clock.partition("/")[2] or None)
    agreed = due if isinstance(span.measure, Agreed) else None
    return day_by_day(county.clocks, clock, since, county.calendar, agreed=agreed, respite=respite)


def _rungs(
    county: County, item: WorkItem, rungs: Iterable[tuple[str, datetime]]
) -> Iterable[RungOfClock]:
    for rung, at in rungs:
        body, role = county.hears(rung, item.body, item.role, item.clock)
        zh, en = county.name_of(BodyId(body))
        yield RungOfClock(rung=Rung(rung), at=at, body=zh, body_en=en, role=role)

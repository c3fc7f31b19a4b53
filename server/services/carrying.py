"""A clock that goes on where other work is laid at its place, with all that it was given."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.ids import ItemId
from server.services.respites import anew, last_clock_of, over_at, pauses_of, respite_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from server.domain.ports import HeldCase
    from server.domain.recount import Clocked
    from server.domain.respite import Pause
    from server.domain.work import WorkItem
    from server.services.running import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """Work that is offered on the clock of other work."""

    facts: tuple[f.Fact, ...]
    rungs: tuple[tuple[str, datetime], ...] = ()
    """Its ladder, from the first rung on."""


def offer_again(run: Run, held: HeldCase, offered: f.WorkOffered, before: WorkItem) -> ItemId:
    """Offers work on the clock of what lay there before; the last rung it has climbed is told of anew."""
    item, carried = ItemId(offered.item), carry(run, before, offered)
    run.record.of_case(held, *carried.facts)
    run.record.matter(item, held.matter)
    passed = [rung for rung in carried.rungs if rung[1] <= run.record.moment]
    run.record.ladder(item, carried.rungs[max(len(passed) - 1, 0) :])
    return item


def carry(run: Run, before: WorkItem, offered: f.WorkOffered) -> Carried:
    """The offer with the clock of the work that lay there before; one that stood still runs from now on."""
    clock = last_clock_of(before)
    if clock is None:
        return Carried(facts=(replace(offered, clock=before.clock, due=before.due),))
    pauses = pauses_of(run.unit, [clock])
    stood = pauses.get(clock.id, ())
    pauses = over_at(pauses, clock.id, run.record.moment)
    now = anew(run.county, clock, respite_of(run.county, clock, pauses), run.record.moment)
    on_clock = replace(
        offered,
        clock=clock.clock,
        since=clock.since,
        due=now.due if now else clock.due,
        provisional=now.provisional if now else clock.provisional,
    )
    given = _given(before, clock, offered, stood, run.record.moment)
    return Carried(facts=(on_clock, *given), rungs=now.rungs if now else ())


def _given(  # what it was given, by which work, for which, and until when it stands still
    before: WorkItem,
    clock: Clocked,
    offered: f.WorkOffered,
    stood: tuple[Pause, ...],
    until: datetime,
) -> Iterator[f.Fact]:
    """All that the clock was given: it is reckoned from its beginning whenever it is reckoned."""
    if before.extensions:
        yield f.ClockCarried(
            item=offered.item, extended=clock.extended, extensions=before.extensions
        )
    for pause in stood:
        yield f.ClockStood(
            item=offered.item,
            begin=pause.begin,
            end=pause.end or until,
            ground=pause.ground,
            ground_en=pause.ground_en,
        )

"""What was given to clocks, and what that makes of their deadlines: reckoned from the beginning each time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from server.domain.recount import Clocked, reached
from server.domain.respite import Respite
from server.domain.standstill import lists
from server.domain.work import WorkState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from uuid import UUID

    from server.domain.ids import CaseId, ItemId
    from server.domain.ports import HeldTimer, Unit
    from server.domain.respite import Pause
    from server.domain.work import WorkItem
    from server.services.county import County

    Pauses = Mapping[UUID, tuple[Pause, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Anew:
    """A deadline as it is now, with its ladder."""

    due: datetime
    provisional: bool
    rungs: tuple[tuple[str, datetime], ...]
    stands: bool
    as_of: datetime
    """How far its clock is: now, or when it stopped."""

    @property
    def rung(self) -> str | None:
        """The rung on which it stands."""
        return reached(self.rungs, self.as_of)


def clock_of(item: WorkItem) -> Clocked | None:
    """The clock of open work; None where none counts."""
    return last_clock_of(item) if item.state is WorkState.OPEN else None


def last_clock_of(item: WorkItem) -> Clocked | None:
    """The clock of work, as it was last where the work is over; None where none counts."""
    if not (item.clock and item.since and item.due):
        return None
    return Clocked(
        id=item.id,
        is_work=True,
        root=item.root,
        clock=item.clock,
        since=item.since,
        due=item.due,
        provisional=item.provisional,
        extended=item.extended,
    )


def clock_of_timer(timer: HeldTimer, root: CaseId) -> Clocked | None:
    """The clock that led to a moment; None where none did."""
    if timer.clock is None or timer.since is None:
        return None
    return Clocked(
        id=timer.id,
        is_work=False,
        root=root,
        clock=timer.clock,
        since=timer.since,
        due=timer.due,
    )


def pauses_of(unit: Unit, clocks: Iterable[Clocked]) -> Pauses:
    """When these clocks stood still, and the matters around them."""
    subjects = {subject for each in clocks for subject in (each.id, each.root)}
    return unit.respites.pauses(subjects) if subjects else {}


def over_at(pauses: Pauses, subject: UUID, now: datetime) -> Pauses:
    """The same, if what stands still of this work, or matter, goes on now."""
    ended = (replace(each, end=each.end or now) for each in pauses.get(subject, ()))
    return {**pauses, subject: tuple(ended)}


def respite_of(county: County, clock: Clocked, pauses: Pauses) -> Respite:
    """All that a clock was given; it stood still with its matter on the grounds that it lists."""
    own = pauses.get(clock.id, ())
    around = pauses.get(clock.root, ())
    shared = tuple(each for each in around if lists(county.clocks, clock.clock, each.ground))
    return Respite(extended=clock.extended, pauses=own + shared)


def anew(county: County, clock: Clocked, respite: Respite, now: datetime) -> Anew | None:
    """The deadline of a clock to which so much was given; None where the tables lead to none."""
    reckoned = county.reckoned(clock.clock, clock.since, respite)
    if reckoned is None:
        return None
    stopped = (pause.begin for pause in respite.pauses if pause.end is None)
    return Anew(
        due=reckoned.due,
        provisional=reckoned.provisional,
        rungs=county.rungs(clock.clock, clock.since, reckoned.due, respite),
        stands=respite.stands,
        as_of=min(stopped, default=now),
    )


def keep_ladder(unit: Unit, item: ItemId, now: Anew | None) -> None:
    """Set the ladder of work by its deadline as it is now, where the tables lead to one."""
    if now is not None:
        unit.waits.move_ladder(item, now.rungs, now.as_of, stands=now.stands)

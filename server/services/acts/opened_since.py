"""What work has opened since it was done or returned, as long as nobody has gone on from it.

Nothing may have left the case that can't be undone: an operation carried out, a message sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.errors import TooLateToTakeBack
from server.domain.ids import SubjectId
from server.domain.rerouting import Reroute
from server.domain.work import WorkState
from server.services.acts.earlier import behind, tried
from server.services.acts.too_late import (
    AGAIN_SINCE,
    BROKEN,
    DONE,
    GONE,
    LEFT,
    OVER,
    SIGNED,
    is_touched,
)
from server.services.acts.undoing_return import way_ahead
from server.services.branching import fan_out_of_plain_work

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from server.domain.ids import CaseId
    from server.domain.journal import Entry
    from server.domain.ports import HeldCase
    from server.domain.rerouting import Rerouting
    from server.domain.values import Words
    from server.domain.work import WorkItem
    from server.services.acts.scene import Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What follows from work that is over, as long as nobody has gone on from it."""

    place: HeldCase
    """The case that goes back."""
    going: tuple[WorkItem, ...]
    """The open work that goes by it."""
    push: Rerouting | None = None
    """By which the flow comes to the step again; None: what follows lies at its own place."""
    undoes: f.WorkReturned | None = None
    """The return by which the flow came to an earlier step, where that is what is taken back."""
    losses: tuple[Words, ...] = ()
    """What does not come back with it."""

    @property
    def touched(self) -> tuple[WorkItem, ...]:
        """What somebody has looked at, signed for or got: they are asked first."""
        return tuple(filter(is_touched, self.going))


def opened_since(scene: Scene, held: HeldCase) -> Opened:
    """What follows from work that was done or returned; refused with ``TooLateToTakeBack``."""
    item = scene.item
    laid = _laid_since(scene, held)
    if laid:
        return Opened(place=held, going=(_alone(laid),))
    if item.state is WorkState.RETURNED:
        way = way_ahead(scene, held)
        return Opened(
            place=held, going=way.going, push=way.push, undoes=way.undoes, losses=way.losses
        )
    if item.amends is not None:
        raise TooLateToTakeBack(why=GONE)
    place = _place(scene, held)
    push = Reroute(element=item.element)
    return Opened(place=place, going=_opened_by_it(scene, place, push), push=push)


def _laid_since(scene: Scene, held: HeldCase) -> tuple[WorkItem, ...]:
    """What lay at the place of the work after it: an answer to be corrected, or the work once it is."""
    item = scene.item
    return tuple(
        one
        for one in scene.unit.work.of_case(held.root)
        if one.case == item.case and one.token == item.token and one.id > item.id
    )


def _alone(laid: tuple[WorkItem, ...]) -> WorkItem:
    """What lies there now, if it is the first that did."""
    if len(laid) > 1:
        raise TooLateToTakeBack(why=AGAIN_SINCE)
    if laid[0].state is not WorkState.OPEN:
        raise TooLateToTakeBack(why=GONE)
    return laid[0]


def is_next(one: WorkItem, item: WorkItem) -> bool:
    """Whether a piece of work is of the same step, and was offered later."""
    return one.element == item.element and one.id > item.id


def _place(scene: Scene, held: HeldCase) -> HeldCase:
    """The case that goes back; where the work is a branch alone, the one around it."""
    fan_out = fan_out_of_plain_work(held)
    if fan_out is None or held.parent is None:
        return held
    if len(scene.unit.cases.outputs(fan_out)) > 1:
        raise TooLateToTakeBack(why=SIGNED)
    return scene.run.hold(held.parent)


def _opened_by_it(scene: Scene, held: HeldCase, push: Reroute) -> tuple[WorkItem, ...]:
    """The work that would be withdrawn; refused with ``TooLateToTakeBack``."""
    run, item = scene.run, scene.item
    if held.status != "running":
        raise TooLateToTakeBack(why=OVER)
    later = [one for one in run.unit.work.of_case(held.root) if one.id > item.id]
    if any(is_next(one, item) and held.id in {one.case, held.root} for one in later):
        raise TooLateToTakeBack(why=AGAIN_SINCE)
    move = tried(run, held, push)
    if move is None:
        raise TooLateToTakeBack(why=BROKEN)
    going = tuple(behind(run, held, move.closed))
    over = [one for one in later if held.id in {one.case, held.root}]
    if any(one.done_at for one in (*going, *over)):
        raise TooLateToTakeBack(why=DONE)
    if _left_something(scene, {held.id, *(one.case for one in going)}):
        raise TooLateToTakeBack(why=LEFT)
    return going


def _left_something(scene: Scene, cases: AbstractSet[CaseId]) -> bool:
    """Whether one of these carried something out, since the work was done, that nothing undoes."""
    run = scene.run
    held = run.unit.cases.find(scene.item.case)
    operations = run.tools.engine.model(held.version).operations
    alone = run.unit.cases.hold(scene.item.case).fan_out
    ends: set[tuple[str, object]] = {("WorkCompleted", scene.item.id), ("FanOutClosed", alone)}
    return any(
        isinstance(fact, f.MessageThrown)
        or (isinstance(fact, f.PathTaken) and operations.intersection(fact.elements))
        for case in cases
        for fact in _facts_since(scene, case, ends)
    )


def _facts_since(scene: Scene, case: CaseId, ends: set[tuple[str, object]]) -> Iterator[f.Fact]:
    """What a case did since the work was done, of which one of these tells."""
    entries, done_at = scene.unit.journal.entries(SubjectId(case)), scene.item.done_at
    done = [number for number, entry in enumerate(entries) if _tells_of(entry, ends)]
    for number, entry in enumerate(entries):
        if number >= done[0] if done else done_at is None or entry.at >= done_at:
            yield from entry.facts


def _tells_of(entry: Entry, ends: set[tuple[str, object]]) -> bool:
    """Whether this is the act by which the work was done, or the branch that was that work alone."""
    return any(
        (type(fact).__name__, getattr(fact, "item", getattr(fact, "fan_out", None))) in ends
        for fact in entry.facts
    )

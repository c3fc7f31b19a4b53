"""What is asked beside a piece of work, as acts and pages need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.acts import Standing
from server.domain.asides import AsideKind, Withdrawal, reach, unanswered, withdraw

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from server.domain.asides import Aside
    from server.domain.facts import AsideReached, AsideWithdrawn
    from server.domain.people import Actor
    from server.domain.ports import Unit
    from server.domain.work import WorkItem

RULES = frozenset({Standing.HOLDER, Standing.HEAD})
"""Who may call off what others asked."""


def beside(unit: Unit, item: WorkItem) -> tuple[Aside, ...]:
    """All that was asked beside a piece of work; no statement where nothing ever was."""
    return unit.asides.of_item(item.id) if item.asides else ()


def left_behind(asides: Iterable[Aside]) -> tuple[AsideWithdrawn, ...]:
    """The facts that end what still wants an answer once the work is over; what is to be read stays."""
    return tuple(withdraw(one, Withdrawal.WORK_OVER) for one in unanswered(asides))


def turn_comes(unit: Unit, item: WorkItem, over: Collection[Aside]) -> tuple[AsideReached, ...]:
    """The fact that asks who signs next before the holder (依次前加签), once these are over.

    Each is asked once all who were asked before them have answered; none where it is nobody's turn yet.
    """
    gone = {one.id for one in over}
    left = (one for one in beside(unit, item) if one.is_pending and one.id not in gone)
    first = next((one for one in left if one.kind is AsideKind.SIGN_BEFORE), None)
    return (reach(first),) if first is not None and not first.is_open else ()


def may_call_off(aside: Aside, actor: Actor, standings: frozenset[Standing]) -> bool:
    """Whether the actor may call an aside off that is not over: their own, or as holder or head any; a request is answered."""
    rules = bool(standings & RULES) and not aside.is_request
    is_theirs = aside.asked_by == actor.person or rules
    return aside.is_pending and is_theirs

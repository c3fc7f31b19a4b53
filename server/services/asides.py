"""What is asked beside a piece of work, as acts and pages need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.acts import Standing
from server.domain.asides import Withdrawal, unanswered, withdraw

if TYPE_CHECKING:
    from collections.abc import Iterable

    from server.domain.asides import Aside
    from server.domain.facts import AsideWithdrawn
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


def may_call_off(aside: Aside, actor: Actor, standings: frozenset[Standing]) -> bool:
    """Whether the actor may call an aside off that is not over: their own, or as holder or head any; a request is answered."""
    rules = bool(standings & RULES) and not aside.is_request
    is_theirs = aside.asked_by == actor.person or rules
    return aside.is_pending and is_theirs

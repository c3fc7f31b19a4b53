"""Rounds of a step: work is returned to an earlier one, and a new round of it begins; none is ever rewritten."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain.facts import WorkReturned
from server.domain.work import check_doer, seat_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from server.domain.ids import CaseId, ItemId, PersonId
    from server.domain.people import Actor
    from server.domain.work import WorkItem

OFTEN = 5
"""Rounds of one step from which on the supervisors are told: going to and fro is a way of not deciding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A step that was really taken before: the last piece of work that was done there."""

    item: WorkItem
    within: CaseId
    """The case whose step it was; of a step of many the case above its members."""
    rounds: int
    """How often the step was begun so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """What work is returned to."""

    element: str
    name: str
    rounds: int
    """How often it was begun so far."""


def give_up(  # who returns what to where, and in which manner
    item: WorkItem,
    actor: Actor,
    where: Where,
    *,
    told: PersonId | None,
    straight: bool,
    digest: str,
) -> WorkReturned:
    """The person who could do the work returns it instead; told is who answered there, unless it is given to them."""
    person = check_doer(item, actor)
    return WorkReturned(
        item=item.id,
        person=person,
        post=seat_for(item, actor).post,
        element=where.element,
        digest=digest,
        doer=told,
        name=where.name,
        often=where.rounds >= OFTEN,
        straight=straight,
    )


def rounds_of(items: Iterable[WorkItem]) -> Mapping[ItemId, int]:
    """Which round of its step each piece of work is, counted from 1; members of a step of many each for themselves."""
    begun: Counter[tuple[str, int]] = Counter()
    rounds: dict[ItemId, int] = {}
    for item in items:
        index = item.member.index if item.member and item.amends is None else 0
        step = (item.element, index)
        begun[step] += 1
        rounds[item.id] = begun[step]
    return rounds

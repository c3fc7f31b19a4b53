"""How a person stands to a whole case, for the table of rights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.access import audited_role, may
from server.domain.acts import Act, Stage, Standing, Wants
from server.domain.work import WorkState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from uuid import UUID

    from server.domain.people import Actor
    from server.domain.ports import CaseFile
    from server.domain.work import WorkItem

STAGES = {
    "running": Stage.RUNNING,
    "suspended": Stage.SUSPENDED,
    "finished": Stage.ENDED,
    "terminated": Stage.ENDED,
    "voided": Stage.VOIDED,
}
"""How far a case is, by its status."""
LEADER = "county_leader"
Proposed = tuple[str, "UUID"]
"""Which act is proposed for a case, and by whom."""


def there_for(proposed: Proposed | None) -> frozenset[Wants]:
    """What is there that acts on cases want."""
    return frozenset() if proposed else frozenset({Wants.NO_PROPOSAL})


def standings_before(
    case: CaseFile,
    items: Iterable[WorkItem],
    actor: Actor,
    *,
    is_party: bool,
    proposed: Proposed | None,
) -> frozenset[Standing]:
    """Every way in which the actor stands to the case, whose work, open and done, is given."""
    by_part = _by_part(case, tuple(items), actor, is_party=is_party)
    return frozenset([*by_part, *_by_office(actor, proposed)])


def _by_part(
    case: CaseFile, work: tuple[WorkItem, ...], actor: Actor, *, is_party: bool
) -> Iterator[Standing]:
    if is_party:
        yield Standing.PARTY
    if case.starter is not None and case.starter == actor.person and _is_untouched(case, work):
        yield Standing.STARTER
    if case.body in actor.headed:
        yield Standing.STARTERS_HEAD
    if any(item.body in actor.headed for item in work if item.state is WorkState.OPEN):
        yield Standing.HEAD


def _is_untouched(case: CaseFile, work: tuple[WorkItem, ...]) -> bool:
    """Whether nobody but the body of its starter has signed for work, or done any."""
    touched = (item for item in work if item.claimed_at or item.state is WorkState.DONE)
    return all(item.body == case.body for item in touched)


def _by_office(actor: Actor, proposed: Proposed | None) -> Iterator[Standing]:
    is_leader = actor.has_role(LEADER)
    if audited_role(actor) is not None:
        yield Standing.OVERSEER
    if is_leader:
        yield Standing.LEADER
    act, proposer = proposed or (None, None)
    in_charge = may(actor, "administer") or may(actor, "oversee")
    if actor.person is None:
        return
    if proposer == actor.person:
        yield Standing.HAS_PROPOSED
    elif proposer is not None and (in_charge or (act == Act.REOPEN and is_leader)):
        yield Standing.MAY_AGREE
    elif proposer is None and in_charge:
        yield Standing.MAY_PROPOSE

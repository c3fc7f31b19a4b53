"""How a person stands to a piece of work, for the table of rights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.access import audited_role, may
from server.domain.acts import Stage, Standing, Wants
from server.domain.ladder import IN_WRITING, CandidateState
from server.domain.work import WorkState, is_held_by, is_theirs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.domain.ladder import Candidate
    from server.domain.people import Actor
    from server.domain.work import WorkItem
    from server.services.county import County

SEES = frozenset({Standing.DESK, Standing.HEAD, Standing.GIVER, Standing.APPROVER})
"""Who may open the work itself; who only has a part in its matter sees that."""


_DONE = {WorkState.DONE: Stage.DONE, WorkState.RETURNED: Stage.RETURNED}
"""What somebody did with the work, who may take it back."""


def standings_of(
    item: WorkItem, actor: Actor, *, is_party: bool, is_stuck: bool = False
) -> frozenset[Standing]:
    """Every way in which the actor stands to the work; none for whom it doesn't concern.

    Whether they have a part in its matter, and whether it waits for who mends, is asked once a matter,
    so it is given.
    """
    mends = (is_party or is_stuck) and actor.person is not None and may(actor, "administer")
    return frozenset(
        [
            *_standings(item, actor, is_party=is_party),
            *([Standing.MENDER] if mends else []),
        ]
    )


def _standings(item: WorkItem, actor: Actor, *, is_party: bool) -> Iterator[Standing]:
    if is_theirs(item, actor):
        yield Standing.DESK
        if is_held_by(item, actor):
            yield Standing.HOLDER
    if item.state in _DONE and item.holder == actor.person:
        yield Standing.DOER
    if item.given_by is not None and item.given_by == actor.person:
        yield Standing.GIVER
    if item.body in actor.headed:
        yield Standing.HEAD
    yield from _by_request(item, actor)
    yield from _by_office(item.candidate, actor)
    if is_party:
        yield Standing.PARTY
    if audited_role(actor) is not None:
        yield Standing.OVERSEER


def _by_request(item: WorkItem, actor: Actor) -> Iterator[Standing]:
    """Nobody decides on what they asked for themselves, nor by standing in for who asked."""
    request = item.request
    if request is None:
        return
    if request.person == actor.person:
        yield Standing.ASKER
    elif any(
        seat.body == request.body
        and request.role in seat.roles
        and seat.serves(item.process)
        and not (seat.behalf_of and seat.behalf_of.person == request.person)
        for seat in actor.seats
    ):
        yield Standing.APPROVER


def _by_office(candidate: Candidate | None, actor: Actor) -> Iterator[Standing]:
    if candidate is not None and candidate.office in actor.headed:
        yield Standing.SUPERVISOR


def there_for(item: WorkItem, county: County, *, is_joint: bool = False) -> frozenset[Wants]:
    """What is there that acts want; ``is_joint``: several officers do the step."""
    return frozenset(_there(item, county)) | ({Wants.OFFICERS} if is_joint else set())


def _there(item: WorkItem, county: County) -> Iterator[Wants]:
    if item.asides > 0:
        yield Wants.ASIDES
    if item.asked_back:
        yield Wants.REQUEST
    if item.rung in IN_WRITING:
        yield Wants.URGED
    if item.stopped_at is not None:
        yield Wants.STOPPED
    elif item.since is not None and county.grounds(item.clock):
        yield Wants.STOPPABLE
    yield from _by_candidate(item.candidate)
    extension = county.extension(item.clock) if item.since and item.request is None else None
    if extension is not None and item.extensions < extension.times:
        yield Wants.EXTENDABLE


def _by_candidate(candidate: Candidate | None) -> Iterator[Wants]:
    if candidate is None:
        return
    if candidate.state is not CandidateState.KEPT:
        yield Wants.KEEPABLE
    if candidate.state is not CandidateState.STRUCK:
        yield Wants.STRIKABLE


def stage_of(item: WorkItem) -> Stage:
    """How far the work is."""
    if item.state is not WorkState.OPEN:
        return _DONE.get(item.state, Stage.OVER)
    if item.stands_still:
        return Stage.PAUSED
    if item.submission is not None:
        return Stage.SUBMITTED
    if item.holder is None:
        return Stage.FREE
    return Stage.GIVEN if item.claimed_at is None else Stage.SIGNED

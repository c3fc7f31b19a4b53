"""An answer that is given in and signed after its holder (后加签): 送签.

The work stays open, and its clock goes on; nobody does anything with it until the last signer has
agreed. Then it is completed as it was given in, by whoever gave it in. One who doesn't agree ends the
submission, and so does taking it back: the work lies with its holder again, answer and all.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from server.domain.asides import AsideKind, Verdict
from server.domain.facts import (
    ActedFor,
    AsideAnswered,
    SubmissionEnded,
    WorkCompleted,
    WorkSubmitted,
)
from server.domain.work import complete, seat_for

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from server.domain.facts import Fact
    from server.domain.ids import PersonId, PostId
    from server.domain.people import Actor
    from server.domain.work import WorkItem


class End(StrEnum):
    """Why a submission ended."""

    AGREED = "agreed"
    """By the last who was asked, so that the work is done."""
    DISAGREED = "disagreed"
    TAKEN_BACK = "taken_back"
    """By who gave it in."""
    CALLED_OFF = "called_off"
    """Nobody is asked any more, and nobody has signed."""
    WORK_OVER = "work_over"
    """The step ended around it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What was given in, while those who sign after it are asked."""

    at: datetime
    person: PersonId
    """Who gave it in, whatever becomes of their post since."""
    behalf: PersonId | None
    """For whom they stood in."""
    post: PostId
    digest: str
    """Of the answer, which lies in the contents of the matter."""
    choice: str | None


def submit(item: WorkItem, actor: Actor, *, digest: str, choice: str | None) -> WorkSubmitted:
    """The person gives the answer in as if they completed the work by it."""
    done, seat = complete(item, actor, digest=digest, choice=choice), seat_for(item, actor)
    return WorkSubmitted(
        item=item.id,
        name=item.name,
        person=done.person,
        behalf=seat.behalf_of.person if seat.behalf_of else None,
        post=done.post,
        digest=digest,
        choice=choice,
    )


def completed(item: WorkItem, given: Submission) -> tuple[WorkCompleted, tuple[ActedFor, ...]]:
    """The work is done by what was given in, by whoever gave it in."""
    done = WorkCompleted(
        item=item.id,
        person=given.person,
        post=given.post,
        digest=given.digest,
        choice=given.choice,
    )
    if given.behalf is None:
        return done, ()
    acted = ActedFor(person=given.person, absent=given.behalf, post=given.post, item=item.id)
    return done, (acted,)


def is_agreed_to(item: WorkItem, facts: Iterable[Fact]) -> bool:
    """Whether anybody has agreed to what was given in last, by the facts of its case in their order.

    Their moments don't say: the clocks of two servers may differ.
    """
    agreed = False
    for fact in facts:
        match fact:
            case WorkSubmitted(item=item.id):
                agreed = False
            case AsideAnswered(item=item.id, kind=AsideKind.SIGN_AFTER, verdict=Verdict.AGREE):
                agreed = True
            case _:
                pass
    return agreed


def ended(item: WorkItem, reason: End) -> SubmissionEnded:
    """Nothing is given in any more; whoever has the work is told where it comes back to them."""
    return SubmissionEnded(
        item=item.id,
        name=item.name,
        reason=reason,
        person=item.holder,
        body=item.body,
        role=item.role,
    )

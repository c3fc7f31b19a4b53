"""A piece of work: offered to a role of a body, signed for, given back, done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from server.domain.errors import (
    AlreadyClaimed,
    AlreadyCompleted,
    NoSuchWork,
    NotClaimed,
    WorkGone,
)
from server.domain.facts import WorkClaimed, WorkCompleted, WorkGivenBack

if TYPE_CHECKING:
    from datetime import datetime

    from server.domain.ids import BodyId, CaseId, ItemId, PersonId, PostId, Token
    from server.domain.people import Actor
    from server.domain.values import Value


class WorkState(StrEnum):
    """How far a piece of work is."""

    OPEN = "open"
    DONE = "done"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """Which member of a step of many a piece of work belongs to."""

    index: int
    """Counted from 1, in the order of the members."""
    count: int
    value: str = ""
    """What the member is called; empty when nothing about it speaks."""
    value_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """A piece of work as it stands now."""

    id: ItemId
    case: CaseId
    root: CaseId
    token: Token
    element: str
    name: str
    body: BodyId
    role: str
    form: str | None
    state: WorkState
    offered_at: datetime
    clock: str | None = None
    due: datetime | None = None
    holder: PersonId | None = None
    holder_name: str = ""
    holder_name_en: str = ""
    claimed_at: datetime | None = None
    done_at: datetime | None = None
    member: Membership | None = None
    """None: of no step of many, or it is not read for pages."""


SPEAKING = ("name", "title", "label", "id")
"""By what a member is called that has parts, the first that is there."""
LETTERS = 60
"""Of what a member is called in a list."""


def called(member: Value) -> str:
    """What a member is called in lists; empty when nothing about it speaks."""
    if isinstance(member, dict):
        return next((called(member[part]) for part in SPEAKING if part in member), "")
    if member is None or isinstance(member, bool | list):
        return ""
    text = " ".join(str(member).split())
    return text if len(text) <= LETTERS else f"{text[: LETTERS - 1]}…"


def is_theirs(item: WorkItem, actor: Actor) -> bool:
    """Whether the work lies on a desk of this person."""
    return (item.body, item.role) in actor.desks


def seat_for(item: WorkItem, actor: Actor) -> PostId:
    """The post by which this person takes the work; refused when there is none."""
    for seat in actor.seats:
        if seat.body == item.body and item.role in seat.roles:
            return seat.post
    raise NoSuchWork


def claim(item: WorkItem, actor: Actor) -> WorkClaimed | None:
    """The person signs for the work; signing twice is no harm and no fact."""
    person = _taker(item, actor)
    if item.holder == person:
        return None
    if item.holder is not None:
        raise AlreadyClaimed(name=(item.holder_name, item.holder_name_en), at=item.claimed_at)
    return WorkClaimed(item=item.id, person=person)


def give_back(item: WorkItem, actor: Actor) -> WorkGivenBack:
    """The holder gives the work back to the role."""
    person = _taker(item, actor)
    if item.holder != person:
        raise NotClaimed
    return WorkGivenBack(item=item.id, person=person)


def complete(item: WorkItem, actor: Actor, *, digest: str, choice: str | None) -> WorkCompleted:
    """The person does the work, signed for or not; refused when somebody else holds it."""
    person = check_doer(item, actor)
    post = seat_for(item, actor)
    return WorkCompleted(item=item.id, person=person, post=post, digest=digest, choice=choice)


def check_doer(item: WorkItem, actor: Actor) -> PersonId:
    """The person, if nothing stands against their doing the work now."""
    person = _taker(item, actor)
    if item.holder is not None and item.holder != person:
        raise AlreadyClaimed(name=(item.holder_name, item.holder_name_en), at=item.claimed_at)
    return person


def _taker(item: WorkItem, actor: Actor) -> PersonId:
    if actor.person is None or not is_theirs(item, actor):
        raise NoSuchWork
    if item.state is WorkState.DONE:
        raise AlreadyCompleted(name=(item.holder_name, item.holder_name_en), at=item.done_at)
    if item.state is WorkState.WITHDRAWN:
        raise WorkGone
    return actor.person

"""A piece of work: offered to a role of a body, signed for, given back, done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from server.domain.errors import (
    AlreadyClaimed,
    AlreadyCompleted,
    AlreadyReturned,
    GivenToAnother,
    NoSuchWork,
    NotClaimed,
    SubmittedAlready,
    WorkGone,
)
from server.domain.facts import ActedFor, WorkClaimed, WorkCompleted, WorkGivenBack

if TYPE_CHECKING:
    from datetime import datetime

    from server.domain.ids import BodyId, CaseId, ItemId, PersonId, ProcessKey, Token
    from server.domain.ladder import Candidate
    from server.domain.people import Actor, Seat
    from server.domain.respite import ExtensionRequest
    from server.domain.submission import Submission
    from server.domain.values import Value


class WorkState(StrEnum):
    """How far a piece of work is."""

    OPEN = "open"
    DONE = "done"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    """Given back to an earlier step."""


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
class Matter:
    """What lists find and narrow work by: which matter it is of, by what process, whence, how urgent."""

    root: CaseId
    process: ProcessKey
    body: BodyId
    urgency: str = "normal"
    """``normal``, ``urgent`` 加急 or ``emergency`` 特急."""


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
    since: datetime | None = None
    """From when its clock counts."""
    due: datetime | None = None
    provisional: bool = False
    """Whether the due moment rests on a year without a calendar yet."""
    holder: PersonId | None = None
    holder_name: str = ""
    holder_name_en: str = ""
    claimed_at: datetime | None = None
    """None while its holder, to whom it was given, has not signed for it."""
    done_at: datetime | None = None
    given_by: PersonId | None = None
    """Who dispatched it or handed it over to its holder."""
    given_from: PersonId | None = None
    """Who held it before that."""
    urged_at: datetime | None = None
    opened_at: datetime | None = None
    """When somebody of its desk looked at it first."""
    behalf: PersonId | None = None
    """For whom the holder stood in when they signed for it or did it."""
    behalf_name: str = ""
    behalf_name_en: str = ""
    process: ProcessKey | None = None
    """Of the matter it belongs to."""
    asides: int = 0
    """How many were ever asked beside it."""
    amends: ItemId | None = None
    """The work that was returned, at whose place an earlier answer is corrected; None: the flow offered it."""
    reruns: bool = False
    """Whether the flow goes on from its element anew once it is corrected, and not straight back."""
    rung: str | None = None
    """How far its clock has climbed its ladder."""
    extended: int = 0
    """By how many of its units its clock was extended, and how often."""
    extensions: int = 0
    request: ExtensionRequest | None = None
    """That its clock be extended, while nobody has decided on it."""
    submission: Submission | None = None
    """The answer that was given in, while others are asked to sign it."""
    asked_back: bool = False
    """Whether it is over, and asked back of those who have what follows."""
    candidate: Candidate | None = None
    """That it may be named in a circulated notice, once it was so late."""
    stopped_at: datetime | None = None
    """Since when its own clock stands still (中止计时); the work can be done all the same."""
    stands_still: bool = False
    """Whether its whole matter stands still, so that nobody can do it now."""
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
    return any(_is_its(seat, item) for seat in actor.seats)


def seat_for(item: WorkItem, actor: Actor) -> Seat:
    """The seat by which this person takes the work; refused when there is none.

    What is held for somebody goes by the seat of whoever stands in for them, all else by one's own.
    """
    seats = [seat for seat in actor.seats if _is_its(seat, item)]
    if not seats:
        raise NoSuchWork
    if item.holder != actor.person:
        whose = _held_for(item)
        seats.sort(key=lambda seat: _stands_for(seat) not in whose)
    return seats[0]


def is_free_for(item: WorkItem, actor: Actor) -> bool:
    """Whether nobody else has signed for the work, or this person stands in for them."""
    return item.holder is None or is_held_by(item, actor)


def is_held_by(item: WorkItem, actor: Actor) -> bool:
    """Whether this person signed for the work, or one of the two for whom the other stands in."""
    standing = {_stands_for(seat) for seat in actor.seats if _is_its(seat, item)}
    return not _held_for(item).isdisjoint({actor.person, *standing} - {None})


def claim(item: WorkItem, actor: Actor) -> WorkClaimed | None:
    """The person signs for the work; signing twice is no harm and no fact."""
    person = check_doer(item, actor)
    if item.holder is not None and item.claimed_at is not None:
        return None
    return WorkClaimed(item=item.id, person=person)


def give_back(item: WorkItem, actor: Actor) -> WorkGivenBack:
    """The holder gives the work back to the role."""
    person = _taker(item, actor)
    if not is_held_by(item, actor):
        raise NotClaimed
    return WorkGivenBack(item=item.id, person=person)


def complete(item: WorkItem, actor: Actor, *, digest: str, choice: str | None) -> WorkCompleted:
    """The person does the work, signed for or not; refused when somebody else holds it."""
    person = check_doer(item, actor)
    post = seat_for(item, actor).post
    return WorkCompleted(item=item.id, person=person, post=post, digest=digest, choice=choice)


def check_doer(item: WorkItem, actor: Actor) -> PersonId:
    """The person, if nothing stands against their doing the work now."""
    person = _taker(item, actor)
    if not is_free_for(item, actor):
        name = (item.holder_name, item.holder_name_en)
        if item.claimed_at is None:
            raise GivenToAnother(name=name)
        raise AlreadyClaimed(name=name, at=item.claimed_at)
    return person


def answerable(item: WorkItem, actor: Actor) -> frozenset[PersonId]:
    """Who would have done the work if this person did it: they, and whom they stand in for."""
    return frozenset(each for each in (actor.person, _stands_for(seat_for(item, actor))) if each)


def acted_for(item: WorkItem, actor: Actor) -> tuple[ActedFor, ...]:
    """For whom the person signs for the work or does it, where they stand in; told after that."""
    return acted_by(seat_for(item, actor), actor, item.id)


def acted_upon(item: WorkItem, actor: Actor) -> tuple[ActedFor, ...]:
    """For whom the person does something about the work, by the seat of its desk or else of its body."""
    if is_theirs(item, actor):
        return acted_by(seat_for(item, actor), actor)
    seats = [seat for seat in actor.seats if seat.body == item.body and seat.serves(item.process)]
    return acted_by(seats[0], actor) if seats else ()


def acted_by(seat: Seat, actor: Actor, item: ItemId | None = None) -> tuple[ActedFor, ...]:
    """For whom the person acts by a seat, where they have it on somebody's behalf."""
    if seat.behalf_of is None or actor.person is None:
        return ()
    absent = seat.behalf_of.person
    return (ActedFor(person=actor.person, absent=absent, post=seat.post, item=item),)


def _is_its(seat: Seat, item: WorkItem) -> bool:
    return seat.body == item.body and item.role in seat.roles and seat.serves(item.process)


def _held_for(item: WorkItem) -> frozenset[PersonId]:
    return frozenset(each for each in (item.holder, item.behalf) if each)


def _stands_for(seat: Seat) -> PersonId | None:
    return seat.behalf_of.person if seat.behalf_of else None


def _taker(item: WorkItem, actor: Actor) -> PersonId:
    if actor.person is None or not is_theirs(item, actor):
        raise NoSuchWork
    if item.state is WorkState.DONE:
        raise AlreadyCompleted(name=(item.holder_name, item.holder_name_en), at=item.done_at)
    if item.state is WorkState.RETURNED:
        raise AlreadyReturned(name=(item.holder_name, item.holder_name_en), at=item.done_at)
    if item.state is WorkState.WITHDRAWN:
        raise WorkGone
    if item.submission is not None:
        raise SubmittedAlready
    return actor.person

"""Something asked of a person or a desk beside a piece of work (征询), without moving the case.

Who is asked does not get the work: its holder keeps it, sees the answers and signs. Each aside is
one question to one addressee; several are asked by several asides. Their kinds differ in what is
wanted (to be read, an answer, a signature) and in whether the work waits for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from server.domain.access import person_in
from server.domain.errors import (
    AnsweredBefore,
    AnswersAwaited,
    NoSuchAside,
    NotAskedAnyMore,
    OwnQuestion,
    WrongAnswerKind,
)
from server.domain.facts import AsideAnswered, AsideReached, AsideRead, AsideWithdrawn
from server.domain.work import check_doer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from server.domain.ids import AsideId, BodyId, CaseId, ItemId, PersonId, ProcessKey
    from server.domain.people import Actor
    from server.domain.work import WorkItem


class AsideKind(StrEnum):
    """What is wanted of who is asked."""

    COPY = "copy"
    """抄送: to be read; nothing depends on it."""
    CIRCULATE = "circulate"
    """传阅: to be read by each, who says so."""
    CONSULT = "consult"
    """征求意见: an opinion."""
    DELEGATE = "delegate"
    """委派: a helper prepares the work and answers; the holder signs."""
    SIGN_BEFORE = "sign_before"
    """前加签: a signature before the holder's."""
    SIGN_BESIDE = "sign_beside"
    """并加签: a signature of the same weight as the holder's."""
    SIGN_AFTER = "sign_after"
    """后加签: a signature after the holder's, who has given the answer in (``submission.py``)."""
    OFFICER = "officer"
    """共同执法: another certified officer confirms what the holder is going to hand in."""
    ASK_BACK = "ask_back"
    """撤回申请: who did the step before asks whoever has the work to let it be taken back."""


READING = frozenset({AsideKind.COPY, AsideKind.CIRCULATE})
"""What is only to be read; it outlives the work."""
SIGNING = frozenset(
    {
        AsideKind.SIGN_BEFORE,
        AsideKind.SIGN_BESIDE,
        AsideKind.SIGN_AFTER,
        AsideKind.ASK_BACK,
        AsideKind.OFFICER,
    }
)
"""What wants agreement or refusal."""
UPON_ANSWER = frozenset({AsideKind.SIGN_AFTER, AsideKind.OFFICER})
"""What is agreed to is the holder's answer; whoever agrees has done the step with them."""


class Withdrawal(StrEnum):
    """Why an aside is no longer wanted."""

    CALLED_OFF = "called_off"
    DROPPED = "dropped"
    """Who asked the work back asks no more; whoever has what follows is told."""
    WORK_OVER = "work_over"
    """The work beside which it was asked is done, or gone."""


class Verdict(StrEnum):
    """What a signer says."""

    AGREE = "agree"
    DISAGREE = "disagree"


class AsideState(StrEnum):
    """How far an aside is; whatever it is, it is that for good once it is over."""

    LATER = "later"
    """Others are asked first; who is asked afterwards knows of nothing yet."""
    OPEN = "open"
    READ = "read"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """One question to one addressee, as it stands now."""

    id: AsideId
    item: ItemId
    case: CaseId
    root: CaseId
    kind: AsideKind
    blocks: bool
    state: AsideState
    asked_at: datetime
    asked_by: PersonId
    asker: str
    asker_en: str
    name: str
    """The step, as the diagram names it."""
    person: PersonId | None = None
    """None: the desk."""
    person_name: str = ""
    person_name_en: str = ""
    body: BodyId | None = None
    role: str | None = None
    body_name: str = ""
    body_name_en: str = ""
    process: ProcessKey | None = None
    """Of the matter: who stands in for some processes is asked in those alone."""
    due: datetime | None = None
    digest: str = ""
    verdict: Verdict | None = None
    answer: str = ""
    """The digest of what was answered or remarked."""
    over_at: datetime | None = None
    over_by: PersonId | None = None
    by: str = ""
    """Who read or answered."""
    by_en: str = ""
    about: ItemId | None = None
    """The work that is asked back; None: of all other kinds."""

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer, or to be read."""
        return self.state is AsideState.OPEN

    @property
    def is_pending(self) -> bool:
        """Whether it waits for an answer now, or will when its turn comes."""
        return self.state in {AsideState.OPEN, AsideState.LATER}

    @property
    def is_upon_answer(self) -> bool:
        """Whether what is agreed to is the answer that goes with it."""
        return self.kind in UPON_ANSWER

    @property
    def is_request(self) -> bool:
        """Whether it is asked of whoever has the work, and not of others beside them."""
        return self.kind is AsideKind.ASK_BACK

    @property
    def whom(self) -> tuple[str, str]:
        """Who is asked: a person, or the head's desk of a body."""
        if self.person is not None:
            return self.person_name, self.person_name_en or self.person_name
        if self.is_request:
            return f"{self.body_name}经办人", f"desk of {self.body_name_en or self.body_name}"
        return f"{self.body_name}负责人", f"head of {self.body_name_en or self.body_name}"

    @property
    def is_to_read(self) -> bool:
        """Whether it is only to be read."""
        return self.kind in READING

    @property
    def wants_verdict(self) -> bool:
        """Whether agreement or refusal is wanted."""
        return self.kind in SIGNING


def is_asked(aside: Aside, actor: Actor) -> bool:
    """Whether it is asked of this person, or of a desk of theirs."""
    if aside.person is not None:
        return aside.person == actor.person
    seats = (seat for seat in actor.seats if seat.serves(aside.process))
    return any(seat.body == aside.body and aside.role in seat.roles for seat in seats)


def check_sight(aside: Aside | None, actor: Actor) -> Aside:
    """The aside, for whoever is asked; refused with ``NoSuchAside`` and once it is withdrawn."""
    if aside is None or aside.state is AsideState.LATER or not is_asked(aside, actor):
        raise NoSuchAside
    if aside.state is AsideState.WITHDRAWN:
        raise NotAskedAnyMore
    return aside


def read(aside: Aside, actor: Actor, *, digest: str) -> AsideRead:
    """The person says that they have read it."""
    person = _addressee(aside, actor)
    if not aside.is_to_read:
        raise WrongAnswerKind
    return AsideRead(
        aside=aside.id,
        item=aside.item,
        kind=aside.kind,
        name=aside.name,
        person=person,
        to=aside.asked_by,
        digest=digest,
    )


def answer(
    aside: Aside, item: WorkItem, actor: Actor, *, verdict: Verdict | None, digest: str
) -> AsideAnswered:
    """The person answers; refused to who asked and to who holds the work, for they would ask themselves.

    Of a request whoever may do the work answers.
    """
    person = _addressee(aside, actor)
    if aside.is_to_read:
        raise WrongAnswerKind
    if not may_answer(aside, item, actor):
        raise OwnQuestion
    if aside.is_request:
        check_doer(item, actor)
    return AsideAnswered(
        aside=aside.id,
        item=aside.item,
        kind=aside.kind,
        name=aside.name,
        person=person,
        to=aside.asked_by if aside.is_request else item.holder or aside.asked_by,
        verdict=verdict or "",
        digest=digest,
    )


def may_answer(aside: Aside, item: WorkItem, actor: Actor) -> bool:
    """Whether it is not this person's own question: who has the work answers requests, and nothing else."""
    own = {aside.asked_by} if aside.is_request else {aside.asked_by, item.holder}
    return actor.person not in own


def _addressee(aside: Aside, actor: Actor) -> PersonId:
    check_sight(aside, actor)
    if aside.state is not AsideState.OPEN:
        raise AnsweredBefore(name=(aside.by, aside.by_en), at=aside.over_at)
    return person_in(actor)


def withdraw(aside: Aside, reason: Withdrawal) -> AsideWithdrawn:
    """It is no longer wanted, and who was asked is told."""
    return AsideWithdrawn(
        aside=aside.id,
        item=aside.item,
        kind=aside.kind,
        name=aside.name,
        reason=reason,
        person=aside.person,
        body=aside.body,
        role=aside.role,
        asker=aside.asked_by if aside.is_request and reason is not Withdrawal.DROPPED else None,
        later=aside.state is AsideState.LATER,
    )


def reach(aside: Aside) -> AsideReached:
    """Its turn has come, and who is asked is told."""
    return AsideReached(
        aside=aside.id,
        item=aside.item,
        kind=aside.kind,
        name=aside.name,
        person=aside.person,
        body=aside.body,
        role=aside.role,
    )


def awaited(asides: Iterable[Aside]) -> tuple[Aside, ...]:
    """Those that the work waits for, also those whose turn has still to come."""
    return tuple(one for one in asides if one.blocks and one.is_pending)


def unanswered(asides: Iterable[Aside]) -> tuple[Aside, ...]:
    """Those that want an answer still; it is of no use once the work is over."""
    return tuple(one for one in asides if one.is_pending and not one.is_to_read)


def check_completable(asides: Iterable[Aside]) -> None:
    """Refuses with ``AnswersAwaited``, naming who has not answered."""
    missing = awaited(asides)
    if missing:
        zh, en = zip(*(one.whom for one in missing), strict=True)
        raise AnswersAwaited(count=len(missing), names=("、".join(zh), ", ".join(en)))

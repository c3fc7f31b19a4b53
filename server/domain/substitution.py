"""Standing in for the holder of a post (职务代理): a rule for some days, never a copy of rights.

On those days the substitute has the holder's seat on the holder's behalf, as long as the holder has
it. Nobody stands in by a seat that they have on somebody's behalf, so there are no chains.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from server.domain.errors import (
    AnswerWrong,
    Fault,
    NotAllowed,
    PostNotHeld,
    StandsInForSelf,
    SubstituteOverlaps,
)
from server.domain.facts import SubstitutionEnded, SubstitutionMade

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from server.domain.ids import BodyId, PersonId, PostId, ProcessKey, SubstitutionId
    from server.domain.people import Actor, Holding

LONGEST = timedelta(days=366)
"""A longer absence is a change of the post's holder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitution:
    """Somebody stands in for the holder of a post, from a day until (and with) a day."""

    id: SubstitutionId
    absent: PersonId
    post: PostId
    substitute: PersonId
    valid_from: date
    valid_to: date
    processes: frozenset[ProcessKey]
    """Empty: for all of them."""

    def meets(self, other: Substitution) -> bool:
        """Whether both would count for the same matters of the same post on some day."""
        return (
            (self.absent, self.post) == (other.absent, other.post)
            and self.valid_from <= other.valid_to
            and other.valid_from <= self.valid_to
            and not (
                self.processes and other.processes and self.processes.isdisjoint(other.processes)
            )
        )


def make(
    wanted: Substitution,
    *,
    today: date,
    held: Iterable[Holding],
    others: Iterable[tuple[Substitution, tuple[str, str]]],
    reason: str,
) -> SubstitutionMade:
    """The substitution, if nothing stands against it; ``others`` come with their substitutes' names.

    ``reason`` is the digest of what was typed.
    """
    if wanted.substitute == wanted.absent:
        raise StandsInForSelf
    faults = tuple(_faults(wanted, today))
    if faults:
        raise AnswerWrong(faults)
    if not any(_overlaps(each, wanted) for each in held):
        raise PostNotHeld
    for other, name in others:
        if wanted.meets(other):
            raise SubstituteOverlaps(name=name, begin=other.valid_from, end=other.valid_to)
    return SubstitutionMade(
        substitution=wanted.id,
        absent=wanted.absent,
        post=wanted.post,
        substitute=wanted.substitute,
        valid_from=wanted.valid_from,
        valid_to=wanted.valid_to,
        processes=tuple(sorted(wanted.processes)),
        digest=reason,
    )


def end(held: Substitution) -> SubstitutionEnded:
    """The substitution is over from now on."""
    return SubstitutionEnded(
        substitution=held.id, absent=held.absent, post=held.post, substitute=held.substitute
    )


def check_maker(actor: Actor, absent: PersonId, body: BodyId, head: str, *, is_admin: bool) -> None:
    """Refuses unless it is the holder's own post, or the actor heads its body or administers.

    By a seat that one has on somebody's behalf nobody says who stands in.
    """
    leads = any(
        seat.behalf_of is None and seat.body == body and head in seat.roles for seat in actor.seats
    )
    if actor.person != absent and not leads and not is_admin:
        raise NotAllowed


def in_place_of(who: tuple[str, str], absent: tuple[str, str]) -> tuple[str, str]:
    """Somebody who stood in for somebody, in Chinese and English; who it was, where they did not."""
    if not absent[0]:
        return who
    return f"{who[0]}（代{absent[0]}）", f"{who[1] or who[0]} (for {absent[1] or absent[0]})"


def _faults(wanted: Substitution, today: date) -> Iterator[Fault]:
    if wanted.valid_to < wanted.valid_from:
        yield Fault(
            field="valid_to",
            zh="结束日期早于开始日期，请修改。",
            en="The last day is before the first. Change one of them.",
        )
    elif wanted.valid_to < today:
        yield Fault(
            field="valid_to",
            zh="结束日期已过，请填今天或以后的日期。",
            en="The last day is over. Choose today or a later day.",
        )
    elif wanted.valid_to - wanted.valid_from >= LONGEST:
        yield Fault(
            field="valid_to",
            zh="代理期最长一年；更长时间请调整岗位任职。",
            en="A substitution lasts a year at most. For longer, change who holds the post.",
        )


def _overlaps(held: Holding, wanted: Substitution) -> bool:
    return (
        held.post == wanted.post
        and held.valid_from <= wanted.valid_to
        and (held.valid_to is None or wanted.valid_from <= held.valid_to)
    )

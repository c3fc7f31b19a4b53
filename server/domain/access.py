"""Who may do what; what is not stated here is refused.

Work is taken by its desk (``domain/work.py``). A case is seen by the desks it was offered to, by who
leads their bodies and the one it was started for, by whoever acted in it, and by roles that may look
at everything, each look being a fact. Who mends what failed may look at a case for as long as
something in it waits to be mended, or agreed to.

Who sees a case has a part in its matter: ``parts_given`` says to whom facts give one, ``parts_of``
which of them an actor can claim; lists, searches and pages all ask by these two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.errors import MayNotStart, NotAllowed
from server.domain.work import WorkState, is_free_for, is_theirs

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from server.domain.facts import Fact
    from server.domain.ids import BodyId, PersonId, ProcessKey
    from server.domain.people import Actor, Seat
    from server.domain.process import Sources
    from server.domain.work import WorkItem

AUDITED_ROLES = frozenset({"auditor", "supervisor", "sfj"})
"""Roles that may look at any case; every look is written into the journal of the case."""

LEADING_ROLES = frozenset(
    {
        "cmd_head",
        "cmd_officer",
        "county_head",
        "dept_head",
        "justice_head",
        "team_captain",
        "township_head",
        "township_lead",
        "township_mayor",
        "township_room",
        "township_secretary",
    }
)
"""Roles that lead a body or hand out its work: they see all that lies with it, whoever holds it."""

BESIDE = (f.CaseInspected, f.PersonalDataShown, f.AsideRead, f.AsideAnswered)
"""To look as an auditor gives no part in a matter, which must not outlast the role; nor does it to
answer what one was asked beside the work: whoever did sees what they were asked about."""

ACTS: dict[str, frozenset[str]] = {
    "deploy": frozenset({"designer", "admin"}),
    "send": frozenset({"messenger", "admin"}),
    "administer": frozenset({"admin"}),
    "preview": frozenset({"designer", "admin"}),
    "oversee": AUDITED_ROLES,
    "verify": frozenset({"admin", *AUDITED_ROLES}),
}
"""Acts that a role allows, beyond work and cases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """As whom somebody may have a part in a matter."""

    who: str
    """A person, a desk or a body."""
    process: ProcessKey | None = None
    """The process whose matters alone it counts for; none: all."""


def require(actor: Actor, act: str) -> None:
    """Refuses unless the actor is the system or holds a role for the act."""
    if not may(actor, act):
        raise NotAllowed


def person_in(actor: Actor) -> PersonId:
    """The person who acts; refused for the system, which never is one of two persons."""
    if actor.person is None:
        raise NotAllowed
    return actor.person


def administrator_in(actor: Actor) -> PersonId:
    """The person who administers; refused with ``NotAllowed`` to others."""
    require(actor, "administer")
    return person_in(actor)


def may(actor: Actor, act: str) -> bool:
    """Whether the actor is the system or holds a role for the act."""
    return actor.is_system or any(actor.has_role(role) for role in ACTS[act])


def audited_role(actor: Actor, *, is_stuck: bool = False) -> str | None:
    """The role by which the actor may look at any case, or at one that is stuck."""
    roles = AUDITED_ROLES | ACTS["administer"] if is_stuck else AUDITED_ROLES
    return next((role for role in sorted(roles) if actor.has_role(role)), None)


def handles(items: Iterable[WorkItem], actor: Actor) -> bool:
    """Whether open work of a matter is the actor's to do: held by them, or on their desk and by nobody.

    Who does not handle a matter sees its personal data masked (``domain/masking.py``).
    """
    return any(
        item.state is WorkState.OPEN and is_theirs(item, actor) and is_free_for(item, actor)
        for item in items
    )


def body_of(actor: Actor, role: str | None = None) -> BodyId | None:
    """From which body the actor comes, by a role where one is named; None for the system."""
    return next((seat.body for seat in actor.seats if role is None or role in seat.roles), None)


def may_start(actor: Actor, sources: Sources) -> bool:
    """Whether any seat of the actor may start a process."""
    return any(_starts(seat, sources) for seat in actor.seats)


def starting_seat(actor: Actor, sources: Sources, body: BodyId | None = None) -> Seat:
    """The seat by which the actor starts a case: for the named body, or the first that may."""
    for seat in actor.seats:
        if (body is None or seat.body == body) and _starts(seat, sources):
            return seat
    raise MayNotStart(title=(sources.title, sources.title_en), roles=", ".join(sources.starter))


def _starts(seat: Seat, sources: Sources) -> bool:
    return seat.serves(sources.key) and bool(seat.roles & frozenset(sources.starter))


def led_bodies(actor: Actor) -> tuple[BodyId, ...]:
    """The bodies whose whole work the actor oversees (本单位)."""
    led = {seat.body for seat in actor.seats if seat.is_whole and seat.roles & LEADING_ROLES}
    return tuple(sorted(led | actor.headed))


def parts_of(actor: Actor) -> tuple[Claim, ...]:
    """As whom the actor may have a part in a matter: in person, by desk, by a body that they lead."""
    person = [str(actor.person)] if actor.person else []
    desks = [_desk(body, role) for body, role in actor.desks]
    bodies = [_desk(body, "") for body in led_bodies(actor)]
    in_part = [
        Claim(who=_desk(body, role), process=process) for body, role, process in actor.desks_in_part
    ]
    return (*(Claim(who=who) for who in (*person, *desks, *bodies)), *in_part)


def parts_given(facts: Iterable[Fact], person: UUID | None) -> frozenset[str]:
    """To whom an entry gives a part in its matter: who acted, for whom, and before whom work was brought."""
    told = tuple(facts)
    given: set[str] = set()
    for fact in told:
        given |= _part_by(fact)
    if person is not None and any(not isinstance(fact, BESIDE) for fact in told):
        given.add(str(person))
    return frozenset(given)


def _part_by(fact: Fact) -> set[str]:
    """To whom a fact gives a part beside who acted."""
    if isinstance(fact, f.WorkOffered | f.WorkEscalated | f.WorkHandedBack | f.ExtensionAsked):
        return {_desk(fact.body, fact.role), _desk(fact.body, "")}
    if isinstance(fact, f.CaseStarted):
        return {_desk(fact.body, "")} if fact.body and fact.parent is None else set()
    if isinstance(fact, f.WorkDispatched | f.WorkHandedOver | f.WorkHandedOn):
        return {str(fact.to)} if fact.to else set()
    if isinstance(fact, f.ActedFor):
        return {str(fact.absent)} if fact.item else set()
    return set()


def _desk(body: str, role: str) -> str:
    return f"{body}/{role}"

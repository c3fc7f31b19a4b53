"""Who may do what; what is not stated here is refused.

Work is taken by its desk (``domain/work.py``). A case is seen by the bodies it was offered to, by
whoever acted in it, and by roles that may look at everything, each look being a fact. Who mends
what failed may look at a case for as long as something in it waits to be mended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.errors import MayNotStart, NotAllowed

if TYPE_CHECKING:
    from server.domain.ids import BodyId
    from server.domain.people import Actor, Seat
    from server.domain.process import Sources

AUDITED_ROLES = frozenset({"auditor", "supervisor", "sfj"})
"""Roles that may look at any case; every look is written into the journal of the case."""

ACTS: dict[str, frozenset[str]] = {
    "deploy": frozenset({"designer", "admin"}),
    "send": frozenset({"messenger", "admin"}),
    "administer": frozenset({"admin"}),
    "oversee": AUDITED_ROLES,
    "verify": frozenset({"admin", *AUDITED_ROLES}),
}
"""Acts that a role allows, beyond work and cases."""


def require(actor: Actor, act: str) -> None:
    """Refuses unless the actor is the system or holds a role for the act."""
    if not may(actor, act):
        raise NotAllowed


def may(actor: Actor, act: str) -> bool:
    """Whether the actor is the system or holds a role for the act."""
    return actor.is_system or any(actor.has_role(role) for role in ACTS[act])


def audited_role(actor: Actor, *, is_stuck: bool = False) -> str | None:
    """The role by which the actor may look at any case, or at one that is stuck."""
    roles = AUDITED_ROLES | ACTS["administer"] if is_stuck else AUDITED_ROLES
    return next((role for role in sorted(roles) if actor.has_role(role)), None)


def may_start(actor: Actor, starter: tuple[str, ...]) -> bool:
    """Whether any seat of the actor may start a process that these roles start."""
    return any(actor.has_role(role) for role in starter)


def starting_seat(actor: Actor, sources: Sources, body: BodyId | None = None) -> Seat:
    """The seat by which the actor starts a case: for the named body, or the first that may."""
    for seat in actor.seats:
        if (body is None or seat.body == body) and seat.roles & frozenset(sources.starter):
            return seat
    raise MayNotStart(title=(sources.title, sources.title_en), roles=", ".join(sources.starter))

"""Whom the facts concern of what is asked beside a piece of work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.asides import Withdrawal
from server.domain.notice import Concern

if TYPE_CHECKING:
    from uuid import UUID

    from server.domain.facts.asides import AsideFact
    from server.domain.notice import Stakes


def told(fact: f.AsideOpened | f.AsideWithdrawn, _stakes: Stakes) -> tuple[Concern, ...]:
    """Who is asked, or asked no more; whose request came to nothing. Whose turn has not come knows of nothing."""
    if fact.later:
        return ()
    if isinstance(fact, f.AsideOpened):
        return (_asked(fact, f"AsideOpened/{fact.kind}"),)
    if fact.asker is not None:
        return (_told(fact, f"AsideWithdrawn/{fact.kind}", fact.asker),)
    detail = fact.reason if fact.reason == Withdrawal.DROPPED else fact.kind
    return (_asked(fact, f"AsideWithdrawn/{detail}"),)


def reached(fact: f.AsideReached, _stakes: Stakes) -> tuple[Concern, ...]:
    """Who is asked now."""
    return (_asked(fact, f"AsideReached/{fact.kind}"),)


def over(fact: f.AsideRead | f.AsideAnswered, _stakes: Stakes) -> tuple[Concern, ...]:
    """Who waits for the answer; that a copy was read is no news, and what comes back tells so itself."""
    is_back = isinstance(fact, f.AsideAnswered) and fact.verdict == "disagree"
    if fact.kind == "copy" or (fact.kind == "sign_after" and is_back):
        return ()
    return (_told(fact, f"{type(fact).__name__}/{fact.kind}", fact.to),)


def _asked(fact: f.AsideOpened | f.AsideReached | f.AsideWithdrawn, kind: str) -> Concern:
    """Who is asked: a person, or else a desk."""
    if fact.person is not None:
        return _told(fact, kind, fact.person)
    return Concern(kind=kind, body=fact.body, role=fact.role, item=fact.item, name=fact.name)


def _told(fact: AsideFact, kind: str, person: UUID) -> Concern:
    return Concern(kind=kind, person=person, item=fact.item, name=fact.name)

"""Whom it concerns that something is proposed for a whole case, and what becomes of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.notice import Concern

if TYPE_CHECKING:
    from server.domain import facts as f
    from server.domain.notice import Stakes


def void_proposed(fact: f.VoidProposed, _stakes: Stakes) -> tuple[Concern, ...]:
    """Who may be the second person."""
    del fact
    return (Concern(kind="VoidProposed", role="admin"),)


def proposed(fact: f.ProposalMade, _stakes: Stakes) -> tuple[Concern, ...]:
    """Who may be the second person."""
    return (Concern(kind=f"ProposalMade/{fact.act}", role="admin"),)


def decided(fact: f.ProposalAgreed | f.ProposalDropped, _stakes: Stakes) -> tuple[Concern, ...]:
    """Who proposed it, unless they took it back themselves."""
    if fact.person == fact.proposer:
        return ()
    return (Concern(kind=f"{type(fact).__name__}/{fact.act}", person=fact.proposer),)

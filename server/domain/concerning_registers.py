"""Whom changes of the registers concern that two administrators must want."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.notice import Concern

if TYPE_CHECKING:
    from server.domain import facts as f
    from server.domain.notice import Stakes


def proposed(_fact: f.ChangesProposed, _stakes: Stakes) -> tuple[Concern, ...]:
    """The administrators: one of them has to agree."""
    return (Concern(kind="ChangesProposed", role="admin"),)


def agreed(fact: f.ChangesAgreed, _stakes: Stakes) -> tuple[Concern, ...]:
    """Whoever proposed them: they are made, or wait for their day."""
    if fact.effective is None:
        return (Concern(kind="ChangesAgreed", person=fact.proposer),)
    return (Concern(kind="ChangesAgreed/ahead", person=fact.proposer, name=str(fact.effective)),)


def refused(fact: f.ChangesRefused, _stakes: Stakes) -> tuple[Concern, ...]:
    """Whoever proposed them."""
    return (Concern(kind="ChangesRefused", person=fact.proposer),)


def withdrawn(fact: f.ChangesWithdrawn, _stakes: Stakes) -> tuple[Concern, ...]:
    """All administrators, where two had agreed on them; otherwise nobody waits for them."""
    return (Concern(kind="ChangesWithdrawn", role="admin"),) if fact.digest else ()


def took_effect(fact: f.ChangesTookEffect, _stakes: Stakes) -> tuple[Concern, ...]:
    """Whoever proposed them."""
    return (Concern(kind="ChangesTookEffect", person=fact.proposer, name=str(fact.effective)),)


def failed(fact: f.ChangesFailed, _stakes: Stakes) -> tuple[Concern, ...]:
    """All administrators: what two wanted has not happened."""
    return (Concern(kind="ChangesFailed", role="admin", name=str(fact.effective)),)

"""Whom the facts of certificates concern."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.notice import Concern

if TYPE_CHECKING:
    from server.domain import facts as f
    from server.domain.notice import Stakes


def registered(fact: f.CertificateRegistered, _stakes: Stakes) -> tuple[Concern, ...]:
    """Whoever has it; that one was there when the county was founded is no news."""
    if fact.state == "valid" and fact.proposal is None:
        return ()
    kind = f"CertificateRegistered/{fact.state}"
    return (Concern(kind=kind, person=fact.person, name=fact.certificate),)


def ending(fact: f.CertificateEnding, _stakes: Stakes) -> tuple[Concern, ...]:
    """Who has it, and the administrators, who see to a new one."""
    name = f"{fact.certificate}, {fact.valid_to}"
    return (
        Concern(kind="CertificateEnding", person=fact.person, name=name),
        Concern(kind="CertificateEnding/admin", role="admin", name=name),
    )

"""Whom the facts of hooks concern."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.notice import Concern

if TYPE_CHECKING:
    from server.domain import facts as f
    from server.domain.notice import Stakes


def stopped(fact: f.HookStopped, _stakes: Stakes) -> tuple[Concern, ...]:
    """The administrators: somebody has to speak with whoever runs the server."""
    return (Concern(kind=f"HookStopped/{fact.reason}", role="admin", name=fact.hook),)

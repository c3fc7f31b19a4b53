"""Which facts concern whom, and in what words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from server.domain.ids import BodyId, CaseId, NoticeId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing told to whoever holds a role of a body, or to one person."""

    id: NoticeId
    kind: str
    """Name of the fact it comes from, with a detail: ``WorkEscalated/red``."""
    case: CaseId
    at: datetime
    body: BodyId | None = None
    role: str | None = None
    person: PersonId | None = None
    item: UUID | None = None
    name: str = ""
    """The step it is about, as the diagram names it."""

"""What is told to whom, and in what words.

Offered work needs no notice: the inbox is where it is told. A notice tells what nobody would look
for: a clock that climbs, work that vanished, a case that came to its end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain.notice_words import words_of

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from server.domain.ids import BodyId, CaseId, NoticeId, PersonId


__all__ = ["NOBODYS", "Concern", "Notice", "Stakes", "words_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing told to whoever holds a role of a body, or to one person."""

    id: NoticeId
    kind: str
    """Name of the fact it comes from, with a detail: ``WorkEscalated/red``."""
    case: CaseId | None
    """None where no case began."""
    at: datetime
    body: BodyId | None = None
    role: str | None = None
    person: PersonId | None = None
    item: UUID | None = None
    name: str = ""
    """The step it is about, as the diagram names it."""
    version: UUID | None = None
    """The diagram of an element that is no piece of work."""
    element: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """Whom a fact concerns: a role of a body, or a person; and as what kind of notice."""

    kind: str
    body: str | None = None
    role: str | None = None
    person: UUID | None = None
    item: UUID | None = None
    name: str = ""
    version: UUID | None = None
    element: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stakes:
    """Who has a stake in the case, for facts that don't name whom they concern."""

    starter: PersonId | None
    is_root: bool
    doer: PersonId | None = None
    """Who does what is told: what they did themselves is no news to them."""


NOBODYS = Stakes(starter=None, is_root=False)
"""Of what is no case."""

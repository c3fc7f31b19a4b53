"""What happens to a piece of work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003  # the codec reads the types of the fields
from uuid import UUID  # noqa: TC003  # the codec reads the types of the fields


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOffered:
    """A piece of work lies in the inbox of a body's role."""

    item: UUID
    token: str
    element: str
    name: str
    body: str
    role: str
    form: str | None = None
    clock: str | None = None
    since: datetime | None = None
    """From when the clock counts; None: from the moment of this entry."""
    due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkClaimed:
    """Somebody signed for the work (签收)."""

    item: UUID
    person: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkGivenBack:
    """The holder gave the work back to the role (退签)."""

    item: UUID
    person: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCompleted:
    """The work was done (办结)."""

    item: UUID
    person: UUID
    post: str
    digest: str
    """Of the answer, which lies in the contents."""
    choice: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkWithdrawn:
    """The work is no longer asked for: its place was interrupted or its fan-out is over."""

    item: UUID
    reason: str
    name: str = ""
    """The step, as the diagram names it, for the notice."""
    person: UUID | None = None
    """Who had signed for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkEscalated:
    """The clock of the work reached a rung of the ladder. It completes nothing."""

    item: UUID
    rung: str
    body: str
    role: str
    name: str = ""
    """The step, as the diagram names it, for the notice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentAttached:
    """A file was added to the work."""

    document: UUID
    item: UUID
    person: UUID
    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRemoved:
    """A file was taken from the work before it was done; its digest stays here."""

    document: UUID
    person: UUID

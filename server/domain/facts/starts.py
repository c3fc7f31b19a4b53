"""What happens to start events that wait for something; told in the journal of their process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003  # the codec reads the types of the fields
from uuid import UUID  # noqa: TC003  # the codec reads the types of the fields


@dataclass(frozen=True, slots=True, kw_only=True)
class StartAwaited:
    """A start event of the newest version waits for a message, a signal or a moment."""

    start: UUID
    process: str
    version: UUID
    element: str
    kind: str
    name: str
    due: datetime | None = None
    """Of a timer the moment; None when it has no further one."""
    rest: str = ""
    """Of a cycle how far it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StartFired:
    """The moment of a start event came."""

    start: UUID
    case: UUID | None
    """What began by it; None when that failed, which an incident tells."""
    due: datetime | None = None
    """The next moment; None when nothing follows."""
    rest: str = ""


StartFact = StartAwaited | StartFired
"""What begins by itself."""

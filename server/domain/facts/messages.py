"""What happens to messages and signals between cases, and between the county and the world."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003  # the codec reads the types of the fields
from uuid import UUID  # noqa: TC003  # the codec reads the types of the fields


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSent:
    """A program or an operator sent a message or signal."""

    kind: str
    name: str
    key: str
    digest: str
    """Of what it brought, which lies in the contents of the message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageKept:
    """Nobody waited for a message, so it is kept."""

    name: str
    key: str
    digest: str
    source: UUID
    """In whose contents lies what it brought: its own, or those of the case that threw it."""
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageGiven:
    """A message reached this case; no other gets it."""

    case: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageHeldBack:
    """A case did not begin by a message; its incident keeps the message."""

    incident: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageExpired:
    """Nobody asked for a kept message in its time."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageHeard:
    """A case went on, or began, by a message or signal."""

    element: str
    kind: str
    name: str
    key: str
    digest: str
    """Of what it brought, which lies in the contents of the case."""
    message: UUID | None = None
    """Its own journal, when it has one: who sent it, how long it was kept."""


MessageFact = (
    MessageSent | MessageKept | MessageGiven | MessageExpired | MessageHeard | MessageHeldBack
)
"""What is sent and heard."""

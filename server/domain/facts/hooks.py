"""What happens to servers outside that are told of events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003  # the codec reads the types of the fields
from uuid import UUID  # noqa: TC003  # the codec reads the types of the fields


@dataclass(frozen=True, slots=True, kw_only=True)
class HookRegistered:
    """A hook was entered or changed; where it lies and what it hears of lies in the contents."""

    hook: str
    state: str
    digest: str
    proposal: UUID | None = None
    """The proposal of two administrators that it comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HookKeyMade:
    """A hook got a new key; the one before is good for a while beside it."""

    hook: str
    salt: str
    """What the key is made of, together with the house's secret."""
    print: str
    """By what the key is known again."""
    former: str = ""
    """The salt of the key before; empty: there was none."""
    former_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HookStopped:
    """The house tells a hook no more: it failed for days (``failing``), or said so (``gone``)."""

    hook: str
    reason: str


HookFact = HookRegistered | HookKeyMade | HookStopped
"""What happens to hooks."""

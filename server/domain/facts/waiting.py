"""What a case waits for beside persons: branches, moments, messages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003  # the codec reads the types of the fields
from uuid import UUID  # noqa: TC003  # the codec reads the types of the fields


@dataclass(frozen=True, slots=True, kw_only=True)
class FanOutOpened:
    """A multi-instance or call activity began; its branches are cases of their own."""

    fan_out: UUID
    token: str
    element: str
    name: str
    kind: str
    total: int
    sequential: bool = False
    called: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FanOutClosed:
    """A fan-out is over: all branches done, enough of them, or interrupted."""

    fan_out: UUID
    completed: int
    withdrawn: int
    """Taken back while it ran or when it ended; entries of before leave out who was taken out."""
    failed: int = 0
    """Ended by an error, which the case above then had to bear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersAdded:
    """Members joined a fan-out under way (加签); each is a branch of its own, after all others."""

    fan_out: UUID
    element: str
    count: int
    digest: str
    """Of the members, which lie in the contents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberTaken:
    """A member was taken out of a fan-out under way (减签): its branch was withdrawn."""

    fan_out: UUID
    element: str
    branch: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteDecided:
    """Enough have signed a step, or time was up: what came out, counted in weights."""

    fan_out: UUID
    element: str
    passed: bool
    asked: int
    agreed: int
    refused: int
    abstained: int
    quorum_met: bool
    vetoed: bool
    cut_short: bool
    """Whether an event on the step ended it before enough had answered."""
    digest: str
    """Of who said what, which lies in the contents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerSet:
    """Something waits for a moment."""

    timer: UUID
    token: str
    element: str
    due: datetime
    clock: str | None = None
    """The clock of the county that led to the moment; None where none did."""
    since: datetime | None = None
    """From when it counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerFired:
    """The moment came and the case moved on by it."""

    timer: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerDropped:
    """The moment is no longer waited for."""

    timer: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ListeningBegan:
    """Something waits for a message or signal."""

    token: str
    element: str
    kind: str
    name: str
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListeningEnded:
    """The message came, or is no longer waited for."""

    token: str


WaitingFact = (
    FanOutOpened
    | FanOutClosed
    | MembersAdded
    | MemberTaken
    | VoteDecided
    | TimerSet
    | TimerFired
    | TimerDropped
    | ListeningBegan
    | ListeningEnded
)
"""What a case waits for."""

"""What the store hands over locked, for one act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from server.domain.ids import (
        BodyId,
        CaseId,
        FanOutId,
        IncidentId,
        ItemId,
        MessageId,
        PersonId,
        ProcessKey,
        StartId,
        SubjectId,
        TimerId,
        Token,
        VersionId,
    )
    from server.domain.journal import Head
    from server.domain.moves import Tally
    from server.domain.process import Occurrence, Trigger
    from server.domain.standstill import Standstill
    from server.domain.values import Values
    from server.domain.work import Matter


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCase:
    """A case locked for one act, with all that a push needs."""

    id: CaseId
    root: CaseId
    parent: CaseId | None
    fan_out: FanOutId | None
    index: int
    scope: str | None
    version: VersionId
    newest: VersionId
    """The newest version of its process, which says what all its cases are found by and lists show."""
    process: ProcessKey
    number: str
    title: str
    body: BodyId
    status: str
    revision: int
    """How many times it has moved; pages carry it."""
    saved: bytes
    data: Values
    outer: Values
    """The data of the parents, nearest first merged over farthest; read without a lock."""
    head: Head
    matter: Matter
    starter: PersonId | None = None
    is_stuck: bool = False
    """Whether some push failed here and waits for administrators."""
    depth: int = 0
    """How many cases lie around it."""
    standstill: Standstill | None = None
    """Why its whole matter stands still; None: it goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A case as it stands, for reading."""

    id: CaseId
    root: CaseId
    version: VersionId
    process: ProcessKey
    number: str
    title: str
    urgency: str
    body: BodyId
    revision: int
    data: Values
    outer: Values
    ended_at: datetime | None
    """None while it runs."""
    status: str = "running"
    starter: PersonId | None = None
    standstill: Standstill | None = None
    """Why its whole matter stands still; None: it goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFanOut:
    """A locked fan-out with its count as it stands now."""

    id: FanOutId
    case: CaseId
    token: Token
    element: str
    kind: str
    tally: Tally
    sequential: bool
    called: ProcessKey | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """What one signer of a step of many answered, and from which desk."""

    body: BodyId
    role: str
    name: tuple[str, str]
    answer: Values


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldTimer:
    """A due moment with what it belongs to."""

    id: TimerId
    case: CaseId
    token: Token
    element: str
    due: datetime
    is_put_off: bool = False
    """Whether the step after it failed, so that it has an incident and waits for people."""
    clock: str | None = None
    """The clock of the county that led to the moment."""
    since: datetime | None = None
    """From when it counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldStart:
    """A start event of the newest version that waits for something."""

    id: StartId
    process: ProcessKey
    version: VersionId
    trigger: Trigger
    occurrence: Occurrence | None = None
    """Of a timer when it happens next; None when nothing follows."""
    is_put_off: bool = False
    """Whether nobody knows its next moment, so that it has an incident and waits for people."""

    def is_due(self, now: datetime) -> bool:
        """Whether its moment has come and it does not wait for people."""
        return self.occurrence is not None and self.occurrence.at <= now and not self.is_put_off


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptMessage:
    """A message that nobody waited for when it came."""

    id: MessageId
    name: str
    key: str
    digest: str
    source: SubjectId
    """In whose contents lies what it brought."""
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What somebody proposed; a second person has to agree."""

    person: PersonId
    at: datetime
    digest: str
    """Of the reason, and of what else was said, which lie in the contents."""
    revision: int
    """How far the cases had moved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldIncident:
    """A push that failed, and what was proposed about it."""

    id: IncidentId
    at: datetime
    subject: SubjectId
    """In whose journal it stands: the case that was pushed, or the process that has no case yet."""
    root: SubjectId
    """In whose contents lies what failed: the matter, or the process."""
    process: ProcessKey | None
    """The process whose case did not begin; None where a case was pushed."""
    token: Token
    push: str
    """``fire``, ``deliver``, ``complete`` or ``begin``."""
    element: str
    """Where it failed: an element of ``version``, in the case ``inside``."""
    inside: SubjectId
    version: VersionId
    digest: str
    person: PersonId | None
    proposal: Proposal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRung:
    """One rung that a work item's clock has reached."""

    item: ItemId
    case: CaseId
    rung: str
    due: datetime

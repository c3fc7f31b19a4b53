"""What happens to a case as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID  # noqa: TC003  # the codec reads the types of the fields


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStarted:
    """A matter began, or a branch of a fan-out did."""

    process: str
    version: UUID
    number: str
    """The case number; a branch repeats its root's."""
    root: UUID
    body: str
    """The body it was started for; a branch: the body of its first work, or its root's."""
    parent: UUID | None = None
    fan_out: UUID | None = None
    index: int = 0
    scope: str | None = None
    digest: str = ""
    """Of the answer to the start form, which lies in the contents."""
    element: str = ""
    """The start event that began it by itself; empty when a person or another case did."""
    duty: str = ""
    """What whoever started it has done by it, seen by the law."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PathTaken:
    """The instance passed these elements and sequence flows, in this order."""

    elements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataWritten:
    """The process itself wrote variables: scripts, mappings, operations, decisions."""

    names: tuple[str, ...]
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTaken:
    """A decision came out so, because these rules matched."""

    element: str
    decision: str
    rules: tuple[str, ...]
    digest: str
    """Of the inputs and outputs, which lie in the contents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageThrown:
    """A message, signal, error or escalation left the case."""

    element: str
    kind: str
    name: str
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFinished:
    """A case came to an end event, or was ended by an error that nothing caught."""

    kind: str
    element: str
    code: str = ""
    name: str = ""
    """Of the error: what it is called, with its code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWithdrawn:
    """A case or branch was ended from outside: its fan-out closed, its parent interrupted it."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseInspected:
    """Somebody outside the bodies of the case looked at it, by an audited role."""

    person: UUID
    role: str
    body: str = ""
    """From which body; empty in entries written before this was kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalDataShown:
    """Somebody who does not handle the case had its personal data shown, and said why."""

    person: UUID
    body: str
    digest: str
    """Of the reason, which lies in the contents."""


CaseFact = (
    CaseStarted
    | PathTaken
    | DataWritten
    | DecisionTaken
    | MessageThrown
    | CaseFinished
    | CaseWithdrawn
    | CaseInspected
    | PersonalDataShown
)
"""What happens to a case."""

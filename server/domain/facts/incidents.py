"""What happens to steps that failed: opened, corrected, skipped by two, closed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID  # noqa: TC003  # the codec reads the types of the fields


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentOpened:
    """A push failed by the diagram's fault; the case stands as before it."""

    incident: UUID
    element: str
    """Where it failed."""
    cause: str = ""
    """Entries written before causes went into the contents have it here."""
    push: str = "fire"
    """What failed and is carried out again: ``fire``, ``deliver``, ``complete`` or ``begin``."""
    token: str = ""
    """The place of this case that was pushed; the start event of a process."""
    inside: UUID | None = None
    """The case it failed in, when it was another one that this push set going."""
    version: UUID | None = None
    """The diagram that the element belongs to."""
    digest: str = ""
    """Of cause, what the step read and what it was given, which lie in the contents."""
    person: UUID | None = None
    """Who completed the work, where it was work."""
    name: str = ""
    """What the diagram calls the element."""
    process: str = ""
    """The process whose case did not begin, where there was no case yet to be pushed."""
    stands: UUID | None = None
    """The start event that waits for people from now on, as its next moment can't be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentClosed:
    """The push that failed went through, or no longer mattered."""

    incident: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DataCorrected:
    """An administrator changed the data of a case, so that a failed step can be carried out."""

    incident: UUID
    names: tuple[str, ...]
    before: str
    """Digest of the old values of these names."""
    after: str
    """Digest of the new ones."""
    reason: str
    """Digest of the reason that was typed."""
    digest: str = ""
    """Of all that is known of the incident, with the new values in what the step read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipProposed:
    """Somebody proposed to pass over the failing element; it takes a second person to agree."""

    incident: UUID
    person: UUID
    digest: str
    """Of the values in its place, the flow and the reason, which lie in the contents."""
    revision: int
    """How far the case had moved; when it moves on, the proposal is void."""
    element: str = ""
    """What is to be passed over."""
    name: str = ""
    """What the diagram calls it."""
    version: UUID | None = None
    """The diagram that it belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipWithdrawn:
    """Who proposed to pass over the failing element took it back."""

    incident: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipAgreed:
    """A second person agreed: the failing element was passed over."""

    incident: UUID
    person: UUID
    proposer: UUID


IncidentFact = (
    IncidentOpened | IncidentClosed | DataCorrected | SkipProposed | SkipWithdrawn | SkipAgreed
)
"""What fails and is mended."""

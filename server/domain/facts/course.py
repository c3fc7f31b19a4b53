"""What people do to the course of a whole case: it stands still, goes on, is ended, is void."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003  # the codec reads the types of the fields
from uuid import UUID  # noqa: TC003  # the codec reads the types of the fields


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSuspended:
    """A case stands still on a ground that a clock of its open work lists (挂起)."""

    ground: str
    ground_en: str
    digest: str
    """Of the reason, which lies in the contents."""
    until: datetime | None = None
    """When it goes on by itself; None: when somebody says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResumed:
    """A case goes on (恢复), by a person or because its day has come."""

    digest: str = ""
    """Of the reason; empty where the day has come."""
    since: datetime | None = None
    """Since when it stood still."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkPaused:
    """Open work waits, because its case stands still."""

    item: UUID
    name: str
    """The step, as the diagram names it, for the notice."""
    body: str
    role: str
    person: UUID | None = None
    """Who holds it; None: the desk."""
    stands: bool = False
    """Whether its clock stands still too, because it lists the ground."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkGoesOn:
    """Work that waited can be done again."""

    item: UUID
    name: str
    """The step, as the diagram names it, for the notice."""
    body: str
    role: str
    person: UUID | None = None
    """Who holds it; None: the desk."""
    was: datetime | None = None
    """When its clock was over before it stood still; None: it ran on."""
    due: datetime | None = None
    """When it is over now."""
    provisional: bool = False
    rung: str | None = None
    """The rung of its ladder on which it stands by now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTerminated:
    """A case was ended before its end (终止), or called off by its own body (撤销)."""

    digest: str
    """Of the reason, which lies in the contents."""
    by_starter: bool = False
    """Whether its own body called it off, before any other had acted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalMade:
    """Somebody proposed to do something with a whole case, to which a second person has to agree."""

    act: str
    """``void``, ``jump`` or ``reopen``."""
    person: UUID
    digest: str
    """Of the reason, and of what else was said, which lie in the contents."""
    revision: int
    """How far the case had moved, or the branch whose work is to be moved."""
    item: UUID | None = None
    """The work that is to be moved."""
    element: str = ""
    """The step at which it is to go on."""
    name: str = ""
    """That step, as its diagram names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalDropped:
    """What was proposed for a case was taken back or not agreed to."""

    act: str
    person: UUID
    proposer: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalAgreed:
    """A second person agreed to what was proposed for a case; what was done by it stands beside this."""

    act: str
    person: UUID
    proposer: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseJumped:
    """A case went on at another step than its flow would, by two persons (跳转)."""

    person: UUID
    proposer: UUID
    digest: str
    """Of the reason, which lies in the contents."""
    item: UUID
    """The work that was given up."""
    element: str
    """The step at which it goes on."""
    name: str
    """That step, as its diagram names it."""
    left_out: tuple[str, ...] = ()
    """The activities between, which stay undone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReopened:
    """A case that was over goes on at a step done before, by two persons (重启)."""

    person: UUID
    proposer: UUID
    digest: str
    """Of the reason, which lies in the contents."""
    element: str
    """The step at which it goes on."""
    name: str
    """That step, as its diagram names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidProposed:
    """Somebody proposed to make a case void; written before there were ``ProposalMade`` of all kinds."""

    person: UUID
    digest: str
    """Of reason and basis, which lie in the contents."""
    revision: int
    """How far the case had moved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidDropped:
    """The proposal to make a case void was dropped; written before there were ``ProposalDropped``."""

    person: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseVoided:
    """A case is void (作废) by two persons: its number stays used, its figures don't count."""

    person: UUID
    proposer: UUID
    digest: str
    """Of reason and basis, which lie in the contents."""


CourseFact = (
    CaseSuspended
    | CaseResumed
    | WorkPaused
    | WorkGoesOn
    | CaseTerminated
    | ProposalMade
    | ProposalDropped
    | ProposalAgreed
    | CaseJumped
    | CaseReopened
    | VoidProposed
    | VoidDropped
    | CaseVoided
)
"""What people do to whole cases."""

"""What happens to processes, to the county’s tables, to bodies and people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime  # noqa: TC003  # the codec reads the types of the fields
from uuid import UUID  # noqa: TC003  # the codec reads the types of the fields


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessDeployed:
    """A version of a process was accepted."""

    version: UUID
    process: str
    number: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionsDeployed:
    """A version of decision models that are asked apart from processes was accepted."""

    version: UUID
    key: str
    number: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyPaperLoaded:
    """A table of the county took effect: calendar year, clocks, functions, catalogue."""

    kind: str
    name: str
    digest: str
    proposal: UUID | None = None
    """The proposal of two administrators that it comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRegistered:
    """A body was entered or changed; its particulars lie in the contents."""

    body: str
    digest: str
    proposal: UUID | None = None
    """The proposal of two administrators that it comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRegistered:
    """A post was entered or changed; its particulars lie in the contents."""

    post: str
    body: str
    roles: tuple[str, ...]
    digest: str
    proposal: UUID | None = None
    """The proposal of two administrators that it comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRegistered:
    """A person was entered; name and login lie in the contents."""

    person: UUID
    digest: str
    proposal: UUID | None = None
    """The proposal of two administrators that it comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostGranted:
    """A person holds a post from a day on."""

    person: UUID
    post: str
    valid_from: date
    valid_to: date | None = None
    proposal: UUID | None = None
    """The proposal of two administrators that it comes from."""
    seconded_from: str | None = None
    """The body that lends whoever is seconded; None: the post is their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesProposed:
    """An administrator proposed changes of the registers that a second one has to agree to."""

    proposal: UUID
    person: UUID
    digest: str
    """Of the changes, before and after, and the reason; they lie in the contents."""
    count: int
    effective: date | None = None
    """The day to come from which they shall hold; None: as soon as they are agreed to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesAgreed:
    """A second administrator agreed: the changes were made, or wait for their day."""

    proposal: UUID
    person: UUID
    proposer: UUID
    effective: date | None = None
    """The day to come that they wait for; None: they were made at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesRefused:
    """A second administrator refused the changes."""

    proposal: UUID
    person: UUID
    proposer: UUID
    digest: str
    """Of the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesWithdrawn:
    """The proposer took the changes back; or an administrator did who waited for their day."""

    proposal: UUID
    person: UUID
    digest: str = ""
    """Of the reason, where two had agreed on them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesTookEffect:
    """The day came for which the changes waited: they were made."""

    proposal: UUID
    proposer: UUID
    effective: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesFailed:
    """The day came for which the changes waited, and they don't fit the registers any more."""

    proposal: UUID
    proposer: UUID
    effective: date
    digest: str
    """Of what stands against them, which lies in the contents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingArranged:
    """A person leaves office; what they hold goes to successors once the last day is over."""

    leaving: UUID
    person: UUID
    last_day: date
    digest: str
    """Of the successors by post, which lie in the contents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingCarriedOut:
    """What a person held who left is handed on."""

    leaving: UUID
    person: UUID
    handed: int
    """Pieces of work that went to successors."""
    returned: int
    """Those that went back to their desks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordSet:
    """A person's password was set; nothing of it is here."""

    person: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLocked:
    """Too many wrong passwords in a row closed the account until a moment."""

    person: UUID
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenIssued:
    """A person got a bearer token for the API."""

    person: UUID
    token: UUID
    expires: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ListExported:
    """A person took a list away as a file in which there was work of others; what was asked lies in the contents."""

    view: str
    rows: int
    digest: str


CountyFact = (
    ProcessDeployed
    | DecisionsDeployed
    | CountyPaperLoaded
    | BodyRegistered
    | PostRegistered
    | PersonRegistered
    | PostGranted
    | ChangesProposed
    | ChangesAgreed
    | ChangesRefused
    | ChangesWithdrawn
    | ChangesTookEffect
    | ChangesFailed
    | LeavingArranged
    | LeavingCarriedOut
    | PasswordSet
    | AccountLocked
    | TokenIssued
    | ListExported
)
"""What is deployed, and happens to the registers."""

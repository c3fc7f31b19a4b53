"""What happens to who stands in for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003  # the codec reads the types of the fields
from uuid import UUID  # noqa: TC003  # the codec reads the types of the fields


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstitutionMade:
    """Somebody stands in for the holder of a post, from a day until (and with) a day."""

    substitution: UUID
    absent: UUID
    post: str
    substitute: UUID
    valid_from: date
    valid_to: date
    processes: tuple[str, ...] = ()
    """Empty: for all of them."""
    digest: str = ""
    """Of the reason, which lies in the contents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstitutionEnded:
    """A substitution was ended before its last day."""

    substitution: UUID
    absent: UUID
    post: str
    substitute: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ActedFor:
    """A person did what else stands in this entry in place of somebody, by the seat of their post."""

    person: UUID
    absent: UUID
    post: str
    item: UUID | None = None
    """The work that they signed for or did; None: it was something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VacancyFound:
    """Open work lies on a desk where nobody holds a post today."""

    body: str
    role: str
    name: str
    """Of the body, for the notice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VacancyFilled:
    """Somebody holds a post of the desk again, or no work lies there any more."""

    body: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRegistered:
    """A certificate was entered or changed; its particulars lie in the contents."""

    certificate: str
    """Its number."""
    person: UUID
    state: str
    valid_from: date
    valid_to: date
    digest: str
    proposal: UUID | None = None
    """The proposal of two administrators that it comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateEnding:
    """A certificate ends soon, and who has it was told, and the administrators."""

    certificate: str
    person: UUID
    valid_to: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MailChosen:
    """A person chose which notices come by mail too, where to and when."""

    person: UUID
    groups: tuple[str, ...]
    rhythm: str
    quiet_from: str
    quiet_to: str
    workdays: bool
    language: str
    digest: str
    """Of the address, which lies in the contents; an empty address: none comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedMade:
    """A person may subscribe to a calendar of deadlines."""

    feed: UUID
    person: UUID
    whose: str
    """``mine`` or ``unit``."""
    language: str
    digest: str
    """Of the secret in its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRevoked:
    """Nobody gets that calendar any more."""

    feed: UUID
    person: UUID


PeopleFact = (
    SubstitutionMade
    | SubstitutionEnded
    | ActedFor
    | VacancyFound
    | VacancyFilled
    | CertificateRegistered
    | CertificateEnding
    | MailChosen
    | FeedMade
    | FeedRevoked
)
"""What happens to people beside the registers: who stands in, what may be done, what comes by mail."""

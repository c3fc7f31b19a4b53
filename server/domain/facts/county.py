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


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRegistered:
    """A body was entered or changed; its particulars lie in the contents."""

    body: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRegistered:
    """A post was entered or changed; its particulars lie in the contents."""

    post: str
    body: str
    roles: tuple[str, ...]
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRegistered:
    """A person was entered; name and login lie in the contents."""

    person: UUID
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostGranted:
    """A person holds a post from a day on."""

    person: UUID
    post: str
    valid_from: date
    valid_to: date | None = None


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

"""Small things from outside: form checks, time, identifiers, files, passwords."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from server.domain.values import Values


class FormChecker(Protocol):
    """Answers checked on the server by the same form that the browser shows."""

    def check(self, form: bytes, values: Values, context: Values) -> Values:
        """The cleaned answer; refused with ``AnswerWrong``, one fault per field.

        ``context`` is the data the form may read but not send (case data, names of lists).
        """

    def problems(self, form: bytes) -> tuple[tuple[str, str], ...]:
        """What is wrong with a form itself, (zh, en) each; empty when it can be deployed."""

    def shown(self, form: bytes) -> frozenset[str]:
        """The names of the data that somebody sees who sees the form."""

    def options(self, form: bytes, field: str) -> tuple[str, ...] | None:
        """The values of a required choice (``vote.opinion``), of which one is taken.

        None where there is no such field, where it may be left out or hidden, or where its options
        don't stand in the form.
        """


class Clock(Protocol):
    """Where the moment comes from."""

    def now(self) -> datetime:
        """Now, in UTC."""


class Ids(Protocol):
    """Where new identifiers come from."""

    def new(self) -> UUID:
        """An identifier that sorts by the moment it was made (RFC 9562, version 7)."""


class Vault(Protocol):
    """Attached files, outside the database, under their SHA-256."""

    def kind_of(self, content: bytes) -> str:
        """The media type by the first bytes; refused with ``FileKindRefused``."""

    def keep(self, sha256: str, content: bytes) -> None:
        """Write a file whole or not at all; refused with ``DiskFull``."""

    def forget(self, sha256: str, before: datetime) -> None:
        """Delete a file that nobody has kept, again or for the first time, since then."""

    def open(self, sha256: str) -> bytes:
        """The file's bytes."""


class Hasher(Protocol):
    """Passwords."""

    def hash(self, password: str) -> str:
        """What to keep instead of the password."""

    def matches(self, hashed: str, password: str) -> bool:
        """Whether this is the password."""

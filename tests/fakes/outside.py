"""Time, identifiers, files, passwords and form checks, as tests give them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from server.domain.errors import AnswerWrong, Fault, FileKindRefused
from server.forms.shown import names_shown
from tests.builders import NOON

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, timedelta

    from server.domain.values import Values


class FakeClock:
    """Stands still until a test moves it."""

    def __init__(self, moment: datetime = NOON) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """Now, in UTC."""
        return self.moment

    def pass_by(self, time: timedelta) -> None:
        """Lets time pass."""
        self.moment += time


class FakeIds:
    """Counts, far from the numbers that builders give."""

    def __init__(self) -> None:
        self.last = 1 << 100

    def new(self) -> UUID:
        """The next identifier."""
        self.last += 1
        return UUID(int=self.last)


@dataclass(slots=True)
class FakeForms:
    """Takes the fields that a form names; a test says which of them are wrong."""

    wrong: set[str] = field(default_factory=set)
    """Keys of fields that are refused."""
    faulty: Mapping[bytes, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """What is wrong with a form itself."""
    contexts: list[Values] = field(default_factory=list)
    """What each check was allowed to read."""

    def check(self, form: bytes, values: Values, context: Values) -> Values:
        """The fields that the form has."""
        self.contexts.append(context)
        if faults := [Fault(field=key, zh="请改正", en="Correct it") for key in self.wrong]:
            raise AnswerWrong(faults)
        keys = [component.get("key") for component in json.loads(form).get("components", [])]
        return {key: values[key] for key in keys if key in values}

    def shown(self, form: bytes) -> frozenset[str]:
        """The names of the data that somebody sees who sees the form."""
        return names_shown(form)

    def options(self, form: bytes, field: str) -> tuple[str, ...] | None:
        """What the form itself says of the field."""
        found: tuple[str, ...] | None = json.loads(form).get(field)
        return found

    def problems(self, form: bytes) -> tuple[tuple[str, str], ...]:
        """What is wrong with a form itself."""
        return self.faulty.get(form, ())


@dataclass(slots=True)
class FakeVault:
    """Keeps files in memory; what begins with MZ is refused."""

    files: dict[str, bytes] = field(default_factory=dict)
    forgotten: dict[str, datetime] = field(default_factory=dict)
    """What was to be forgotten, unless kept since then."""

    def kind_of(self, content: bytes) -> str:
        """A picture, unless it is a program."""
        if content.startswith(b"MZ"):
            raise FileKindRefused(kind="EXE")
        return "image/png"

    def keep(self, sha256: str, content: bytes) -> None:
        """Keeps a file."""
        self.files[sha256] = content

    def forget(self, sha256: str, before: datetime) -> None:
        """Keeps it no longer."""
        del self.files[sha256]
        self.forgotten[sha256] = before

    def open(self, sha256: str) -> bytes:
        """The file's bytes."""
        return self.files[sha256]


@dataclass(slots=True)
class FakeHasher:
    """Turns a password round; notes every comparison."""

    compared: list[str] = field(default_factory=list)

    def hash(self, password: str) -> str:
        """The password turned round."""
        return password[::-1]

    def matches(self, hashed: str, password: str) -> bool:
        """Whether it is that password turned round."""
        self.compared.append(hashed)
        return hashed == password[::-1]

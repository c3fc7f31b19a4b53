"""Decisions asked apart from processes: their versions, what may be asked, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from server.domain.feel import Notice
    from server.domain.ids import DecisionKey, VersionId
    from server.domain.process import Problem
    from server.domain.values import Value, Values


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionVersion:
    """One deployed version: the same content again is the same version."""

    id: VersionId
    key: DecisionKey
    number: int
    digest: str
    """SHA-256 over all files, hexadecimal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionInput:
    """A value that has to be given."""

    name: str
    """With the name of the import and a dot before it, when another model holds it."""
    type: str
    """As the model names it; ``Any`` where it declares none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decidable:
    """A decision or decision service that may be asked."""

    file: str
    id: str
    name: str
    kind: str
    """``decision`` or ``service``."""
    inputs: tuple[DecisionInput, ...]

    @property
    def place(self) -> str:
        """Where it stands, which no other one shares."""
        return f"{self.file}#{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesMatched:
    """Which rules of a table matched, counted from 1, and by which inputs."""

    decision: str
    table: str
    rules: tuple[int, ...]
    rule_ids: tuple[str, ...]
    inputs: Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What was decided, and why."""

    decision: str
    outputs: Value
    outputs_feel: str
    """The outputs as FEEL's ``string()`` writes them."""
    matches: tuple[RulesMatched, ...]
    inputs: Values
    """The inputs that were used."""
    notices: tuple[Notice, ...]
    violations: tuple[Problem, ...]
    """Tables that contradict themselves for these inputs; each gives null."""

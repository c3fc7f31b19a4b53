"""A construct under test: how it is drawn, where the standard says it, and what may happen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.conformance.constructs.contexts import Fragment, framed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.domain.values import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Construct:
    """One row of the table."""

    name: str
    said: str
    """Section of BPMN 2.0.2."""
    words: str
    """All that may happen, as ``traces.py`` writes it."""
    parts: str
    ends: str
    """Where it begins and where it goes on, as ``A B``; just ``A`` when they are the same."""
    patterns: tuple[int, ...] = ()
    """Workflow patterns that it is."""
    values: Mapping[str, Value] = field(default_factory=dict)
    most: Mapping[str, int] = field(default_factory=dict)
    """Events that may happen without end are let happen so often; 0: never from outside."""
    once: bool = False
    """Whether it can only be looked at where it runs once."""

    @property
    def fragment(self) -> Fragment:
        """What is put into a context."""
        entry, *rest = self.ends.split()
        return Fragment(self.parts, entry, rest[0] if rest else entry)


def boxed(parts: str, entry: str, exit_: str = "") -> str:
    """The parts in a sub-process K, which waits for all that goes on in it."""
    return framed(Fragment(parts, entry, exit_ or entry), "K").parts

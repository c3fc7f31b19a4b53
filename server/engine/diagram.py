"""A diagram as it was parsed: shared by all instances and threads, changed by none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.domain.process import Model, Trigger
    from server.engine.expressions import Expression
    from server.engine.fanning import Fan
    from server.engine.hardening.activities import EventSubProcess
    from server.engine.hardening.specs import Lean
    from server.engine.starting import Beginning

PROCESS = ""
"""The key of the process itself among the scopes."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Exchange:
    """What a process takes from whoever starts it, and gives back to them."""

    needed: frozenset[str]
    output: Expression | None
    """As a context; None: all its data."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scope:
    """The process, or the inside of a sub-process."""

    library: Any
    """The library's own specification of it."""
    starts: tuple[Lean, ...]
    """Its start event without a trigger; of an ad-hoc sub-process, all that nothing leads to."""
    handlers: tuple[EventSubProcess, ...] = ()
    """The event sub-processes inside."""
    output: Expression | None = None
    needed: frozenset[str] = frozenset()
    """What must be given at its start."""
    alone: Lean | None = None
    """The one element of a scope that is an instance of a task."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Diagram:
    """Everything the engine needs to move an instance of one version."""

    scopes: Mapping[str, Scope]
    nodes: Mapping[str, Lean]
    fans: Mapping[str, Fan]
    beginnings: Mapping[Trigger, Beginning]
    """What begins an instance by itself."""
    model: Model
    merges: bool
    """Whether inclusive joins must be asked after each burst of steps."""
    watches: bool
    """Whether conditions are watched, so that they must be asked then, too."""

"""How the diagram of a case is marked: what is done, where it is, and where it went on by no flow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Leap:
    """Where a case went on by no flow that is drawn."""

    kind: str
    """``returned``, ``straight`` (returned to come straight back), ``taken_back``, ``jumped``, ``reopened``."""
    from_element: str
    """What was left; empty where nothing was open."""
    from_step: str
    from_step_en: str
    element: str
    """At which it went on."""
    step: str
    step_en: str
    round: int
    """The round of the step that began by it."""
    at: datetime
    who: str
    who_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """How the diagram is to be coloured."""

    done: frozenset[str]
    now: frozenset[str]
    late: frozenset[str]
    flows: frozenset[str]
    stuck: frozenset[str] = frozenset()
    """Elements that failed and wait for administrators."""
    leaps: tuple[Leap, ...] = ()
    """Where it went on by no flow, the oldest first."""

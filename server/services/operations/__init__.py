"""What a diagram may ask of us: operations by name, each a function of the step it happens in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from server.domain.ports import HeldCase, Unit
    from server.domain.values import Values
    from server.services.county import County


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Where an operation happens: the case it serves, in its transaction, at its moment."""

    unit: Unit
    county: County
    case: HeldCase
    moment: datetime


Operation = Callable[["Scene", "Values"], "Values"]
"""Takes the parameters that the diagram gives; what it returns is written to the case's data.

What it refuses, it refuses before it writes: a diagram may catch that and go on (``Refusal.code``)."""

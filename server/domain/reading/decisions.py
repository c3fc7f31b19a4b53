"""The decisions that a case took by decision models, for those who judge them afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from server.domain.ids import CaseId
    from server.domain.values import Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One decision as it was taken: by which model, from what, by which rules."""

    at: datetime
    step: str
    """The name of the element that asked; its id when it has none."""
    step_en: str = ""
    branch: str = ""
    """Name of the body in whose branch it was taken, or empty for the case itself."""
    branch_en: str = ""
    decision: str
    """Its id in the model."""
    rules: tuple[str, ...]
    """The ids of the rules that matched, table after table."""
    inputs: Values | None
    """What was given; None: what was typed has been erased since."""
    outputs: Values | None
    models: Mapping[str, bytes]
    """File name -> DMN of the version that decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionsTaken:
    """All decisions that a case took, the first one first."""

    case: CaseId
    number: str
    title: str
    process_title: str
    process_title_en: str
    taken: tuple[Taken, ...]

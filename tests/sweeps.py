"""What a sweep looks for, without a house: it is counted, and fails when a fault is laid ready."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from server import sweeping
from server.services import timekeeping

if TYPE_CHECKING:
    import pytest

    from server.services.tools import Tools


@dataclass(slots=True)
class Swept:
    """How often due moments were looked for, and what was tidied."""

    tidied: list[Tools] = field(default_factory=list)
    swept: int = 0
    faults: list[Exception] = field(default_factory=list)

    def sweep(self, _tools: Tools) -> None:
        self.swept += 1
        if self.faults:
            raise self.faults.pop()

    def stand_in(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Is looked for in place of the house's moments, a hundred times a second."""
        monkeypatch.setattr(sweeping, "SWEEP_SECONDS", 0.01)
        monkeypatch.setattr(timekeeping, "sweep", self.sweep)
        monkeypatch.setattr(timekeeping, "tidy", self.tidied.append)

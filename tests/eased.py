"""Real parts made easy for tests: time put by hand, passwords that cost little."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from argon2 import PasswordHasher

from server.store.passwords import Argon2Hasher

if TYPE_CHECKING:
    from datetime import datetime

CHEAP = Argon2Hasher(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@dataclass(slots=True)
class HandClock:
    """Stands until it is put elsewhere."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment

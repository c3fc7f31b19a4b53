"""The book of what was given to clocks: time in which they stood still."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from uuid import UUID

    from server.domain.ids import ItemId
    from server.domain.respite import Pause


class RespiteBook(Protocol):
    """What was given to clocks."""

    def pauses(self, subjects: Iterable[UUID]) -> Mapping[UUID, tuple[Pause, ...]]:
        """When the clocks of these works, and of whole matters, stood still, the earliest first."""

    def take_due(self, now: datetime, limit: int) -> tuple[ItemId, ...]:
        """Work whose clock stood still long enough, each taken for half a minute."""

    def let_stand(self, item: ItemId) -> None:
        """Let no clock of work that is over run again."""

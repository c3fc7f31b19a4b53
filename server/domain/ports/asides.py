"""The book of what is asked beside work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from server.domain.asides import Aside
    from server.domain.ids import AsideId, ItemId


class AsideBook(Protocol):
    """What is asked beside work."""

    def find(self, aside_id: AsideId) -> Aside | None:
        """One of them; it changes only while the case of its work is held."""

    def of_item(self, item: ItemId) -> tuple[Aside, ...]:
        """All that was ever asked beside a piece of work, oldest first."""

    def about(self, item: ItemId) -> tuple[Aside, ...]:
        """What is asked still to have a piece of work back, oldest first."""

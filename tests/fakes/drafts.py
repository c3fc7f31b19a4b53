"""What somebody typed so far, in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from server.domain.ids import ItemId, PersonId
    from server.domain.values import Values
    from tests.fakes.state import State


class FakeDrafts:
    """Drafts."""

    _state: State

    def save_draft(self, item: ItemId, person: PersonId, values: Values, at: datetime) -> None:
        """Keeps a draft."""
        self._state.drafts[item, person] = (values, at)

    def renew_draft(
        self,
        item: ItemId,
        person: PersonId,
        values: Values,
        at: datetime,
        *,
        seen: datetime | None,
    ) -> tuple[Values, datetime] | None:
        """Keeps a draft, unless there is another one than was seen."""
        kept = self._state.drafts.get((item, person))
        if kept is not None and kept[1] != seen and kept[0] != values:
            return kept
        self._state.drafts[item, person] = (values, at)
        return None

    def draft(self, item: ItemId, person: PersonId) -> tuple[Values, datetime] | None:
        """A draft."""
        return self._state.drafts.get((item, person))

    def move_draft(self, before: ItemId, after: ItemId, person: PersonId) -> None:
        """Moves a draft."""
        if (before, person) in self._state.drafts:
            self._state.drafts[after, person] = self._state.drafts.pop((before, person))

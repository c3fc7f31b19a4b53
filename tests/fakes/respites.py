"""The book of what was given to clocks, in memory."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from server.domain.ids import ItemId

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from uuid import UUID

    from server.domain.respite import Pause
    from tests.fakes.state import State


class FakeRespiteBook:
    """What was given to clocks."""

    def __init__(self, state: State) -> None:
        self._state = state

    def pauses(self, subjects: Iterable[UUID]) -> Mapping[UUID, tuple[Pause, ...]]:
        """When these stood still."""
        wanted, found = set(subjects), self._state.pauses
        return {subject: found[subject] for subject in wanted if subject in found}

    def take_due(self, now: datetime, limit: int) -> tuple[ItemId, ...]:
        """Work whose clock stood still long enough."""
        due = [item for item, until in self._state.stops.items() if until <= now]
        return tuple(ItemId(item) for item in due[:limit])

    def let_stand(self, item: ItemId) -> None:
        """Its clock doesn't run again."""
        self._state.stops.pop(item, None)


def began(state: State, subject: UUID, pause: Pause) -> None:
    """A stretch begins."""
    kept = [each for each in state.pauses.get(subject, ()) if each.begin != pause.begin]
    state.pauses[subject] = (*kept, pause)


def ended(state: State, subject: UUID, since: datetime | None, at: datetime) -> None:
    """It is over."""
    state.pauses[subject] = tuple(
        replace(each, end=at) if each.begin == since else each for each in state.pauses[subject]
    )

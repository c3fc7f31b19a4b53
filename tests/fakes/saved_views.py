"""Saved views, in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from server.domain.ids import BodyId, PersonId, ViewId
    from server.domain.saved_view import SavedView
    from tests.fakes.state import State


class FakeSavedViewBook:
    """Views of the inbox that people saved."""

    def __init__(self, state: State) -> None:
        self._state = state

    def hold(self, person: PersonId) -> tuple[SavedView, ...]:
        """A person's views in their order."""
        return self.of(person, ())

    def of(self, person: PersonId, bodies: Iterable[BodyId]) -> tuple[SavedView, ...]:
        """A person's views, then those shared with these bodies."""
        shared = set(bodies)
        every = sorted(self._state.views.values(), key=lambda view: view.position)
        mine = [view for view in every if view.person == person]
        return (*mine, *(v for v in every if v.person != person and v.body in shared))

    def put(self, view: SavedView) -> None:
        """Keeps a new view."""
        self._state.views[view.id] = view

    def change(self, view: SavedView) -> None:
        """Keeps what changed."""
        self._state.views[view.id] = view

    def drop(self, view: ViewId) -> None:
        """A view less."""
        del self._state.views[view]

"""The book of saved views."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from server.domain.ids import BodyId, PersonId, ViewId
    from server.domain.saved_view import SavedView


class SavedViewBook(Protocol):
    """Views of the inbox that people saved."""

    def hold(self, person: PersonId) -> tuple[SavedView, ...]:
        """Lock the views of a person, then read them in their order."""

    def of(self, person: PersonId, bodies: Iterable[BodyId]) -> tuple[SavedView, ...]:
        """A person's views in their order, then those that others share with these bodies."""

    def put(self, view: SavedView) -> None:
        """Keep a new view."""

    def change(self, view: SavedView) -> None:
        """Keep what changed of a view."""

    def drop(self, view: ViewId) -> None:
        """A view less."""

"""The book of calendars that people subscribe to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from server.domain.feeds import Feed
    from server.domain.ids import PersonId


class FeedBook(Protocol):
    """Calendars that people subscribe to."""

    def hold(self, person: PersonId) -> tuple[Feed, ...]:
        """Lock the calendars of a person until the commit, then read them, the oldest first."""

    def of(self, person: PersonId) -> tuple[Feed, ...]:
        """The calendars of a person, the oldest first."""

    def known_by(self, digest: str) -> Feed | None:
        """The one whose address has this digest; None: it was never made, or is revoked."""

"""Two doors into one system: the services, and HTTP; a scenario cannot tell which one it uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from tests.features.http_door import HttpDoor
from tests.features.services_door import ServicesDoor

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from tests.features.seen import Completed, Paper, Seen, Started, Verified, Waiting

__all__ = ["HTTP", "SERVICES", "Door", "HttpDoor", "ServicesDoor"]


class Door(Protocol):
    """What people can do and see; ``who`` is a login, and every refusal is ``Refused``."""

    def sign_in(self, who: str, password: str) -> None:
        """Sign in anew."""

    def me(self, who: str) -> str:
        """The login of who is signed in."""

    def startable(self, who: str) -> list[str]:
        """The titles of the processes that may be started."""

    def start_paper(self, who: str) -> Paper:
        """The form of the whistle."""

    def upload(self, who: str, content: bytes) -> str:
        """Send a file for a whistle about to be raised; gives its reference."""

    def start(self, who: str, values: dict[str, Any], key: str) -> Started:
        """Raise a whistle."""

    def inbox(self, who: str) -> list[Waiting]:
        """Open work."""

    def paper(self, who: str, item: UUID) -> Paper:
        """The form of a piece of work."""

    def draft(self, who: str, item: UUID) -> bool:
        """Whether something was typed for the work and kept."""

    def attach(self, who: str, item: UUID, content: bytes) -> str:
        """Attach a file to work; gives its reference."""

    def claim(self, who: str, item: UUID, key: str) -> None:
        """Sign for work."""

    def give_back(self, who: str, item: UUID, key: str) -> None:
        """Give work back."""

    def complete(
        self, who: str, item: UUID, values: dict[str, Any], choice: str | None, key: str
    ) -> Completed:
        """Complete work."""

    def case(self, who: str, case: UUID) -> Seen:
        """Look at a case."""

    def unsigned_case(self, case: UUID) -> Seen:
        """Look at a case without having signed in."""

    def past(self, who: str, case: UUID, moment: datetime) -> frozenset[str]:
        """The steps where a case waited for people at a moment."""

    def started(self, who: str) -> list[UUID]:
        """The cases that the person started."""

    def notices(self, who: str) -> list[str]:
        """What was told to the person."""

    def versions(self, who: str) -> dict[str, int]:
        """The newest version of each process, by title."""

    def deploy(self, who: str, files: Mapping[str, bytes]) -> int:
        """Deploy a process; gives the number of its version."""

    def send(self, who: str, name: str) -> None:
        """Send a message that brings nothing."""

    def verify(self, who: str) -> Verified:
        """Check every journal."""


SERVICES, HTTP = "services", "http"
"""How the doors are called in the names of tests."""

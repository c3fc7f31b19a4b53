"""Two doors into one system: the services, and HTTP; a scenario cannot tell which one it uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from tests.features.draft_doors import DraftDoor
from tests.features.feed_doors import FeedDoor
from tests.features.finding_doors import FindingDoor
from tests.features.http_door import HttpDoor
from tests.features.mail_doors import MailDoor
from tests.features.masking_doors import MaskingDoor
from tests.features.register_doors import RegisterDoor
from tests.features.services_door import ServicesDoor
from tests.features.staffing_doors import StaffingDoor

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from tests.features.seen import Completed, Paper, Seen, Started, Verified, Waiting

__all__ = ["HTTP", "SERVICES", "Door", "HttpDoor", "ServicesDoor"]


class Door(
    DraftDoor,
    FindingDoor,
    MailDoor,
    MaskingDoor,
    RegisterDoor,
    StaffingDoor,
    FeedDoor,
    Protocol,
):
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

    def counted(self, who: str, item: UUID) -> dict[int, str]:
        """The days of a clock by the number that each completes."""

    def paper(self, who: str, item: UUID) -> Paper:
        """The form of a piece of work."""

    def attach(self, who: str, item: UUID, content: bytes) -> str:
        """Attach a file to work; gives its reference."""

    def claim(self, who: str, item: UUID, key: str) -> None:
        """Sign for work."""

    def give_back(self, who: str, item: UUID, key: str) -> None:
        """Give work back."""

    def act(self, who: str, item: UUID, act: str, given: dict[str, Any], key: str) -> None:
        """Carry out an act on work."""

    def batch(
        self, who: str, act: str, items: list[UUID], people: list[str], key: str
    ) -> list[str]:
        """Carry out one act on many pieces of work; of each why not, or nothing."""

    def asked(self, who: str) -> list[str]:
        """The steps about which something is to be read or answered."""

    def answer(self, who: str, aside: UUID, text: str, verdict: str, key: str) -> None:
        """Answer what was asked."""

    def read(self, who: str, aside: UUID, key: str) -> None:
        """Say that it was read."""

    def call_off(self, who: str, aside: UUID, key: str) -> None:
        """Call off what was asked."""

    def opinions(self, who: str, item: UUID) -> list[str]:
        """What was answered beside work."""

    def act_on_case(self, who: str, case: UUID, act: str, given: dict[str, Any], key: str) -> None:
        """Carry out an act on a whole case."""

    def complete(
        self, who: str, item: UUID, values: dict[str, Any], choice: str | None, key: str
    ) -> Completed:
        """Complete work."""

    def case(self, who: str, case: UUID) -> Seen:
        """Look at a case."""

    def signings(self, who: str, case: UUID) -> list[dict[str, Any]]:
        """How the steps of a case are signed that several sign."""

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

    def act_by(self, who: str, post: str | None) -> None:
        """Act by this post alone from now on, or by all."""

    def why(self, who: str, item: UUID) -> tuple[str, str]:
        """By which post work is theirs, and for whom they stand in by it."""

    def verify(self, who: str) -> Verified:
        """Check every journal."""


SERVICES, HTTP = "services", "http"
"""How the doors are called in the names of tests."""

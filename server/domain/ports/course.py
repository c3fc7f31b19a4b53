"""The book of the course of whole matters: standing still, and what two persons agree on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from server.domain.ports.held import Proposal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from server.domain.acts import Act
    from server.domain.ids import CaseId, ItemId
    from server.domain.moves import Listen
    from server.domain.ports.held import HeldCase, HeldTimer
    from server.domain.work import WorkItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How much waits in a matter, branches and all, beside its open work."""

    branches: int
    """That still run."""
    timers: int
    incidents: int
    moves: int
    """How often any case of it has moved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseProposal(Proposal):
    """What somebody proposed to do with a whole case, or with a piece of its work."""

    act: Act
    item: ItemId | None = None
    """The work that is to be moved."""
    element: str = ""
    """The step at which it is to go on."""


class CourseBook(Protocol):
    """What concerns a matter with all its branches at once."""

    def hold(self, root: CaseId) -> Mapping[CaseId, HeldCase]:
        """Lock a matter, each branch before what lies around it; refused with ``NoSuchCase``.

        Branches that are over are left out. Nobody opens another one meanwhile.
        """

    def open_work(self, root: CaseId) -> tuple[WorkItem, ...]:
        """The open work of a held matter, branches and all, oldest first."""

    def waiting(self, root: CaseId) -> Waiting:
        """How much else waits in a matter, and how often it has moved."""

    def freeze(self, root: CaseId, items: Iterable[ItemId]) -> None:
        """Let no timer of a held matter fire, and these works climb no rung."""

    def clocked_timers(self, root: CaseId) -> tuple[HeldTimer, ...]:
        """The timers of a held matter whose moment a clock led to."""

    def thaw(self, root: CaseId, items: Iterable[ItemId]) -> None:
        """Let the timers of a held matter fire again, but where one failed, and these works climb."""

    def ears(self, root: CaseId) -> tuple[tuple[CaseId, Listen], ...]:
        """The places of a matter that wait for a message."""

    def take_due(self, now: datetime, limit: int) -> tuple[CaseId, ...]:
        """Matters that stood still long enough, each taken for half a minute."""

    def proposal(self, root: CaseId) -> CaseProposal | None:
        """What somebody proposed to do with a whole matter, if anything."""

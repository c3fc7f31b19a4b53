"""The book of papers by which open deadlines are being reckoned anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from server.domain.ports.held import HeldCase, HeldTimer
    from server.domain.recount import Clocked, Paper
    from server.domain.work import WorkItem


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRecount:
    """A walk through all that is open, locked."""

    paper: Paper
    mark: str
    """How far it is; only the store reads it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A part of what is open."""

    clocked: tuple[Clocked, ...]
    seen: int
    """How many were read, those without a clock too."""
    mark: str | None
    """Where the next part begins; None after the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecountRow:
    """How far the deadlines are reckoned anew by one paper."""

    kind: str
    name: str
    at: datetime
    """When it took effect."""
    ended_at: datetime | None
    seen: int
    moved: int


class RecountBook(Protocol):
    """Papers by which open deadlines are being reckoned anew."""

    def take_due(self, now: datetime) -> tuple[tuple[str, str], ...]:
        """Kind and name of the papers whose walk goes on now, each taken for half a minute."""

    def hold(self, kind: str, name: str) -> HeldRecount | None:
        """Lock the walk of a paper until the commit; None when it is over."""

    def batch(self, mark: str, limit: int) -> Batch:
        """What is open after the mark: work, desk by desk, then timers."""

    def hold_free(
        self, ids: Iterable[UUID]
    ) -> tuple[tuple[tuple[WorkItem, HeldCase], ...], tuple[tuple[HeldTimer, HeldCase], ...]]:
        """Lock the cases of these works and timers that no act holds; the others are left out.

        It waits for nobody, so it may hold many cases without a lock standing against another.
        """

    def advance(self, held: HeldRecount, batch: Batch, moved: int, now: datetime) -> None:
        """Keep how far the walk of a paper is; it is over where no mark follows."""

    def rows(self) -> tuple[RecountRow, ...]:
        """How far each paper is, the newest first."""

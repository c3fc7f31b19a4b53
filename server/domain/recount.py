"""Reckoning anew: what a new calendar, clock table or office hours make of a deadline set before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain import facts as f

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from server.domain.clock import Reckoning
    from server.domain.ids import CaseId
    from server.domain.work import WorkItem

RECKONED_FROM = frozenset({"calendar", "clocks", "county"})
"""The kinds of papers on which deadlines rest: days, lengths, office hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper of the county that took effect."""

    kind: str
    name: str
    digest: str

    @property
    def title(self) -> str:
        """As facts name it: ``calendar/2027``."""
        return f"{self.kind}/{self.name}".rstrip("/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocked:
    """Something with a clock that waits: a piece of work, or a timer."""

    id: UUID
    is_work: bool
    root: CaseId
    clock: str
    since: datetime
    due: datetime
    provisional: bool = False
    extended: int = 0
    """By how many of its units it was extended."""
    last_rung: datetime | None = None
    """When its ladder ends; None: it was climbed, or has no end."""

    def differs(self, now: Reckoning) -> bool:
        """Whether it is over at another moment by now, or is certain by now."""
        return self.due != now.due or self.provisional is not now.provisional


def move_deadline(
    item: WorkItem, was: datetime, now: Reckoning, rung: str | None, paper: Paper
) -> f.DeadlineMoved:
    """The deadline of open work moves."""
    return f.DeadlineMoved(
        item=item.id,
        was=was,
        due=now.due,
        provisional=now.provisional,
        paper=paper.title,
        digest=paper.digest,
        rung=rung,
        name=item.name,
        body=item.body,
        role=item.role,
        person=item.holder,
    )


def reached(rungs: Iterable[tuple[str, datetime]], now: datetime) -> str | None:
    """The highest rung of a ladder that lies behind."""
    behind = [rung for rung, at in rungs if at <= now]
    return behind[-1] if behind else None

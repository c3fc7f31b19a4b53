"""A case that stands still (挂起): on what ground, what may still be written of it, and which of its clocks do.

Clocks stand still only on a ground that they list themselves (no ground in free words: decision 0038).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.clock import Count
from server.domain.errors import CaseSuspended, NoSuchClock

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from server.domain.clock import ClockTable
    from server.domain.respite import Ground

DURING = (
    f.CaseInspected,
    f.PersonalDataShown,
    f.CaseResumed,
    f.WorkGoesOn,
    f.WorkEscalated,
    f.DeadlineMoved,
    f.ClockWentOn,
    f.TimerMoved,
    f.WorkHandedOn,
    f.WorkHandedBack,
    f.CandidateDecided,
    f.ActedFor,
    f.CaseTerminated,
    f.ProposalMade,
    f.ProposalDropped,
    f.ProposalAgreed,
    f.CaseVoided,
)
"""What may be written of a case that stands still; anything else would move it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standstill:
    """Why a matter stands still, since when, by whom, and until when."""

    ground: str
    ground_en: str
    since: datetime
    by: str
    by_en: str
    until: datetime | None

    def check(self, facts: Iterable[f.Fact]) -> None:
        """Refuses with ``CaseSuspended`` what would move the case."""
        if not all(isinstance(fact, DURING) for fact in facts):
            raise self.refusal()

    def refusal(self) -> CaseSuspended:
        """What who wants to move the case is told."""
        return CaseSuspended(
            ground=(self.ground, self.ground_en), at=self.since, name=(self.by, self.by_en)
        )


def check_moves(standstill: Standstill | None) -> None:
    """Refuses with ``CaseSuspended`` while the matter stands still."""
    if standstill is not None:
        raise standstill.refusal()


def lists(clocks: ClockTable, clock: str | None, ground: str) -> bool:
    """Whether a clock stands still on this ground."""
    return any(each.zh == ground for each in grounds_of(clocks, clock))


def grounds_of(clocks: ClockTable, clock: str | None) -> tuple[Ground, ...]:
    """The grounds on which a clock may stand still; none where nothing is counted after its start."""
    if clock is None:
        return ()
    try:
        found = clocks.clock(clock)
        measure = found.span(clock.partition("/")[2] or None).measure
    except NoSuchClock:
        return ()
    return found.suspend if isinstance(measure, Count) else ()


def grounds(clocks: ClockTable, running: Iterable[str | None]) -> tuple[Ground, ...]:
    """The grounds that running clocks list, each once, in their order."""
    listed = (ground for clock in running for ground in grounds_of(clocks, clock))
    return tuple({ground.zh: ground for ground in listed}.values())

"""The words in which periods are spoken of: units, rolls, start rules, and what a lamp says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What a period is counted in."""

    WD = "WD"
    """工作日, working days with their make-up days."""
    CD = "CD"
    """自然日, calendar days."""
    WH = "WH"
    """工作小时, hours in which the office is open."""
    H = "H"
    """小时, natural hours, through nights and holidays."""
    MIN = "MIN"
    """分钟, natural minutes."""
    MONTH = "MONTH"
    """月, to the same day of a later month, or its last day (Civil Code, art. 202)."""

    @property
    def in_days(self) -> bool:
        """Whether the period ends at the close of a day."""
        return self in {Unit.WD, Unit.CD, Unit.MONTH}

    @property
    def in_working_time(self) -> bool:
        """Whether only the hours count in which the office is open."""
        return self in {Unit.WD, Unit.WH}


class Roll(StrEnum):
    """Where the end of a period goes that falls on a day off; working days never need it."""

    NO = "no"
    YES = "yes"
    """To the first working day after."""
    EARLY = "early"
    """To the last working day before: a duty that must be met early, never late."""


class StartRule(StrEnum):
    """Whether the hour in which a period of hours begins is counted; a starting day never is."""

    MOMENT = "moment"
    NEXT = "next"
    """From the next full hour (Civil Procedure Law, art. 85)."""


class LampState(StrEnum):
    """Which lamp a deadline shows."""

    OVERDUE = "overdue"
    TODAY = "today"
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remaining:
    """What a lamp says: ``left 3 WD``, ``today 2 WH``, ``overdue 1 WD``; part hours count whole.

    An overdue amount of 0 means that no working time has passed since.
    """

    state: LampState
    amount: int
    unit: Unit

"""The ladder that a running clock climbs: who hears, and when."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from server.domain.periods import Unit

if TYPE_CHECKING:
    from datetime import datetime

    from server.domain.clock import Clock
    from server.domain.workdays import Calendar


class Addressee(StrEnum):
    """Who hears when a clock climbs; who that is, is found by post when it happens."""

    DOER = "doer"
    DOERS_HEAD = "doers_head"
    SUPERVISING_OFFICE = "supervising_office"
    """The body with the clock's ``supervised_by`` function."""
    UNIT_HEAD = "unit_head"
    CIRCULATION_LIST = "circulation_list"
    """The candidates for the next circulated notice (通报)."""


class Rung(StrEnum):
    """The rungs of the ladder, in order. None of them completes anything."""

    HINT = "hint"
    AMBER = "amber"
    RED = "red"
    URGE = "urge"
    """督办单."""
    CIRCULATE = "circulate"
    """通报."""

    @property
    def addressee(self) -> Addressee:
        """Who hears of it."""
        return _ADDRESSEES[self]

    @property
    def is_breach(self) -> bool:
        """Whether the clock is over, so that it counts in the figures of the body."""
        return self not in _SHARES


_SHARES = {Rung.HINT: 0.5, Rung.AMBER: 0.8}
_ADDRESSEES = dict(zip(Rung, Addressee, strict=True))
_DAYS_TO_URGE = 1
_DAYS_TO_CIRCULATE = 3
_SHARE_TO_URGE = 0.5


def rungs(
    start: datetime,
    due: datetime,
    clock: Clock,
    calendar: Calendar,
    variant: str | None = None,
) -> tuple[tuple[Rung, datetime], ...]:
    """The moments at which a clock climbs, in order.

    A time that must only pass has no ladder; one that ends before or at its start begins with red.
    """
    if clock.at_least:
        return ()
    unit = clock.span(variant).unit
    early = tuple(
        (rung, calendar.moment_at_share(start, due, share, unit, start_rule=clock.start_rule))
        for rung, share in _SHARES.items()
        if start < due
    )
    urge = _urged(start, due, unit, calendar)
    circulate = max(urge, calendar.add(due, _DAYS_TO_CIRCULATE, Unit.WD))
    late = ((Rung.RED, calendar.local(due)), (Rung.URGE, urge), (Rung.CIRCULATE, circulate))
    return early + late


def _urged(start: datetime, due: datetime, unit: Unit, calendar: Calendar) -> datetime:
    """One working day late; for clocks of hours, half of their length late."""
    if unit.in_days:
        return calendar.add(due, _DAYS_TO_URGE, Unit.WD)
    if unit is Unit.WH:
        worked = calendar.working_time(start, due)
        return calendar.after_working_time(due, worked * _SHARE_TO_URGE)
    return calendar.local(due + (due - start) * _SHARE_TO_URGE)

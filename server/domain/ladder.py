"""The ladder that a running clock climbs: who hears, and when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from server.domain.periods import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from server.domain.clock import Clock
    from server.domain.ids import BodyId
    from server.domain.respite import Stood
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


IN_WRITING = frozenset({Rung.URGE, Rung.CIRCULATE})
"""The rungs on which work is urged in writing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgeAnswer:
    """What the head of a body says will be done by when with work that is urged in writing."""

    at: datetime
    until: datetime
    name: str
    name_en: str
    digest: str
    """Of the words, which lie in the contents."""


class CandidateState(StrEnum):
    """What was said so far of late work that may be named in a circulated notice."""

    LISTED = "listed"
    KEPT = "kept"
    STRUCK = "struck"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Work so late that it may be named in the next circulated notice (通报候选)."""

    office: BodyId
    """It supervises the clock; its head keeps the work on the list, or strikes it off."""
    state: CandidateState


_SHARES = {Rung.HINT: 0.5, Rung.AMBER: 0.8}
_ADDRESSEES = dict(zip(Rung, Addressee, strict=True))
_DAYS_TO_URGE = 1
_DAYS_TO_CIRCULATE = 3
_SHARE_TO_URGE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """How a clock that stood still came to be over later."""

    plain: datetime
    """When it would be over had it not."""
    stood: tuple[Stood, ...]


def rungs(  # the clock, from when to when, and how it was delayed
    start: datetime,
    due: datetime,
    clock: Clock,
    calendar: Calendar,
    variant: str | None = None,
    delay: Delay | None = None,
) -> tuple[tuple[Rung, datetime], ...]:
    """The moments at which a clock climbs, in order.

    A time that must only pass has no ladder; one that ends before or at its start begins with red.
    """
    if clock.at_least:
        return ()
    unit, stood = clock.span(variant).unit, delay.stood if delay else ()
    plain = delay.plain if delay else due
    shares = {
        rung: calendar.moment_at_share(start, plain, share, unit, start_rule=clock.start_rule)
        for rung, share in _SHARES.items()
        if start < plain
    }
    early = tuple(
        (rung, min(_later(at, stood, unit, calendar), calendar.local(due)))
        for rung, at in shares.items()
    )
    urge = _urged(start, plain, due, unit, calendar)
    circulate = max(urge, calendar.add(due, _DAYS_TO_CIRCULATE, Unit.WD))
    since = tuple(each for each in stood if each.begin >= due)
    late = (
        (Rung.RED, calendar.local(due)),
        (Rung.URGE, _later(urge, since, unit, calendar)),
        (Rung.CIRCULATE, _later(circulate, since, unit, calendar)),
    )
    return early + late


def _later(moment: datetime, stood: Iterable[Stood], unit: Unit, calendar: Calendar) -> datetime:
    for each in stood:
        moment = each.moved(moment, unit, calendar)
    return moment


def _urged(
    start: datetime, plain: datetime, due: datetime, unit: Unit, calendar: Calendar
) -> datetime:
    """One working day late; for clocks of hours, half of their length late."""
    if unit.in_days:
        return calendar.add(due, _DAYS_TO_URGE, Unit.WD)
    if unit is Unit.WH:
        worked = calendar.working_time(start, plain)
        return calendar.after_working_time(due, worked * _SHARE_TO_URGE)
    return calendar.local(due + (plain - start) * _SHARE_TO_URGE)

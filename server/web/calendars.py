"""Months as calendars draw them: weeks of seven days, Monday first."""

from __future__ import annotations

from calendar import Calendar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

T = TypeVar("T")

_WEEKS = Calendar(firstweekday=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell(Generic[T]):
    """A day, with what there is to say of it."""

    day: date
    told: T | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Month(Generic[T]):
    """A month as a table; None where a week belongs to another month."""

    first: date
    weeks: tuple[tuple[Cell[T] | None, ...], ...]


def month_of(first: date, told: Mapping[date, T]) -> Month[T]:
    """One month."""
    weeks = tuple(
        tuple(
            Cell(day=day, told=told.get(day)) if day.month == first.month else None for day in week
        )
        for week in _WEEKS.monthdatescalendar(first.year, first.month)
    )
    return Month(first=first, weeks=weeks)


def months_of(told: Mapping[date, T]) -> tuple[Month[T], ...]:
    """Every month of which there is something to say, in order; none in between."""
    firsts = sorted({day.replace(day=1) for day in told})
    return tuple(month_of(first, told) for first in firsts)

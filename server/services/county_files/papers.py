"""The rules of a county as text: each paper can be read alone, from a file or from the database."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from server.domain.catalogue import Catalogue
from server.domain.clock import ClockTable
from server.services.county_files import calendars, clocks, items, profile
from server.services.county_files.faults import EntryRefused, Faults

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.domain.county import CountyProfile
    from server.domain.workdays import CalendarYear

T = TypeVar("T")


def read_profile(text: str, file: str = "county.toml") -> CountyProfile:
    """The county's particulars; refused with ``CountyFilesRefused``."""
    return _whole(lambda faults: profile.profile_of(text, file, faults).value)


def read_year(text: str, file: str = "calendar.toml") -> CalendarYear:
    """One calendar year; refused with ``CountyFilesRefused``."""
    return _whole(lambda faults: calendars.year_of(text, file, faults).value)


def read_clocks(text: str, file: str = "clocks.toml") -> ClockTable:
    """The clock table; refused with ``CountyFilesRefused``."""
    placed = _whole(lambda faults: clocks.clocks_of(text, file, faults))
    return ClockTable(clocks=tuple(clock.value for clock in placed))


def read_catalogue(text: str, file: str = "items.csv") -> Catalogue:
    """The catalogue of items; refused with ``CountyFilesRefused``."""
    placed = _whole(lambda faults: items.items_of(text, file, faults))
    return Catalogue(items=tuple(item.value for item in placed))


def _whole(read: Callable[[Faults], T]) -> T:
    faults = Faults()
    try:
        paper = read(faults)
    except EntryRefused:
        raise faults.refusal() from None
    faults.stop_if_any()
    return paper

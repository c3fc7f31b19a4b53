"""The county in force, from the papers and the bodies that the store keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.catalogue import Catalogue
from server.domain.clock import ClockTable
from server.domain.errors import CountyMissing
from server.domain.workdays import calendar_of
from server.services.county import County
from server.services.county_files.papers import (
    read_catalogue,
    read_clocks,
    read_profile,
    read_year,
)

if TYPE_CHECKING:
    from server.domain.ports import Unit


def county_of(unit: Unit) -> County:
    """The county in force; refused with ``CountyMissing`` before one was loaded."""
    text = unit.county.paper("county")
    if text is None:
        raise CountyMissing
    profile = read_profile(text)
    years = tuple(read_year(year) for year in unit.county.papers("calendar").values())
    clocks = unit.county.paper("clocks")
    catalogue = unit.county.paper("catalogue")
    return County(
        name=profile.name,
        name_en=profile.name_en,
        calendar=calendar_of(years, sessions=profile.sessions),
        clocks=read_clocks(clocks) if clocks else ClockTable(clocks=()),
        functions=profile.functions,
        bodies=unit.people.bodies(),
        catalogue=read_catalogue(catalogue) if catalogue else Catalogue(items=()),
        missed=profile.missed,
    )

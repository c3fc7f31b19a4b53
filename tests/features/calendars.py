"""A calendar is published, and what was reckoned without it is reckoned anew."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from server.domain.county import Paper as CountyPaper
from server.domain.people import SYSTEM
from server.services import founding, timekeeping

if TYPE_CHECKING:
    from tests.features.world import World

NEW_YEAR = """
year = {year}

[[holiday]]
name = "元旦"
name_en = "New Year"
first = {year}-01-01
last = {year}-01-03
"""
SETTLED = timedelta(seconds=11)
"""After so long every process reckons by a new paper."""


def publish_calendar(world: World, year: int) -> None:
    """A calendar with the New Year's holiday alone, in force everywhere after a while."""
    text = NEW_YEAR.format(year=year)
    paper = CountyPaper(kind="calendar", name=str(year), text=text)
    founding.load_papers(world.tools, SYSTEM, [paper])
    world.pass_to(world.clock.moment + SETTLED)
    timekeeping.sweep(world.tools)
    world.run_jobs()

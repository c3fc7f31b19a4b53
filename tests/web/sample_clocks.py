"""A clock for the gallery: seven working days over the Spring Festival, or an hour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from server.domain.clock import ClockTable
from server.domain.ladder import rungs
from server.domain.reading import ClockOfWork, RungOfClock
from server.domain.reckoning import day_by_day
from server.domain.workdays import calendar_of
from server.services.county_files.papers import read_clocks, read_year
from tests.builders import sample_county
from tests.web import sample_pictures as sample


def clock(name: str) -> ClockOfWork:
    """A clock of the sample county."""
    papers = {paper.kind: paper.text for paper in sample_county().papers}
    table: ClockTable = read_clocks(papers["clocks"])
    calendar = calendar_of([read_year(papers["calendar"])])
    start = datetime(2026, 2, 12, 2, 30, tzinfo=UTC) + timedelta(hours=7 * (name == "T41"))
    told = day_by_day(table, name, start, calendar)
    climbed = rungs(start, told.due, told.clock, calendar)
    return ClockOfWork(
        row=sample.inbox().rows[0],
        name=name,
        told=told,
        due=told.due,
        rungs=tuple(
            RungOfClock(rung=rung, at=at, body="示例县司法局", body_en="Justice Bureau", role="sfj")
            for rung, at in climbed
        ),
    )

"""The one time of the county."""

from datetime import UTC, date, datetime

from server.domain.county_time import day_of, minute_of

EVENING = datetime(2026, 3, 9, 16, 5, 59, tzinfo=UTC)
"""Past midnight in the county."""


def test_a_moment_belongs_to_the_day_of_the_county() -> None:
    assert day_of(EVENING) == date(2026, 3, 10)


def test_a_moment_is_said_by_the_clocks_of_the_county() -> None:
    assert minute_of(EVENING) == "2026-03-10 00:05"

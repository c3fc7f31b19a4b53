"""The one time of the county: every moment is shown, and every day begins and ends, by it."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

COUNTY_TIME = ZoneInfo("Asia/Shanghai")
"""The legal time of the whole country; never the machine's."""


def moment_of(value: datetime) -> datetime:
    """A moment in UTC; without a zone it is meant in the county's."""
    return (value if value.tzinfo else value.replace(tzinfo=COUNTY_TIME)).astimezone(UTC)


def day_of(now: datetime) -> date:
    """The county's day at this moment."""
    return now.astimezone(COUNTY_TIME).date()


def end_of_day(now: datetime, days: int = 0) -> datetime:
    """The moment at which the county's day is over, or so many days later."""
    morrow = day_of(now) + timedelta(days=1 + days)
    return datetime.combine(morrow, time(), COUNTY_TIME).astimezone(UTC)

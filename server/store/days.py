"""What day it is in the county; the tables themselves hold moments only."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

COUNTY_TIME = ZoneInfo("Asia/Shanghai")


def day_of(now: datetime) -> date:
    """The county's day at this moment."""
    return now.astimezone(COUNTY_TIME).date()


def end_of_day(now: datetime, days: int = 0) -> datetime:
    """The moment at which the county's day is over, or so many days later."""
    morrow = day_of(now) + timedelta(days=1 + days)
    return datetime.combine(morrow, time(), COUNTY_TIME).astimezone(UTC)

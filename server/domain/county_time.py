"""The one time of the county: every moment is shown, and every day begins and ends, by it."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

COUNTY_TIME = ZoneInfo("Asia/Shanghai")
"""The legal time of the whole country; never the machine's."""

YEARS = range(1900, 3000)
"""Those that people mean; what is reckoned from a day beyond them may lie beyond all calendars."""


def day_in(text: str) -> date | None:
    """A day as it is typed or sent, ``2026-03-09``; None for a mangled one, and one of no year of ours."""
    try:
        day = date.fromisoformat(text) if len(text) == len("2026-03-09") else None
    except ValueError:
        return None
    return day if day and day.year in YEARS else None


def moment_of(value: datetime) -> datetime:
    """A moment in UTC; without a zone it is meant in the county's."""
    return (value if value.tzinfo else value.replace(tzinfo=COUNTY_TIME)).astimezone(UTC)


def day_of(now: datetime) -> date:
    """The county's day at this moment."""
    return now.astimezone(COUNTY_TIME).date()


def minute_of(now: datetime) -> str:
    """The county's day and minute of this moment, ``2026-03-09 14:30``."""
    return f"{now.astimezone(COUNTY_TIME):%Y-%m-%d %H:%M}"


def end_of_day(now: datetime, days: int = 0) -> datetime:
    """The moment at which the county's day is over, or so many days later."""
    morrow = day_of(now) + timedelta(days=1 + days)
    return datetime.combine(morrow, time(), COUNTY_TIME).astimezone(UTC)


def start_of(day: date) -> datetime:
    """The moment at which a day of the county begins."""
    return datetime.combine(day, time(), COUNTY_TIME).astimezone(UTC)

"""Dates, times and durations of the language: years to 999,999,999, nanoseconds, zones by name.

The standard library's types end at the year 9999 and at microseconds, so the evaluator computes with
these and gives standard ones back wherever they are exact (`values.outward`).
"""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

SECOND = 10**9
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
MAX_YEAR = 999_999_999
MOST = 2**63 - 1
"""The most months or seconds of a duration."""
MAX_OFFSET = 18 * 3600
CYCLE_YEARS = 400
CYCLE_DAYS = 146_097

Zone = int | str | None
"""Seconds east of Greenwich, the name of a zone, or nothing known."""


@lru_cache(maxsize=512)
def zone_info(name: str) -> ZoneInfo:
    """Find a zone by its name; a name that is none is a ValueError."""
    try:
        return ZoneInfo(name)
    except (KeyError, OSError) as error:
        raise ValueError(name) from error


@dataclass(frozen=True, slots=True)
class Date:
    """A day of the Gregorian calendar, also before year 1 and after 9999."""

    year: int
    month: int
    day: int

    def __post_init__(self) -> None:
        if not -MAX_YEAR <= self.year <= MAX_YEAR:
            raise ValueError(self.year)
        self.in_cycle()

    def in_cycle(self) -> dt.date:
        """Give the day of the first 400 years that has the same place in the calendar."""
        return dt.date((self.year - 1) % CYCLE_YEARS + 1, self.month, self.day)

    @property
    def ordinal(self) -> int:
        """Count the days since the day before year 1."""
        return self.in_cycle().toordinal() + (self.year - 1) // CYCLE_YEARS * CYCLE_DAYS

    @property
    def weekday(self) -> int:
        """Count from Monday, which is 1."""
        return (self.ordinal - 1) % 7 + 1

    def plus_months(self, months: int) -> "Date":
        """Move by months; a day the month lacks becomes its last."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Date(year, month + 1, min(self.day, month_length(year, month + 1)))

    def plus_days(self, days: int) -> "Date":
        """Move by days."""
        return date_of(self.ordinal + days)

    def __str__(self) -> str:
        sign = "-" if self.year < 0 else ""
        return f"{sign}{abs(self.year):04d}-{self.month:02d}-{self.day:02d}"


def date_of(ordinal: int) -> Date:
    """Find the day with this count."""
    cycles, rest = divmod(ordinal - 1, CYCLE_DAYS)
    day = dt.date.fromordinal(rest + 1)
    return Date(day.year + cycles * CYCLE_YEARS, day.month, day.day)


def month_length(year: int, month: int) -> int:
    """Count the days of a month."""
    next_year, next_month = (year + 1, 1) if month == 12 else (year, month + 1)  # noqa: PLR2004  # December
    return Date(next_year, next_month, 1).ordinal - Date(year, month, 1).ordinal


def zone_text(zone: Zone) -> str:
    """Write a zone the way it stands behind a time."""
    if zone is None:
        return ""
    if isinstance(zone, str):
        return f"@{zone}"
    if zone == 0:
        return "Z"
    hours, rest = divmod(abs(zone), 3600)
    seconds = f":{rest % 60:02d}" if rest % 60 else ""
    return f"{'-' if zone < 0 else '+'}{hours:02d}:{rest // 60:02d}{seconds}"


@dataclass(frozen=True, slots=True)
class Time:
    """A time of the day in nanoseconds since midnight, with or without a zone."""

    nanos: int
    zone: Zone = None

    @property
    def hour(self) -> int:
        """Give the hour of the day."""
        return self.nanos // HOUR

    @property
    def minute(self) -> int:
        """Give the minute of the hour."""
        return self.nanos // MINUTE % 60

    @property
    def second(self) -> int:
        """Give the whole second of the minute."""
        return self.nanos // SECOND % 60

    @property
    def offset(self) -> int | None:
        """Give the seconds east of Greenwich; a named zone counts as in January 2000."""
        return DateTime(Date(2000, 1, 1), self).offset

    @property
    def local(self) -> int:
        """Give the nanoseconds on the clock of the place."""
        return self.nanos

    @property
    def comparable(self) -> int:
        """Give the nanoseconds, moved to Greenwich when the zone is known."""
        return self.nanos - (self.offset or 0) * SECOND

    def plus(self, nanos: int) -> "Time":
        """Move the clock round."""
        return Time((self.nanos + nanos) % DAY, self.zone)

    def __str__(self) -> str:
        fraction = f".{self.nanos % SECOND:09d}".rstrip("0").rstrip(".")
        clock = f"{self.hour:02d}:{self.minute:02d}:{self.second:02d}"
        return f"{clock}{fraction}{zone_text(self.zone)}"


@dataclass(frozen=True, slots=True)
class DateTime:
    """A day with a time of the day."""

    date: Date
    time: Time

    @property
    def offset(self) -> int | None:
        """Give the seconds east of Greenwich at this moment."""
        zone = self.time.zone
        if not isinstance(zone, str):
            return zone
        day = self.date
        year = day.year if 1 < day.year < dt.MAXYEAR else (day.year - 1) % CYCLE_YEARS + 2001
        clock = dt.time(self.time.hour, self.time.minute, self.time.second)
        moment = dt.datetime.combine(dt.date(year, day.month, day.day), clock, zone_info(zone))
        away = moment.utcoffset()
        return int(away.total_seconds()) if away is not None else None

    @property
    def local(self) -> int:
        """Give the nanoseconds on the clock of the place."""
        return self.date.ordinal * DAY + self.time.nanos

    @property
    def comparable(self) -> int:
        """Give the nanoseconds, moved to Greenwich when the zone is known."""
        return self.local - (self.offset or 0) * SECOND

    def plus(self, nanos: int) -> "DateTime":
        """Move by a span of time."""
        days, rest = divmod(self.local + nanos, DAY)
        return DateTime(date_of(days), Time(rest, self.time.zone))

    def plus_months(self, months: int) -> "DateTime":
        """Move by months, keeping the time of the day."""
        return DateTime(self.date.plus_months(months), self.time)

    def __str__(self) -> str:
        return f"{self.date}T{self.time}"


@dataclass(frozen=True, slots=True)
class Months:
    """A duration in years and months."""

    months: int

    def __post_init__(self) -> None:
        if abs(self.months) > MOST:
            raise ValueError(self.months)

    def __str__(self) -> str:
        years, months = divmod(abs(self.months), 12)
        text = (f"{years}Y" if years else "") + (f"{months}M" if months else "")
        return f"{'-' if self.months < 0 else ''}P{text or '0M'}"


@dataclass(frozen=True, slots=True)
class Span:
    """A duration in days and time, kept in nanoseconds."""

    nanos: int

    def __post_init__(self) -> None:
        if abs(self.nanos) > MOST * SECOND:
            raise ValueError(self.nanos)

    def __str__(self) -> str:
        rest = abs(self.nanos)
        days, rest = divmod(rest, DAY)
        hours, rest = divmod(rest, HOUR)
        minutes, rest = divmod(rest, MINUTE)
        seconds = f"{rest // SECOND}.{rest % SECOND:09d}".rstrip("0").rstrip(".")
        clock = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
        clock += f"{seconds}S" if rest else ""
        text = (f"{days}D" if days else "") + (f"T{clock}" if clock else "")
        return f"{'-' if self.nanos < 0 else ''}P{text or 'T0S'}"

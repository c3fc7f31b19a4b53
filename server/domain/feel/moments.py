"""Reading dates, times and durations from text, as ISO 8601 and XML Schema write them."""

import re

from server.domain.feel.temporal import (
    DAY,
    HOUR,
    MAX_OFFSET,
    MINUTE,
    SECOND,
    Date,
    DateTime,
    Months,
    Span,
    Time,
    Zone,
    zone_info,
)

_DATE = re.compile(r"(-?)([1-9][0-9]{4,8}|[0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIME = re.compile(
    r"([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]+)?"
    r"(?:([Zz])|([+-])([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?|@([A-Za-z][A-Za-z0-9_+/-]*))?"
)
_MONTHS = re.compile(r"(-?)P(?=[0-9])(?:([0-9]+)Y)?(?:([0-9]+)M)?")
_SPAN = re.compile(
    r"(-?)P(?=[0-9T])(?:([0-9]+)D)?"
    r"(?:T(?=[0-9])(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)(\.[0-9]*)?S)?)?"
)
_LONGEST = 80


def _parts(pattern: re.Pattern[str], text: str) -> tuple[str | None, ...]:
    match = pattern.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        raise ValueError(text)
    return match.groups()


def read_date(text: str) -> Date:
    """Read a day such as 2026-11-21; anything else is a ValueError."""
    sign, year, month, day = _parts(_DATE, text)
    return Date(int(f"{sign}{year}"), int(month or 0), int(day or 0))


def clock(hour: int, minute: int, second_nanos: int, zone: Zone) -> Time:
    """Make a time of the day from its parts; parts that don't exist are a ValueError."""
    inside = 0 <= hour < 24 and 0 <= minute < 60 and 0 <= second_nanos < MINUTE  # noqa: PLR2004  # the clock
    if not inside or (isinstance(zone, int) and abs(zone) > MAX_OFFSET):
        raise ValueError(hour, minute, second_nanos, zone)
    return Time(hour * HOUR + minute * MINUTE + second_nanos, zone)


def _fraction(text: str | None) -> int:
    digits = (text or ".")[1:10]
    return int(digits.ljust(9, "0"))


def read_time(text: str) -> Time:
    """Read a time such as 09:30:00, 09:30:00+08:00 or 09:30:00@Asia/Shanghai.

    The end of the day may be written as 24:00:00, as in XML Schema; it is midnight.
    """
    hour, minute, second, fraction, utc, *offset, name = _parts(_TIME, text)
    zone: Zone = None
    if utc:
        zone = 0
    elif name:
        zone_info(name)
        zone = name
    elif offset[0]:
        sign, hours, minutes, seconds = offset
        zone = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
        zone = -zone if sign == "-" else zone
    nanos = int(second or 0) * SECOND + _fraction(fraction)
    end = (hour, minute, nanos) == ("24", "00", 0)
    return clock(0 if end else int(hour or 0), int(minute or 0), nanos, zone)


def read_date_time(text: str) -> DateTime:
    """Read a moment; a day alone is its midnight, and its hour 24 is the midnight of the next."""
    day, mark, time = text.partition("T")
    moment = DateTime(read_date(day), read_time(time) if mark else Time(0))
    return moment.plus(DAY) if time.startswith("24") else moment


def read_duration(text: str) -> Months | Span:
    """Read a duration such as P1Y2M or -P3DT4H."""
    if _MONTHS.fullmatch(text):
        sign, years, months = _parts(_MONTHS, text)
        total = int(years or 0) * 12 + int(months or 0)
        return Months(-total if sign else total)
    sign, days, hours, minutes, seconds, fraction = _parts(_SPAN, text)
    nanos = int(days or 0) * DAY + int(hours or 0) * HOUR + int(minutes or 0) * MINUTE
    nanos += int(seconds or 0) * SECOND + _fraction(fraction)
    return Span(-nanos if sign else nanos)


def read_at(text: str) -> Date | Time | DateTime | Months | Span:
    """Read what stands between the quotes of an `@"..."` literal."""
    if text.lstrip("-").startswith("P"):
        return read_duration(text)
    if "T" in text.partition("@")[0]:
        return read_date_time(text)
    return read_time(text) if ":" in text else read_date(text)

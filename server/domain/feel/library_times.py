"""Built-in functions on dates, times and durations."""

from decimal import Decimal

from server.domain.feel.comparing import equal
from server.domain.feel.limits import Run
from server.domain.feel.moments import clock, read_date, read_date_time, read_duration, read_time
from server.domain.feel.refusals import Unfit
from server.domain.feel.signatures import feel
from server.domain.feel.temporal import SECOND, Date, DateTime, Months, Span, Time, Zone
from server.domain.feel.values import Value

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def _whole(number: Decimal) -> int:
    if number != int(number):
        raise Unfit("应为整数", "a whole number was expected")
    return int(number)


@feel("date(from: string|date|moment)")
def date(value: str | Date | DateTime) -> Value:
    if isinstance(value, str):
        return read_date(value)
    return value.date if isinstance(value, DateTime) else value


@feel("date(year: number, month: number, day: number)")
def date_of_parts(year: Decimal, month: Decimal, day: Decimal) -> Value:
    return Date(_whole(year), _whole(month), _whole(day))


@feel("date and time(from: string|moment)")
def date_and_time(value: str | DateTime) -> Value:
    return read_date_time(value) if isinstance(value, str) else value


@feel("date and time(date: date|moment, time: time)")
def date_with_time(day: Date | DateTime, time: Time) -> Value:
    return DateTime(day.date if isinstance(day, DateTime) else day, time)


@feel("date and time(date: date|moment, timezone: string)")
def date_in_zone(moment: Date | DateTime, timezone: str) -> Value:
    if isinstance(moment, Date):
        moment = DateTime(moment, Time(0))
    zone = read_time(f"00:00:00@{timezone}").zone
    return DateTime(moment.date, Time(moment.time.nanos, zone))


@feel(
    "date and time(year: number, month: number, day: number, hour: number, minute: number,"
    " second: number, timezone: string)"
)
@feel(
    "date and time(year: number, month: number, day: number, hour: number, minute: number,"
    " second: number, offset?: span|null)"
)
def date_and_time_of_parts(  # noqa: PLR0913, PLR0917  # the standard's parameters
    year: Decimal,
    month: Decimal,
    day: Decimal,
    hour: Decimal,
    minute: Decimal,
    second: Decimal,
    offset: Span | str | None = None,
) -> Value:
    time = _time(hour, minute, second, offset)
    return DateTime(Date(_whole(year), _whole(month), _whole(day)), time)


def _time(hour: Decimal, minute: Decimal, second: Decimal, offset: Span | str | None) -> Time:
    zone: Zone = None
    if isinstance(offset, Span):
        zone = int(offset.nanos / SECOND)
    elif isinstance(offset, str):
        zone = read_time(f"00:00:00@{offset}").zone
    return clock(_whole(hour), _whole(minute), int(second * SECOND), zone)


@feel("time(from: string|time|moment)")
def time(value: str | Time | DateTime) -> Value:
    if isinstance(value, str):
        return read_time(value.removeprefix("T"))
    return value.time if isinstance(value, DateTime) else value


@feel("time(hour: number, minute: number, second: number, offset?: span|null)")
def time_of_parts(
    hour: Decimal, minute: Decimal, second: Decimal, offset: Span | None = None
) -> Value:
    return _time(hour, minute, second, offset)


@feel("duration(from: string|span|months)")
def duration(value: str | Span | Months) -> Value:
    return read_duration(value) if isinstance(value, str) else value


@feel("years and months duration(from: date|moment, to: date|moment)")
def years_and_months_duration(start: Date | DateTime, end: Date | DateTime) -> Value:
    first, last = _day(start), _day(end)
    months = (last.year - first.year) * 12 + last.month - first.month
    if months > 0 and last.day < first.day:
        months -= 1
    elif months < 0 and last.day > first.day:
        months += 1
    return Months(months)


def _day(value: Date | DateTime) -> Date:
    return value.date if isinstance(value, DateTime) else value


@feel("day of year(date: date|moment)")
def day_of_year(value: Date | DateTime) -> Value:
    day = _day(value)
    return Decimal(day.ordinal - Date(day.year, 1, 1).ordinal + 1)


@feel("day of week(date: date|moment)")
def day_of_week(value: Date | DateTime) -> Value:
    return _DAYS[_day(value).weekday - 1]


@feel("month of year(date: date|moment)")
def month_of_year(value: Date | DateTime) -> Value:
    return _MONTHS[_day(value).month - 1]


@feel("week of year(date: date|moment)")
def week_of_year(value: Date | DateTime) -> Value:
    day = _day(value)
    return Decimal(day.in_cycle().isocalendar().week)


@feel("now()", with_run=True)
def now(run: Run) -> Value:
    return run.now


@feel("today()", with_run=True)
def today(run: Run) -> Value:
    return None if run.now is None else run.now.date


@feel("is(value1: any, value2: any)")
def same(value1: Value, value2: Value) -> Value:
    if type(value1) is not type(value2):
        return False
    if isinstance(value1, Time | DateTime):
        return value1 == value2
    return equal(value1, value2) is True

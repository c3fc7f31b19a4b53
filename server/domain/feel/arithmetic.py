"""Adding, taking away, multiplying, dividing and raising; what doesn't fit gives null."""

from collections.abc import Callable
from decimal import (
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)

from server.domain.feel.limits import checked_text
from server.domain.feel.temporal import DAY, Date, DateTime, Months, Span, Time
from server.domain.feel.values import Value

NUMBERS = Context(
    prec=34,
    rounding=ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    clamp=0,
    traps=[DivisionByZero, InvalidOperation, Overflow],
)
"""IEEE 754 decimal128, as the standard asks."""

Pair = tuple[type, type]


def _midnight(day: Date) -> DateTime:
    return DateTime(day, Time(0, 0))


def _apart(left: DateTime | Time, right: DateTime | Time) -> Span:
    if (left.offset is None) != (right.offset is None):
        raise ValueError(left, right)
    return Span(left.comparable - right.comparable)


def _shifted(day: Date, nanos: int) -> Date:
    return day.plus_days(nanos // DAY)


_ADD: dict[Pair, Callable[..., Value]] = {
    (Decimal, Decimal): NUMBERS.add,
    (str, str): lambda a, b: checked_text(a + b),
    (Span, Span): lambda a, b: Span(a.nanos + b.nanos),
    (Months, Months): lambda a, b: Months(a.months + b.months),
    (Date, Span): lambda a, b: _shifted(a, b.nanos),
    (Span, Date): lambda a, b: _shifted(b, a.nanos),
    (DateTime, Span): lambda a, b: a.plus(b.nanos),
    (Span, DateTime): lambda a, b: b.plus(a.nanos),
    (Time, Span): lambda a, b: a.plus(b.nanos),
    (Span, Time): lambda a, b: b.plus(a.nanos),
    (Date, Months): lambda a, b: a.plus_months(b.months),
    (Months, Date): lambda a, b: b.plus_months(a.months),
    (DateTime, Months): lambda a, b: a.plus_months(b.months),
    (Months, DateTime): lambda a, b: b.plus_months(a.months),
}
_SUBTRACT: dict[Pair, Callable[..., Value]] = {
    (Decimal, Decimal): NUMBERS.subtract,
    (Span, Span): lambda a, b: Span(a.nanos - b.nanos),
    (Months, Months): lambda a, b: Months(a.months - b.months),
    (Date, Span): lambda a, b: _shifted(a, -b.nanos),
    (DateTime, Span): lambda a, b: a.plus(-b.nanos),
    (Time, Span): lambda a, b: a.plus(-b.nanos),
    (Date, Months): lambda a, b: a.plus_months(-b.months),
    (DateTime, Months): lambda a, b: a.plus_months(-b.months),
    (Date, Date): lambda a, b: Span((a.ordinal - b.ordinal) * DAY),
    (DateTime, DateTime): _apart,
    (Time, Time): _apart,
    (Date, DateTime): lambda a, b: _apart(_midnight(a), b),
    (DateTime, Date): lambda a, b: _apart(a, _midnight(b)),
}


def _scaled(count: int, factor: Decimal) -> int:
    return int(NUMBERS.multiply(Decimal(count), factor))


def _parted(count: int, divisor: Decimal) -> int:
    return int(NUMBERS.divide(Decimal(count), divisor))


_MULTIPLY: dict[Pair, Callable[..., Value]] = {
    (Decimal, Decimal): NUMBERS.multiply,
    (Span, Decimal): lambda a, b: Span(_scaled(a.nanos, b)),
    (Decimal, Span): lambda a, b: Span(_scaled(b.nanos, a)),
    (Months, Decimal): lambda a, b: Months(_scaled(a.months, b)),
    (Decimal, Months): lambda a, b: Months(_scaled(b.months, a)),
}
_DIVIDE: dict[Pair, Callable[..., Value]] = {
    (Decimal, Decimal): NUMBERS.divide,
    (Span, Decimal): lambda a, b: Span(_parted(a.nanos, b)),
    (Months, Decimal): lambda a, b: Months(_parted(a.months, b)),
    (Span, Span): lambda a, b: NUMBERS.divide(Decimal(a.nanos), Decimal(b.nanos)),
    (Months, Months): lambda a, b: NUMBERS.divide(Decimal(a.months), Decimal(b.months)),
}


_MOST_EXPONENT = 999_999_999


def _raised(base: Decimal, exponent: Decimal) -> Value:
    """Raise; whatever is raised to zero is one, also zero (IEEE 754, 9.2.1)."""
    if abs(exponent) > _MOST_EXPONENT:
        return None
    if not exponent:
        return Decimal(1)
    power = NUMBERS.power(base, exponent)
    return power if power.is_finite() else None


_POWER: dict[Pair, Callable[..., Value]] = {(Decimal, Decimal): _raised}

OPERATIONS: dict[str, dict[Pair, Callable[..., Value]]] = {
    "+": _ADD,
    "-": _SUBTRACT,
    "*": _MULTIPLY,
    "/": _DIVIDE,
    "**": _POWER,
}


def negative(value: Value) -> Value:
    """Turn the sign of a number or duration; of anything else it is null."""
    if isinstance(value, Decimal):
        return NUMBERS.minus(value)
    if isinstance(value, Span):
        return Span(-value.nanos)
    return Months(-value.months) if isinstance(value, Months) else None

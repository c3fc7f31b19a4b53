"""Built-in functions on numbers and truths."""

from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
)
from typing import Any

from server.domain.feel.arithmetic import NUMBERS
from server.domain.feel.refusals import Unfit
from server.domain.feel.signatures import feel
from server.domain.feel.temporal import Months, Span
from server.domain.feel.values import Value

ZERO = Decimal(0)
_MIN_SCALE, _MAX_SCALE = -6111, 6176
_WIDE = Context(prec=60, Emin=-20_000, Emax=20_000)


_WIDEST = Context(prec=12_500, Emin=-20_000, Emax=20_000)
"""Wide enough for the whole quotient of any two numbers."""


def _rest(dividend: Decimal, divisor: Decimal) -> Decimal:
    return NUMBERS.plus(_WIDEST.remainder(dividend, divisor))


def rounded(n: Decimal, scale: Decimal, rounding: str) -> Decimal:
    """Round to so many digits after the point."""
    if not _MIN_SCALE <= scale <= _MAX_SCALE:
        raise Unfit("小数位数超出范围", "the scale is out of range")
    places = int(scale)
    exponent: Any = n.as_tuple().exponent
    if -exponent <= places:
        return n
    return n.quantize(Decimal((0, (1,), -places)), rounding, _WIDE)


@feel("decimal(n: number, scale: number)")
def decimal(n: Decimal, scale: Decimal) -> Value:
    return rounded(n, scale, ROUND_HALF_EVEN)


@feel("floor(n: number, scale?: number)")
def floor(n: Decimal, scale: Decimal = ZERO) -> Value:
    return rounded(n, scale, ROUND_FLOOR)


@feel("ceiling(n: number, scale?: number)")
def ceiling(n: Decimal, scale: Decimal = ZERO) -> Value:
    return rounded(n, scale, ROUND_CEILING)


@feel("round up(n: number, scale?: number)")
def round_up(n: Decimal, scale: Decimal = ZERO) -> Value:
    return rounded(n, scale, ROUND_UP)


@feel("round down(n: number, scale?: number)")
def round_down(n: Decimal, scale: Decimal = ZERO) -> Value:
    return rounded(n, scale, ROUND_DOWN)


@feel("round half up(n: number, scale?: number)")
def round_half_up(n: Decimal, scale: Decimal = ZERO) -> Value:
    return rounded(n, scale, ROUND_HALF_UP)


@feel("round half down(n: number, scale?: number)")
def round_half_down(n: Decimal, scale: Decimal = ZERO) -> Value:
    return rounded(n, scale, ROUND_HALF_DOWN)


@feel("abs(n: number|span|months)")
def absolute(n: Decimal | Span | Months) -> Value:
    if isinstance(n, Span):
        return Span(abs(n.nanos))
    return Months(abs(n.months)) if isinstance(n, Months) else NUMBERS.abs(n)


@feel("modulo(dividend: number, divisor: number)")
def modulo(dividend: Decimal, divisor: Decimal) -> Value:
    rest = _rest(dividend, divisor)
    return NUMBERS.add(rest, divisor) if rest and (rest < 0) != (divisor < 0) else rest


@feel("sqrt(number: number)")
def sqrt(number: Decimal) -> Value:
    return NUMBERS.sqrt(number)


@feel("log(number: number)")
def log(number: Decimal) -> Value:
    if number <= 0:
        raise Unfit("对数的真数应大于零", "only numbers above zero have a logarithm")
    return NUMBERS.ln(number)


@feel("exp(number: number)")
def exp(number: Decimal) -> Value:
    return NUMBERS.exp(number)


@feel("odd(number: number)")
def odd(number: Decimal) -> Value:
    return bool(abs(_rest(number, Decimal(2))) == 1)


@feel("even(number: number)")
def even(number: Decimal) -> Value:
    return bool(_rest(number, Decimal(2)) == 0)


@feel("not(negand: any)")
def negation(negand: Value) -> Value:
    return (not negand) if isinstance(negand, bool) else None

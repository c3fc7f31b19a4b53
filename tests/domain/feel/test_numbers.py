"""Built-in functions on numbers."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from server.domain.feel import Months
from tests.domain.feel.asking import ask


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("decimal(1/3, 2)", Decimal("0.33")),
        ("decimal(2.5, 0)", 2),
        ("decimal(2.5, 3)", Decimal("2.5")),
        ("decimal(1.5, 9999)", None),
        ("decimal(1234, -2)", 1200),
        ("floor(-1.5)", -2),
        ("floor(1.56, 1)", Decimal("1.5")),
        ("ceiling(1.2)", 2),
        ("ceiling(-1.56, 1)", Decimal("-1.5")),
        ("round up(5.5, 0)", 6),
        ("round down(-5.5, 0)", -5),
        ("round half up(2.5, 0)", 3),
        ("round half down(2.5, 0)", 2),
        ("abs(-1)", 1),
        ('abs(@"-P1D")', timedelta(days=1)),
        ('abs(@"-P1M")', Months(1)),
        ("modulo(-12, 5)", 3),
        ("modulo(12, -5)", -3),
        ("modulo(10, 5)", 0),
        ("modulo(1, 0)", None),
        ("modulo(1e300, 3)", 1),
        ("sqrt(16)", 4),
        ("sqrt(-1)", None),
        ("decimal(log(10), 4)", Decimal("2.3026")),
        ("log(0)", None),
        ("decimal(exp(1), 4)", Decimal("2.7183")),
        ("odd(5)", True),
        ("odd(-5)", True),
        ("even(5)", False),
        ("even(0)", True),
        ('floor("1")', None),
        ("floor([1.5])", 1),
        ("floor()", None),
        ("floor(1, 2, 3)", None),
        ("floor(n: 1.5)", 1),
        ("floor(scale: 1)", None),
        ("floor(n: 1.5, x: 1)", None),
        ("floor(n: 1, n: 2)", None),
        ("floor(n: 1.55, scale: 1)", Decimal("1.5")),
    ],
)
def test_number_functions(source: str, value: Any) -> None:
    assert ask(source) == value

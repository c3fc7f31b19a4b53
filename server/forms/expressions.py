"""The expressions in a form, evaluated as the browser evaluates them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from server.domain.feel import FeelError, compile_expression, hides

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


def value_of(source: str, names: Mapping[str, Any], now: datetime) -> Any:
    """What an expression gives; null when it can't be evaluated, as in the browser."""
    try:
        return compile_expression(source).evaluate(names, now=now)
    except FeelError:
        return None


def is_hidden(source: str, names: Mapping[str, Any], now: datetime) -> bool:
    """Whether a condition hides: run as a unary test, so that null hides."""
    try:
        return hides(source, names, now)
    except FeelError:
        return False

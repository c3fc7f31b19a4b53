"""The expressions in a form, evaluated as the browser evaluates them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from server.domain.feel import FeelError, compile_expression, hides

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@lru_cache(maxsize=4096)
def _compiled(source: str) -> Any:
    return compile_expression(source)


def value_of(source: str, names: Mapping[str, Any], now: datetime) -> Any:
    """What an expression gives; null when it can't be evaluated, as in the browser."""
    try:
        return _compiled(source).evaluate(names, now=now)
    except FeelError:
        return None


def is_hidden(source: str, names: Mapping[str, Any], now: datetime) -> bool:
    """Whether a condition hides: run as a unary test, so that null hides."""
    try:
        return hides(source, names, now=now)
    except FeelError:
        return False

"""What a diagram gives to an operation, read or refused by name: never taken on trust."""

from __future__ import annotations

from decimal import Decimal
from math import inf, isfinite, nan
from typing import TYPE_CHECKING

from server.domain.errors import ParameterWrong

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.domain.values import Value, Values

A_TEXT = ("文字", "a text")
A_LIST = ("清单", "a list")
A_CONTEXT = ("一组具名的值", "a context of named values")
A_NUMBER = ("数字", "a number")


def text_in(values: Values, name: str) -> str:
    """A text that has to be there."""
    found = values.get(name)
    if not isinstance(found, str) or not found:
        raise ParameterWrong(field=name, wanted=A_TEXT)
    return found


def texts_in(values: Values, name: str) -> tuple[str, ...]:
    """A list of texts; none for null."""
    found = _list_in(values, name)
    for number, one in enumerate(found, start=1):
        if not isinstance(one, str):
            raise ParameterWrong(field=f"{name}[{number}]", wanted=A_TEXT)
    return tuple(found)


def rows_in(values: Values, name: str) -> Mapping[str, Mapping[str, Value]]:
    """The contexts of a list, each by its place in it; none for null. Who gave nothing is passed over."""
    rows: dict[str, Mapping[str, Value]] = {}
    for number, one in enumerate(_list_in(values, name), start=1):
        place = f"{name}[{number}]"
        if isinstance(one, dict):
            rows[place] = one
        elif one is not None:
            raise ParameterWrong(field=place, wanted=A_CONTEXT)
    return rows


def context_in(values: Values, name: str) -> Mapping[str, Value] | None:
    """A context of named values; None for null."""
    found = values.get(name)
    if not isinstance(found, dict | None):
        raise ParameterWrong(field=name, wanted=A_CONTEXT)
    return found


def number_in(
    values: Mapping[str, Value], name: str, field: str, most: float = inf
) -> float | None:
    """A number, of FEEL or of JSON, or a text that is one, as forms give it; None for nothing.

    The field says where it stands; ``most`` is how far from 0 it may be.
    """
    found = values.get(name)
    if found in (None, ""):
        return None
    if isinstance(found, Decimal | int | float | str) and not isinstance(found, bool):
        number = _number(found)
        if isfinite(number) and abs(number) <= most:
            return number
    raise ParameterWrong(field=field, wanted=_a_number(most))


def _a_number(most: float) -> tuple[str, str]:
    if most == inf:
        return A_NUMBER
    return f"{-most} 到 {most} 的数字", f"a number from {-most} to {most}"


def _number(found: Decimal | float | str) -> float:
    try:
        return float(found)
    except (ValueError, OverflowError):
        return nan


def _list_in(values: Values, name: str) -> list[Value]:
    found = values.get(name)
    if not isinstance(found, list | None):
        raise ParameterWrong(field=name, wanted=A_LIST)
    return found or []

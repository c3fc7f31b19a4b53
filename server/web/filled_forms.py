"""Fields of the house's own forms, with what was typed and what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from server.web.plain_forms import Option, PlainField

HALF = 8
"""Columns of sixteen."""


def filled(
    fields: Iterable[PlainField],
    typed: Mapping[str, Sequence[str]],
    faults: Iterable[tuple[str, str]],
) -> tuple[PlainField, ...]:
    """The fields with what was typed and what is wrong with it."""
    wrong = list(faults)
    return tuple(
        _filled(each, typed.get(each.path, ()), [said for path, said in wrong if path == each.path])
        for each in fields
    )


def _filled(field: PlainField, values: Sequence[str], errors: Iterable[str]) -> PlainField:
    options = tuple(replace(each, is_chosen=each.value in values) for each in field.options)
    chosen = options if len(options) > 1 else tuple(_only(field, each) for each in options)
    return replace(
        field,
        id=f"f-{field.path}",
        value=values[0] if values else "",
        options=chosen,
        errors=tuple(errors),
    )


def _only(field: PlainField, option: Option) -> Option:
    """What must be chosen and is alone is chosen."""
    return replace(option, is_chosen=option.is_chosen or field.is_required)

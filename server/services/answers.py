"""An answer as people read it: the form's labels beside what was filled in."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from server.domain.feel import FeelError, compile_expression

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from server.domain.values import Value, Values

_MOMENT = re.compile(r"^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?$")
"""A moment as a date field gives it; people read the county's clock without its offset."""


BETWEEN = {"zh": ("、", "；"), "en": (", ", "; ")}
"""What stands between the members of a list, and between the parts of one thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a form, as far as reading its answer needs."""

    path: tuple[str, ...]
    label: str
    options: tuple[tuple[str, str], ...]
    """(value, label), where they stand in the form."""
    computed: str
    """FEEL that gives the options, where they don't."""


def details_of(
    form: bytes,
    values: Values,
    names: Mapping[str, str] | None = None,
    lists: Values | None = None,
    language: str = "zh",
) -> tuple[tuple[str, str], ...]:
    """(label, value) for every field of the form that was filled in, in the form's order.

    ``names`` say what an id means that the answer holds: a body, a catalogue item, a file.
    ``lists`` are what computed options are made from. A box that was not ticked says nothing.
    ``language`` divides what is listed; the words themselves are those of form, names and lists.
    """
    told: list[tuple[str, str]] = []
    for field in _fields(form):
        value = _at(values, field.path)
        if value not in (None, "", [], False):
            known = {**(names or {}), **_options(field, {**(lists or {}), **values})}
            told.append((field.label, _shown(value, known, BETWEEN[language])))
    return tuple(told)


@lru_cache(maxsize=256)
def _fields(form: bytes) -> tuple[Field, ...]:
    """Every field of a form, at any depth; a list of rows is one field."""
    return tuple(_walk(json.loads(form).get("components", []), ()))


def _walk(components: list[dict[str, Any]], above: tuple[str, ...]) -> Iterator[Field]:
    for component in components:
        path = (
            (*above, *str(component.get("path", "")).split(".")) if "path" in component else above
        )
        if component.get("type") == "dynamiclist":
            yield _field(component, path)
        elif "key" in component:
            yield _field(component, (*above, str(component["key"])))
        else:
            yield from _walk(component.get("components", []), path)


def _field(component: dict[str, Any], path: tuple[str, ...]) -> Field:
    said = (component.get(name) for name in ("label", "dateLabel", "timeLabel"))
    return Field(
        path=path,
        label=str(next((label for label in said if label), "")),
        options=tuple((str(o["value"]), str(o["label"])) for o in component.get("values", [])),
        computed=str(component.get("valuesExpression", "")).removeprefix("="),
    )


def _options(field: Field, context: Values) -> dict[str, str]:
    if not field.computed:
        return dict(field.options)
    try:
        computed = compile_expression(field.computed).evaluate(context)
    except FeelError:
        return {}
    made = (option for option in computed or () if isinstance(option, dict))
    return {str(option.get("value")): str(option.get("label")) for option in made}


def _at(values: Value, path: tuple[str, ...]) -> Value:
    for name in path:
        values = values.get(name) if isinstance(values, dict) else None
    return values


def _shown(value: Value, names: Mapping[str, str], between: tuple[str, str]) -> str:
    if isinstance(value, bool):
        return "✓" if value else "✗"
    if isinstance(value, list):
        return between[0].join(_shown(part, names, between) for part in value)
    if isinstance(value, dict):
        parts = (part for part in value.values() if part is not None)
        return between[1].join(_shown(part, names, between) for part in parts)
    return names.get(str(value), _MOMENT.sub(r"\1 \2", str(value)))

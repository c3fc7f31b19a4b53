"""An answer as people read it: the form's labels beside what was filled in."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from server.domain.feel import FeelError, compile_expression
from server.domain.masking import Personal

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
    personal: str = ""
    """What its property ``personal`` says it holds."""
    rows: tuple[Field, ...] = ()
    """What each row of a list holds."""


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
    given, listed = names or {}, lists or {}
    told = ((field.label, _said(field, values, given, listed, language)) for field in _fields(form))
    return tuple((label, said) for label, said in told if said)


def said_at(  # of which field, of what, and in what words
    form: bytes,
    path: str,
    values: Values,
    names: Mapping[str, str],
    lists: Values,
    language: str,
) -> str:
    """The value of one field of the form, by its path; empty where it says nothing."""
    return _said(_field_at(form, path), values, names, lists, language)


def label_at(form: bytes, path: str) -> str:
    """The label of one field of the form, by its path."""
    return _field_at(form, path).label


def _field_at(form: bytes, path: str) -> Field:
    return next(each for each in _fields(form) if ".".join(each.path) == path)


def _said(
    field: Field, values: Values, names: Mapping[str, str], lists: Values, language: str
) -> str:
    value = _at(values, field.path)
    if value in (None, "", [], False):
        return ""
    known = {**names, **_options(field, {**lists, **values})}
    return _shown(value, known, BETWEEN[language])


def paths_in(form: bytes) -> frozenset[str]:
    """The paths of all fields of a form, as answers hold their values: ``party.name``."""
    return frozenset(".".join(field.path) for field in _fields(form))


def personal_in(form: bytes) -> dict[str, Personal]:
    """What a form says its fields hold of personal data, by their paths."""
    every = (one for field in _fields(form) for one in (field, *field.rows))
    return {".".join(field.path): Personal(field.personal) for field in every if field.personal}


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
            rows = tuple(_walk(component.get("components", []), path))
            yield replace(_field(component, path), rows=rows)
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
        personal=str(component.get("properties", {}).get("personal", "")),
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

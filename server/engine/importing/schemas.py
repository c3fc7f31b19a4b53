"""Forms written as JSON Schema, as SpiffArena has them: their simple fields become those of a form of the house."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from server.domain.values import SPECIAL_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_HEEDED = frozenset(
    {"type", "title", "description", "default", "enum", "enumNames", "oneOf", "readOnly", "format"}
    | {"$id", "$comment", "examples"}
)
"""What is heeded here, or asks nothing of an answer."""
_PLAIN = ("string", "number", "integer", "boolean")
_BOUNDS = {"minimum": "min", "maximum": "max"}
_LIMITS: Mapping[str, Mapping[str, str]] = {
    "string": {"minLength": "minLength", "maxLength": "maxLength"},
    "number": _BOUNDS,
    "integer": _BOUNDS,
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(slots=True)
class Fields:
    """What can be asked of a schema."""

    components: list[dict[str, Any]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """The fields that can't be asked here."""
    unchecked: list[str] = field(default_factory=list)
    """What else the schema wants of answers, as ``field: keyword``."""


def read_schema(schema: Mapping[str, Any], layout: Mapping[str, Any]) -> Fields:
    """The fields of a JSON Schema, in the order and with the widgets of its layout."""
    properties = _object(schema.get("properties"))
    required = schema.get("required")
    wanted = required if isinstance(required, list) else []
    found = Fields()
    for key in _ordered(list(properties), layout.get("ui:order")):
        said = _object(properties[key])
        kind = _kind(said)
        if kind is None or not key.isidentifier() or key in SPECIAL_NAMES:
            found.left_out.append(key)
            continue
        widget = _object(layout.get(key)).get("ui:widget")
        found.components.append(_component(key, kind, said, widget, is_wanted=key in wanted))
        told = said.keys() - _HEEDED - _LIMITS.get(kind, {}).keys()
        found.unchecked += [f"{key}: {name}" for name in sorted(told)]
    return found


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _ordered(keys: list[str], order: object) -> list[str]:
    """The keys as the layout wants them; those it doesn't name stand where its star is, else last."""
    listed = order if isinstance(order, list) else []
    rest = listed.index("*") if "*" in listed else len(listed)
    return sorted(keys, key=lambda key: listed.index(key) if key in listed else rest)


def _kind(said: Mapping[str, Any]) -> str | None:
    """The kind of an answer; None where it is not one simple value."""
    if "enum" in said or "oneOf" in said:
        return "choice" if _options(said) else None
    types = said.get("type")
    named = [one for one in types if one != "null"] if isinstance(types, list) else [types]
    if named == ["string"] and said.get("format") == "data-url":
        return None  # a file
    if named == ["string"] and said.get("format") == "date":
        return "date"
    return next((kind for kind in _PLAIN if named == [kind]), None)


def _options(said: Mapping[str, Any]) -> list[dict[str, str]]:
    """What may be chosen, where each choice is a text; what a case gives at run time is none."""
    values, labels = said.get("enum"), said.get("enumNames")
    if not isinstance(values, list):
        each = said.get("oneOf")
        every = [_object(one) for one in each] if isinstance(each, list) else []
        values = [one.get("const") for one in every]
        labels = [one.get("title", one.get("const")) for one in every]
    if not all(isinstance(one, str) and one for one in values) or len({*values}) < len(values):
        return []
    if any(one.startswith("options_from_task_data_var") for one in values):
        return []
    if not isinstance(labels, list) or len(labels) != len(values):
        labels = values
    return [
        {"label": str(label), "value": value} for label, value in zip(labels, values, strict=True)
    ]


def _component(
    key: str,
    kind: str,
    said: Mapping[str, Any],
    widget: object,
    *,
    is_wanted: bool,
) -> dict[str, Any]:
    label = "dateLabel" if kind == "date" else "label"
    made = {"key": key, label: _words(said.get("title")) or key, **_MADE[kind](said, widget)}
    if _words(said.get("description")):
        made["description"] = _words(said["description"])
    if said.get("readOnly") is True:
        made["readonly"] = True
    if _stands(said.get("default"), made):
        made["defaultValue"] = said["default"]
    # A box that must be answered may be left empty there; here it would have to be ticked.
    limits = {"required": True} if is_wanted and kind != "boolean" else {}
    limits |= dict(_limits(kind, said))
    return {**made, "validate": limits} if limits else made


def _words(text: object) -> str:
    """What people read; after the sign of an expression it would be one."""
    return text.lstrip("= ").strip() if isinstance(text, str) else ""


_MADE: Mapping[str, Callable[[Mapping[str, Any], object], dict[str, Any]]] = {
    "string": lambda _, widget: {"type": "textarea" if widget == "textarea" else "textfield"},
    "date": lambda *_: {"type": "datetime", "subtype": "date"},
    "number": lambda *_: {"type": "number"},
    "integer": lambda *_: {"type": "number", "decimalDigits": 0},
    "boolean": lambda *_: {"type": "checkbox"},
    "choice": lambda said, widget: {
        "type": "radio" if widget == "radio" else "select",
        "values": _options(said),
    },
}
"""What a component is made of, by the kind of its answer."""


def _stands(default: object, made: Mapping[str, Any]) -> bool:
    """Whether a value may stand in a field at first."""
    match made["type"]:
        case "checkbox":
            return default is True
        case "number":
            return _is_number(default)
        case "datetime":
            return isinstance(default, str) and _DAY.fullmatch(default) is not None
        case "select" | "radio":
            return default in [one["value"] for one in made["values"]]
    return isinstance(default, str) and default != "" and not default.startswith("=")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _limits(kind: str, said: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, ours in _LIMITS.get(kind, {}).items():
        if _is_number(said.get(name)):
            yield ours, said[name]
    if kind == "string" and said.get("format") == "email":
        yield "validationType", "email"

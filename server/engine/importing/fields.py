"""The fields that other tools ask of a person, as components of a form of the house."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from server.domain.values import SPECIAL_NAMES
from server.engine.importing.dialects import vendor_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from server.engine.importing.draft import Draft

_FIELDS = ("formField", "formProperty")
_WHOLE = {"type": "number", "decimalDigits": 0}
_NUMBER = {"type": "number"}
_KINDS: Mapping[str, Mapping[str, Any]] = {
    "boolean": {"type": "checkbox"},
    "date": {"type": "datetime", "subtype": "date"},
    "enum": {"type": "select"},
    **dict.fromkeys(("long", "integer", "int", "short", "bigint"), _WHOLE),
    **dict.fromkeys(("double", "float", "number", "bigdecimal"), _NUMBER),
}
_TEXT: Mapping[str, Any] = {"type": "textfield"}
_LIMITS = {"min": "min", "max": "max", "minlength": "minLength", "maxlength": "maxLength"}
_DIGITS = re.compile(r"-?\d+(\.\d+)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def asks_fields(node: _Element) -> bool:
    """Whether a tool has written any field on a step."""
    return next(vendor_parts(node, *_FIELDS), None) is not None


def fields_of(draft: Draft, node: _Element) -> list[dict[str, Any]]:
    """The components of what a tool asks at a step; a field that can't be asked here is told."""
    found: dict[str, dict[str, Any]] = {}
    for part in vendor_parts(node, *_FIELDS):
        key = part.get("variable") or part.get("id") or ""
        if not key.isidentifier() or key in SPECIAL_NAMES or part.get("readable") == "false":
            draft.note(
                node,
                "栏目不显示，或其编号不能作变量名，已略去。",
                "The field is not shown, or its id can't name a variable; it was left out.",
                key,
            )
            continue
        found.setdefault(key, _component(part, key))
    return list(found.values())


def _component(part: _Element, key: str) -> dict[str, Any]:
    label = (part.get("label") or part.get("name") or key).lstrip("=").strip()
    kind = _KINDS.get(part.get("type", "").lower(), _TEXT)
    options = [
        {"label": one.get("name") or one.get("id"), "value": one.get("id")}
        for one in part.iter("{*}value")
        if one.get("id")
    ]
    if kind["type"] == "select" and not options:
        kind = _TEXT
    field = {"key": key, **kind, "dateLabel" if kind["type"] == "datetime" else "label": label}
    if kind["type"] == "select":
        field["values"] = options
    default = _default(field, part.get("defaultValue") or part.get("default") or "")
    if default is not None:
        field["defaultValue"] = default
    said = dict(_said(part))
    if said.pop("readonly", False):
        field["readonly"] = True
    if kind["type"] == "checkbox":
        # A box that must be answered may be left empty there; here it would have to be ticked.
        said.pop("required", None)
    return {**field, "validate": said} if said else field


def _default(field: Mapping[str, Any], text: str) -> Any:
    """What stands in a field at first, where it is a plain value of its kind."""
    match field["type"]:
        case "checkbox":
            return text == "true" or None
        case "number":
            number = float(text) if _DIGITS.fullmatch(text) else None
            return int(number) if number is not None and number.is_integer() else number
        case "datetime":
            return text if _DAY.fullmatch(text) else None
        case "select":
            return text if text in {one["value"] for one in field["values"]} else None
    return None if not text or text.startswith(("${", "#{", "=")) else text


def _said(part: _Element) -> Iterator[tuple[str, Any]]:
    """What must be true of an answer: constraints of Camunda, attributes of Flowable."""
    if part.get("required") == "true":
        yield "required", True
    if part.get("writable") == "false":
        yield "readonly", True
    for one in part.iter("{*}constraint"):
        name, text = one.get("name", ""), one.get("config") or ""
        if name in {"required", "readonly"} and text != "false":
            yield name, True
        elif name in _LIMITS and _DIGITS.fullmatch(text):
            yield _LIMITS[name], float(text) if "." in text else int(text)

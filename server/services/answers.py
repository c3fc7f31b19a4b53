"""An answer as people read it: the form's labels beside what was filled in."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from server.domain.values import Value, Values


def details_of(form: bytes, values: Values) -> tuple[tuple[str, str], ...]:
    """(label, value) for every field of the form that was filled in, in the form's order."""
    return tuple(
        (label, _shown(values[key], dict(options)))
        for key, label, options in _fields(form)
        if values.get(key) not in (None, "", [])
    )


@lru_cache(maxsize=256)
def _fields(form: bytes) -> tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]:
    """Key, label and options (value, label) of every field of a form, at any depth."""
    return tuple(_walk(json.loads(form).get("components", [])))


def _walk(components: list[dict[str, Any]]) -> list[tuple[str, str, tuple[tuple[str, str], ...]]]:
    found: list[tuple[str, str, tuple[tuple[str, str], ...]]] = []
    for component in components:
        if "key" in component:
            options = tuple(
                (str(option["value"]), str(option["label"]))
                for option in component.get("values", [])
            )
            found.append((component["key"], str(component.get("label", "")), options))
        elif "components" in component:
            found.extend(_walk(component["components"]))
    return found


def _shown(value: Value, options: dict[str, str]) -> str:
    if isinstance(value, bool):
        return "✓" if value else "✗"
    if isinstance(value, list):
        return "、".join(_shown(part, options) for part in value)
    if isinstance(value, dict):
        return "；".join(_shown(part, options) for part in value.values())
    return options.get(str(value), str(value))

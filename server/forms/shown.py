"""What a form shows of a case: its fields, and what its expressions and texts speak of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from server.forms.component import FormUnreadable, parsed

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMING = frozenset({"key", "path", "valuesKey"})
"""What in a form names data; of a path, its first step."""
_SPEAKING = re.compile(r"^=(?P<expression>.*)|\{\{(?P<template>.*?)\}\}", re.DOTALL)
_WORD = re.compile(r"[^\W\d]\w*")


def names_shown(form: bytes) -> frozenset[str]:
    """The names of the data that somebody sees who sees the form; none of one that can't be read."""
    try:
        return frozenset(_names("", parsed(form)))
    except FormUnreadable:
        return frozenset()


def _names(word: str, part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for key, inner in part.items():
            yield from _names(key, inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _names("", inner)
    elif isinstance(part, str):
        if word in _NAMING:
            yield part.partition(".")[0]
        for found in _SPEAKING.finditer(part):
            yield from _WORD.findall(found["expression"] or found["template"] or "")

"""Builders for forms, and a clock that stands still."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import orjson

from server.domain.errors import AnswerWrong
from server.forms.checking import MarshmallowForms

NINE_ON_MONDAY = dt.datetime(2026, 3, 9, 1, 0, tzinfo=dt.UTC)
"""09:00 in the county."""


class StoppedClock:
    def now(self) -> dt.datetime:
        return NINE_ON_MONDAY


FORMS = MarshmallowForms(StoppedClock())


def form(*components: dict[str, Any], **more: Any) -> bytes:
    return orjson.dumps({"type": "default", "components": list(components), **more})


def field(kind: str = "textfield", key: str = "answer", **settings: Any) -> dict[str, Any]:
    return {"id": f"Field_{key}", "type": kind, "key": key, **settings}


def rows(path: str, *components: dict[str, Any], **settings: Any) -> dict[str, Any]:
    return {
        "id": f"Field_{path}",
        "type": "dynamiclist",
        "path": path,
        "isRepeating": True,
        "components": list(components),
        **settings,
    }


def group(path: str, *components: dict[str, Any], **settings: Any) -> dict[str, Any]:
    return {"type": "group", "path": path, "components": list(components), **settings}


def hidden_when(condition: str) -> dict[str, Any]:
    return {"conditional": {"hide": f"={condition}"}}


def cleaned(
    form: bytes, values: Mapping[str, Any], context: Mapping[str, Any] | None = None
) -> Mapping[str, Any]:
    return FORMS.check(form, values, context or {})


def faults(
    form: bytes, values: Mapping[str, Any], context: Mapping[str, Any] | None = None
) -> dict[str, str]:
    """The Chinese sentence of each failing field; empty when the answer is taken."""
    try:
        FORMS.check(form, values, context or {})
    except AnswerWrong as refused:
        return {fault.field: fault.zh for fault in refused.faults}
    return {}

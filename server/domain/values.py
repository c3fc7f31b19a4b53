"""What people type and processes remember: any JSON value, with FEEL's dates and numbers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

Value = Any
"""None, bool, Decimal or int, str, date, time, datetime, duration, list of values, or a context."""

Values = Mapping[str, Value]
"""Named values: the answer to a form, the data of a case. The one mapping that crosses floors."""


def plain(value: Value) -> Value:
    """The value as JSON knows it: numbers, ISO text for moments and durations, lists, objects.

    Decimals with at most 15 significant digits keep their value exactly; longer ones become text.
    """
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, Mapping):
        return {str(name): plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value if isinstance(value, float) else str(value)


_EXACT_DIGITS = 15


def _number(value: Decimal) -> int | float | str:
    if value == value.to_integral_value():
        return int(value)
    return float(value) if len(value.as_tuple().digits) <= _EXACT_DIGITS else str(value)


def digest_of(values: Values) -> str:
    """SHA-256 over the values' canonical JSON, hexadecimal: what the journal keeps of them."""
    text = json.dumps(plain(values), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()

"""What people type and processes remember: any JSON value, with FEEL's dates and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Value = Any
"""None, bool, Decimal or int, str, date, time, datetime, duration, list of values, or a context."""

Values = Mapping[str, Value]
"""Named values: the answer to a form, the data of a case. The one mapping that crosses floors."""

"""Every operation that a diagram may name."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from server.services.operations import whistle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.services.operations import Operation

OPERATIONS: Mapping[str, Operation] = MappingProxyType(
    {
        "whistle.precheck": whistle.precheck,
        "whistle.close": whistle.close,
    }
)

"""Every operation that a diagram may name: by itself, or as what a data store reads and writes."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from server.services.operations import stores, whistle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.services.operations import Operation

OPERATIONS: Mapping[str, Operation] = MappingProxyType(
    {
        "bodies.read": stores.bodies,
        "posts.read": stores.posts,
        "catalogue.read": stores.catalogue,
        "whistle.precheck": whistle.precheck,
        "whistle.close": whistle.close,
    }
)

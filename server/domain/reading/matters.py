"""The lists of matters, and what of one is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MatterList(StrEnum):
    """The lists of matters."""

    STARTED = "started"
    """我发起的."""
    DONE = "done"
    """已办."""
    ALL = "all"
    """全县事项."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterQuery:
    """What of a list of matters is asked for."""

    list: MatterList
    search: str = ""
    columns: tuple[str, ...] = ()
    """The columns from the business data that are shown, by their paths, in this order."""

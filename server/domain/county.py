"""What makes a county this county: its name, its hours, and who carries which function."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.domain.ids import BodyId
    from server.domain.workdays import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class WhistleCategory:
    """A heading on the list of what townships may blow a whistle for."""

    key: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A rule of the county as the text it was read from, to be kept word for word."""

    kind: str
    """``county``, ``calendar``, ``clocks`` or ``catalogue``."""
    name: str
    """The year of a calendar; otherwise empty."""
    text: str


class Missed(StrEnum):
    """What becomes of the occurrences of a cycle that passed while the server stood still."""

    ONCE = "once"
    """One is made up for, for all of them."""
    ALL = "all"
    """Each is made up for by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyProfile:
    """The county's own particulars; what differs between counties is data, never code."""

    name: str
    name_en: str
    region_code: str
    sessions: tuple[Session, ...]
    functions: Mapping[str, BodyId]
    """Which body carries a function: ``command_centre`` -> ``cmd``."""
    whistle_categories: tuple[WhistleCategory, ...]
    missed: Missed = Missed.ONCE
    """Where a diagram doesn't say it."""

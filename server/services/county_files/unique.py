"""Notes what stands twice where it may stand once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from server.services.county_files.faults import Faults, Place


def note_repeats(named: Iterable[tuple[str, Place]], faults: Faults) -> None:
    """Note every name that stood on an earlier line already."""
    first: dict[str, int] = {}
    for name, place in named:
        if name in first:
            faults.note(
                place,
                f"“{name}”与第 {first[name]} 行重复，请删去一行或改名。",
                f"“{name}” stands on line {first[name]} already. Remove one or rename it.",
            )
        first.setdefault(name, place.line)

"""What is wrong with an entry of a register among all the others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """What is wrong with a cell of an entry, and what to do."""

    column: str
    zh: str
    en: str


def unknown(column: str, name: str) -> Flaw:
    """Nothing of this name is there."""
    return Flaw(
        column=column,
        zh=f"名册中没有“{name}”，请先登记，或改正写法。",
        en=f"“{name}” is not in the registers. Enter it first, or correct it.",
    )

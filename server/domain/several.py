"""Few of many named, and how many there are: a line of a list has no room for fifty names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMED = 3


def several(names: Sequence[str], of: str, *, are_more: bool = False) -> str:
    """Up to three names in Chinese, and how many there are where there are others.

    ``of``: what they are counted as (人, 个环节). ``are_more``: there are more than these.
    """
    said = "、".join(names[:NAMED])
    return f"{said} 等 {_number(len(names), are_more)} {of}" if names[NAMED:] else said


def several_en(names: Sequence[str], *, are_more: bool = False) -> str:
    """The same in English."""
    said, others = ", ".join(names[:NAMED]), len(names) - NAMED
    return f"{said} and {_number(others, are_more)} more" if others > 0 else said


def _number(number: int, are_more: bool) -> str:  # noqa: FBT001  # of the two above
    return f"{number}+" if are_more else str(number)

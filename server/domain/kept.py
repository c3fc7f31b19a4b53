"""Reading what people typed, which may have been emptied since: its time of keeping is over (0011)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from server.domain.values import Values

EMPTIED = "（已按保存期限清除）", "(emptied: its time of keeping is over)"


def typed(content: Values, name: str) -> str:
    """What was typed under a name; empty where nothing was, or where it was emptied."""
    return str(content.get(name, ""))


def typed_or_emptied(content: Values, name: str) -> tuple[str, str]:
    """What was typed under a name, for sentences in Chinese and in English; or that it was emptied."""
    said = typed(content, name)
    return (said, said) if content else EMPTIED

"""A sentence about a fact, and the names that sentences need."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from server.domain import facts as f


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One fact in words."""

    kind: str
    zh: str
    en: str
    element: str = ""
    digest: str = ""
    """Of what was answered, when there is more to show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names that sentences need."""

    bodies: Mapping[str, tuple[str, str]]
    """Body id -> (Chinese, English)."""
    elements: Mapping[str, tuple[str, str]]
    """Element id -> the name on the diagram (Chinese, English)."""
    flows: Mapping[str, tuple[str, str]]
    """Flow id -> the name on the button that chose it (Chinese, English)."""
    items: Mapping[UUID, f.WorkOffered]
    files: Mapping[UUID, str] = field(default_factory=dict)
    """Document id -> the name it was sent under."""
    persons: Mapping[UUID, tuple[str, str]] = field(default_factory=dict)
    """Person id -> (Chinese, English)."""

    def body(self, body: str) -> tuple[str, str]:
        """A body's names; its id when it is unknown."""
        return self.bodies.get(body, (body, body))

    def person(self, person: UUID | None) -> tuple[str, str]:
        """A person's names; empty for nobody."""
        return self.persons.get(person, ("", "")) if person else ("", "")

    def element(self, element: str, written: str = "") -> tuple[str, str]:
        """An element's names: as a fact wrote it, and English as the version says it now."""
        zh, en = self.elements.get(element, ("", ""))
        return written or zh, en or written

    def step(self, item: UUID) -> tuple[str, str]:
        """The names of the step an item belongs to."""
        offered = self.items.get(item)
        return self.element(offered.element, offered.name) if offered else ("", "")

    def element_of(self, item: UUID) -> str:
        """The element an item belongs to."""
        offered = self.items.get(item)
        return offered.element if offered else ""


def always(zh: str, en: str) -> Callable[[f.Fact, Names], Said]:
    """A fact that says the same each time."""
    return lambda _fact, _names: Said(kind="other", zh=zh, en=en)

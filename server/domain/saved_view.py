"""A view of the inbox that somebody saved under a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from server.domain.ids import BodyId, PersonId, ViewId

MOST_VIEWS = 20
"""Of one person: more than that nobody finds again."""
LONGEST_VIEW_NAME = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """A part of the inbox that somebody comes back to."""

    id: ViewId
    person: PersonId
    """Who saved it, and alone may change it."""
    name: str
    query: str
    """What is asked for, as it stands in the address of the inbox."""
    position: int
    is_default: bool = False
    """Whether the inbox opens with it."""
    body: BodyId | None = None
    """Everybody who has a post in this body may use it."""
    owner: str = ""
    owner_en: str = ""

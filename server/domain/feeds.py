"""Calendars that people subscribe to: what is due for them or in their unit, by a secret address.

Who knows the address gets numbers, steps and moments, and nothing else of the house; so it is kept as
a digest, shown once, can be revoked, and says nothing any more once its person holds no post.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from server.domain.access import led_bodies
from server.domain.errors import NotAllowed, TooManyFeeds

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from server.domain.ids import FeedId, PersonId
    from server.domain.people import Actor

MOST = 10
"""So many one person may have: for a desk, a phone and whoever keeps the unit's calendar."""


class Whose(StrEnum):
    """Whose deadlines a calendar shows."""

    MINE = "mine"
    """Work that the person has."""
    UNIT = "unit"
    """All work of the bodies that the person leads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A calendar that somebody may subscribe to."""

    id: FeedId
    person: PersonId
    whose: Whose
    language: str
    made_at: datetime


def check_new(actor: Actor, whose: Whose, others: Sequence[Feed]) -> None:
    """Refuses one too many, and a unit's to whom no body is led by."""
    if not shows(actor, whose):
        raise NotAllowed
    if len(others) >= MOST:
        raise TooManyFeeds(most=MOST)


def shows(actor: Actor, whose: Whose) -> bool:
    """Whether there is anything that it may show today: who holds no post sees nothing."""
    return bool(actor.seats if whose is Whose.MINE else led_bodies(actor))

"""What somebody has typed for a piece of work so far (暂存)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain import work
from server.domain.errors import DraftKeptElsewhere, NoSuchWork
from server.domain.values import plain

if TYPE_CHECKING:
    from datetime import datetime

    from server.domain.ids import ItemId
    from server.domain.people import Actor
    from server.domain.values import Values
    from server.services.tools import Tools


@dataclass(frozen=True, slots=True, kw_only=True)
class Upon:
    """The draft that somebody went on typing upon."""

    at: datetime | None
    """When it was kept; None: there was none."""


def save_draft(
    tools: Tools, actor: Actor, item_id: ItemId, values: Values, upon: Upon | None = None
) -> datetime:
    """Keeps what the person has typed so far, unchecked; nobody else sees it. Answers when it was kept.

    Where it is said which draft was typed upon, it takes the place of no other one.
    """
    with tools.unit() as unit:
        item = unit.work.find(item_id)
        if item is None or actor.person is None or not work.is_theirs(item, actor):
            raise NoSuchWork
        typed, now = plain(values), tools.clock.now()
        if upon is None:
            unit.work.save_draft(item_id, actor.person, typed, now)
        elif other := unit.work.renew_draft(item_id, actor.person, typed, now, seen=upon.at):
            raise DraftKeptElsewhere(values=other[0], at=other[1])
        unit.commit()
    return now

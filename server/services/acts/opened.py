"""The first look at a piece of work by somebody who may do it; until then it can be taken back (撤回)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.work import WorkState
from server.services.recording import Record
from server.services.repeating import again

if TYPE_CHECKING:
    from server.domain.ids import ItemId
    from server.domain.people import Actor
    from server.services.tools import Tools


@again
def note_opened(tools: Tools, actor: Actor, item_id: ItemId) -> None:
    """Writes down that the work was looked at, once."""
    with tools.unit() as unit:
        item, held = unit.work.hold(item_id)
        if actor.person is None or item.opened_at is not None or item.state is not WorkState.OPEN:
            return  # somebody else was faster
        record = Record(tools, unit, actor)
        record.of_case(held, f.WorkOpened(item=item.id, person=actor.person))
        record.write()
        unit.commit()

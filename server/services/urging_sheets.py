"""What is urged in writing (督办单): the facts of late work, and what its head says will be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.errors import NotUrged
from server.domain.ids import BodyId
from server.domain.kept import typed
from server.domain.ladder import IN_WRITING, Rung
from server.domain.masking import masked
from server.domain.reading import UrgingSheet
from server.services.reckoning import clock_of

if TYPE_CHECKING:
    from server.domain.ids import ItemId
    from server.domain.people import Actor
    from server.services.tools import Tools


def sheet_of(tools: Tools, actor: Actor, item_id: ItemId) -> UrgingSheet:
    """The sheet of late work, for who may look at its clock; refused with ``NotUrged``."""
    clock = clock_of(tools, actor, item_id)
    issued = next((each for each in clock.rungs if each.rung is Rung.URGE), None)
    with tools.unit() as unit:
        county = tools.shelf.county(unit)
        item = unit.work.find(item_id)
        if item is None or item.rung not in IN_WRITING or issued is None:
            raise NotUrged
        answer = unit.waits.urge_answer(item_id)
        said = unit.journal.content(item.root, answer.digest) if answer else {}
        office, _ = county.hears(Rung.CIRCULATE, item.body, item.role, item.clock)
    return UrgingSheet(
        clock=clock,
        issued_at=issued.at,
        office=county.name_of(BodyId(office)),
        answer=answer,
        text=masked(typed(said, "text")),
    )

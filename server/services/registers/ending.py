"""What ends by itself: somebody's time at a post, a secondment (借调), a body (专班).

The registers need no job for it, as every look asks by the day. The work does: what somebody holds
whose time is over goes back to its desk, and what lies with a body that is over goes to the body that
it was merged into, or back to the one that it belonged to, some at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.county_time import day_of
from server.domain.people import SYSTEM
from server.domain.work import WorkState
from server.services.recording import Record
from server.services.repeating import again

if TYPE_CHECKING:
    from datetime import date

    from server.domain.ids import ItemId, PersonId
    from server.domain.reading.registers import Orphan
    from server.services.tools import Tools

AT_ONCE = 20
"""Pieces of work handed back in one transaction: their cases are locked until it is over."""


def look(tools: Tools) -> None:
    """Defers a job where there is anything to hand back; two statements where there is nothing."""
    with tools.unit() as unit:
        day = _today(tools)
        if unit.leavings.left_behind(day, 1) or unit.leavings.of_ended_bodies(day, 1):
            unit.defer("hand_back", {}, key="hand_back")
            unit.commit()


def hand_back(tools: Tools) -> None:
    """Hands all of it back, some at a time; done again it finds nothing."""
    while _hand_some_back(tools):
        pass


@again
def _hand_some_back(tools: Tools) -> bool:
    """Hands the next few back; False when nothing is left."""
    with tools.unit() as unit:
        day, record = _today(tools), Record(tools, unit, SYSTEM)
        left = unit.leavings.left_behind(day, AT_ONCE)
        for item, person in left:
            _to_desk(record, item, person)
        # What has just gone back to the desk of a body that is over is found the next time.
        orphans = () if left else unit.leavings.of_ended_bodies(day, AT_ONCE)
        head_of = tools.shelf.county(unit).head_role
        for orphan in orphans:
            _to_body(record, orphan, head_of(orphan.body))
        record.write()
        unit.commit()
    return bool(left or orphans)


def _to_desk(record: Record, item_id: ItemId, person: PersonId) -> None:
    item, held = record.unit.work.hold(item_id)
    if item.state is WorkState.OPEN and item.holder == person:
        back = f.WorkHandedOn(item=item.id, person=person, to=None, name=item.name)
        record.of_case(held, back)


def _to_body(record: Record, orphan: Orphan, head: str) -> None:
    """To the same role of the body that takes over, or to its head where it has none."""
    item, held = record.unit.work.hold(orphan.item)
    if item.state is WorkState.OPEN and item.body == orphan.former:
        back = f.WorkHandedBack(
            item=item.id,
            body=orphan.body,
            role=item.role if orphan.has_role else head,
            former=orphan.former,
            name=item.name,
        )
        record.of_case(held, back)


def _today(tools: Tools) -> date:
    return day_of(tools.clock.now())

"""Try again what failed by itself, when the cause was mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.access import require
from server.domain.errors import Refusal
from server.services.recording import Record
from server.services.repeating import again, once
from server.services.timekeeping import move_on

if TYPE_CHECKING:
    from server.domain.ids import CaseId, TimerId
    from server.domain.people import Actor
    from server.services.tools import Tools


def retry(tools: Tools, actor: Actor, case: CaseId, request_key: str | None = None) -> int:
    """Tries again what failed in a matter and its branches; gives how many steps went through.

    Each is an act of its own. Refused, when all were tried, with what the first of them fails by;
    the same request may then be sent again.
    """
    require(actor, "administer")
    asked = ("retry", case)
    with tools.unit() as unit:
        before = once(unit, actor, request_key, asked).answer
        if before is not None:
            return int(before["steps"])
        failed = unit.waits.incidents(unit.cases.root_of(case))
    done, failures = 0, []
    for timer in failed:
        try:
            done += _fire_again(tools, actor, timer)
        except Refusal as failure:
            failures.append(failure)
    if failures:
        raise failures[0]
    with tools.unit() as unit:
        once(unit, actor, request_key, asked).keep({"steps": done})
        unit.commit()
    return done


@again
def _fire_again(tools: Tools, actor: Actor, timer: TimerId) -> bool:
    """Closes an incident by firing its timer; False when another was faster."""
    with tools.unit() as unit:
        found = unit.waits.hold_timer(timer)
        if found is None:
            return False
        record = Record(tools, unit, actor)
        record.of_case(found[1], f.IncidentClosed(incident=timer))
        move_on(record, *found)
        unit.commit()
    return True

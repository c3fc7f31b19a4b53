"""Write down a push that failed, in an act of its own, so that it can be carried out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.errors import BusyNow
from server.domain.ids import CaseId, SubjectId
from server.domain.people import SYSTEM
from server.services.incidents import (
    COMPLETE,
    DELIVER,
    FIRE,
    PushFailed,
    close,
    is_same,
    opened,
)
from server.services.messages import Heard
from server.services.recording import Record
from server.services.repeating import again, once
from server.services.unbegun import report_start

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from server.domain.ids import Token
    from server.domain.ports import Unit
    from server.services.tools import Tools

_WAITING: Mapping[str, Callable[[Unit, CaseId], Collection[Token]]] = {
    FIRE: lambda unit, case: unit.waits.timers(case),
    DELIVER: lambda unit, case: unit.waits.listening(case),
    COMPLETE: lambda unit, case: unit.work.open_tokens(case),
}
"""What waits at the places of a case, by the push that would move it on."""


@again
def report(tools: Tools, pushed: PushFailed, request_key: str | None = None) -> None:
    """Opens an incident, unless it is open already or the place waits no longer.

    What came to a place that another left or failed at meanwhile would be lost so, and is refused
    with ``BusyNow``: it is for somebody else.
    """
    with tools.unit() as unit:
        request = once(unit, SYSTEM, request_key, ("deliver",))
        if request.answer is not None:
            return
        record = Record(tools, unit, SYSTEM)
        if pushed.failed.start is None:
            _report_case(record, pushed)
        else:
            report_start(record, pushed, pushed.failed.start)
        record.write()
        request.keep(Heard().answer)
        unit.commit()


def _report_case(record: Record, pushed: PushFailed) -> None:
    unit, failed = record.unit, pushed.failed
    held = unit.cases.hold(CaseId(failed.subject))
    there = unit.incidents.of_subject(SubjectId(held.id)) if held.is_stuck else ()
    before = [one for one in there if one.token == failed.token]
    is_waiting = failed.token in _WAITING[failed.push](unit, held.id)
    if failed.push == DELIVER and (before or not is_waiting):
        raise BusyNow
    if not is_waiting:
        return
    fact = opened(record, pushed, held, held.root)
    if any(is_same(one, fact) for one in before):
        return
    close(record, held, {failed.token})
    record.of_case(held, fact)
    if failed.push == FIRE:  # other places are put off by their incident
        unit.waits.put_off(unit.waits.timers(held.id)[failed.token].id)

"""Cases that could not begin: an incident of their process keeps what would have begun them.

The place that failed is the start event. Of a timer it is one place however many moments fail there,
as what was missed is made up for once; each message or signal is a place of its own, so that none is
lost. The clock itself goes on, unless its next moment is what can't be told.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.errors import BusyNow, DatabaseAway, Refusal
from server.domain.ids import SubjectId, subject_named
from server.domain.process import TriggerKind
from server.services.beginning import go_on
from server.services.incidents import is_same, opened
from server.services.messages import Sent

if TYPE_CHECKING:
    from collections.abc import Collection

    from server.domain.ids import ProcessKey
    from server.domain.ports import HeldIncident, HeldStart, Unit
    from server.domain.process import Trigger
    from server.services.incidents import PushFailed
    from server.services.recording import Record


def report_start(record: Record, pushed: PushFailed, start: HeldStart) -> None:
    """Opens an incident of a case that did not begin, unless others have dealt with it."""
    if start.trigger.kind is TriggerKind.TIMER:
        _report_moment(record, pushed, start)
    else:
        _report_message(record, pushed, start)


def _report_moment(record: Record, pushed: PushFailed, start: HeldStart) -> None:
    now = record.unit.starts.hold(start.id)
    if now is None or now.is_put_off or now.occurrence != start.occurrence:
        return
    stands = not _goes_on(record, now)
    subject = SubjectId(pushed.failed.subject)
    fact = replace(opened(record, pushed, start, subject), stands=now.id if stands else None)
    before = [one for one in record.unit.incidents.of_subject(subject) if one.token == fact.token]
    if not stands and any(is_same(one, fact) for one in before):
        return
    record.of_subject(subject, *(f.IncidentClosed(incident=one.id) for one in before), fact)


def _goes_on(record: Record, start: HeldStart) -> bool:
    """Lets a clock go on to its next moment, if that can be told."""
    try:
        go_on(record, start, None)
    except (BusyNow, DatabaseAway):
        raise
    except Refusal:
        return False
    return True


def _report_message(record: Record, pushed: PushFailed, start: HeldStart) -> None:
    sent = Sent.read(pushed.failed.sent)
    if not _is_to_be_kept(record, sent):
        return
    subject = SubjectId(pushed.failed.subject)
    fact = opened(record, pushed, start, subject)
    place = f"{fact.token}/{fact.incident}"
    record.of_subject(subject, replace(fact, token=place))
    sent.told(record, f.MessageHeldBack(incident=fact.incident))


def _is_to_be_kept(record: Record, sent: Sent) -> bool:
    """Whether a message that lay in the keep lies there still; any other was on its way."""
    if sent.kind != TriggerKind.MESSAGE or sent.message is None:
        return True
    record.unit.messages.close(sent.name)
    kept = record.unit.messages.first(sent.name, "", record.moment)
    return kept is not None and kept.id == sent.message


def clocks_of(unit: Unit, incident: HeldIncident) -> tuple[HeldStart, ...]:
    """The timer by which the case would begin in the newest version; none if it is gone."""
    there = unit.starts.of(incident.process) if incident.process is not None else ()
    return tuple(one for one in there if _is_clock(incident, one.trigger))


def settled(
    unit: Unit, process: ProcessKey, triggers: Collection[Trigger]
) -> tuple[f.IncidentClosed, ...]:
    """What a new version settles: failed timers that it has no more, or that it fires anew.

    What a message would have begun stays, for the message is not to be lost.
    """
    put_off = {one.trigger for one in unit.starts.of(process) if one.is_put_off}
    going_on = [one for one in triggers if one not in put_off]
    return tuple(
        f.IncidentClosed(incident=one.id)
        for one in unit.incidents.of_subject(subject_named("process", process))
        if "/" not in one.token and not any(_is_clock(one, trigger) for trigger in going_on)
    )


def _is_clock(incident: HeldIncident, trigger: Trigger) -> bool:
    """Whether this is the timer that failed; in a newer version another thing may begin cases there."""
    return trigger.kind is TriggerKind.TIMER and is_place(incident, trigger)


def is_place(incident: HeldIncident, trigger: Trigger) -> bool:
    """Whether this start event stands where the case did not begin."""
    return incident.token.partition("/")[0] == trigger.element

"""Carry out again what failed, when the cause was mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.access import require
from server.domain.errors import DoerGone, NoSuchIncident, ProposalVoid, Refusal, SignatureWanted
from server.domain.ids import CaseId
from server.services import delivering, timekeeping, working
from server.services.beginning import begin_late
from server.services.incidents import COMPLETE, DELIVER, FIRE
from server.services.messages import Ear, Sent
from server.services.recording import Record
from server.services.repeating import again, once
from server.services.running import Run
from server.services.unbegun import clocks_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from server.domain.ids import IncidentId
    from server.domain.people import Actor
    from server.domain.ports import HeldCase, HeldIncident, Unit
    from server.domain.values import Values
    from server.services.running import Agreed
    from server.services.tools import Tools


@again
def retry(tools: Tools, actor: Actor, incident: IncidentId, request_key: str | None = None) -> None:
    """Carries out again what failed; refused with what it fails by, all then staying as it was."""
    require(actor, "administer")
    with tools.unit() as unit:
        request = once(unit, actor, request_key, ("retry", incident))
        if request.answer is not None:
            return
        record = Record(tools, unit, actor)
        carry_out(record, *unit.incidents.hold(incident))
        record.write()
        request.keep({})
        unit.commit()


def retry_all(tools: Tools, actor: Actor, case: CaseId, request_key: str | None = None) -> int:
    """Carries out again what failed in a matter and its branches; gives how many went through.

    Each is an act of its own. Refused, when all were tried, with what the first of them fails by;
    the same request may then be sent again.
    """
    require(actor, "administer")
    asked = ("retry", case)
    with tools.unit() as unit:
        before = once(unit, actor, request_key, asked).answer
        if before is not None:
            return int(before["steps"])
        failed = unit.incidents.of_matter(unit.cases.root_of(case))
    done, failures = 0, []
    for incident in failed:
        try:
            retry(tools, actor, incident.id)
            done += 1
        except NoSuchIncident:
            continue  # another was faster
        except Refusal as failure:
            failures.append(failure)
    if failures:
        raise failures[0]
    with tools.unit() as unit:
        once(unit, actor, request_key, asked).keep({"steps": done})
        unit.commit()
    return done


def carry_out(
    record: Record, incident: HeldIncident, held: HeldCase | None, agreed: Agreed | None = None
) -> None:
    """Lays the push that failed on its held case again, or begins the case that did not begin.

    Refused with ``ProposalVoid`` when it never comes to what was agreed to be passed over.
    """
    run = Run(record, record.tools.shelf.county(record.unit), agreed)
    given = record.unit.journal.content(incident.root, incident.digest)
    if held is not None:
        _AGAIN[incident.push](run, incident, held, given)
    else:
        _begin(run, incident, given)
    if run.agreed is not None:
        raise ProposalVoid


def _begin(run: Run, incident: HeldIncident, given: Values) -> None:
    # First, as it stands in the journal of the process: whoever deploys or begins a case meanwhile writes
    # there too, and then this is carried out anew.
    run.record.of_subject(incident.subject, f.IncidentClosed(incident=incident.id))
    if given["sent"]:
        delivering.hand_again(run, incident, Sent.read(given["sent"]), given["given"])
    else:
        for start in clocks_of(run.unit, incident):
            begin_late(run, start)


def _fire(run: Run, incident: HeldIncident, held: HeldCase, _given: Values) -> None:
    timekeeping.move_on(run, run.unit.waits.timers(held.id)[incident.token], held)


def _deliver(run: Run, incident: HeldIncident, held: HeldCase, given: Values) -> None:
    element = run.unit.waits.listening(held.id)[incident.token]
    ear = Ear(held=held, token=incident.token, element=element)
    delivering.move_on(run, ear, Sent.read(given["sent"]), given["given"])


def _complete(run: Run, incident: HeldIncident, held: HeldCase, given: Values) -> None:
    """What a person had completed is handed in again in that person's name."""
    check_signed(run.unit, incident)
    item, _ = run.unit.work.hold(run.unit.work.open_tokens(held.id)[incident.token])
    doer = incident.person and run.unit.people.actor_of(incident.person, run.record.today)
    if not doer:
        raise DoerGone
    answer = working.Answer(values=given["given"], choice=given["choice"])
    working.hand_in(run, doer, item, held, answer)


def check_signed(unit: Unit, incident: HeldIncident) -> None:
    """Refuses with ``SignatureWanted`` where a last signature failed: it was not kept, and is its signer's."""
    if incident.push != COMPLETE:
        return
    item = unit.work.find(unit.work.open_tokens(CaseId(incident.subject))[incident.token])
    if item is not None and item.submission is not None:
        raise SignatureWanted


_AGAIN: Mapping[str, Callable[[Run, HeldIncident, HeldCase, Values], None]] = {
    FIRE: _fire,
    DELIVER: _deliver,
    COMPLETE: _complete,
}

"""Pass over an element that fails, as if it were done: one person proposes it, a second agrees."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.access import administrator_in
from server.domain.errors import (
    NoSuchFlow,
    NothingProposed,
    OnlyProposerWithdraws,
    ProposalVoid,
    SecondPersonWanted,
)
from server.domain.ids import CaseId
from server.domain.moves import Skip
from server.services.correcting import a_reason
from server.services.incidents import name_of, tell
from server.services.recording import Record
from server.services.repeating import again, once
from server.services.retrying import carry_out, check_signed
from server.services.running import Agreed

if TYPE_CHECKING:
    from server.domain.ids import IncidentId, PersonId
    from server.domain.people import Actor
    from server.domain.ports import HeldIncident, Proposal, Unit
    from server.domain.values import Values
    from server.services.tools import Tools


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    """What is to stand in place of a failing element."""

    reason: str
    values: Values = field(default_factory=dict)
    flow: str | None = None
    """The flow to go on by; None: as the diagram says after these values."""


@again
def propose(
    tools: Tools,
    actor: Actor,
    incident_id: IncidentId,
    instead: Instead,
    request_key: str | None = None,
) -> None:
    """Proposes to pass over the failing element; an earlier proposal is replaced."""
    person = administrator_in(actor)
    reason = a_reason(instead.reason)
    with tools.unit() as unit:
        asked = ("skip", incident_id, instead.values, instead.flow, reason)
        request = once(unit, actor, request_key, asked)
        if request.answer is not None:
            return
        incident, held = unit.incidents.hold(incident_id)
        check_signed(unit, incident)
        record = Record(tools, unit, actor)
        _check_flow(record, incident, instead.flow)
        content = {"values": instead.values, "flow": instead.flow, "reason": reason}
        proposed = f.SkipProposed(
            incident=incident.id,
            person=person,
            digest=record.content(incident.root, content),
            revision=revision_of(unit, incident),
            element=incident.element,
            name=name_of(record, incident.version, incident.element),
            version=incident.version,
        )
        tell(record, incident, held, proposed)
        record.write()
        request.keep({})
        unit.commit()


@again
def withdraw(
    tools: Tools, actor: Actor, incident_id: IncidentId, request_key: str | None = None
) -> None:
    """Takes one's own proposal back."""
    person = administrator_in(actor)
    with tools.unit() as unit:
        request = once(unit, actor, request_key, ("withdraw-skip", incident_id))
        if request.answer is not None:
            return
        incident, held = unit.incidents.hold(incident_id)
        if _proposal(incident).person != person:
            raise OnlyProposerWithdraws
        record = Record(tools, unit, actor)
        tell(record, incident, held, f.SkipWithdrawn(incident=incident.id))
        record.write()
        request.keep({})
        unit.commit()


@again
def agree(
    tools: Tools, actor: Actor, incident_id: IncidentId, request_key: str | None = None
) -> None:
    """Agrees as the second person: what failed is carried out again, the element passed over."""
    person = administrator_in(actor)
    with tools.unit() as unit:
        request = once(unit, actor, request_key, ("agree-to-skip", incident_id))
        if request.answer is not None:
            return
        incident, held = unit.incidents.hold(incident_id)
        proposal = _checked(unit, incident, person)
        record = Record(tools, unit, actor)
        agreed = f.SkipAgreed(incident=incident.id, person=person, proposer=proposal.person)
        tell(record, incident, held, agreed)
        carry_out(record, incident, held, _agreed(unit, incident, proposal))
        record.write()
        request.keep({})
        unit.commit()


def _check_flow(record: Record, incident: HeldIncident, flow: str | None) -> None:
    """Refuses a flow that does not lead on from the failing element."""
    sources = record.tools.shelf.sources(record.unit, incident.version)
    flows = record.tools.engine.learn(incident.version, sources).flows.get(incident.element, ())
    if flow is not None and flow not in {one.flow for one in flows}:
        raise NoSuchFlow(flow=flow, flows=", ".join(one.flow for one in flows) or "-")


def revision_of(unit: Unit, incident: HeldIncident) -> int:
    """How far the case has moved, and the one inside which the step failed; neither ever goes back.

    A case that did not begin would begin by the newest version, so that one's number is told.
    """
    if incident.process is not None:
        newest = unit.processes.newest(incident.process)
        return newest.number if newest else 0
    cases = {incident.subject, incident.inside}
    return sum(unit.cases.find(CaseId(case)).revision for case in cases)


def _proposal(incident: HeldIncident) -> Proposal:
    if incident.proposal is None:
        raise NothingProposed
    return incident.proposal


def _checked(unit: Unit, incident: HeldIncident, person: PersonId) -> Proposal:
    proposal = _proposal(incident)
    if proposal.person == person:
        raise SecondPersonWanted
    if proposal.revision != revision_of(unit, incident):
        raise ProposalVoid
    return proposal


def _agreed(unit: Unit, incident: HeldIncident, proposal: Proposal) -> Agreed:
    content = unit.journal.content(incident.root, proposal.digest)
    skip = Skip(element=incident.element, values=content["values"], flow=content["flow"])
    return Agreed(version=incident.version, skip=skip)

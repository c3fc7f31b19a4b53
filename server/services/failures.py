"""What failed, as pages and the API show it: everybody sees that it stands, administrators why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from server.domain.access import may, require
from server.domain.ids import CaseId
from server.domain.masking import Mask
from server.domain.reading import Incident, Mending, Proposed
from server.services.masking import fields_of
from server.services.skipping import revision_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from server.domain.ids import IncidentId, ProcessKey
    from server.domain.people import Actor
    from server.domain.ports import HeldIncident, Unit
    from server.domain.process import Model
    from server.domain.reading import IncidentRow
    from server.domain.values import Values
    from server.services.tools import Tools

    Names = Mapping[UUID, tuple[str, str]]

A_LIST = 50


def open_incidents(
    tools: Tools,
    actor: Actor,
    process: ProcessKey | None = None,
    after: IncidentId | None = None,
    limit: int = A_LIST,
) -> tuple[IncidentRow, ...]:
    """The county's incidents, newest first; of one process; those after one."""
    require(actor, "administer")
    with tools.unit() as unit:
        return tuple(
            replace(row, step=step[0], step_en=step[1])
            for row in unit.incidents.open_ones(process, after, limit)
            for model in [tools.engine.learn(row.version, tools.shelf.sources(unit, row.version))]
            for step in [_step(model, row.element)]
        )


def incident(tools: Tools, actor: Actor, incident_id: IncidentId) -> tuple[CaseId | None, Incident]:
    """One incident with the matter it belongs to; None for a case that did not begin."""
    require(actor, "administer")
    with tools.unit() as unit:
        found = unit.incidents.find(incident_id)
        digests = [found.digest, *([found.proposal.digest] if found.proposal else [])]
        mask = Mask(fields=fields_of(tools.shelf.sources(unit, found.version)))
        contents = {
            digest: mask.values(unit.journal.content(found.root, digest)) for digest in digests
        }
        matter = CaseId(found.root) if found.process is None else None
        return matter, _told(tools, unit, actor, found, contents, _who(unit, actor, found))


def of_matter(
    tools: Tools, actor: Actor, unit: Unit, root: CaseId, contents: Mapping[str, Values]
) -> tuple[Incident, ...]:
    """What failed in a matter and its branches, the longest ago first."""
    every = unit.incidents.of_matter(root)
    names = _who(unit, actor, *every)
    return tuple(_told(tools, unit, actor, found, contents, names) for found in every)


def _who(unit: Unit, actor: Actor, *every: HeldIncident) -> Names:
    """The names of all persons who have to do with these, for who may mend them."""
    persons = {one.person for one in every} | {one.proposal.person for one in every if one.proposal}
    known = [person for person in persons if person is not None]
    return unit.views.names_of(known) if known and may(actor, "administer") else {}


def _told(  # all that is known of one
    tools: Tools,
    unit: Unit,
    actor: Actor,
    found: HeldIncident,
    contents: Mapping[str, Values],
    names: Names,
) -> Incident:
    model = tools.engine.learn(found.version, tools.shelf.sources(unit, found.version))
    step, step_en = _step(model, found.element)
    is_mender = may(actor, "administer")
    return Incident(
        id=found.id,
        element=found.element,
        step=step,
        step_en=step_en,
        since=found.at,
        mending=_mending(unit, actor, found, contents, names, model) if is_mender else None,
    )


def _mending(  # all that is known of one
    unit: Unit,
    actor: Actor,
    found: HeldIncident,
    contents: Mapping[str, Values],
    names: Names,
    model: Model,
) -> Mending:
    content = contents.get(found.digest, {})
    who = names.get(found.person, ("", "")) if found.person else ("", "")
    return Mending(
        cause=content.get("cause", ""),
        cause_en=content.get("cause_en", ""),
        read=content.get("read", {}),
        given=content.get("given", {}),
        who=who[0],
        who_en=who[1],
        proposal=_proposed(unit, actor, found, contents, names),
        flows=model.flows.get(found.element, ()),
    )


def _proposed(
    unit: Unit,
    actor: Actor,
    found: HeldIncident,
    contents: Mapping[str, Values],
    names: Names,
) -> Proposed | None:
    proposal = found.proposal
    if proposal is None:
        return None
    content = contents.get(proposal.digest, {})
    is_mine = actor.person == proposal.person
    is_void = revision_of(unit, found) != proposal.revision
    who, who_en = names.get(proposal.person, ("", ""))
    return Proposed(
        who=who,
        who_en=who_en,
        at=proposal.at,
        values=content.get("values", {}),
        flow=content.get("flow") or "",
        reason=content.get("reason", ""),
        is_void=is_void,
        may_agree=actor.person is not None and not is_mine and not is_void,
        may_withdraw=is_mine,
    )


def _step(model: Model, element: str) -> tuple[str, str]:
    """The name of an element in both languages; its id when it has none."""
    zh, en = model.names.get(element, ("", ""))
    return zh or element, en or element

"""Change the data of a case in which a step failed: who, when, what, and why stay in its journal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.access import require
from server.domain.errors import NothingBegan, NothingToCorrect, ReasonWanted, UnknownNames
from server.domain.ids import CaseId
from server.domain.reading.inbox import URGENCIES
from server.domain.restoring import restored
from server.domain.values import plain
from server.services.describing import file_anew
from server.services.masking import fields_of
from server.services.recording import Record
from server.services.repeating import again, once
from server.services.retrying import carry_out

if TYPE_CHECKING:
    from server.domain.ids import IncidentId
    from server.domain.people import Actor
    from server.domain.ports import HeldCase, HeldIncident
    from server.domain.values import Value, Values
    from server.services.tools import Tools

REASON_LETTERS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What is to be changed, and why."""

    values: Values
    """New values by name; the others stay."""
    reason: str
    then_retry: bool = False
    """Whether what failed is carried out again at once: both together, or neither."""


@again
def correct(
    tools: Tools,
    actor: Actor,
    incident_id: IncidentId,
    correction: Correction,
    request_key: str | None = None,
) -> None:
    """Corrects the data of the case in which a step failed, and may carry it out again."""
    require(actor, "administer")
    reason = a_reason(correction.reason)
    with tools.unit() as unit:
        asked = ("correct", incident_id, correction.values, reason, correction.then_retry)
        request = once(unit, actor, request_key, asked)
        if request.answer is not None:
            return
        incident, held = unit.incidents.hold(incident_id)
        if held is None:
            raise NothingBegan
        record = Record(tools, unit, actor)
        is_inside = incident.inside == held.id
        inside = held if is_inside else unit.cases.hold(CaseId(incident.inside))
        known = _known(record, incident, inside)
        _check_names(record, inside, known, correction.values)
        fields = fields_of(tools.shelf.sources(unit, inside.version))
        values = restored(plain(correction.values), known, fields)
        _write(record, incident, inside, values, reason)
        _urge(record, inside, values.get("urgency"))
        record.write()
        if correction.then_retry:
            unit.flush()
            carry_out(record, *unit.incidents.hold(incident_id))
            record.write()
        request.keep({})
        unit.commit()


def a_reason(text: str) -> str:
    """What was typed as a reason; refused when there is none."""
    reason = text.strip()
    if not reason or len(reason) > REASON_LETTERS:
        raise ReasonWanted(letters=REASON_LETTERS)
    return reason


def _known(record: Record, incident: HeldIncident, inside: HeldCase) -> Values:
    """The data of the case, as what failed has read it."""
    read = record.unit.journal.content(incident.root, incident.digest).get("read", {})
    return {**inside.outer, **inside.data, **read}


def _check_names(record: Record, inside: HeldCase, known: Values, values: Values) -> None:
    """Refuses names that the case does not have and that its process never mentions."""
    sources = record.tools.shelf.sources(record.unit, inside.version)
    mentioned = record.tools.engine.learn(inside.version, sources).known
    unknown = [name for name in values if name not in known and name not in mentioned]
    if unknown:
        raise UnknownNames(names=", ".join(unknown), known=", ".join(sorted(known)) or "-")


def _write(
    record: Record, incident: HeldIncident, inside: HeldCase, values: Values, reason: str
) -> None:
    changed = {
        name: value
        for name, value in values.items()
        if name not in inside.data or inside.data[name] != value
    }
    if not changed:
        raise NothingToCorrect
    before = {name: inside.data.get(name) for name in changed}
    told = record.unit.journal.content(incident.root, incident.digest)
    now = {**told, "read": {**told.get("read", {}), **changed}}
    corrected = f.DataCorrected(
        incident=incident.id,
        names=tuple(sorted(changed)),
        before=record.content(inside.root, before),
        after=record.content(inside.root, changed),
        reason=record.content(inside.root, {"reason": reason}),
        digest=record.content(incident.root, now),
    )
    record.of_case(inside, corrected)
    record.state(inside.id, inside.saved, {**inside.data, **changed})


def _urge(record: Record, inside: HeldCase, urgency: Value) -> None:
    """A matter is as urgent as its data says, if it says so in a word that lists know."""
    matter = replace(inside.matter, urgency=str(urgency))
    if inside.parent is None and matter.urgency in URGENCIES and matter != inside.matter:
        record.title(inside.id, inside.title, matter.urgency)
        file_anew(record, matter)

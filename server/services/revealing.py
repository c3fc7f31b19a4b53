"""Show personal data to who does not handle the matter, for a reason that stays in its journal (显示).

Whoever sees the case has it shown there; who was asked beside its work, what they are asked about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain import asides
from server.domain import facts as f
from server.domain.access import body_of, person_in
from server.services.auditing import check_sight
from server.services.correcting import a_reason
from server.services.recording import Record
from server.services.repeating import again, once

if TYPE_CHECKING:
    from server.domain.ids import AsideId, CaseId
    from server.domain.people import Actor
    from server.services.tools import Tools


def show_personal_data(
    tools: Tools, actor: Actor, case: CaseId, reason: str, request_key: str | None = None
) -> CaseId:
    """Shows the personal data of a matter to the actor for the rest of the day; gives the matter.

    For whoever may see the case; refused with ``ReasonWanted`` without one.
    """
    root = check_sight(tools, actor, case)
    _show(tools, actor, root, reason, request_key)
    return root


def show_beside(
    tools: Tools, actor: Actor, aside: AsideId, reason: str, request_key: str | None = None
) -> None:
    """The same to whoever is asked beside work, of what they are shown of it; the case stays closed to them."""
    with tools.unit() as unit:
        root = asides.check_sight(unit.asides.find(aside), actor).root
    _show(tools, actor, root, reason, request_key)


@again
def _show(tools: Tools, actor: Actor, root: CaseId, reason: str, request_key: str | None) -> None:
    person, why = person_in(actor), a_reason(reason)
    with tools.unit() as unit:
        request = once(unit, actor, request_key, ("show personal data", root, why))
        if request.answer is not None:
            return
        held = unit.cases.hold(root)
        record = Record(tools, unit, actor)
        digest = record.content(root, {"reason": why})
        body = body_of(actor) or ""
        record.of_case(held, f.PersonalDataShown(person=person, body=body, digest=digest))
        record.write()
        request.keep({})
        unit.commit()

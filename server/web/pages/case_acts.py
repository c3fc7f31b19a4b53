"""The page of an act on a whole case: as that of an act on a piece of work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request

from server.domain.errors import Invalid
from server.domain.ids import CaseId
from server.services import acting_on_cases
from server.services.acting import named
from server.web.act_forms import act_page, read_given
from server.web.addresses import link, onward
from server.web.context import actor, tools, wants_json
from server.web.gate import needs
from server.web.problems import refused

if TYPE_CHECKING:
    from uuid import UUID

    from flask.typing import ResponseReturnValue

case_acts = Blueprint("case_acts", __name__)


@case_acts.get("/cases/<uuid:case>/acts/<act>")
@needs()
def page(case: UUID, act: str) -> ResponseReturnValue:
    """Shows an act before it is carried out."""
    return act_page(acting_on_cases.look(tools(), actor(), CaseId(case), named(act)))


@case_acts.post("/cases/<uuid:case>/acts/<act>")
@needs()
def carry_out(case: UUID, act: str) -> ResponseReturnValue:
    """Carries an act out; what isn't right comes back with what was typed, or when it is only looked at."""
    number, chosen = CaseId(case), named(act)
    if "look" in request.form:
        return act_page(acting_on_cases.look(tools(), actor(), number, chosen))
    try:
        key = request.form.get("idempotency_key")
        root = acting_on_cases.act(tools(), actor(), number, chosen, read_given(), key)
    except Invalid as refusal:
        if wants_json():
            return refused(refusal)
        return act_page(acting_on_cases.look(tools(), actor(), number, chosen), refusal)
    return onward(link("case", case=root, acted=chosen))

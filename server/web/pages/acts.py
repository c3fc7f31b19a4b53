"""The page of an act: what it means, what it asks for, what will happen; then it is carried out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request

from server.domain.errors import Invalid
from server.domain.ids import BodyId, ItemId
from server.services import acting
from server.web.act_forms import act_page, chosen_people, is_looked_at, read_given
from server.web.addresses import link, onward
from server.web.context import actor, tools, wants_json
from server.web.gate import needs
from server.web.problems import refused

if TYPE_CHECKING:
    from uuid import UUID

    from flask.typing import ResponseReturnValue

    from server.domain.acts import Act
    from server.domain.errors import Refusal

acts = Blueprint("acts", __name__)


@acts.get("/work/<uuid:item>/acts/<act>")
@needs()
def page(item: UUID, act: str) -> ResponseReturnValue:
    """Shows an act before it is carried out."""
    return _shown(ItemId(item), acting.named(act))


@acts.post("/work/<uuid:item>/acts/<act>")
@needs()
def carry_out(item: UUID, act: str) -> ResponseReturnValue:
    """Carries an act out; what isn't right comes back with what was typed, and so do people of another body."""
    number, chosen = ItemId(item), acting.named(act)
    if is_looked_at():
        return _shown(number, chosen)
    try:
        key = request.form.get("idempotency_key")
        case = acting.act(tools(), actor(), number, chosen, read_given(), key)
    except Invalid as refusal:
        return refused(refusal) if wants_json() else _shown(number, chosen, refusal)
    return onward(link("case", case=case, acted=chosen, item=number))


def _shown(item: ItemId, act: Act, refusal: Refusal | None = None) -> ResponseReturnValue:
    body = request.values.get("body", "")
    shown = acting.look(
        tools(), actor(), item, act, BodyId(body) if body else None, tuple(chosen_people())
    )
    return act_page(shown, refusal)

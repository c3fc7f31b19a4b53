"""Who stands in for whom: one's own page; and by which of several posts one works."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request
from flask import session as browser_session

from server.domain.county_time import day_of
from server.domain.errors import Refusal
from server.domain.ids import SubstitutionId
from server.services import finding, standing_in
from server.web.addresses import link, on_site
from server.web.api.speaking import loaded
from server.web.api.taken_people import SubstitutionIn, wanted_in
from server.web.context import actor, language, tools
from server.web.gate import SEAT, needs
from server.web.plain_forms import labelled
from server.web.problems import faults_in
from server.web.substitute_form import substitute_form

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

substitutes = Blueprint("substitutes", __name__)
USUAL = timedelta(days=7)


@substitutes.get("/me/substitutes")
@needs()
def page() -> ResponseReturnValue:
    """Lists who stands in for whom, with the form for one's own posts."""
    today = day_of(tools().clock.now())
    until = today + USUAL
    return _shown({"valid_from": [today.isoformat()], "valid_to": [until.isoformat()]})


@substitutes.post("/me/substitutes")
@needs()
def make() -> ResponseReturnValue:
    """Lets a colleague stand in; what was refused comes back with what was typed."""
    typed = request.form.to_dict(flat=False)
    given = {name: values[0] for name, values in typed.items() if name != "processes"}
    key = given.pop("idempotency_key", None)
    try:
        said = loaded(SubstitutionIn, given | {"processes": typed.get("processes", [])})
        standing_in.make(tools(), actor(), wanted_in(said), key)
    except Refusal as refusal:
        return _shown(typed, refusal)
    return redirect(link("substitutes"), 303)


@substitutes.post("/me/substitutes/<uuid:substitution>/end")
@needs()
def end(substitution: UUID) -> ResponseReturnValue:
    """Ends a substitution before its last day."""
    key = request.form.get("idempotency_key")
    standing_in.end(tools(), actor(), SubstitutionId(substitution), key)
    return redirect(link("substitutes"), 303)


@substitutes.post("/me/post")
@needs()
def act_by() -> ResponseReturnValue:
    """Keeps by which of their posts a person works from now on, and goes on from the inbox."""
    browser_session[SEAT] = request.form.get("seat", "")
    return redirect(on_site(request.form.get("next", "")), 303)


def _shown(typed: dict[str, list[str]], refusal: Refusal | None = None) -> ResponseReturnValue:
    faults = faults_in(refusal) if refusal else []
    processes = finding.processes(tools())
    colleagues = standing_in.colleagues(tools(), actor())
    fields = substitute_form(actor(), colleagues, processes, typed, faults)
    answer = render_template(
        "substitutes.html",
        rows=standing_in.of_mine(tools(), actor()).rows,
        titles={card.key: (card.title, card.title_en) for card in processes},
        inputs=fields,
        errors=labelled(fields, faults),
        refusal=refusal.sentence(language()) if refusal else "",
        act_key=str(uuid4()),
    )
    return answer, refusal.status if refusal else 200

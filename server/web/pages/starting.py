"""What may be started, and the form that starts it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from flask import Blueprint, redirect, render_template, request

from server.domain.errors import Invalid
from server.domain.ids import ProcessKey
from server.services import finding
from server.services import starting as acts
from server.web.addresses import link
from server.web.context import actor, language, tools, wants_json
from server.web.form_data import FormPlaces, form_data
from server.web.forms import plain_fields, read_posted
from server.web.gate import needs
from server.web.page_diagrams import beginning_of
from server.web.plain_forms import labelled
from server.web.problems import faults_in, refused

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from server.domain.reading import StartPage
    from server.domain.values import Values

starting = Blueprint("starting", __name__)


@starting.get("/start")
@needs()
def choose() -> ResponseReturnValue:
    """Lists what the actor may start."""
    return render_template("start/list.html", cards=finding.startable(tools(), actor()))


@starting.get("/start/<key>")
@needs()
def page(key: str) -> ResponseReturnValue:
    """Shows the form that starts a case."""
    return _shown(finding.start_page(tools(), actor(), ProcessKey(key), language()))


@starting.post("/start/<key>")
@needs()
def start(key: str) -> ResponseReturnValue:
    """Starts the case; a wrong answer comes back with what was typed."""
    shown = None
    if not request.is_json:
        shown = finding.start_page(tools(), actor(), ProcessKey(key), language())
    posted = read_posted(shown.form if shown else None)
    try:
        begun = acts.start_case(
            tools(), actor(), ProcessKey(key), posted.values, request_key=posted.key
        )
    except Invalid as refusal:
        return refused(refusal) if shown is None else _wrong(shown, posted.values, refusal)
    address = link("case", case=begun.case)
    return {"location": address} if wants_json() else redirect(address, 303)


def _wrong(shown: StartPage, typed: Values, refusal: Invalid) -> ResponseReturnValue:
    sentence = refusal.sentence(language())
    return _shown(shown, typed, faults_in(refusal), sentence), refusal.status


def _shown(
    shown: StartPage,
    typed: Values | None = None,
    faults: list[tuple[str, str]] | None = None,
    refusal: str = "",
) -> str:
    errors = faults or []
    values = {**shown.values, **(typed or {})}
    key = shown.card.key
    places = FormPlaces(
        subject=f"start:{key}",
        submit_url=link("start_case", process=key),
        upload_url=link("upload"),
        draft_url=None,
        revision=shown.card.version,
        idempotency_key=str(uuid4()),
    )
    plain = plain_fields(shown.form, values, errors)
    return render_template(
        "start/form.html",
        start=shown,
        errors=labelled(plain, errors),
        refusal=refusal,
        form_data=form_data(shown.form, values, places, errors=errors),
        plain=plain,
        diagram=beginning_of(shown.card),
    )

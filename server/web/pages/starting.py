"""What may be started, and the form that starts it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from flask import Blueprint, render_template, request

from server.domain.errors import Invalid
from server.domain.ids import ProcessKey
from server.services import finding
from server.services import starting as acts
from server.web.addresses import link, onward
from server.web.context import actor, language, tools
from server.web.diagrams import read_drawing, render
from server.web.form_data import FormPlaces
from server.web.form_page import Attempt, form_context
from server.web.forms import read_posted
from server.web.gate import needs
from server.web.problems import refused

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from server.domain.reading import StartPage

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
        if shown is None:
            return refused(refusal)
        return _shown(shown, Attempt(posted=posted, refusal=refusal))
    return onward(link("case", case=begun.case))


def _shown(shown: StartPage, attempt: Attempt | None = None) -> ResponseReturnValue:
    key = shown.card.key
    places = FormPlaces(
        subject=f"start:{key}",
        submit_url=link("start_case", process=key),
        upload_url=link("upload"),
        draft_url=None,
        revision=shown.card.version,
        idempotency_key=str(uuid4()),
    )
    drawing = read_drawing(shown.diagram)
    answer = render_template(
        "start/form.html",
        start=shown,
        diagram=render(drawing, None, crop=drawing.first),
        **form_context(shown.form, shown.values, places, (), attempt),
    )
    return answer, attempt.status if attempt else 200

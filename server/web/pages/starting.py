"""What may be started, and the form that starts it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from flask import Blueprint, render_template, request

from server.domain.errors import Invalid
from server.domain.ids import ProcessKey
from server.services import attaching, finding
from server.services import starting as acts
from server.web.addresses import link, onward
from server.web.context import actor, language, tools
from server.web.form_data import FormPlaces
from server.web.form_page import Attempt, form_context
from server.web.forms import keep_files, read_posted
from server.web.gate import needs
from server.web.page_diagrams import beginning_of
from server.web.problems import refused

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from server.domain.reading import DocumentRow, StartPage
    from server.web.forms import Posted

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
    process = ProcessKey(key)
    shown, posted = _posted(process)
    try:
        if posted.refusal is not None:
            raise posted.refusal
        begun = acts.start_case(tools(), actor(), process, posted.values, request_key=posted.key)
    except Invalid as refusal:
        if shown is None:
            return refused(refusal)
        return _shown(shown, Attempt(posted=posted, refusal=refusal))
    return onward(link("case", case=begun.case))


def _posted(process: ProcessKey) -> tuple[StartPage | None, Posted]:
    """What was sent; from a plain form with its page, to come back to, and its files kept."""
    if request.is_json:
        return None, read_posted(None)
    shown = finding.start_page(tools(), actor(), process, language())
    posted = read_posted(shown.form)
    return shown, keep_files(posted, shown.form or b"{}", partial(_keep, process))


def _keep(process: ProcessKey, name: str, content: bytes, key: str | None) -> DocumentRow:
    return attaching.keep_for_start(
        tools(), actor(), process, name=name, content=content, request_key=key
    )


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
    waiting = attaching.waiting(tools(), actor()) if attempt else ()
    answer = render_template(
        "start/form.html",
        start=shown,
        diagram=beginning_of(shown.card),
        **form_context(shown.form, shown.values, places, waiting, attempt),
    )
    return answer, attempt.status if attempt else 200

"""The task page and the acts on it: sign for, give back, keep a draft, complete."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from flask import Blueprint, jsonify, redirect, render_template, request

from server.domain.errors import Conflict, DraftKeptElsewhere, Invalid
from server.domain.ids import ItemId
from server.services import drafting, working
from server.services import tasks as reading
from server.services.working import Answer
from server.web.addresses import link, onward
from server.web.context import actor, language, tools
from server.web.form_data import FormPlaces
from server.web.form_page import Attempt, form_context, names_of
from server.web.forms import attached_to, keep_files, plain_fields, read_posted
from server.web.gate import needs
from server.web.page_diagrams import picture_of
from server.web.problems import refused
from server.web.words import clock_time

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from server.domain.reading import TaskPage
    from server.web.forms import Posted

tasks = Blueprint("tasks", __name__)
BLANK_ROWS = 3
"""Rows of a list that a blank form has room for."""


@tasks.get("/work/<uuid:item>")
@needs()
def page(item: UUID) -> ResponseReturnValue:
    """Shows the work with its form."""
    return _shown(reading.task(tools(), actor(), ItemId(item), language()))


@tasks.get("/work/<uuid:item>/print")
@needs()
def on_paper(item: UUID) -> str:
    """Shows the form as a document on A4: with what is filled in, or blank with room to write."""
    shown = reading.task(tools(), actor(), ItemId(item), language())
    is_blank = "blank" in request.args
    rows = BLANK_ROWS if is_blank else 0
    return render_template(
        "task_print.html",
        task=shown,
        is_blank=is_blank,
        plain=plain_fields(shown.form, shown.values, spare_rows=rows, hides_none=is_blank),
        document_names=names_of((*shown.documents, *shown.received)),
    )


@tasks.post("/work/<uuid:item>")
@needs()
def complete(item: UUID) -> ResponseReturnValue:
    """Completes the work; a wrong answer comes back with what was typed."""
    try:
        return _completed(ItemId(item))
    except Conflict as refusal:
        case = reading.case_of(tools(), actor(), ItemId(item))
        return refused(refusal, link("case", case=case))


@tasks.post("/work/<uuid:item>/claim")
@needs()
def claim(item: UUID) -> ResponseReturnValue:
    """Signs for the work."""
    working.claim(tools(), actor(), ItemId(item), request.form.get("idempotency_key"))
    return onward(link("task", item=item))


@tasks.post("/work/<uuid:item>/release")
@needs()
def give_back(item: UUID) -> ResponseReturnValue:
    """Gives the work back to the role."""
    working.give_back(tools(), actor(), ItemId(item), request.form.get("idempotency_key"))
    return redirect(link("inbox"), 303)


@tasks.route("/work/<uuid:item>/draft", methods=["PUT", "POST"])
@needs()
def save_draft(item: UUID) -> ResponseReturnValue:
    """Keeps what was typed so far, unchecked."""
    shown, posted = _sent_to(ItemId(item))
    try:
        posted = _with_files(ItemId(item), shown, posted)
        at = drafting.save_draft(tools(), actor(), ItemId(item), posted.values, posted.upon)
    except DraftKeptElsewhere as refusal:
        if shown is None:
            raise
        return _shown(shown, Attempt(posted=posted, refusal=refusal))
    if shown is None:
        return jsonify(saved_at=clock_time(at), draft_at=at.isoformat())
    if posted.refusal is not None:
        return _shown(shown, Attempt(posted=posted, refusal=posted.refusal))
    return redirect(link("task", item=item), 303)


def _completed(item: ItemId) -> ResponseReturnValue:
    shown, posted = _sent_to(item)
    try:
        posted = _with_files(item, shown, posted)
        if posted.refusal is not None:
            raise posted.refusal
        done = working.complete(tools(), actor(), item, _answer(posted), posted.key)
    except (Invalid, DraftKeptElsewhere) as refusal:
        if shown is None:
            return refused(refusal)
        return _shown(shown, Attempt(posted=posted, refusal=refusal))
    return onward(link("inbox", done=done.case))


def _sent_to(item: ItemId) -> tuple[TaskPage | None, Posted]:
    """What was sent; from a plain form with its page, to come back to."""
    if request.is_json:
        return None, read_posted(None)
    shown = reading.task(tools(), actor(), item, language())
    return shown, read_posted(shown.form)


def _with_files(item: ItemId, shown: TaskPage | None, posted: Posted) -> Posted:
    """What was sent, with the files of a plain form attached."""
    if shown is None:
        return posted
    try:
        return keep_files(posted, shown.form or b"{}", attached_to(item))
    except Conflict:  # others were faster: what was typed is kept, as without files
        drafting.save_draft(tools(), actor(), item, posted.values, posted.upon)
        raise


def _answer(posted: Posted) -> Answer:
    return Answer(
        values=posted.values, choice=posted.choice, revision=posted.revision, upon=posted.upon
    )


def _shown(shown: TaskPage, attempt: Attempt | None = None) -> ResponseReturnValue:
    item = shown.row.item
    places = FormPlaces(
        subject=f"work:{item}",
        submit_url=link("task_complete", item=item),
        upload_url=link("upload"),
        draft_url=link("task_draft", item=item),
        revision=shown.revision,
        idempotency_key=str(uuid4()),
        draft_at=shown.draft_at,
    )
    just_sent = attempt.posted.kept if attempt else ()
    documents = (*shown.documents, *just_sent, *shown.received)
    answer = render_template(
        "task.html",
        task=shown,
        act_key=str(uuid4()),
        diagram=picture_of(shown, shown.marks, crop=shown.element),
        **form_context(shown.form, shown.values, places, documents, attempt),
    )
    return answer, attempt.status if attempt else 200

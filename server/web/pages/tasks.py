"""The task page and the acts on it: sign for, give back, keep a draft, complete."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from flask import Blueprint, jsonify, redirect, render_template, request

from server.domain.errors import Conflict, Invalid
from server.domain.ids import ItemId
from server.services import tasks as reading
from server.services import working
from server.services.working import Answer
from server.web.addresses import link, onward
from server.web.context import actor, language, tools
from server.web.diagrams import read_drawing, render
from server.web.form_data import FormPlaces
from server.web.form_page import Attempt, form_context
from server.web.forms import read_posted
from server.web.gate import needs
from server.web.problems import refused
from server.web.words import clock_time

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from server.domain.reading import TaskPage

tasks = Blueprint("tasks", __name__)


@tasks.get("/work/<uuid:item>")
@needs()
def page(item: UUID) -> ResponseReturnValue:
    """Shows the work with its form."""
    return _shown(reading.task(tools(), actor(), ItemId(item), language()))


@tasks.post("/work/<uuid:item>")
@needs()
def complete(item: UUID) -> ResponseReturnValue:
    """Completes the work; a wrong answer comes back with what was typed."""
    shown = None if request.is_json else reading.task(tools(), actor(), ItemId(item), language())
    posted = read_posted(shown.form if shown else None)
    answer = Answer(values=posted.values, choice=posted.choice, revision=posted.revision)
    try:
        done = working.complete(tools(), actor(), ItemId(item), answer, posted.key)
    except Invalid as refusal:
        if shown is None:
            return refused(refusal)
        return _shown(shown, Attempt(posted=posted, refusal=refusal))
    except Conflict as refusal:
        return refused(refusal, _case_of(item))
    return onward(link("inbox", done=done.case))


@tasks.post("/work/<uuid:item>/claim")
@needs()
def claim(item: UUID) -> ResponseReturnValue:
    """Signs for the work."""
    working.claim(tools(), actor(), ItemId(item), request.form.get("idempotency_key"))
    return redirect(link("task", item=item), 303)


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
    shown = None if request.is_json else reading.task(tools(), actor(), ItemId(item), language())
    posted = read_posted(shown.form if shown else None)
    working.save_draft(tools(), actor(), ItemId(item), posted.values)
    if request.is_json:
        return jsonify(saved_at=clock_time(tools().clock.now()))
    return redirect(link("task", item=item), 303)


def _shown(shown: TaskPage, attempt: Attempt | None = None) -> ResponseReturnValue:
    item = shown.row.item
    places = FormPlaces(
        subject=f"work:{item}",
        submit_url=link("task_complete", item=item),
        upload_url=link("upload"),
        draft_url=link("task_draft", item=item),
        revision=shown.revision,
        idempotency_key=str(uuid4()),
    )
    documents = (*shown.documents, *shown.received)
    answer = render_template(
        "task.html",
        task=shown,
        act_key=str(uuid4()),
        diagram=render(read_drawing(shown.diagram), shown.marks, crop=shown.element),
        **form_context(shown.form, shown.values, places, documents, attempt),
    )
    return answer, attempt.status if attempt else 200


def _case_of(item: UUID) -> str:
    return link("case", case=reading.case_of(tools(), actor(), ItemId(item)))

"""The task page and the acts on it: sign for, give back, keep a draft, complete."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from flask import Blueprint, jsonify, redirect, render_template, request

from server.domain.errors import Conflict, Invalid, Refusal
from server.domain.ids import ItemId
from server.services import tasks as reading
from server.services import working
from server.services.working import Answer
from server.web.addresses import link
from server.web.context import actor, language, tools, wants_json
from server.web.form_data import FormPlaces, form_data
from server.web.forms import plain_fields, read_posted
from server.web.gate import needs
from server.web.page_diagrams import picture_of
from server.web.plain_forms import labelled
from server.web.problems import faults_in, refused
from server.web.words import clock_time

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from server.domain.reading import TaskPage
    from server.domain.values import Values

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
        return refused(refusal) if shown is None else _wrong(shown, posted.values, refusal)
    except Conflict as refusal:
        return _moved_on(refusal, ItemId(item))
    return _onward(link("inbox", done=done.case))


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


def _onward(address: str) -> ResponseReturnValue:
    return jsonify(location=address) if wants_json() else redirect(address, 303)


def _moved_on(refusal: Refusal, item: ItemId) -> ResponseReturnValue:
    """Tells what happened meanwhile and leads to the case."""
    address = link("case", case=reading.case_of(tools(), actor(), item))
    if not wants_json():
        return refused(refusal, address)
    spoken = refusal.sentence(language())
    return jsonify(code=refusal.code, message=spoken, location=address), refusal.status


def _wrong(shown: TaskPage, typed: Values, refusal: Invalid) -> ResponseReturnValue:
    page_again = _shown(shown, typed, faults_in(refusal), refusal.sentence(language()))
    return page_again, refusal.status


def _shown(
    shown: TaskPage,
    typed: Values | None = None,
    faults: list[tuple[str, str]] | None = None,
    refusal: str = "",
) -> str:
    errors = faults or []
    values = {**shown.values, **(typed or {})}
    item = shown.row.item
    places = FormPlaces(
        subject=f"work:{item}",
        submit_url=link("task_complete", item=item),
        upload_url=link("upload"),
        draft_url=link("task_draft", item=item),
        revision=shown.revision,
        idempotency_key=str(uuid4()),
    )
    files = (*shown.documents, *shown.received)
    plain = plain_fields(shown.form, values, errors)
    return render_template(
        "task.html",
        task=shown,
        errors=labelled(plain, errors),
        refusal=refusal,
        form_data=form_data(
            shown.form,
            values,
            places,
            errors=errors,
            documents=files,
            document_url=lambda row: link("document", document=row.document),
        ),
        plain=plain,
        document_names={f"doc:{row.document}": row.name for row in files},
        act_key=str(uuid4()),
        diagram=picture_of(shown, shown.marks, crop=shown.element),
    )

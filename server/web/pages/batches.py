"""The same act on many pieces of work: looked at together, then what became of each."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from flask import Blueprint, render_template, request

from server.domain.errors import NoSuchAct, NoSuchWork
from server.domain.ids import ItemId
from server.services.batching import BatchAct, BatchGiven, Many
from server.services.working import Answer
from server.web.act_forms import fields_of, read_given
from server.web.context import actor, language, tools
from server.web.forms import plain_fields, read_posted
from server.web.gate import needs

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

batches = Blueprint("batches", __name__)


@batches.get("/inbox/batch")
@needs()
def page() -> ResponseReturnValue:
    """Shows what would become of each piece, and asks once for all of them."""
    many = _many()
    batch = many.look(language())
    return render_template(
        "inbox/batch.html",
        act=many.act,
        rows=batch.rows,
        asked=(*fields_of(batch.questions, None), *plain_fields(batch.form, {}, [])),
        choices=batch.choices,
        act_key=str(uuid4()),
        is_done=False,
    )


@batches.post("/inbox/batch")
@needs()
def carry_out() -> ResponseReturnValue:
    """Carries the act out on each piece; a repeat shows what became of them the first time."""
    many = _many()
    form = many.look(language()).form
    posted = read_posted(form)
    answer = Answer(values=posted.values, choice=posted.choice)
    given = BatchGiven(answer=answer, given=read_given())
    rows = many.carry_out(given, posted.key or str(uuid4()))
    return render_template(
        "inbox/batch.html", act=many.act, rows=rows, asked=(), choices=(), act_key="", is_done=True
    )


def _many() -> Many:
    return Many(
        tools(), actor(), _act(), tuple(_item(each) for each in request.values.getlist("item"))
    )


def _act() -> BatchAct:
    try:
        return BatchAct(request.values.get("act", ""))
    except ValueError as cause:
        raise NoSuchAct(acts=", ".join(BatchAct)) from cause


def _item(given: str) -> ItemId:
    try:
        return ItemId(UUID(given))
    except ValueError as cause:
        raise NoSuchWork from cause

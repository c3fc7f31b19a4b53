"""The same act on many pieces of work: looked at together, then what became of each."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, TypeGuard
from uuid import UUID, uuid4

from flask import Blueprint, render_template, request

from server.domain.errors import Conflict, Invalid, NoSuchAct, NoSuchWork, NotAlike, Refusal
from server.domain.ids import ItemId
from server.services import attaching
from server.services.batching import BatchAct, BatchGiven, Many
from server.services.working import Answer
from server.web.act_forms import fields_of, read_given
from server.web.context import actor, language, tools
from server.web.form_page import Attempt
from server.web.forms import attached_to, keep_files, plain_fields, read_posted
from server.web.gate import needs
from server.web.plain_forms import labelled
from server.web.problems import faults_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask.typing import ResponseReturnValue

    from server.domain.reading import Batch, BatchRow, DocumentRow
    from server.web.forms import Posted

batches = Blueprint("batches", __name__)


@batches.get("/inbox/batch")
@needs()
def page() -> ResponseReturnValue:
    """Shows what would become of each piece, and asks once for all of them."""
    many = _many()
    batch = many.look(language())
    return _shown(many.act, batch.rows, batch)


@batches.post("/inbox/batch")
@needs()
def carry_out() -> ResponseReturnValue:
    """Carries the act out on each piece; a repeat shows what became of them the first time.

    Where the answer was wrong it comes back with what was typed, for the pieces that it left undone.
    """
    many = _many()
    form = many.form(language())
    posted = read_posted(form)
    answers = _Answers(posted, form)
    try:
        given = BatchGiven(answer_to=answers.to, given=read_given())
    except Invalid as refusal:
        batch = many.look(language())
        return _shown(many.act, batch.rows, batch, Attempt(posted=posted, refusal=refusal))
    rows = many.carry_out(given, posted.key or str(uuid4()))
    wrong = {row.item: row.refusal for row in rows if _is_wrong(row.refusal)}
    answers.take_away_copies(wrong)
    left = many.only(*wrong).look(language()) if wrong else None
    if left is None or not (left.form or left.questions):
        return _shown(many.act, rows)
    first = next(row.item for row in left.rows if row.refusal is None)
    return _shown(many.act, rows, left, Attempt(posted=posted, refusal=wrong[first]))


def _is_wrong(refusal: Refusal | None) -> TypeGuard[Invalid]:
    """Whether another answer could do what was refused."""
    return isinstance(refusal, Invalid) and not isinstance(refusal, NotAlike)


class _Answers:
    """What was typed, for each piece with its own copies of the files."""

    def __init__(self, posted: Posted, form: bytes | None) -> None:
        self._posted = posted
        self._form = form
        self._copies: dict[ItemId, tuple[DocumentRow, ...]] = {}

    def to(self, item: ItemId) -> Answer:
        kept = self._with_files(item)
        if kept.refusal is not None:
            raise kept.refusal
        return Answer(values=kept.values, choice=kept.choice)

    def take_away_copies(self, items: Iterable[ItemId]) -> None:
        """Of an answer that was wrong: the next one brings its own."""
        for item in items:
            for row in self._copies.pop(item, ()):
                with suppress(Refusal):  # it went with its work meanwhile
                    attaching.remove(tools(), actor(), row.document)

    def _with_files(self, item: ItemId) -> Posted:
        if self._form is None:
            return self._posted
        key = self._posted.key and f"{self._posted.key}/{item}"
        try:
            kept = keep_files(replace(self._posted, key=key), self._form, attached_to(item))
        except Conflict:  # others were faster, which the answer is told too, and kept as a draft
            return self._posted
        self._copies[item] = kept.kept
        return kept


def _shown(
    act: BatchAct,
    rows: tuple[BatchRow, ...],
    asked: Batch | None = None,
    attempt: Attempt | None = None,
) -> ResponseReturnValue:
    """What became of each piece, or would; and what is asked for all that can still be done."""
    refusal, typed = (attempt.refusal, attempt.posted.values) if attempt else (None, {})
    errors = faults_in(refusal) if refusal else []
    fields = (
        (*fields_of(asked.questions, refusal), *plain_fields(asked.form, typed, errors))
        if asked
        else ()
    )
    able = [row.item for row in asked.rows if row.refusal is None] if asked else []
    answer = render_template(
        "inbox/batch.html",
        act=act,
        rows=rows,
        able=able,
        asked=fields,
        choices=asked.choices if asked else (),
        errors=labelled(fields, errors),
        refusal=refusal.sentence(language()) if refusal else "",
        act_key=str(uuid4()),
        is_done=asked is None or rows is not asked.rows,
    )
    return answer, refusal.status if refusal else 200


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

"""The form of an act: what it asks for as plain fields, with what was typed and why it was refused."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from flask import render_template, request

from server.domain.ids import PersonId, uuid_in
from server.domain.reading import Asks
from server.services.correcting import REASON_LETTERS
from server.web.addresses import link
from server.web.api.speaking import loaded
from server.web.api.taken import GivenIn, given_in
from server.web.context import language
from server.web.plain_forms import Option, PlainField, labelled
from server.web.problems import faults_in
from server.web.speech import gettext
from server.web.words import speak

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from flask.typing import ResponseReturnValue

    from server.domain.errors import Refusal
    from server.domain.reading import ActPage, Question
    from server.services.acts.scene import Given

_LISTS = (Asks.PEOPLE, Asks.TARGETS, Asks.ORDER)
_LOOKING = frozenset({"look", "up", "down"})
_KINDS = {Asks.UNTIL: "date", Asks.WAY: "radio", Asks.CHOICE: "radio"}
_FEW = 7
"""So many answers are shown at once; more are a list to open."""


def is_looked_at() -> bool:
    """Whether the page is wanted again: with other people to choose, or with somebody moved in the order."""
    return not _LOOKING.isdisjoint(request.form)


def read_given() -> Given:
    """What was typed, as the API takes it; refused with ``AnswerWrong``."""
    typed: dict[str, object] = {}
    for asks in Asks:
        said = [each for each in request.form.getlist(asks) if each]
        if said:
            typed[asks] = said if asks in _LISTS else said[0]
    chosen = frozenset(_posted(Asks.PEOPLE, Asks.TARGETS))  # who is ticked no more has no place
    if Asks.ORDER in typed:
        typed[Asks.ORDER] = [each for each in _posted(Asks.ORDER) if each in chosen]
    given = given_in(loaded(GivenIn, typed))
    return replace(given, foreseen=request.form.get("foreseen", ""))


def chosen_people() -> Iterator[PersonId]:
    """Who is ticked already; what names nobody is left out."""
    for said in request.form.getlist(Asks.PEOPLE):
        if person := uuid_in(said):
            yield PersonId(person)


def _posted(*asked: Asks) -> Iterator[str]:
    for asks in asked:
        yield from filter(None, request.form.getlist(asks))


def act_page(shown: ActPage, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The page of an act; after a refusal with what was typed and why it was not taken."""
    fields = fields_of(shown.questions, refusal)
    page = render_template(
        "act.html",
        act=shown,
        asked=fields,
        act_key=request.form.get("idempotency_key") or str(uuid4()),
        errors=labelled(fields, faults_in(refusal) if refusal else []),
        refusal=refusal.sentence(language()) if refusal else "",
        here=_address(shown),
    )
    return page, refusal.status if refusal else 200


def _address(shown: ActPage) -> str:
    if shown.item is None:
        return link("case_act", case=shown.case, act=shown.offer.act)
    return link("task_act", item=shown.item, act=shown.offer.act)


def fields_of(questions: tuple[Question, ...], refusal: Refusal | None) -> tuple[PlainField, ...]:
    """The fields, with what was typed when it came back."""
    wrong: dict[str, list[str]] = {}
    for path, message in faults_in(refusal) if refusal else ():
        wrong.setdefault(path.partition(".")[0], []).append(message)
    fields = [_field(question, wrong) for question in questions]
    return tuple(_in_order(each, fields) if each.kind == "order" else each for each in fields)


def _in_order(field: PlainField, fields: list[PlainField]) -> PlainField:
    """Those who are chosen so far, as they were put in order; newcomers come last."""
    whom = [each for each in fields if each.path in {Asks.PEOPLE, Asks.TARGETS}]
    chosen = {option.value: option for each in whom for option in each.options if option.is_chosen}
    placed = dict.fromkeys([each for each in _posted(Asks.ORDER) if each in chosen])
    values = _moved([*placed, *(value for value in chosen if value not in placed)])
    moved = request.form.get("up") or request.form.get("down") or ""
    hint = gettext("选好之后在这里排先后，由上到下依次签署；同时签署的不必排。")
    return replace(field, value=moved, hint=hint, options=tuple(chosen[value] for value in values))


def _moved(values: list[str]) -> list[str]:
    """With the one whose button was pressed a place further up or down."""
    for button, places in (("up", -1), ("down", 1)):
        value = request.form.get(button)
        if value in values:
            at = values.index(value)
            values.insert(max(at + places, 0), values.pop(at))
    return values


def _field(question: Question, wrong: Mapping[str, list[str]]) -> PlainField:
    said = request.form.getlist(question.asks)
    return PlainField(
        id=f"f-{question.asks}",
        path=question.asks,
        kind=_kind(question),
        label=speak(question.name, question.name_en),
        value=said[0] if said else "",
        hint="" if question.is_required else gettext("可以不填"),
        is_required=question.is_required,
        options=tuple(
            Option(
                value=each.value,
                label=speak(each.name, each.name_en),
                is_chosen=each.value in said,
            )
            for each in question.options
        ),
        errors=tuple(wrong.get(question.asks, ())),
        limits=() if question.options else (("maxlength", str(REASON_LETTERS)),),
    )


def _kind(question: Question) -> str:
    if question.asks is Asks.ORDER:
        return "order"
    if not question.options:
        return _KINDS.get(question.asks, "textarea")
    if question.is_many:
        return "checklist"
    return "radio" if len(question.options) <= _FEW else "select"

"""What is asked of somebody beside other people's work: the list, one of them, reading and answering it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from flask import Blueprint, redirect, render_template, request

from server.domain.asides import Verdict
from server.domain.errors import Invalid, ReasonWanted, Refusal
from server.domain.ids import AsideId
from server.domain.telling.asides import VERDICTS
from server.services import asking, revealing
from server.services.asking import Reply
from server.services.correcting import REASON_LETTERS
from server.web.addresses import link, onward
from server.web.context import actor, language, tools, wants_json
from server.web.form_page import names_of
from server.web.forms import plain_fields
from server.web.gate import needs
from server.web.mending_forms import Attempt, showing
from server.web.plain_forms import Option, PlainField, labelled
from server.web.problems import faults_in, refused
from server.web.speech import gettext
from server.web.words import speak

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from uuid import UUID

    from flask.typing import ResponseReturnValue

    from server.domain.reading import AsideLine

asides = Blueprint("asides", __name__)

TABS = ("all", "answer", "read", "over")


@asides.get("/asides")
@needs()
def listed() -> ResponseReturnValue:
    """Shows what is asked of the actor."""
    tab = request.args.get("tab", "all")
    tab = tab if tab in TABS else "all"
    found = asking.asked_of(tools(), actor(), tab, request.args.get("after") or None)
    return render_template(
        "asides.html",
        page=found,
        tab=tab,
        done=request.args.get("done", ""),
        previous_href=link("asides", tab=tab, after=found.previous) if found.previous else None,
        next_href=link("asides", tab=tab, after=found.next) if found.next else None,
    )


@asides.get("/asides/<uuid:aside>")
@needs()
def page(aside: UUID) -> ResponseReturnValue:
    """Shows one of them with the work it is about."""
    return _shown(AsideId(aside))


@asides.post("/asides/<uuid:aside>/answer")
@needs()
def answer(aside: UUID) -> ResponseReturnValue:
    """Gives the answer; what isn't right comes back with what was typed."""
    return _replied(AsideId(aside), asking.answer)


@asides.post("/asides/<uuid:aside>/read")
@needs()
def read(aside: UUID) -> ResponseReturnValue:
    """Says that it was read."""
    return _replied(AsideId(aside), asking.read)


@asides.post("/asides/<uuid:aside>/personal-data")
@needs()
def show(aside: UUID) -> ResponseReturnValue:
    """Shows personal data for a reason; without one the page comes back and says so."""
    reason, key = request.form.get("reason", ""), request.form.get("idempotency_key")
    try:
        revealing.show_beside(tools(), actor(), AsideId(aside), reason, key)
    except ReasonWanted as refusal:
        return _shown(
            AsideId(aside), attempt=Attempt(place="aside_show", typed=request.form, refusal=refusal)
        )
    return redirect(link("aside", aside=aside), 303)


@asides.post("/asides/<uuid:aside>/withdraw")
@needs()
def withdraw(aside: UUID) -> ResponseReturnValue:
    """Calls it off; then shows the case."""
    key = request.form.get("idempotency_key")
    try:
        case = asking.call_off(tools(), actor(), AsideId(aside), key)
    except Refusal as refusal:
        return refused(refusal, link("inbox"))
    return redirect(link("case", case=case), 303)


def _replied(aside: AsideId, reply: Callable[..., None]) -> ResponseReturnValue:
    typed = Reply(text=request.form.get("text", ""), verdict=_verdict())
    try:
        reply(tools(), actor(), aside, typed, request.form.get("idempotency_key"))
    except Invalid as refusal:
        return refused(refusal) if wants_json() else _shown(aside, refusal)
    return onward(link("asides", done="1"))


def _verdict() -> str:
    """One of those there are; anything else is none, and none is told."""
    said = str(request.form.get("verdict", ""))
    return said if said in {str(each) for each in Verdict} else ""


def _shown(
    aside: AsideId, refusal: Invalid | None = None, attempt: Attempt | None = None
) -> ResponseReturnValue:
    """One of them, with the answer or the reason that was not taken."""
    found = asking.page(tools(), actor(), aside, language())
    faults = faults_in(refusal) if refusal else []
    fields = tuple(_fields(found.line, dict(faults)))
    documents = (*found.task.documents, *found.task.received)
    answer = render_template(
        "aside.html",
        aside=found.line,
        task=found.task,
        choice=found.choice,
        is_mine=found.is_mine_to_answer,
        asked=fields,
        act_key=request.form.get("idempotency_key") or str(uuid4()),
        plain=plain_fields(found.task.form, found.task.values, []),
        document_names=names_of(documents),
        errors=labelled(fields, faults),
        refusal=refusal.sentence(language()) if refusal else "",
        showing=showing(attempt),
        hides=found.hides,
    )
    refused_by = attempt.refusal if attempt else refusal
    return answer, refused_by.status if refused_by else 200


def _fields(line: AsideLine, wrong: dict[str | None, str]) -> Iterator[PlainField]:
    """What an answer is made of: agreement where it is wanted, and words."""
    if line.wants_verdict:
        yield PlainField(
            id="f-verdict",
            path="verdict",
            kind="radio",
            label=gettext("签署"),
            is_required=True,
            options=tuple(
                Option(value=each, label=speak(*words), is_chosen=each == _verdict())
                for each, words in VERDICTS.items()
            ),
            errors=_errors(wrong, "verdict"),
        )
    yield PlainField(
        id="f-text",
        path="text",
        kind="textarea",
        label=gettext("阅示意见") if line.is_to_read else gettext("意见"),
        value=request.form.get("text", ""),
        hint=_hint(line),
        is_required=not line.is_to_read and not line.wants_verdict,
        limits=(("maxlength", str(REASON_LETTERS)),),
        errors=_errors(wrong, "text"),
    )


def _hint(line: AsideLine) -> str:
    if line.is_to_read:
        return str(gettext("可以不填"))
    if line.wants_verdict:
        return str(gettext("不同意的，请写明理由"))
    return ""


def _errors(wrong: dict[str | None, str], field: str) -> tuple[str, ...]:
    return (wrong[field],) if field in wrong else ()

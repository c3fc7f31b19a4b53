"""What comes by mail, as each person chooses; where mails lead to; how far each mail is."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request

from server.domain.errors import Refusal
from server.domain.ids import MailId, NoticeId, uuid_in
from server.domain.mailing import MailState
from server.services.mailing import choosing, showing
from server.web.addresses import link
from server.web.api.speaking import loaded
from server.web.api.taken_mails import MailChoiceIn, choice_in
from server.web.context import actor, language, tools
from server.web.gate import needs
from server.web.mail_form import mail_form, typed_of
from server.web.plain_forms import labelled
from server.web.problems import faults_in

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

mails = Blueprint("mails", __name__)


@mails.get("/me/mail")
@needs()
def choice() -> ResponseReturnValue:
    """What comes by mail, with the form to choose anew."""
    return _shown(typed_of(choosing.chosen(tools(), actor(), language()).choice))


@mails.post("/me/mail")
@needs()
def choose() -> ResponseReturnValue:
    """Keeps the choice; what was refused comes back with what was typed."""
    typed = request.form.to_dict(flat=False)
    given = {name: values[0] for name, values in typed.items()}
    key = given.pop("idempotency_key", None)
    several = {"groups": typed.get("groups", []), "workdays": "workdays" in typed}
    try:
        said = loaded(MailChoiceIn, given | several)
        choosing.choose(tools(), actor(), choice_in(said), key)
    except Refusal as refusal:
        return _shown(typed, refusal)
    return redirect(link("mail_choice", kept=1), 303)


@mails.get("/notices/<uuid:notice>")
@needs()
def lead(notice: UUID) -> ResponseReturnValue:
    """Leads from a mail to what the notice is about, as it stands now."""
    told = showing.told_of(tools(), actor(), NoticeId(notice))
    if told.kind.startswith("AsideOpened"):
        return redirect(link("asides"))
    if told.item is not None:
        return redirect(link("task", item=told.item))
    return redirect(link("notices") if told.root is None else link("case", case=told.root))


@mails.get("/admin/mails")
@needs("administer")
def listed() -> ResponseReturnValue:
    """How far each mail is, the newest first; of one state, where the query names it."""
    state = _state(request.args.get("state", ""))
    after = uuid_in(request.args.get("after", ""))
    page = showing.mails(tools(), actor(), state, MailId(after) if after else None)
    following = link("mails", state=state or "", after=page.next) if page.next else None
    return render_template(
        "admin/mails.html",
        page=page,
        state=state,
        next_href=following,
        is_sent=tools().mailer is not None,
    )


@mails.post("/admin/mails/<uuid:mail>/retry")
@needs("administer")
def retry(mail: UUID) -> ResponseReturnValue:
    """Tries a mail now that is not sent yet."""
    showing.retry(tools(), actor(), MailId(mail))
    return redirect(link("mails"), 303)


def _shown(typed: dict[str, list[str]], refusal: Refusal | None = None) -> ResponseReturnValue:
    faults = faults_in(refusal) if refusal else []
    fields = mail_form(typed, faults)
    answer = render_template(
        "mail_choice.html",
        inputs=fields,
        errors=labelled(fields, faults),
        refusal=refusal.sentence(language()) if refusal else "",
        chosen=choosing.chosen(tools(), actor()),
        is_kept="kept" in request.args,
        act_key=str(uuid4()),
    )
    return answer, refusal.status if refusal else 200


def _state(given: str) -> MailState | None:
    return MailState(given) if given in set(MailState) else None

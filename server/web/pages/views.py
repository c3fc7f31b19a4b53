"""The saved views of the inbox: saving, showing with figures, changing, taking away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request

from server.domain.errors import Refusal
from server.domain.ids import BodyId, ViewId
from server.domain.reading import InboxQuery
from server.services import finding, saving_views
from server.services.saving_views import Wish
from server.web.addresses import link
from server.web.context import actor, language, tools
from server.web.gate import needs
from server.web.narrowing import narrowing

if TYPE_CHECKING:
    from uuid import UUID

    from flask.typing import ResponseReturnValue

views = Blueprint("views", __name__)


@views.get("/inbox/views")
@needs()
def page() -> ResponseReturnValue:
    """Shows the actor's views, to be changed."""
    return _page()


@views.get("/inbox/views/counts")
@needs()
def counts() -> ResponseReturnValue:
    """Only the views with their figures, for an inbox that is already open."""
    saved = saving_views.counts(tools(), actor())
    return render_template("inbox/saved.html", saved=saved, chosen=request.args.get("on", ""))


@views.post("/inbox/views")
@needs()
def save() -> ResponseReturnValue:
    """Saves what the inbox shows."""
    form = request.form
    wish = Wish(
        name=form.get("name", ""),
        query=form.get("query", ""),
        body=BodyId(form.get("body", "")),
    )
    try:
        view = saving_views.save(tools(), actor(), wish, form.get("idempotency_key"))
    except Refusal as no:
        return _page(no.sentence(language())), no.status
    return redirect(f"{link('inbox')}?{view.query}", 303)


@views.post("/inbox/views/<uuid:view>")
@needs()
def change(view: UUID) -> ResponseReturnValue:
    """Changes a view's name, its place, with whom it is shared, whether it comes first."""
    form = request.form
    wish = Wish(
        name=form.get("name", ""),
        is_default="is_default" in form,
        body=BodyId(form.get("body", "")),
        position=form.get("position", type=int),
    )
    try:
        saving_views.change(tools(), actor(), ViewId(view), wish)
    except Refusal as no:
        return _page(no.sentence(language())), no.status
    return redirect(link("views"), 303)


@views.post("/inbox/views/<uuid:view>/drop")
@needs()
def drop(view: UUID) -> ResponseReturnValue:
    """Takes a view away."""
    saving_views.drop(tools(), actor(), ViewId(view))
    return redirect(link("views"), 303)


def _page(refusal: str = "") -> str:
    choices = narrowing(finding.inbox_choices(tools(), actor()), InboxQuery())
    return render_template(
        "inbox/views.html",
        saved=saving_views.views(tools(), actor()),
        shareable=choices["shareable"],
        refusal=refusal,
    )

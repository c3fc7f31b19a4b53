"""The saved views of the inbox: saving, showing with figures, changing, taking away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from flask import Blueprint, redirect, render_template, request

from server.domain.errors import Refusal, ViewNameTaken, ViewNameWrong
from server.domain.ids import BodyId, ViewId
from server.domain.reading.asking import address_of, asked_by
from server.services import saving_views
from server.services.saving_views import Wish
from server.web.addresses import link
from server.web.context import actor, language, tools
from server.web.gate import needs
from server.web.narrowing import shareable

if TYPE_CHECKING:
    from uuid import UUID

    from flask.typing import ResponseReturnValue

    from server.domain.saved_view import SavedView

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
        return _refused(no, wish)
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
        return _refused(no, wish, ViewId(view))
    return redirect(link("views"), 303)


@views.post("/inbox/views/<uuid:view>/drop")
@needs()
def drop(view: UUID) -> ResponseReturnValue:
    """Takes a view away."""
    saving_views.drop(tools(), actor(), ViewId(view))
    return redirect(link("views"), 303)


def _refused(refusal: Refusal, wish: Wish, view: ViewId | None = None) -> ResponseReturnValue:
    """The page with what was typed: at the view that was to change, or as one that isn't saved yet."""
    return _page(refusal, wish, view), refusal.status


def _page(
    refusal: Refusal | None = None, wish: Wish | None = None, view: ViewId | None = None
) -> str:
    saved = saving_views.views(tools(), actor())
    unsaved = None
    if wish is not None and view is None:
        unsaved = replace(wish, query=address_of(asked_by(wish.query or "")))
    elif wish is not None:
        saved = tuple(_typed(each, wish) if each.id == view else each for each in saved)
    return render_template(
        "inbox/views.html",
        saved=saved,
        unsaved=unsaved,
        shareable=shareable(actor()),
        refusal=refusal.sentence(language()) if refusal else "",
        refused=view,
        is_name_refused=isinstance(refusal, ViewNameTaken | ViewNameWrong),
        act_key=str(uuid4()),
    )


def _typed(view: SavedView, wish: Wish) -> SavedView:
    """A view as somebody wished it to be."""
    return replace(
        view,
        name=wish.name or "",
        body=wish.body or None,
        is_default=bool(wish.is_default),
    )

"""Sign in, sign out, choose the language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request

from server.domain.errors import NotAllowed, TooManySignIns
from server.web import gate
from server.web.addresses import link, on_site
from server.web.context import LANGUAGES, actor_or_none, language
from server.web.gate import public
from server.web.problems import waiting

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

session = Blueprint("session", __name__)
YEAR = 365 * 24 * 3600


@session.get("/")
@public
def door() -> ResponseReturnValue:
    """Leads to the inbox, or to signing in."""
    return redirect(link("inbox" if actor_or_none() else "sign_in"), 303)


@session.get("/sign-in")
@public
def ask() -> ResponseReturnValue:
    """Asks for name and password."""
    if actor_or_none():
        return redirect(on_site(request.args.get("next", "")), 303)
    return _page(login="", refusal="")


@session.post("/sign-in")
@public
def enter() -> ResponseReturnValue:
    """Begins a session; whoever is refused keeps the name that they typed."""
    login = request.form.get("login", "").strip()
    try:
        gate.enter(login, request.form.get("password", ""))
    except (NotAllowed, TooManySignIns) as refusal:
        page = _page(login=login, refusal=refusal.sentence(language()))
        return page, refusal.status, waiting(refusal)
    return redirect(on_site(request.form.get("next", "")), 303)


@session.post("/sign-out")
@public
def leave() -> ResponseReturnValue:
    """Ends the session."""
    gate.leave()
    return redirect(link("sign_in"), 303)


@session.post("/language")
@public
def choose_language() -> ResponseReturnValue:
    """Keeps the chosen language in a cookie and goes back."""
    response = redirect(on_site(request.form.get("next", "")), 303)
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        response.set_cookie("language", chosen, max_age=YEAR, samesite="Lax", httponly=True)
    return response


def _page(*, login: str, refusal: str) -> str:
    onward = request.values.get("next", "")
    return render_template("sign_in.html", next=onward, login=login, refusal=refusal)

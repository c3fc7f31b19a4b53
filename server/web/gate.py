"""From a session or a bearer token to an actor; what a route asks of whoever calls it.

Nothing registers without saying what it needs: ``@needs(...)`` or ``@public``. The cookie holds
only a random secret, signed; the server knows it by its SHA-256 (Flask-Login carries it).
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from flask import request, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from server.domain.access import require
from server.domain.errors import AnotherSignedIn
from server.services import signing_in
from server.web.context import actor, set_actor, tools

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask, Request

    from server.domain.people import Actor

P = ParamSpec("P")
R = TypeVar("R")
BEARER = "Bearer "
SEAT = "seat"
"""Under which the session keeps by which of their posts somebody works."""
SEAT_HEADER = "Muster-Post"
"""By which a program says it, with the key of one of the seats that ``/me`` lists."""
PERSON_HEADER = "Muster-Person"
"""By which a script says for whom its page was made: what it sends by itself may go out hours later,
when somebody else has signed in in another window."""


class SignedIn(UserMixin):  # type: ignore[misc]  # Flask-Login has no types
    """A session as Flask-Login carries it; its id is the session's secret, never a person."""

    def __init__(self, secret: str, who: Actor) -> None:
        self.id = secret
        self.actor = who


def install(app: Flask) -> None:
    """Teaches the application who is calling."""
    manager = LoginManager()
    manager.session_protection = None  # our sessions live on the server and can be ended there
    # Its template variable would ask the store again, on the very page that says the store is away.
    manager.init_app(app, add_context_processor=False)
    manager.user_loader(_by_session)
    manager.request_loader(_by_token)


def _by_session(secret: str) -> SignedIn | None:
    who = signing_in.who_is(tools(), secret)
    return SignedIn(secret, who) if who else None


def _by_token(asked: Request) -> SignedIn | None:
    header = asked.headers.get("Authorization", "")
    if not header.startswith(BEARER):
        return None
    secret = header.removeprefix(BEARER).strip()
    return SignedIn(secret, signing_in.who_bears(tools(), secret))


def bears_token() -> bool:
    """Whether the request is made by a program with a token; no browser sends one by itself."""
    return request.headers.get("Authorization", "").startswith(BEARER)


def current() -> SignedIn | None:
    """Who is signed in; asks the store once a request."""
    found = current_user._get_current_object()  # noqa: SLF001  # the proxy hides the type
    return found if isinstance(found, SignedIn) else None


def enter(login: str, password: str) -> None:
    """Signs in with a fresh session, whatever the browser carried before."""
    before = session.get("_user_id")
    begun = signing_in.sign_in(tools(), login, password, before=before)
    who = signing_in.who_is(tools(), begun.secret)
    session.clear()
    if who is not None:
        login_user(SignedIn(begun.secret, who))


def leave() -> None:
    """Signs out, here and on the server."""
    secret = session.get("_user_id")
    if secret:
        signing_in.sign_out(tools(), secret)
    logout_user()
    session.clear()


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Anybody may, signed in or not."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        _recognise()
        return view(*args, **kwargs)

    guarded.guard = "public"  # type: ignore[attr-defined]
    return guarded


def needs(*acts: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Only people who are signed in, and whose posts allow these acts (``domain/access.py``)."""

    def guard(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            _recognise()
            for act in acts:
                require(actor(), act)
            actor()
            return view(*args, **kwargs)

        guarded.guard = "needs " + (", ".join(acts) or "signing in")  # type: ignore[attr-defined]
        return guarded

    return guard


def _recognise() -> None:
    who = current()
    if who is not None:
        _check_same(who.actor)
        set_actor(_seated(who.actor))


def _check_same(who: Actor) -> None:
    if request.headers.get(PERSON_HEADER, str(who.person)) != str(who.person):
        raise AnotherSignedIn


def _seated(who: Actor) -> Actor:
    """The person by the post that the request names, or that they chose in this browser.

    One chosen in the browser that is no longer theirs leaves them all they have.
    """
    named = request.headers.get(SEAT_HEADER)
    if named is None:
        return who.by(None if bears_token() else session.get(SEAT))
    return signing_in.acting_by(who, named)

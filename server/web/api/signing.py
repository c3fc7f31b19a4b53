"""Sign in and out, and tokens for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from server.domain.errors import NotSignedIn
from server.services import signing_in
from server.web import gate
from server.web.api.given_people import PersonOut, TokenOut
from server.web.api.speaking import Endpoint, sent, speaks
from server.web.api.taken import SignInIn
from server.web.context import actor, tools
from server.web.gate import needs, public

if TYPE_CHECKING:
    from server.domain.people import Actor
    from server.services.signing_in import Session

signing = Blueprint("api_signing", __name__)
TAG = "sessions"


@signing.post("/sessions")
@public
@speaks(
    Endpoint(
        summary="Sign in; the session travels in a cookie.",
        summary_zh="登录，会话保存在 Cookie 中。",
        tag=TAG,
        takes=SignInIn,
        gives=PersonOut,
        status=201,
    )
)
def sign_in() -> Actor:
    """Begins a session."""
    said = sent(SignInIn)
    gate.enter(said["login"], said["password"])
    entered = gate.current()
    if entered is None:
        raise NotSignedIn
    return entered.actor


@signing.delete("/sessions")
@needs()
@speaks(Endpoint(summary="Sign out.", summary_zh="退出登录。", tag=TAG))
def sign_out() -> None:
    """Ends the session."""
    gate.leave()


@signing.get("/me")
@needs()
@speaks(
    Endpoint(
        summary="Who is signed in, with today's posts.",
        summary_zh="当前用户及其现任岗位。",
        tag=TAG,
        gives=PersonOut,
    )
)
def me() -> Actor:
    """Who asks."""
    return actor()


@signing.post("/tokens")
@public
@speaks(
    Endpoint(
        summary="Get a bearer token for a program.",
        summary_zh="为程序申领令牌。",
        tag=TAG,
        takes=SignInIn,
        gives=TokenOut,
        status=201,
    )
)
def issue_token() -> Session:
    """Issues a token, shown this once."""
    said = sent(SignInIn)
    return signing_in.issue_token(tools(), said["login"], said["password"])

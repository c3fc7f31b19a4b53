"""Calendars to subscribe to: one's own page, and the calendar itself, for programs that have no session."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from flask import Blueprint, Response, redirect, render_template, request

from server.domain.errors import Conflict, Invalid
from server.domain.feeds import Whose, shows
from server.domain.ids import FeedId
from server.services import feeds
from server.web.addresses import feed_address, link
from server.web.calendar_files import MEDIA_TYPE, calendar_of
from server.web.context import actor, language, tools
from server.web.gate import needs, public

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

calendars = Blueprint("feeds", __name__)


@calendars.get("/me/feeds")
@needs()
def page() -> ResponseReturnValue:
    """Lists the calendars of the actor."""
    return _page()


@calendars.post("/me/feeds")
@needs()
def make() -> ResponseReturnValue:
    """Makes a calendar, and shows its address, which nobody can look up later."""
    try:
        whose = Whose(request.form.get("whose", ""))
    except ValueError as cause:
        raise Invalid from cause
    try:
        key = request.form.get("idempotency_key")
        made = feeds.make(tools(), actor(), whose, language(), key)
    except Conflict as no:
        return _page(refusal=no.sentence(language())), no.status
    return _page(secret=made.secret or "", is_made=True)


@calendars.post("/me/feeds/<uuid:feed>/revoke")
@needs()
def revoke(feed: UUID) -> ResponseReturnValue:
    """Revokes a calendar."""
    feeds.revoke(tools(), actor(), FeedId(feed))
    return redirect(link("feeds"), 303)


@calendars.get("/feeds/<secret>.ics")
@public
def calendar(secret: str) -> ResponseReturnValue:
    """Gives a calendar to whoever knows its address; who asks again for the same is told so."""
    response = Response(
        calendar_of(feeds.shown(tools(), secret)), content_type=f"{MEDIA_TYPE}; charset=utf-8"
    )
    response.set_etag(hashlib.sha256(response.get_data()).hexdigest())
    response.headers["Cache-Control"] = "private, no-cache"
    return response.make_conditional(request)


def _page(*, secret: str = "", refusal: str = "", is_made: bool = False) -> str:
    return render_template(
        "feeds.html",
        rows=feeds.of_mine(tools(), actor()),
        leads=shows(actor(), Whose.UNIT),
        address=feed_address(secret) if secret else "",
        is_made=is_made,
        refusal=refusal,
        act_key=str(uuid4()),
    )

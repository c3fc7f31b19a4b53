"""Calendars to subscribe to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from server.domain.feeds import Whose
from server.domain.ids import FeedId
from server.services import feeds
from server.web.addresses import feed_address
from server.web.api.given_clocks import FeedMadeOut, FeedOut
from server.web.api.speaking import Endpoint, request_key, sent, speaks
from server.web.api.taken import ActIn
from server.web.api.taken_clocks import FeedIn
from server.web.context import actor, language, tools
from server.web.gate import needs

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any
    from uuid import UUID

    from server.domain.feeds import Feed

calendars = Blueprint("api_feeds", __name__)
TAG = "people"


@calendars.get("/feeds")
@needs()
@speaks(
    Endpoint(
        summary="Your calendars of deadlines, the oldest first.",
        summary_zh="您的日历订阅。",
        tag=TAG,
        gives=FeedOut,
        many=True,
    )
)
def listed() -> tuple[Feed, ...]:
    """Lists them."""
    return feeds.of_mine(tools(), actor())


@calendars.post("/feeds")
@needs()
@speaks(
    Endpoint(
        summary="Make a calendar of deadlines to subscribe to; its address is told once.",
        summary_zh="生成日历订阅地址，只告知一次。",
        tag=TAG,
        takes=FeedIn,
        gives=FeedMadeOut,
    )
)
def make() -> Mapping[str, Any]:
    """Makes one."""
    made = feeds.make(tools(), actor(), Whose(sent(FeedIn)["whose"]), language(), request_key())
    return {"feed": made.feed, "address": feed_address(made.secret) if made.secret else None}


@calendars.post("/feeds/<uuid:feed>/revoke")
@needs()
@speaks(
    Endpoint(
        summary="Let nobody get this calendar of yours any more.",
        summary_zh="停用日历订阅。",
        tag=TAG,
        takes=ActIn,
    )
)
def revoke(feed: UUID) -> None:
    """Revokes it."""
    sent(ActIn)
    feeds.revoke(tools(), actor(), FeedId(feed))

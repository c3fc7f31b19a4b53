"""Calendars to subscribe to (日历订阅): made, revoked, and what one shows."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain import feeds
from server.domain.access import person_in
from server.domain.county_time import day_of
from server.domain.errors import NoSuchFeed
from server.domain.feeds import Whose
from server.domain.ids import FeedId, SubjectId
from server.domain.reading import InboxQuery
from server.services.recording import Record
from server.services.repeating import again, once
from server.services.signing_in import hashed

if TYPE_CHECKING:
    from server.domain.feeds import Feed
    from server.domain.people import Actor
    from server.domain.reading import InboxRow
    from server.services.tools import Tools

MOST = 500
"""So much of what is due first a calendar shows."""
OF = {
    Whose.MINE: InboxQuery(holder="me", limit=MOST),
    Whose.UNIT: InboxQuery(view="unit", limit=MOST),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A calendar that was just made."""

    feed: FeedId
    secret: str | None
    """By which its address is known, told this once; None when the request was answered before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a calendar shows."""

    feed: Feed
    rows: tuple[InboxRow, ...]
    """What has a deadline, the earliest first."""


def of_mine(tools: Tools, actor: Actor) -> tuple[Feed, ...]:
    """The calendars of the actor."""
    with tools.unit() as unit:
        return unit.feeds.of(person_in(actor))


@again
def make(
    tools: Tools, actor: Actor, whose: Whose, language: str, request_key: str | None = None
) -> Made:
    """Makes a calendar; nobody is ever told its secret again."""
    person = person_in(actor)
    with tools.unit() as unit:
        request = once(unit, actor, request_key, ("make-feed", whose.value, language))
        if request.answer is not None:
            return Made(feed=FeedId(request.id_in("feed")), secret=None)
        feeds.check_new(actor, whose, unit.feeds.hold(person))
        made = Made(feed=FeedId(tools.ids.new()), secret=secrets.token_urlsafe(32))
        record = Record(tools, unit, actor)
        fact = f.FeedMade(
            feed=made.feed,
            person=person,
            whose=whose.value,
            language=language,
            digest=hashed(str(made.secret)),
        )
        record.of_subject(SubjectId(person), fact)
        record.write()
        request.keep({"feed": made.feed.hex})
        unit.commit()
    return made


@again
def revoke(tools: Tools, actor: Actor, feed: FeedId) -> None:
    """Lets nobody look at a calendar of the actor any more; refused with ``NoSuchFeed``."""
    person = person_in(actor)
    with tools.unit() as unit:
        if feed not in {each.id for each in unit.feeds.hold(person)}:
            raise NoSuchFeed
        record = Record(tools, unit, actor)
        record.of_subject(SubjectId(person), f.FeedRevoked(feed=feed, person=person))
        record.write()
        unit.commit()


def shown(tools: Tools, secret: str) -> Shown:
    """What the calendar of this address shows; refused with ``NoSuchFeed``.

    It is what its person would see now: who holds no post any more, or leads no body, shows nothing.
    """
    now = tools.clock.now()
    with tools.unit() as unit:
        feed = unit.feeds.known_by(hashed(secret))
        actor = unit.people.actor_of(feed.person, day_of(now)) if feed else None
        if feed is None or actor is None or not feeds.shows(actor, feed.whose):
            raise NoSuchFeed
        tools.shelf.county(unit)
        page = unit.views.inbox(actor, OF[feed.whose], now)
    return Shown(feed=feed, rows=tuple(row for row in page.rows if row.deadline.due is not None))

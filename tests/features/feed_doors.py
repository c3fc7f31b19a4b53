"""Calendars through both doors: the services called directly, and HTTP."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from icalendar import Calendar

from server.domain.errors import NoSuchFeed
from server.domain.feeds import Whose
from server.services import feeds
from tests.features.refusing import refusing

if TYPE_CHECKING:
    from flask import Flask

    from server.domain.people import Actor
    from server.services.tools import Tools

Entries = list[tuple[str, datetime]]
"""Words and due moment of each entry."""


class FeedDoor(Protocol):
    """What people subscribe to."""

    def subscribe(self, who: str, whose: str) -> str:
        """Make a calendar; gives by what it is known."""

    def revoke_feeds(self, who: str) -> None:
        """Revoke all calendars of the person."""

    def calendar(self, known_by: str) -> Entries | None:
        """What a calendar shows; None where there is none."""


class ServicesFeeds:
    """The services."""

    _tools: Tools

    def _actor(self, who: str) -> Actor:
        raise NotImplementedError

    def subscribe(self, who: str, whose: str) -> str:
        """Make a calendar; gives its secret."""
        with refusing():
            made = feeds.make(self._tools, self._actor(who), Whose(whose), "zh")
        assert made.secret
        return made.secret

    def revoke_feeds(self, who: str) -> None:
        """Revoke all calendars of the person."""
        actor = self._actor(who)
        for feed in feeds.of_mine(self._tools, actor):
            feeds.revoke(self._tools, actor, feed.id)

    def calendar(self, known_by: str) -> Entries | None:
        """What a calendar shows."""
        try:
            rows = feeds.shown(self._tools, known_by).rows
        except NoSuchFeed:
            return None
        return [(row.step, row.deadline.due) for row in rows if row.deadline.due]


class HttpFeeds:
    """The API, and the address of the calendar."""

    _app: Flask

    def _key(self) -> str:
        raise NotImplementedError

    def _get(self, who: str, address: str) -> dict[str, Any]:
        raise NotImplementedError

    def _post(self, who: str, address: str, body: Any, key: str) -> dict[str, Any]:
        raise NotImplementedError

    def subscribe(self, who: str, whose: str) -> str:
        """Make a calendar; gives its address."""
        address: str = self._post(who, "/feeds", {"whose": whose}, self._key())["address"]
        return urlsplit(address).path

    def revoke_feeds(self, who: str) -> None:
        """Revoke all calendars of the person."""
        for feed in self._get(who, "/feeds")["items"]:
            self._post(who, f"/feeds/{feed['id']}/revoke", {}, self._key())

    def calendar(self, known_by: str) -> Entries | None:
        """What whoever knows the address gets."""
        answer = self._app.test_client().get(known_by)
        if answer.status_code == HTTPStatus.NOT_FOUND:
            return None
        found = Calendar.from_ical(answer.data)
        return [(str(one["SUMMARY"]), one.decoded("DTSTART")) for one in found.walk("VEVENT")]

"""Deadlines as iCalendar (RFC 5545): for each piece of work a number, a step and a moment.

A deadline that moves keeps its ``UID`` and counts its ``SEQUENCE`` up. ``DTSTAMP`` says when an entry
was last revised, as the standard wants it of calendars that are no messages; so the same deadlines
are the same bytes, and who asks again is told that nothing changed.
"""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from icalendar import Calendar, Event

from server.domain.feeds import Whose

if TYPE_CHECKING:
    from server.domain.reading import InboxRow
    from server.services.feeds import Shown

MEDIA_TYPE = "text/calendar"
HOURLY = timedelta(hours=1)
"""How often programs should look again."""
NAMES = {
    (Whose.MINE, "zh"): "哨令：我的期限",
    (Whose.UNIT, "zh"): "哨令：本单位期限",
    (Whose.MINE, "en"): "Muster: my deadlines",
    (Whose.UNIT, "en"): "Muster: deadlines of my unit",
}
DUE = {"zh": "{number} {step} 到期", "en": "{number} {step} due"}


def calendar_of(shown: Shown) -> bytes:
    """A calendar as a file."""
    feed = shown.feed
    calendar = Calendar()
    calendar.add("prodid", "-//Muster//Deadlines//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", NAMES[feed.whose, feed.language])
    calendar.add("x-wr-calname", NAMES[feed.whose, feed.language])
    calendar.add("refresh-interval", HOURLY, parameters={"VALUE": "DURATION"})
    for row in shown.rows:
        calendar.add_component(_event(row, feed.language))
    return bytes(calendar.to_ical())


def _event(row: InboxRow, language: str) -> Event:
    step = row.step_en if language == "en" and row.step_en else row.step
    assert row.deadline.due is not None  # noqa: S101  # only what has a deadline is in a calendar
    event = Event()
    event.add("uid", f"{row.item}@muster")
    event.add("dtstamp", (row.moved_at or row.offered_at).astimezone(UTC))
    event.add("sequence", row.moves)
    event.add("dtstart", row.deadline.due.astimezone(UTC))
    event.add("summary", DUE[language].format(number=row.number, step=step))
    event.add("status", "CONFIRMED" if row.deadline.is_settled else "TENTATIVE")
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event

"""A month of the calendar with what is due in it, for one person or for their desks."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from server.domain.county_time import day_of
from server.domain.reading import DueDay, DueMonth, InboxQuery

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from server.domain.people import Actor
    from server.domain.reading import InboxRow
    from server.services.tools import Tools

MOST = 100
"""So much of one month is listed at most; who has more still sees how much each day brings, and finds it in the inbox."""


def due_month(tools: Tools, actor: Actor, first: date, *, mine: bool = False) -> DueMonth:
    """What is due in the month that begins that day: on the actor's desks, or held by the actor."""
    days = [first + timedelta(days=n) for n in range(monthrange(first.year, first.month)[1])]
    now = tools.clock.now()
    with tools.unit() as unit:
        calendar = tools.shelf.county(unit).calendar
        query = InboxQuery(
            holder="me" if mine else "", due_from=days[0], due_until=days[-1], limit=MOST
        )
        page = unit.views.inbox(actor, query, now)
        due = _by_day(page.rows)
        # The list is in order: of the days before its last one it has everything.
        cut = [day for day in days if day >= max(due)] if page.next else []
        counted = unit.views.due_on(actor, cut, now, mine=mine) if cut else {}
    return DueMonth(
        first=first,
        is_known=first.year in calendar.years,
        is_whole=page.next is None,
        days={
            day: DueDay(
                day=day,
                is_working=calendar.is_working(day),
                rows=tuple(due[day]),
                is_whole=day not in counted,
                count=counted.get(day, len(due[day])),
            )
            for day in days
        },
    )


def _by_day(rows: Iterable[InboxRow]) -> defaultdict[date, list[InboxRow]]:
    due: defaultdict[date, list[InboxRow]] = defaultdict(list)
    for row in rows:
        assert row.deadline.due is not None  # noqa: S101  # what is asked for by days is due
        due[day_of(row.deadline.due)].append(row)
    return due

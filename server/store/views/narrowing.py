"""What an inbox is narrowed by, as conditions on a piece of work ``w``.

Process, step, origin and urgency stand on the item itself, each in an index of open work in the
order of the list; so a filter that little fits costs no more than one that all fits.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from server.domain.county_time import end_of_day, start_of
from server.domain.people import Actor
from server.domain.reading import InboxQuery
from server.store.views.desks import desks_of

RANK = "coalesce(w.due, 'infinity'::timestamptz)"
SINCE = f" AND ({RANK}, w.id) >= ({{}}, '00000000-0000-0000-0000-000000000000')"
"""From a moment on, as a place in the order of the list. The planner takes what lies between two moments for one row in two hundred, and would read and sort it all instead of going by the index."""
DEADLINES = {
    "late": f" AND {RANK} < %(now)s",
    "today": f"{SINCE.format('%(now)s')} AND {RANK} < %(tonight)s",
    "good": f"{SINCE.format('%(tonight)s')} AND {RANK} < 'infinity'",
    "week": f"{SINCE.format('%(now)s')} AND {RANK} < %(week)s",
    "none": f" AND {RANK} >= 'infinity'",
}
HOLDERS = {
    "": "",
    "me": " AND w.holder = %(me)s",
    "nobody": " AND w.holder IS NULL",
    "others": " AND w.holder <> %(me)s",
}
GIVEN = " AND w.holder = %(me)s AND w.claimed_at IS NULL"
"""Dispatched or handed to the actor, who did not sign for it yet."""
UNCLAIMED = f" AND (w.holder IS NULL OR TRUE{GIVEN})"
"""What waits to be signed for by the actor (待签收)."""
URGENCIES = {
    "": "",
    "normal": " AND w.urgency IS NULL",
    "urgent": " AND w.urgency = 'urgent'",
    "emergency": " AND w.urgency = 'emergency'",
}
EQUAL = {
    "process": " AND w.process = %(process)s",
    "step": " AND w.element = %(step)s",
    "from_body": " AND w.from_body = %(from_body)s",
}


def conditions(query: InboxQuery) -> str:
    """What every row has to meet, as a text that begins with AND or is empty."""
    where = DEADLINES.get(query.deadline, "") + URGENCIES.get(query.urgency, "")
    where += HOLDERS.get(query.holder, " AND w.holder = %(holder)s")
    where += "".join(text for name, text in EQUAL.items() if getattr(query, name))
    where += SINCE.format("%(due_from)s") if query.due_from else ""
    where += f" AND {RANK} < %(due_until)s" if query.due_until else ""
    return where


def is_of_holder(query: InboxQuery) -> bool:
    """Whether the work of one person is asked for, which has an index of its own."""
    return query.holder not in {"", "nobody", "others"}


def values_of(actor: Actor, query: InboxQuery, now: datetime) -> dict[str, Any]:
    """What the conditions name."""
    return {
        **desks_of(actor, query.body),
        "me": actor.person,
        "now": now,
        "tonight": end_of_day(now),
        "week": end_of_day(now, 6),
        "process": query.process,
        "step": query.step,
        "from_body": query.from_body,
        "holder": _person(query.holder),
        "due_from": query.due_from and start_of(query.due_from),
        "due_until": query.due_until and start_of(query.due_until + timedelta(days=1)),
    }


def _person(holder: str) -> UUID | None:
    """The person of an address; a mangled one holds nothing."""
    try:
        return UUID(holder)
    except ValueError:
        return None


def plain(search: str) -> str:
    r"""The words themselves, where ``%`` and ``_`` would mean any."""
    return search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")

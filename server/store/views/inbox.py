"""The inbox: a page of open work, its figures, and what it can be narrowed by.

A page reads no more rows than it has lines, from each desk of the actor, by the index that holds
the open work of a desk in the order of the list; so a million open items cost what a hundred cost.
Figures stop counting at their cap.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from server.domain.county_time import end_of_day
from server.domain.ids import BodyId, CaseId, ItemId, ProcessKey
from server.domain.people import Actor
from server.domain.reading import (
    Badge,
    InboxChoices,
    InboxCounts,
    InboxPage,
    InboxQuery,
    InboxRow,
)
from server.store.membership import FROM_MEMBER, MEMBER, membership
from server.store.processes import SPOKEN, STEP_EN
from server.store.views.cursors import Mark, part
from server.store.views.desks import DESK, desks_of
from server.store.views.manner import Manner
from server.store.wire import Wire

CAP = 99 + 1
"""What lies beyond 99 is told by counting one more. Written into the texts, as every limit here: the planner has to know how few rows are wanted."""

RANK = "coalesce(w.due, 'infinity'::timestamptz)"
ON_DESK = "w.state = 'open' AND w.body = d.body AND w.role = d.role"
MY_DESKS = "w.state = 'open' AND (w.body, w.role) IN (SELECT body, role FROM desk)"

TABS = {
    "all": "",
    "unclaimed": " AND w.holder IS NULL",
    "mine": " AND w.holder = %(me)s",
    "late": f" AND {RANK} < %(now)s",
    "today": f" AND {RANK} >= %(now)s AND {RANK} < %(tonight)s",
}
DEADLINES = {
    "late": TABS["late"],
    "today": TABS["today"],
    "good": f" AND {RANK} >= %(tonight)s AND {RANK} < 'infinity'",
    "week": f" AND {RANK} >= %(now)s AND {RANK} < %(week)s",
    "none": f" AND {RANK} = 'infinity'",
}
OF_PROCESS = """ AND (SELECT v.process FROM cases c JOIN cases r ON r.id = c.root
  JOIN versions v ON v.id = r.version WHERE c.id = w.case_id) = %(process)s"""
FROM_BODY = """ AND (SELECT r.body FROM cases c JOIN cases r ON r.id = c.root
  WHERE c.id = w.case_id) = %(from_body)s"""
TITLED = """ AND (SELECT r.title FROM cases c JOIN cases r ON r.id = c.root
  WHERE c.id = w.case_id) ILIKE %(like)s"""
"""Filters read the case of each item in the order of the list until the page is full."""

FOUND = """, found AS MATERIALIZED (
  SELECT id FROM cases WHERE parent IS NULL
    AND bigrams(title, number) @> bigrams(%(search)s, '')
    AND (title ILIKE %(like)s OR number ILIKE %(like)s)
  ORDER BY id DESC LIMIT 500),
kin AS (
  SELECT id FROM found
  UNION ALL SELECT c.id FROM found f JOIN cases c ON c.root = f.id AND c.parent IS NOT NULL)"""
"""The newest matters with these words in title or number, and their branches. No more than 500:
whoever finds so many has to say more."""

LINES = f"""SELECT w.id, w.case_id, r.id AS root, r.number, r.title, r.urgency, v.process,
  s.title AS process_title, s.title_en AS process_title_en, w.name, {STEP_EN} AS name_en,
  w.offered_at, w.due, w.holder, coalesce(p.name, '') AS holder_name,
  coalesce(p.name_en, '') AS holder_name_en, fb.name AS from_body, fb.name_en AS from_body_en,
  b.name AS body, b.name_en AS body_en, {MEMBER}
FROM page JOIN work_items w ON w.id = page.id
  JOIN cases c ON c.id = w.case_id
  JOIN cases r ON r.id = c.root
  JOIN versions v ON v.id = r.version
  JOIN sources s ON s.version = v.id
  LEFT JOIN persons p ON p.id = w.holder
  LEFT JOIN bodies fb ON fb.id = r.body
  LEFT JOIN bodies b ON b.id = w.body
  {FROM_MEMBER}
  {SPOKEN}"""  # noqa: S608  # texts of ours

CAPPED = """(SELECT count(*) FROM (
  SELECT FROM desk d CROSS JOIN LATERAL (
    SELECT FROM work_items w WHERE {where} ORDER BY {rank} LIMIT {cap}) i LIMIT {cap}) n)
  AS {name}"""
MINE = f"""(SELECT count(*) FROM (
  SELECT FROM work_items w WHERE {MY_DESKS} AND w.holder = %(me)s
  ORDER BY {RANK} LIMIT {CAP}) n) AS mine"""  # noqa: S608  # texts of ours
UNREAD = """(SELECT count(*) FROM (
  SELECT FROM notices WHERE person = %(me)s AND id > {seen} ORDER BY id LIMIT {cap}) n)
+ (SELECT count(*) FROM (
  SELECT FROM (SELECT body, role FROM desk UNION SELECT NULL, role FROM desk) d
  CROSS JOIN LATERAL (
    SELECT FROM notices WHERE role = d.role AND body IS NOT DISTINCT FROM d.body AND id > {seen}
    ORDER BY id LIMIT {cap}) i LIMIT {cap}) n) AS notices"""
SEEN = "(SELECT coalesce(told_until, '00000000-0000-0000-0000-000000000000') FROM persons WHERE id = %(me)s)"


def _figure(name: str, tab: str) -> str:
    return CAPPED.format(name=name, where=ON_DESK + TABS[tab], rank=RANK, cap=CAP)


COUNTS = f"""WITH {DESK} SELECT {_figure("open", "all")}, {_figure("late", "late")},
{_figure("today", "today")}, {_figure("unclaimed", "unclaimed")}, {MINE},
{UNREAD.format(seen=SEEN, cap=CAP)}"""  # texts of ours
BADGE = f"""WITH {DESK} SELECT {_figure("open", "all")}, {_figure("late", "late")},
{UNREAD.format(seen=SEEN, cap=CAP)}"""  # texts of ours
CHOICES = """(SELECT DISTINCT ON (v.process) true AS is_process, v.process AS id, s.title AS name,
    s.title_en AS name_en
  FROM versions v JOIN sources s ON s.version = v.id ORDER BY v.process, v.number DESC)
UNION ALL (SELECT false, id, name, name_en FROM bodies ORDER BY id)"""


def inbox_page(
    wire: Wire, manner: Manner, actor: Actor, query: InboxQuery, now: datetime
) -> InboxPage:
    """A page of the actor's open work."""
    values = _values(actor, query, now)

    def find(mark: Mark | None) -> Sequence[Any]:
        place = {} if mark is None else {"mark_at": mark.at, "mark_id": mark.id}
        return wire.all(_page_text(query, mark), values | place)

    found = part(find, query.cursor, query.limit, lambda row: Mark(at=row.due, id=row.id))
    return InboxPage(
        rows=tuple(_line(row, actor, manner, now) for row in found.rows),
        next=found.next,
        previous=found.previous,
    )


def counts(wire: Wire, actor: Actor, now: datetime) -> InboxCounts:
    """The figures over the inbox, one statement."""
    figures = wire.one(COUNTS, _values(actor, InboxQuery(), now))._asdict()
    return InboxCounts(**figures | {"notices": min(figures["notices"], CAP)})


def choices(wire: Wire) -> InboxChoices:
    """What an inbox can be narrowed by, one statement."""
    rows = wire.all(CHOICES, {})
    return InboxChoices(
        processes=tuple(
            (ProcessKey(row.id), row.name, row.name_en) for row in rows if row.is_process
        ),
        bodies=tuple((BodyId(row.id), row.name, row.name_en) for row in rows if not row.is_process),
    )


ONE_ROW = f"WITH page AS (SELECT %(item)s::uuid AS id) {LINES}"


def one_row(
    wire: Wire, manner: Manner, actor: Actor, item: ItemId, now: datetime
) -> InboxRow | None:
    """One piece of work as the inbox shows it."""
    row = wire.one(ONE_ROW, {"item": item})
    return _line(row, actor, manner, now) if row is not None else None


def badge(wire: Wire, actor: Actor, now: datetime) -> Badge:
    """The figures in the frame of every page, one statement."""
    row = wire.one(BADGE, _values(actor, InboxQuery(), now))
    return Badge(inbox=row.open, late=row.late, notices=min(row.notices, CAP))


def _values(actor: Actor, query: InboxQuery, now: datetime) -> dict[str, Any]:
    search = query.search.strip()
    return {
        **desks_of(actor),
        "me": actor.person,
        "now": now,
        "tonight": end_of_day(now),
        "week": end_of_day(now, 6),
        "process": query.process,
        "from_body": query.from_body,
        "search": search,
        "like": f"%{plain(search)}%",
    }


LONE = 1
"""A search of one character has no pair of characters to look up."""


def plain(search: str) -> str:
    r"""The words themselves, where ``%`` and ``_`` would mean any."""
    return search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _page_text(query: InboxQuery, mark: Mark | None) -> str:
    back = mark is not None and mark.back
    order = f"{RANK} {'DESC' if back else ''}, w.id {'DESC' if back else ''}"
    where = TABS.get(query.tab, "") + DEADLINES.get(query.deadline, "")
    where += OF_PROCESS if query.process else ""
    where += FROM_BODY if query.from_body else ""
    if mark is not None:
        place = "(coalesce(%(mark_at)s::timestamptz, 'infinity'), %(mark_id)s::uuid)"
        where += f" AND ({RANK}, w.id) {'<' if back else '>'} {place}"
    head = f"WITH {DESK}"
    search = query.search.strip()
    if len(search) > LONE:
        head += FOUND
        source = f"work_items w JOIN kin ON kin.id = w.case_id WHERE {MY_DESKS}{where}"
    elif query.tab == "mine":
        source = f"work_items w WHERE {MY_DESKS}{where}"
    else:
        where += TITLED if search else ""
        inner = f"""SELECT w.id, w.due FROM work_items w WHERE {ON_DESK}{where}
          ORDER BY {order} LIMIT {query.limit + 1:d}"""  # noqa: S608  # texts of ours
        source = f"desk d CROSS JOIN LATERAL ({inner}) w"
    page = f"SELECT w.id FROM {source} ORDER BY {order} LIMIT {query.limit + 1:d}"  # noqa: S608  # texts of ours
    return f"{head}, page AS MATERIALIZED ({page}) {LINES} ORDER BY {order}"


def _line(row: Any, actor: Actor, manner: Manner, now: datetime) -> InboxRow:
    return InboxRow(
        item=ItemId(row.id),
        case=CaseId(row.root),
        number=row.number or "",
        title=row.title or "",
        process=ProcessKey(row.process),
        process_title=row.process_title,
        process_title_en=row.process_title_en,
        step=row.name,
        step_en=row.name_en,
        urgency=row.urgency or "normal",
        from_body=row.from_body or "",
        from_body_en=row.from_body_en or "",
        body=row.body or "",
        body_en=row.body_en or "",
        holder=row.holder_name,
        holder_en=row.holder_name_en,
        is_mine=row.holder is not None and row.holder == actor.person,
        is_unread=row.holder is None,
        offered_at=row.offered_at,
        deadline=manner.deadline_of(row.due, now),
        member=membership(row),
    )

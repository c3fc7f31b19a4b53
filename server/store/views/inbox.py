"""The inbox: a page of open work, and what it can be narrowed by.

A page reads no more rows than it has lines, from each desk, by the index that holds the open work
of a desk in the order of the list; so a million open items cost what a hundred cost.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple, Self
from uuid import UUID

from server.domain.access import led_bodies
from server.domain.ids import BodyId, CaseId, ItemId, PersonId, ProcessKey, VersionId
from server.domain.people import Actor
from server.domain.reading import InboxChoices, InboxPage, InboxQuery, InboxRow, Shown
from server.store.finding import shown_in
from server.store.membership import FROM_MEMBER, MEMBER, membership
from server.store.processes import SPOKEN, STEP_EN
from server.store.submissions import FROM_SIGNERS
from server.store.views.cursors import Mark, part
from server.store.views.desks import DESK, UNIT, if_in_part, of_process, within
from server.store.views.manner import Manner
from server.store.views.narrowing import (
    GIVEN,
    HOLDERS,
    RANK,
    UNCLAIMED,
    conditions,
    is_of_holder,
    values_of,
)
from server.store.views.searching import LIKE, OF_FOUND, few_with, values_for
from server.store.wire import Wire

AT_DESK = f"w.body = d.body AND w.role = d.role{of_process('w.process')}"
ON_DESK = f"w.state = 'open' AND {AT_DESK}"
MY_DESKS = f"w.state = 'open' AND EXISTS (SELECT FROM {{desks}} d WHERE {AT_DESK})"
DESKS_OF = "ARRAY[{0}.body || '/' || {0}.role, {0}.body || '/' || {0}.role || '/' || w.process]"
"""As what a desk stands among the actor's: for all matters, or for those of one process."""
CLIMBED_IN_PART = """ AND (w.above && %(desks)s::text[]
    OR ARRAY(SELECT a || '/' || w.process FROM unnest(w.above) a) && %(desks)s::text[])
  AND w.body || '/' || w.role || '/' || w.process <> ALL (%(desks)s::text[])"""
CLIMBED = f"""w.state = 'open' AND w.rung IS NOT NULL AND w.above && %(above)s::text[]
  AND w.body || '/' || w.role <> ALL (%(desks)s::text[]){if_in_part(CLIMBED_IN_PART)}"""
"""Late work of others that a clock brought before a desk of the actor (督办)."""
ASKED_FOR_TIME = f"""w.state = 'open' AND EXISTS (SELECT FROM extension_requests x
  WHERE x.item = w.id AND x.person <> %(me)s AND {DESKS_OF.format("x")} && %(desks)s::text[])"""
"""Work for which more time is asked of a desk of the actor (延期审批)."""

SPOKEN_OF = f""" CROSS JOIN LATERAL (
  SELECT FROM cases c JOIN particulars s ON s.root = c.root WHERE c.id = w.case_id AND {LIKE} LIMIT 1) said"""  # texts of ours
LOOKED_THROUGH = 100
"""Of each desk, when the words are in more matters than can be asked for one by one."""

LINES = f"""SELECT w.id, w.case_id, r.id AS root, r.number, r.title, r.urgency, r.status = 'suspended' AS stands_still, w.stopped_at IS NOT NULL AS is_stopped, v.process,
  s.title AS process_title, s.title_en AS process_title_en, w.name, {STEP_EN} AS name_en,
  w.offered_at, w.moves, w.moved_at, coalesce(x.ground, '') AS more_time, coalesce(x.ground_en, '') AS more_time_en, w.due, w.clock, w.provisional, w.holder, coalesce(p.name, '') AS holder_name, w.body AS body_id, w.role,
  coalesce(p.name_en, '') AS holder_name_en, fb.name AS from_body, fb.name_en AS from_body_en,
  b.name AS body, b.name_en AS body_en, pc.shown, signer.names AS waits_for, signer.names_en AS waits_for_en, {MEMBER}
FROM work_items w
  JOIN cases c ON c.id = w.case_id
  JOIN cases r ON r.id = c.root
  JOIN versions v ON v.id = r.version
  JOIN sources s ON s.version = v.id
  LEFT JOIN persons p ON p.id = w.holder
  LEFT JOIN bodies fb ON fb.id = r.body
  LEFT JOIN bodies b ON b.id = w.body
  LEFT JOIN particulars pc ON pc.root = r.id
  {FROM_SIGNERS}
  LEFT JOIN extension_requests x ON x.item = w.id
  {FROM_MEMBER}
  {SPOKEN}
WHERE w.id = ANY (%(items)s::uuid[])"""  # noqa: S608  # texts of ours
"""A statement of its own, always the same: planning its joins takes longer than carrying them out."""
CHOICES = """(SELECT DISTINCT ON (v.process) true AS is_process, v.process AS id, s.title AS name,
    s.title_en AS name_en, v.id AS version
  FROM versions v JOIN sources s ON s.version = v.id ORDER BY v.process, v.number DESC)
UNION ALL (SELECT false, id, name, name_en, NULL FROM bodies ORDER BY id)"""


def inbox_page(
    wire: Wire, manner: Manner, actor: Actor, query: InboxQuery, now: datetime
) -> InboxPage:
    """A page of open work: the actor's, their unit's, or what climbed to them."""
    values, many = _asked(wire, actor, query, now)

    def find(mark: Mark | None) -> Sequence[Any]:
        place = {} if mark is None else {"mark_at": mark.at, "mark_id": mark.id}
        text = _page_text(query, mark, many=many, limit=query.limit + 1)
        return wire.all(within(text, in_part=bool(actor.desks_in_part)), values | place)

    found = part(find, query.cursor, query.limit, lambda row: Mark(at=row.due, id=row.id))
    lines, reader = _lines(wire, [row.id for row in found.rows]), _Reader.of(actor)
    return InboxPage(
        rows=tuple(
            _line(lines[row.id], reader, manner, now, query.columns)
            for row in found.rows
            if row.id in lines
        ),
        next=found.next,
        previous=found.previous,
        is_cut=many,
    )


def _lines(wire: Wire, items: Sequence[UUID]) -> dict[UUID, Any]:
    """All that a list shows of these pieces of work."""
    return {row.id: row for row in wire.all(LINES, {"items": list(items)})} if items else {}


def picked(wire: Wire, actor: Actor, query: InboxQuery, now: datetime, limit: int) -> Sequence[Any]:
    """The ids of the first so many rows, to be counted."""
    values, many = _asked(wire, actor, query, now)
    text = _page_text(query, None, many=many, limit=limit)
    return wire.all(within(text, in_part=bool(actor.desks_in_part)), values)


def choices(wire: Wire, actor: Actor) -> InboxChoices:
    """What an inbox can be narrowed by, one statement."""
    rows = wire.all(CHOICES, {})
    bodies = tuple((BodyId(row.id), row.name, row.name_en) for row in rows if not row.is_process)
    mine = {seat.body for seat in actor.seats} | set(led_bodies(actor))
    return InboxChoices(
        processes=tuple(
            (ProcessKey(row.id), row.name, row.name_en) for row in rows if row.is_process
        ),
        bodies=bodies,
        own=tuple(body for body in bodies if body[0] in mine),
        newest=tuple(VersionId(row.version) for row in rows if row.is_process),
    )


def one_row(
    wire: Wire, manner: Manner, actor: Actor, item: ItemId, now: datetime
) -> InboxRow | None:
    """One piece of work as the inbox shows it."""
    row = _lines(wire, [item]).get(item)
    return _line(row, _Reader.of(actor), manner, now) if row is not None else None


def _asked(
    wire: Wire, actor: Actor, query: InboxQuery, now: datetime
) -> tuple[dict[str, Any], bool]:
    """What the statement names, and whether the words are in too many matters to name them."""
    values = values_of(actor, query, now)
    if not query.search.strip():
        return values, False
    values |= values_for(query.search)
    found = few_with(wire, values)
    return values | {"found": found}, found is None


def _page_text(query: InboxQuery, mark: Mark | None, *, many: bool, limit: int) -> str:
    back = mark is not None and mark.back
    order = f"{RANK} {'DESC' if back else ''}, w.id {'DESC' if back else ''}"
    where = conditions(query)
    if mark is not None:
        place = "(coalesce(%(mark_at)s::timestamptz, 'infinity'), %(mark_id)s::uuid)"
        where += f" AND ({RANK}, w.id) {'<' if back else '>'} {place}"
    is_few = bool(query.search.strip()) and not many
    where += OF_FOUND if is_few else ""
    desks = "unit" if query.view == "unit" else "desk"
    # All rows of one kind, or from each desk the first in the order of the list.
    every = f"SELECT w.id, w.due, w.case_id, w.process FROM work_items w WHERE {{}}{where} ORDER BY {order}"  # noqa: S608  # texts of ours
    first = LOOKED_THROUGH if many else limit
    if query.view == "climbed":
        source = f"({every.format(CLIMBED)}) w"
    elif query.view == "extensions":
        source = f"({every.format(ASKED_FOR_TIME)}) w"
    elif is_few or is_of_holder(query):
        unclaimed = UNCLAIMED if query.view == "unclaimed" else ""
        source = f"({every.format(MY_DESKS.format(desks=desks) + unclaimed)}) w"
    elif query.view == "unclaimed":
        nobodys = f"desk d CROSS JOIN LATERAL ({every.format(ON_DESK + HOLDERS['nobody'])} LIMIT {first:d}) w"
        given = every.format(MY_DESKS.format(desks=desks) + GIVEN)
        source = f"(SELECT w.* FROM {nobodys} UNION ALL ({given})) w"  # noqa: S608  # texts of ours
    else:
        source = f"{desks} d CROSS JOIN LATERAL ({every.format(ON_DESK)} LIMIT {first:d}) w"
    source += SPOKEN_OF if many else ""
    with_desks = f"{DESK}, {UNIT}" if query.view == "unit" else DESK
    return f"WITH {with_desks} SELECT w.id, w.due FROM {source} ORDER BY {order} LIMIT {limit:d}"  # noqa: S608  # texts of ours


def _shown(row: Any, columns: Sequence[str]) -> Shown:
    """What the columns that are asked for show of the matter."""
    kept = shown_in(row.shown) if columns else {}
    return {path: kept[path] for path in columns if path in kept}


class _Reader(NamedTuple):
    """What of an actor each line is compared with, put together once for all of them."""

    person: PersonId | None
    desks: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, actor: Actor) -> Self:
        return cls(actor.person, frozenset((*actor.desks, *actor.desks_in_part)))

    def may_open(self, body: str, role: str, process: str) -> bool:
        return (body, role) in self.desks or (body, role, process) in self.desks


def _line(  # who reads it, when, and with which columns
    row: Any, reader: _Reader, manner: Manner, now: datetime, columns: Sequence[str] = ()
) -> InboxRow:
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
        is_mine=row.holder is not None and row.holder == reader.person,
        is_unread=row.holder is None,
        offered_at=row.offered_at,
        deadline=manner.deadline_of(row.due, now, row.provisional)
        .while_stopped(row.is_stopped)
        .while_still(row.stands_still),
        clock=row.clock or "",
        more_time=row.more_time,
        more_time_en=row.more_time_en,
        moves=row.moves,
        moved_at=row.moved_at,
        member=membership(row),
        shown=_shown(row, columns),
        waits_for=row.waits_for or "",
        waits_for_en=row.waits_for_en or "",
        may_open=reader.may_open(row.body_id, row.role, row.process),
    )

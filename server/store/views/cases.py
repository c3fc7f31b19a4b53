"""Lists of cases, who had a part in one, its branches, and how it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from server.domain.facts import CaseInspected
from server.domain.ids import CaseId
from server.domain.journal import read_facts
from server.domain.people import Actor
from server.domain.reading import CasePage, CaseRow
from server.domain.replay import Standing
from server.store.cases import FAMILY, family_of
from server.store.packing import unpack
from server.store.processes import SPOKEN, STEP_EN
from server.store.views.cursors import Mark, begin, directed, part
from server.store.views.desks import DESK, desks_of
from server.store.views.inbox import plain
from server.store.views.manner import Manner
from server.store.wire import Wire

PAGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which part of a list, and with which words in title or number."""

    cursor: str | None
    search: str = ""
    limit: int = PAGE


STARTED = """SELECT id, started_at AS at, id AS root FROM cases
WHERE starter = %(me)s AND (title ILIKE %(like)s OR number ILIKE %(like)s)
  AND id {beyond} %(mark_id)s
ORDER BY id {way} LIMIT %(many)s"""
DONE = """SELECT w.id, w.done_at AS at, c.root FROM work_items w JOIN cases c ON c.id = w.case_id
  JOIN cases r ON r.id = c.root
WHERE w.holder = %(me)s AND w.state = 'done'
  AND (r.title ILIKE %(like)s OR r.number ILIKE %(like)s)
  AND (w.done_at, w.id) {beyond} (%(mark_at)s::timestamptz, %(mark_id)s::uuid)
  AND NOT EXISTS (
    SELECT FROM work_items l JOIN cases k ON k.id = l.case_id
    WHERE l.holder = %(me)s AND l.state = 'done' AND k.root = c.root
      AND (l.done_at, l.id) > (w.done_at, w.id))
ORDER BY w.done_at {way}, w.id {way} LIMIT %(many)s"""
"""The newest piece of work that the person did in each matter."""

NEWEST = """SELECT id, started_at AS at, id AS root FROM cases
WHERE parent IS NULL AND (NOT %(running)s OR status = 'running')
  AND (title ILIKE %(like)s OR number ILIKE %(like)s)
  AND id {beyond} %(mark_id)s
ORDER BY id {way} LIMIT %(many)s"""
LINES = f"""SELECT r.id, r.number, r.title, r.status, r.started_at, s.title AS process_title,
  s.title_en AS process_title_en, open.due, open.steps, open.steps_en, open.whom,
  open.whom_en, last.at AS touched_at,
  EXISTS (SELECT FROM incidents i WHERE i.subject IN {family_of("r.id")}) AS is_stuck
FROM cases r JOIN sources s ON s.version = r.version
  CROSS JOIN LATERAL (
    SELECT min(w.due) AS due, string_agg(DISTINCT w.name, '、') AS steps,
      string_agg(DISTINCT {STEP_EN}, ', ') AS steps_en,
      string_agg(DISTINCT coalesce(p.name, b.short_name), '、') AS whom,
      string_agg(DISTINCT coalesce(nullif(p.name_en, ''), p.name, nullif(b.name_en, ''),
        b.short_name), ', ') AS whom_en
    FROM work_items w JOIN cases c ON c.id = w.case_id
      LEFT JOIN persons p ON p.id = w.holder LEFT JOIN bodies b ON b.id = w.body
      {SPOKEN}
    WHERE w.state = 'open' AND w.case_id IN {family_of("r.id")}) open
  CROSS JOIN LATERAL (
    SELECT max(j.at) AS at FROM (
      SELECT r.id UNION ALL (SELECT k.id FROM cases k
        WHERE k.root = r.id AND k.parent IS NOT NULL ORDER BY k.id DESC LIMIT 50)) kin
    CROSS JOIN LATERAL (SELECT at FROM journal WHERE subject = kin.id ORDER BY seq DESC LIMIT 1) j
  ) last
WHERE r.id = ANY(%(roots)s)"""  # noqa: S608  # texts of ours
"""A line per matter; touched when its own journal or that of one of its 50 newest branches grew."""

HAS_PART = f"""WITH {DESK}, kin AS MATERIALIZED {FAMILY}
SELECT EXISTS (SELECT FROM cases WHERE id = %(root)s AND starter = %(me)s)
  OR EXISTS (SELECT FROM kin JOIN work_items w ON w.case_id = kin.id
    WHERE w.holder = %(me)s OR (w.body, w.role) IN (SELECT body, role FROM desk))
  OR EXISTS (SELECT FROM kin JOIN work_items w ON w.case_id = kin.id
    JOIN escalations e ON e.item = w.id JOIN desk d ON d.body = e.body AND d.role = e.role)
  AS has_part"""  # noqa: S608  # texts of ours
ACTS = f"""SELECT j.facts FROM journal j WHERE j.person = %(me)s AND j.subject IN {FAMILY}
ORDER BY j.subject, j.seq"""  # noqa: S608  # texts of ours
KIN = f"""SELECT id FROM cases WHERE id IN {FAMILY}
ORDER BY parent IS NOT NULL, started_at, id"""  # noqa: S608  # texts of ours

STATUS = "SELECT status FROM cases WHERE id = %(case)s"
OPEN_WORK = "SELECT id, holder FROM work_items WHERE case_id = %(case)s AND state = 'open'"
INCIDENTS = "SELECT id, proposed_by FROM incidents WHERE subject = %(case)s"
WAITING = """SELECT 'timer' AS kind, id, NULL AS token FROM timers WHERE case_id = %(case)s
UNION ALL SELECT 'fan_out', id, NULL FROM fan_outs WHERE case_id = %(case)s AND is_open
UNION ALL SELECT 'listener', NULL, token FROM listeners WHERE case_id = %(case)s"""


def started_by(wire: Wire, manner: Manner, actor: Actor, wanted: Wanted, now: datetime) -> CasePage:
    """Cases that the actor started, newest first."""
    return _page(wire, manner, STARTED, {"me": actor.person}, wanted, now)


def done_by(wire: Wire, manner: Manner, actor: Actor, wanted: Wanted, now: datetime) -> CasePage:
    """Cases in which the actor completed something, newest first."""
    return _page(wire, manner, DONE, {"me": actor.person}, wanted, now)


def all_cases(  # which of them, and when it is
    wire: Wire, manner: Manner, wanted: Wanted, now: datetime, *, running: bool
) -> CasePage:
    """Every case, newest first."""
    return _page(wire, manner, NEWEST, {"running": running}, wanted, now)


def _page(  # the lists differ in one text and whom it asks for
    wire: Wire,
    manner: Manner,
    text: str,
    whose: Mapping[str, Any],
    wanted: Wanted,
    now: datetime,
) -> CasePage:
    values = {**whose, "like": f"%{plain(wanted.search)}%", "many": wanted.limit + 1}

    def find(mark: Mark | None) -> Sequence[Any]:
        place = begin(mark)
        return wire.all(directed(text, mark), values | {"mark_id": place.id, "mark_at": place.at})

    found = part(find, wanted.cursor, wanted.limit, lambda row: Mark(at=row.at, id=row.id))
    roots = [row.root for row in found.rows]
    lines = {row.id: row for row in wire.all(LINES, {"roots": roots})}
    return CasePage(
        rows=tuple(_line(lines[root], manner, now) for root in roots),
        next=found.next,
        previous=found.previous,
    )


def _line(row: Any, manner: Manner, now: datetime) -> CaseRow:
    return CaseRow(
        case=CaseId(row.id),
        number=row.number or "",
        title=row.title or "",
        process_title=row.process_title,
        process_title_en=row.process_title_en,
        status="incident" if row.is_stuck else row.status,
        now=row.steps or "",
        now_en=row.steps_en or "",
        with_whom=row.whom or "",
        with_whom_en=row.whom_en or "",
        started_at=row.started_at,
        touched_at=row.touched_at or row.started_at,
        deadline=manner.deadline_of(row.due, now),
    )


def has_part(wire: Wire, actor: Actor, root: CaseId) -> bool:
    """Whether the matter was ever brought before a desk of the actor, or the actor acted in it.

    Having looked at it as an auditor is no act: it must not outlast the role.
    """
    row = wire.one(HAS_PART, {**desks_of(actor), "me": actor.person, "root": root})
    return bool(row.has_part) or _acted(wire, actor, root)


def _acted(wire: Wire, actor: Actor, root: CaseId) -> bool:
    rows = wire.all(ACTS, {"me": actor.person, "root": root})
    return any(
        not isinstance(fact, CaseInspected)
        for row in rows
        for fact in read_facts(unpack(row.facts))
    )


def family(wire: Wire, root: CaseId) -> tuple[CaseId, ...]:
    """A case and all its branches, oldest first."""
    return tuple(CaseId(row.id) for row in wire.all(KIN, {"root": root}))


def standing(wire: Wire, case: CaseId) -> Standing:
    """How the tables say that a case stands; a fold of its journal must say the same."""
    values = {"case": case}
    row = wire.one(STATUS, values)
    work = wire.all(OPEN_WORK, values)
    waiting = wire.all(WAITING, values)
    return Standing(
        status="none" if row is None else row.status,
        open_work={row.id: row.holder for row in work},
        timers=_of_kind(waiting, "timer"),
        fan_outs=_of_kind(waiting, "fan_out"),
        listening=frozenset(row.token for row in waiting if row.kind == "listener"),
        incidents={row.id: row.proposed_by for row in wire.all(INCIDENTS, values)},
    )


def _of_kind(rows: Sequence[Any], kind: str) -> frozenset[UUID]:
    return frozenset(row.id for row in rows if row.kind == kind)

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
from server.store.packing import unpack
from server.store.processes import SPOKEN, STEP_EN
from server.store.views.cursors import Mark, read, written
from server.store.views.inbox import plain
from server.store.views.manner import Manner
from server.store.wire import Wire

PAGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which part of a list, and with which words in title or number."""

    cursor: str | None
    search: str = ""


STARTED = """SELECT id, started_at AS at, id AS root FROM cases
WHERE starter = %(me)s AND (title ILIKE %(like)s OR number ILIKE %(like)s)
  AND (%(mark_id)s::uuid IS NULL OR id < %(mark_id)s)
ORDER BY id DESC LIMIT %(many)s"""
DONE = """SELECT w.id, w.done_at AS at, c.root FROM work_items w JOIN cases c ON c.id = w.case_id
  JOIN cases r ON r.id = c.root
WHERE w.holder = %(me)s AND w.state = 'done'
  AND (r.title ILIKE %(like)s OR r.number ILIKE %(like)s)
  AND (%(mark_id)s::uuid IS NULL
    OR (w.done_at, w.id) < (%(mark_at)s::timestamptz, %(mark_id)s::uuid))
  AND NOT EXISTS (
    SELECT FROM work_items l JOIN cases k ON k.id = l.case_id
    WHERE l.holder = %(me)s AND l.state = 'done' AND k.root = c.root
      AND (l.done_at, l.id) > (w.done_at, w.id))
ORDER BY w.done_at DESC, w.id DESC LIMIT %(many)s"""
"""The newest piece of work that the person did in each matter."""

NEWEST = """SELECT id FROM cases WHERE parent IS NULL
  AND (NOT %(running)s OR status = 'running')
  AND (title ILIKE %(like)s OR number ILIKE %(like)s) ORDER BY id DESC LIMIT %(limit)s"""
FAMILY_OF = """(SELECT r.id UNION ALL
    SELECT k.id FROM cases k WHERE k.root = r.id AND k.parent IS NOT NULL)"""
LINES = f"""SELECT r.id, r.number, r.title, r.status, r.started_at, s.title AS process_title,
  s.title_en AS process_title_en, open.due, open.steps, open.steps_en, open.whom, open.whom_en, last.at AS touched_at,
  EXISTS (SELECT FROM incidents i WHERE i.case_id IN {FAMILY_OF}) AS is_stuck
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
    WHERE w.state = 'open' AND w.case_id IN {FAMILY_OF}) open
  CROSS JOIN LATERAL (
    SELECT max(j.at) AS at FROM (
      SELECT r.id UNION ALL (SELECT k.id FROM cases k
        WHERE k.root = r.id AND k.parent IS NOT NULL ORDER BY k.id DESC LIMIT 50)) kin
    CROSS JOIN LATERAL (SELECT at FROM journal WHERE subject = kin.id ORDER BY seq DESC LIMIT 1) j
  ) last
WHERE r.id = ANY(%(roots)s)"""  # noqa: S608  # texts of ours
"""A line per matter; touched when its own journal or that of one of its 50 newest branches grew."""

HAS_PART = """WITH desk AS (
  SELECT * FROM unnest(%(bodies)s::text[], %(roles)s::text[]) AS d (body, role)),
kin AS MATERIALIZED (
  SELECT %(root)s::uuid AS id
  UNION ALL SELECT id FROM cases WHERE root = %(root)s AND parent IS NOT NULL)
SELECT EXISTS (SELECT FROM cases WHERE id = %(root)s AND starter = %(me)s)
  OR EXISTS (SELECT FROM kin JOIN work_items w ON w.case_id = kin.id
    WHERE w.holder = %(me)s OR (w.body, w.role) IN (SELECT body, role FROM desk))
  OR EXISTS (SELECT FROM kin JOIN work_items w ON w.case_id = kin.id
    JOIN escalations e ON e.item = w.id JOIN desk d ON d.body = e.body AND d.role = e.role)
  AS has_part"""
ACTS = """SELECT j.facts FROM journal j
WHERE j.person = %(me)s AND j.subject IN (
  SELECT %(root)s::uuid UNION ALL SELECT id FROM cases WHERE root = %(root)s AND parent IS NOT NULL)
ORDER BY j.subject, j.seq"""
FAMILY = """SELECT id FROM (
  SELECT id, started_at, false AS below FROM cases WHERE id = %(root)s
  UNION ALL
  SELECT id, started_at, true FROM cases WHERE root = %(root)s AND parent IS NOT NULL) kin
ORDER BY below, started_at, id"""

STATUS = "SELECT status FROM cases WHERE id = %(case)s"
OPEN_WORK = "SELECT id, holder FROM work_items WHERE case_id = %(case)s AND state = 'open'"
WAITING = """SELECT 'timer' AS kind, id, NULL AS token FROM timers WHERE case_id = %(case)s
UNION ALL SELECT 'fan_out', id, NULL FROM fan_outs WHERE case_id = %(case)s AND is_open
UNION ALL SELECT 'incident', id, NULL FROM incidents WHERE case_id = %(case)s
UNION ALL SELECT 'listener', NULL, token FROM listeners WHERE case_id = %(case)s"""


def started_by(wire: Wire, manner: Manner, actor: Actor, wanted: Wanted, now: datetime) -> CasePage:
    """Cases that the actor started, newest first."""
    return _page(wire, manner, STARTED, actor, wanted, now)


def done_by(wire: Wire, manner: Manner, actor: Actor, wanted: Wanted, now: datetime) -> CasePage:
    """Cases in which the actor completed something, newest first."""
    return _page(wire, manner, DONE, actor, wanted, now)


def all_cases(
    wire: Wire, manner: Manner, now: datetime, wanted: Mapping[str, Any]
) -> tuple[CaseRow, ...]:
    """Every case, newest first."""
    roots = [row.id for row in wire.all(NEWEST, wanted)]
    lines = {row.id: row for row in wire.all(LINES, {"roots": roots})}
    return tuple(_line(lines[root], manner, now) for root in roots)


def _page(  # the two lists differ in one text
    wire: Wire, manner: Manner, text: str, actor: Actor, wanted: Wanted, now: datetime
) -> CasePage:
    mark = read(wanted.cursor)
    place = {"like": f"%{plain(wanted.search)}%"} | {
        "mark_id": mark and mark.id,
        "mark_at": mark and mark.at,
    }
    found = wire.all(text, {"me": actor.person, "many": PAGE + 1} | place)
    shown = found[:PAGE]
    lines = {row.id: row for row in wire.all(LINES, {"roots": [row.root for row in shown]})}
    return CasePage(
        rows=tuple(_line(lines[row.root], manner, now) for row in shown),
        next=_after(shown[-1]) if len(found) > PAGE else None,
    )


def _after(row: Any) -> str:
    return written(Mark(at=row.at, id=row.id))


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
    desks = {
        "bodies": [body for body, _ in actor.desks],
        "roles": [role for _, role in actor.desks],
    }
    row = wire.one(HAS_PART, desks | {"me": actor.person, "root": root})
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
    return tuple(CaseId(row.id) for row in wire.all(FAMILY, {"root": root}))


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
        incidents=_of_kind(waiting, "incident"),
    )


def _of_kind(rows: Sequence[Any], kind: str) -> frozenset[UUID]:
    return frozenset(row.id for row in rows if row.kind == kind)

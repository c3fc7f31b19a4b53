"""What a line of a list tells of a case, who had a part in one, its branches, and how it stands."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from server.domain.access import parts_of
from server.domain.ids import CaseId, VersionId
from server.domain.people import Actor
from server.domain.reading import CasePage, CaseRow
from server.domain.several import several, several_en
from server.domain.story import Standing
from server.store.cases import FAMILY
from server.store.finding import shown_in
from server.store.processes import SPOKEN, STEP_EN
from server.store.views.case_lists import DONE, NEWEST, STARTED, CaseList, Wanted, page_of
from server.store.views.cursors import TOP
from server.store.views.desks import CLAIM, claims_of, of_process, process_of, within
from server.store.views.manner import Manner
from server.store.views.narrowing import RANK
from server.store.wire import Wire

LOOKED_AT = 100
"""Pieces of open work that tell where a matter is: the width of a fan-out costs a list nothing."""

LINES = f"""SELECT r.id, r.number, r.title, pc.shown, r.status, r.started_at, s.title AS process_title,
  s.title_en AS process_title_en, open.due, open.provisional, open.steps, open.steps_en, open.whom,
  open.whom_en, open.are_persons, open.many, last.at AS touched_at,
  EXISTS (SELECT FROM incidents i JOIN cases k ON k.id = i.subject WHERE k.root = r.id) AS is_stuck
FROM cases r JOIN sources s ON s.version = r.version
  LEFT JOIN particulars pc ON pc.root = r.id
  CROSS JOIN LATERAL (
    SELECT min(w.due) AS due, (array_agg(w.provisional ORDER BY {RANK}))[1] AS provisional,
      array_agg(DISTINCT w.name) AS steps, array_agg(DISTINCT {STEP_EN}) AS steps_en,
      array_agg(DISTINCT coalesce(p.name, b.short_name)) AS whom,
      array_agg(DISTINCT coalesce(nullif(p.name_en, ''), p.name, nullif(b.name_en, ''),
        b.short_name)) AS whom_en,
      bool_and(p.id IS NOT NULL) AS are_persons, count(*) AS many
    FROM (SELECT * FROM work_items w WHERE w.root = r.id AND w.state = 'open'
        ORDER BY {RANK}, w.id LIMIT {LOOKED_AT}) w
      JOIN cases c ON c.id = w.case_id
      LEFT JOIN persons p ON p.id = w.holder LEFT JOIN bodies b ON b.id = w.body
      {SPOKEN}) open
  CROSS JOIN LATERAL (
    SELECT max(j.at) AS at FROM (
      SELECT r.id UNION ALL (SELECT k.id FROM cases k
        WHERE k.root = r.id AND k.parent IS NOT NULL ORDER BY k.id DESC LIMIT 50)) kin
    CROSS JOIN LATERAL (SELECT at FROM journal WHERE subject = kin.id ORDER BY seq DESC LIMIT 1) j
  ) last
WHERE r.id = ANY(%(roots)s)"""  # noqa: S608  # texts of ours
"""A line per matter, told by what is due first of its open work; touched when its own journal or that
of one of its 50 newest branches grew."""

MATTERS = """SELECT id FROM cases WHERE parent IS NULL AND id < %(before)s
ORDER BY id DESC LIMIT %(limit)s"""
MATTERS_THERE = "SELECT count(*) AS matters FROM cases WHERE parent IS NULL"
HAS_PART = f"""WITH {CLAIM} SELECT EXISTS (
  SELECT FROM claim d JOIN parts p ON p.who = d.who AND p.root = %(root)s
  WHERE TRUE{of_process(process_of("%(root)s"))}) AS has_part"""  # noqa: S608  # texts of ours
KIN = f"""SELECT id FROM cases WHERE id IN {FAMILY}
ORDER BY parent IS NOT NULL, started_at, id"""  # noqa: S608  # texts of ours

VERSIONS = f"SELECT DISTINCT version FROM cases WHERE id IN {FAMILY}"  # noqa: S608  # texts of ours
STATUS = "SELECT status FROM cases WHERE id = %(case)s"
OPEN_WORK = "SELECT id, holder FROM work_items WHERE case_id = %(case)s AND state = 'open'"
ASIDES = "SELECT id FROM asides WHERE case_id = %(case)s AND state = 'open'"
PROPOSED = "SELECT act, person FROM case_proposals WHERE case_id = %(case)s"
SUBMITTED = """SELECT s.item FROM submissions s JOIN work_items w ON w.id = s.item
WHERE w.case_id = %(case)s"""
INCIDENTS = "SELECT id, proposed_by FROM incidents WHERE subject = %(case)s"
WAITING = """SELECT 'timer' AS kind, id, NULL AS token FROM timers WHERE case_id = %(case)s
UNION ALL SELECT 'fan_out', id, NULL FROM fan_outs WHERE case_id = %(case)s AND is_open
UNION ALL SELECT 'listener', NULL, token FROM listeners WHERE case_id = %(case)s"""


def lines_of(
    wire: Wire, manner: Manner, roots: Sequence[UUID], now: datetime
) -> tuple[CaseRow, ...]:
    """A line for each matter, in this order."""
    lines = {row.id: row for row in wire.all(LINES, {"roots": list(roots)})}
    return tuple(_line(lines[root], manner, now) for root in roots)


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


def _page(  # which list, whose, and which part of it
    wire: Wire,
    manner: Manner,
    listed: CaseList,
    whose: Mapping[str, Any],
    wanted: Wanted,
    now: datetime,
) -> CasePage:
    found = page_of(wire, listed, whose, wanted)
    return CasePage(
        rows=lines_of(wire, manner, [row.root for row in found.rows], now),
        next=found.next,
        previous=found.previous,
    )


def _line(row: Any, manner: Manner, now: datetime) -> CaseRow:
    are_more = row.many == LOOKED_AT
    return CaseRow(
        case=CaseId(row.id),
        number=row.number or "",
        title=row.title or "",
        process_title=row.process_title,
        process_title_en=row.process_title_en,
        status="incident" if row.is_stuck else row.status,
        now=several(row.steps or (), "个环节", are_more=are_more),
        now_en=several_en(row.steps_en or (), are_more=are_more),
        with_whom=several(row.whom or (), "人" if row.are_persons else "方", are_more=are_more),
        with_whom_en=several_en(row.whom_en or (), are_more=are_more),
        started_at=row.started_at,
        touched_at=row.touched_at or row.started_at,
        deadline=manner.deadline_of(row.due, now, bool(row.provisional)).while_still(
            row.status == "suspended"
        ),
        shown=shown_in(row.shown),
    )


def matters(wire: Wire, before: CaseId | None, limit: int) -> tuple[CaseId, ...]:
    """The newest matters, or those that began before one, newest first."""
    place = {"before": before or TOP.id, "limit": limit}
    return tuple(CaseId(row.id) for row in wire.all(MATTERS, place))


def matters_there(wire: Wire) -> int:
    """How many matters there are."""
    return int(wire.one(MATTERS_THERE, {}).matters)


def has_part(wire: Wire, actor: Actor, root: CaseId) -> bool:
    """Whether the matter was ever brought before a desk of the actor, or the actor acted in it."""
    claims = parts_of(actor)
    text = within(HAS_PART, in_part=any(each.process for each in claims))
    return bool(wire.one(text, {**claims_of(claims), "root": root}).has_part)


def family(wire: Wire, root: CaseId) -> tuple[CaseId, ...]:
    """A case and all its branches, oldest first."""
    return tuple(CaseId(row.id) for row in wire.all(KIN, {"root": root}))


def versions(wire: Wire, root: CaseId) -> tuple[VersionId, ...]:
    """The versions on which a matter and its branches run."""
    return tuple(VersionId(row.version) for row in wire.all(VERSIONS, {"root": root}))


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
        asides=frozenset(row.id for row in wire.all(ASIDES, values)),
        incidents={row.id: row.proposed_by for row in wire.all(INCIDENTS, values)},
        proposed=next(((row.act, row.person) for row in wire.all(PROPOSED, values)), None),
        submitted=frozenset(row.item for row in wire.all(SUBMITTED, values)),
    )


def _of_kind(rows: Sequence[Any], kind: str) -> frozenset[UUID]:
    return frozenset(row.id for row in rows if row.kind == kind)

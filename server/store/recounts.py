"""Papers by which open deadlines are being reckoned anew, how far that is, and what is still open.

The walk goes by the index of open work, desk by desk, and then through the timers that wait; so it
reads what is open and nothing of what is over. It never waits for a case that an act holds: what
it could not lock is left to a job of its own.
"""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from server.domain.ids import CaseId
from server.domain.ports import Batch, HeldCase, HeldRecount, HeldTimer, RecountRow
from server.domain.recount import Clocked, Paper
from server.domain.work import WorkItem
from server.store.base import ADDS, REPLACES, Base, Name
from server.store.cases import CASE, FROM_CASE, held_case
from server.store.due import IS_DUE, TAKEN
from server.store.gathered import Gathered
from server.store.waits import TIMER, held_timer
from server.store.wire import Wire
from server.store.work_read import FROM_HELD_ITEM, HELD_ITEM, held_item

SETTLED = timedelta(seconds=10)
"""After so long every process reckons by the new paper, so nothing is offered by the old one."""


class RecountingRow(Base):
    """A paper that took effect, and how far the open deadlines were reckoned anew by it."""

    __tablename__ = "recounts"
    kind: Mapped[Name]
    name: Mapped[Name]
    at: Mapped[datetime]
    due: Mapped[datetime | None]
    """When it goes on; NULL when it is over."""
    taken_until: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    seen: Mapped[int] = mapped_column(info=ADDS)
    moved: Mapped[int] = mapped_column(info=ADDS)
    digest: Mapped[str]
    mark: Mapped[str]
    """After which open work or timer it goes on; empty at the beginning."""

    __table_args__ = (
        Index("ix_recounts_due", "due", postgresql_where=text("due IS NOT NULL")),
        {"info": REPLACES},
    )


TAKE_DUE = f"""UPDATE recounts SET taken_until = %(until)s WHERE {IS_DUE} RETURNING kind, name"""  # noqa: S608  # texts of ours
HOLD = """SELECT kind, name, digest, mark FROM recounts
WHERE kind = %(kind)s AND name = %(name)s AND due IS NOT NULL FOR UPDATE"""
ALL = "SELECT kind, name, at, ended_at, seen, moved FROM recounts ORDER BY at DESC, kind, name"
RANK = "coalesce(due, 'infinity'::timestamptz)"
ROOT = "(SELECT c.root FROM cases c WHERE c.id = case_id) AS root"
WORK = f"""SELECT body, role, due, id, clock, since, provisional, extended, {ROOT},
  (SELECT r.due FROM rungs r WHERE r.item = work_items.id AND r.rung = 'circulate') AS last_rung
FROM work_items
WHERE state = 'open' AND (body, role, {RANK}, id) > (%(body)s, %(role)s, %(rank)s::timestamptz, %(id)s::uuid)
ORDER BY body, role, {RANK}, id LIMIT %(limit)s"""  # noqa: S608  # texts of ours
TIMERS = f"""SELECT id, clock, since, due, {ROOT} FROM timers
WHERE id > %(id)s::uuid ORDER BY id LIMIT %(limit)s"""  # noqa: S608  # texts of ours
LOCK = """SELECT id FROM cases WHERE id IN (
  SELECT case_id FROM work_items WHERE id = ANY(%(ids)s)
  UNION SELECT case_id FROM timers WHERE id = ANY(%(ids)s))
ORDER BY id FOR NO KEY UPDATE SKIP LOCKED"""
HOLD_WORK = f"""SELECT {HELD_ITEM}, {CASE} FROM {FROM_HELD_ITEM}
WHERE w.id = ANY(%(ids)s) AND c.id = ANY(%(cases)s) AND w.state = 'open' ORDER BY w.id"""  # noqa: S608  # texts of ours
HOLD_TIMERS = f"""SELECT {TIMER}, {CASE} FROM {FROM_CASE} JOIN timers t ON t.case_id = c.id
WHERE t.id = ANY(%(ids)s) AND c.id = ANY(%(cases)s) ORDER BY t.id"""  # noqa: S608  # texts of ours
NOWHERE = UUID(int=0)


class SqlRecountBook:
    """Papers by which open deadlines are being reckoned anew."""

    def __init__(self, wire: Wire, gathered: Gathered) -> None:
        """Read through the wire, write through what is gathered."""
        self._wire = wire
        self._gathered = gathered

    def take_due(self, now: datetime) -> tuple[tuple[str, str], ...]:
        """Kind and name of the papers whose walk goes on now, each taken for half a minute."""
        rows = self._wire.all(TAKE_DUE, {"now": now, "until": now + TAKEN})
        return tuple((row.kind, row.name) for row in rows)

    def hold(self, kind: str, name: str) -> HeldRecount | None:
        """Lock the walk of a paper until the commit; None when it is over."""
        row = self._wire.one(HOLD, {"kind": kind, "name": name})
        if row is None:
            return None
        paper = Paper(kind=row.kind, name=row.name, digest=row.digest)
        return HeldRecount(paper=paper, mark=row.mark)

    def batch(self, mark: str, limit: int) -> Batch:
        """What is open after the mark, with the mark of the next batch."""
        if mark.startswith('"'):
            return self._timers(UUID(json.loads(mark)), limit)
        body, role, rank, last = json.loads(mark) if mark else ("", "", "-infinity", NOWHERE.hex)
        wanted = {"body": body, "role": role, "rank": rank, "id": last, "limit": limit}
        rows = self._wire.all(WORK, wanted)
        after = json.dumps(NOWHERE.hex)
        if len(rows) == limit:
            end = rows[-1]
            due = "infinity" if end.due is None else end.due.isoformat()
            after = json.dumps([end.body, end.role, due, end.id.hex])
        found = tuple(_clocked(row, is_work=True) for row in rows if row.since is not None)
        return Batch(clocked=found, seen=len(rows), mark=after)

    def _timers(self, last: UUID, limit: int) -> Batch:
        rows = self._wire.all(TIMERS, {"id": last, "limit": limit})
        found = tuple(_clocked(row, is_work=False) for row in rows if row.clock is not None)
        after = json.dumps(rows[-1].id.hex) if len(rows) == limit else None
        return Batch(clocked=found, seen=len(rows), mark=after)

    def hold_free(
        self, ids: Iterable[UUID]
    ) -> tuple[tuple[tuple[WorkItem, HeldCase], ...], tuple[tuple[HeldTimer, HeldCase], ...]]:
        """Lock the cases of these works and timers that nobody else holds, then read them."""
        wanted = list(ids)
        cases = [row.id for row in self._wire.all(LOCK, {"ids": wanted})]
        held = {"ids": wanted, "cases": cases}
        work, timers = self._wire.all(HOLD_WORK, held), self._wire.all(HOLD_TIMERS, held)
        return (
            tuple((held_item(row, case), case) for row in work for case in [held_case(row)]),
            tuple((held_timer(row), held_case(row)) for row in timers),
        )

    def advance(self, held: HeldRecount, batch: Batch, moved: int, now: datetime) -> None:
        """Keep how far the walk of a paper is; it is over where no mark follows."""
        key = (held.paper.kind, held.paper.name)
        if batch.mark is None:
            done: dict[str, Any] = {"due": None, "ended_at": now}
        else:
            done = {"taken_until": now + TAKEN, "mark": batch.mark}
        self._gathered.change(RecountingRow, *key, seen=batch.seen, moved=moved, **done)

    def rows(self) -> tuple[RecountRow, ...]:
        """How far each paper is, the newest first."""
        self._gathered.settle(RecountingRow)
        return tuple(RecountRow(**row._asdict()) for row in self._wire.all(ALL, {}))


def _clocked(row: Any, *, is_work: bool) -> Clocked:
    return Clocked(
        id=row.id,
        is_work=is_work,
        clock=row.clock,
        since=row.since,
        due=row.due,
        root=CaseId(row.root),
        provisional=is_work and row.provisional,
        extended=row.extended if is_work else 0,
        last_rung=row.last_rung if is_work else None,
    )

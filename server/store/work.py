"""Pieces of work, what was typed for them so far, and the files attached to them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from server.domain.errors import NoSuchWork
from server.domain.ids import CaseId, FanOutId, ItemId, Token
from server.domain.ports import HeldCase
from server.domain.rounds import Earlier
from server.domain.work import Matter, WorkItem
from server.store.cases import CASE, FAMILY, CaseRow, held_case
from server.store.doers import SqlDoers
from server.store.locking import LOCK_OF_ITEM
from server.store.membership import FROM_MEMBER, MEMBER, membership
from server.store.work_read import FROM_HELD_ITEM, HELD_ITEM, ITEM, PERSONS, held_item, work_item
from server.store.work_rows import WorkItemRow

HOLD = f"""SELECT {HELD_ITEM}, {CASE} FROM {FROM_HELD_ITEM}
WHERE w.id = %(item)s"""  # noqa: S608  # texts of ours
FIND = f"""SELECT {ITEM} FROM work_items w JOIN cases c ON c.id = w.case_id
  {PERSONS} WHERE w.id = %(item)s"""  # noqa: S608  # texts of ours
OF_CASE = f"""SELECT {ITEM}, {MEMBER} FROM work_items w JOIN cases c ON c.id = w.case_id
  {PERSONS} {FROM_MEMBER}
WHERE w.case_id IN {FAMILY} ORDER BY w.offered_at, w.id"""  # noqa: S608  # texts of ours
OPEN_OF_CASE = f"""SELECT {ITEM} FROM work_items w JOIN cases c ON c.id = w.case_id
  {PERSONS}
WHERE w.case_id = %(case)s AND w.state = 'open' ORDER BY w.id"""  # noqa: S608  # texts of ours
OPEN_TOKENS = """SELECT token, id FROM work_items
WHERE case_id = %(case)s AND state = 'open'"""
ABOVE = """above AS (
  SELECT c.id, c.root, c.parent, c.fan_out, 0 AS far FROM cases c WHERE c.id = %(case)s
  UNION ALL SELECT p.id, p.root, p.parent, p.fan_out, a.far + 1
  FROM above a JOIN cases p ON p.id = a.parent)"""
"""A case and those around it, nearest first."""
EARLIER = f"""WITH RECURSIVE {ABOVE}, begun AS (
  SELECT w.id, a.id AS within, a.far, w.id AS place FROM above a JOIN work_items w ON w.case_id = a.id
  WHERE w.amends IS NULL
  UNION ALL SELECT w.id, a.id, a.far, f.id FROM above a
  JOIN cases b ON b.root = a.root AND b.parent = a.id
  JOIN fan_outs f ON f.id = b.fan_out AND f.kind = 'work'
  JOIN work_items w ON w.case_id = b.id
  WHERE w.amends IS NULL AND b.fan_out NOT IN (SELECT fan_out FROM above WHERE fan_out IS NOT NULL)),
rounds AS (
  SELECT b.within, w.element, count(DISTINCT b.place) + (SELECT count(*) FROM work_items a
    WHERE a.case_id = %(case)s AND a.amends IS NOT NULL AND a.element = w.element) AS rounds
  FROM begun b JOIN work_items w ON w.id = b.id GROUP BY b.within, w.element)
SELECT DISTINCT ON (b.far, w.element) {ITEM}, b.within, r.rounds
FROM begun b JOIN work_items w ON w.id = b.id JOIN cases c ON c.id = w.case_id
  JOIN rounds r ON r.within = b.within AND r.element = w.element {PERSONS}
WHERE w.state = 'done' ORDER BY b.far, w.element, w.done_at DESC, w.id DESC"""  # noqa: S608  # texts of ours
UNDER = f"""WITH RECURSIVE under AS (
  SELECT c.id, c.root FROM cases c WHERE c.fan_out = ANY(%(fan_outs)s)
  UNION ALL SELECT b.id, b.root FROM under t JOIN cases b ON b.root = t.root AND b.parent = t.id)
SELECT {ITEM} FROM under t JOIN work_items w ON w.case_id = t.id JOIN cases c ON c.id = w.case_id
  {PERSONS} ORDER BY w.offered_at, w.id"""  # noqa: S608  # texts of ours


def _when_done(earlier: Earlier) -> tuple[str, str]:
    return str(earlier.item.done_at), earlier.item.id.hex


class SqlWorkBook(SqlDoers):
    """Work items, drafts and the files attached to them."""

    def hold(self, item: ItemId) -> tuple[WorkItem, HeldCase]:
        """Lock the case of an item, then read both; refused with ``NoSuchWork``."""
        self._gathered.settle(WorkItemRow)
        self._wire.ask(LOCK_OF_ITEM, {"item": item})
        row = self._wire.one(HOLD, {"item": item})
        if row is None:
            raise NoSuchWork
        case = held_case(row)
        return held_item(row, case), case

    def find(self, item: ItemId) -> WorkItem | None:
        """An item without a lock."""
        self._gathered.settle(WorkItemRow)
        row = self._wire.one(FIND, {"item": item})
        return work_item(row) if row is not None else None

    def of_case(self, root: CaseId) -> tuple[WorkItem, ...]:
        """All items of a matter, branches and all, oldest first."""
        self._gathered.settle(WorkItemRow)
        rows = self._wire.all(OF_CASE, {"root": root})
        return tuple(replace(work_item(row), member=membership(row)) for row in rows)

    def open_of(self, case: CaseId) -> tuple[WorkItem, ...]:
        """The open items of one case (not its branches), oldest first."""
        self._gathered.settle(WorkItemRow)
        return tuple(work_item(row) for row in self._wire.all(OPEN_OF_CASE, {"case": case}))

    def open_tokens(self, case: CaseId) -> Mapping[Token, ItemId]:
        """The open items of one case (not its branches), by token."""
        self._gathered.settle(WorkItemRow)
        rows = self._wire.all(OPEN_TOKENS, {"case": case})
        return {Token(row.token): ItemId(row.id) for row in rows}

    def file(self, item: ItemId, matter: Matter) -> None:
        """Keep of what matter an item is; written with the item itself."""
        urgency = None if matter.urgency == "normal" else matter.urgency
        self._gathered.change(
            WorkItemRow,
            item,
            root=matter.root,
            process=matter.process,
            from_body=matter.body,
            urgency=urgency,
        )

    def earlier(self, case: CaseId) -> tuple[Earlier, ...]:
        """The steps that were done in a case and those around it, by their last work, the latest first.

        Of steps of many those that are over; branches that are whole processes are passed by.
        """
        self._gathered.settle(WorkItemRow, CaseRow)
        found = [
            Earlier(item=work_item(row), within=CaseId(row.within), rounds=row.rounds)
            for row in self._wire.all(EARLIER, {"case": case})
        ]
        return tuple(sorted(found, key=_when_done, reverse=True))

    def under(self, fan_outs: Iterable[FanOutId]) -> tuple[WorkItem, ...]:
        """All work in the branches of fan-outs and in theirs, oldest first."""
        self._gathered.settle(WorkItemRow, CaseRow)
        rows = self._wire.all(UNDER, {"fan_outs": list(fan_outs)})
        return tuple(work_item(row) for row in rows)

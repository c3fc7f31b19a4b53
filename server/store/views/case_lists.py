"""Lists of cases: which rows each has, and a page of it, looked through for words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from server.domain.searching import terms_of
from server.store.cases import family_of
from server.store.views.cursors import TOP, Mark, Part, begin, directed, part, read, written
from server.store.views.searching import LIKE, OF_FOUND, few_with, values_for
from server.store.wire import Wire

PAGE = 20
"""Rows of a page where nobody asks for more."""
LOOKED_THROUGH = 2_000
"""Rows for one page, where too many matters have the words to be named one by one."""
WITH_WORDS = (
    f" AND EXISTS (SELECT FROM particulars s WHERE s.root = w.root AND {LIKE})"  # texts of ours
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which part of a list, and the words that its matters have."""

    cursor: str | None
    search: str = ""
    limit: int = PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseList:
    """Where the rows of a list come from, from the newest on, and which of them count."""

    rows: str
    order: str = "id {way}"
    counts: str = "TRUE"
    of_found: str = " AND id = ANY (%(found)s::uuid[])"
    """Which rows are of the matters that were found by their words."""

    @property
    def every(self) -> str:
        """The statement of a page of all of it."""
        return self._page(self.rows)

    @property
    def found(self) -> str:
        """The statement of a page of what is found among few matters, which are named."""
        return self._page(self.rows + self.of_found)

    @property
    def spoken(self) -> str:
        """The statement of a page of what has the words, among so many rows."""
        looked_at = f"{self.rows} ORDER BY {self.order} LIMIT {LOOKED_THROUGH}"
        return self._page(looked_at, WITH_WORDS)

    @property
    def end(self) -> str:
        """The statement of the last of so many rows, and of the one after it, as far as there are."""
        return f"{self.rows} ORDER BY {self.order} LIMIT 2 OFFSET {LOOKED_THROUGH - 1}"

    def _page(self, rows: str, words: str = "") -> str:
        return f"SELECT * FROM ({rows}) w WHERE {self.counts}{words} ORDER BY {self.order} LIMIT %(many)s"  # noqa: S608  # texts of ours


STARTED = CaseList(
    rows="""SELECT id, started_at AS at, id AS root FROM cases
WHERE starter = %(me)s AND id {beyond} %(mark_id)s"""
)
DONE = CaseList(
    rows="""SELECT w.id, w.done_at AS at, c.root FROM work_items w JOIN cases c ON c.id = w.case_id
WHERE w.holder = %(me)s AND w.state = 'done'
  AND (w.done_at, w.id) {beyond} (%(mark_at)s::timestamptz, %(mark_id)s::uuid)""",
    order="at {way}, id {way}",
    counts=f"""NOT (SELECT EXISTS (
    SELECT FROM work_items l
    WHERE l.case_id IN {family_of("w.root")} AND l.holder = %(me)s AND l.state = 'done'
      AND (l.done_at, l.id) > (w.at, w.id)))""",  # noqa: S608  # texts of ours
    of_found=OF_FOUND,
)
"""The newest piece of work that the person did in each matter. Whether it is that is asked of each row
by itself: the planner would hold all that the person ever did against all of it."""
NEWEST = CaseList(
    rows="""SELECT id, started_at AS at, id AS root FROM cases
WHERE parent IS NULL AND (NOT %(running)s OR status IN ('running', 'suspended'))
  AND id {beyond} %(mark_id)s"""
)


def page_of(wire: Wire, listed: CaseList, whose: Mapping[str, Any], wanted: Wanted) -> Part:
    """The wanted part of a list."""
    values = {**whose, "many": wanted.limit + 1}
    if not terms_of(wanted.search):
        return _turned(wire, listed.every, values, wanted)
    values |= values_for(wanted.search)
    found = few_with(wire, values)
    if found is None:
        return _looked_through(wire, listed, values, wanted)
    return _turned(wire, listed.found, values | {"found": found}, wanted)


def _turned(wire: Wire, text: str, values: dict[str, Any], wanted: Wanted) -> Part:
    def find(mark: Mark | None) -> Sequence[Any]:
        return wire.all(directed(text, mark), values | _place(begin(mark)))

    return part(find, wanted.cursor, wanted.limit, _mark)


def _looked_through(wire: Wire, listed: CaseList, values: dict[str, Any], wanted: Wanted) -> Part:
    """What has the words among the next so many rows; there may be more though the page isn't full.

    A page before it would be one of other rows, so what leads back leads to the beginning.
    """
    mark = begin(read(wanted.cursor))
    values |= _place(mark)
    rows = wire.all(directed(listed.spoken, None), values)
    is_full = len(rows) > wanted.limit
    end = rows[wanted.limit - 1 :] if is_full else wire.all(directed(listed.end, None), values)
    return Part(
        rows=rows[: wanted.limit],
        previous=None if mark == TOP else written(TOP),
        next=written(_mark(end[0])) if len(end) > 1 else None,
    )


def _place(mark: Mark) -> dict[str, Any]:
    return {"mark_id": mark.id, "mark_at": mark.at}


def _mark(row: Any) -> Mark:
    return Mark(at=row.at, id=row.id)

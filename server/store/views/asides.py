"""What is asked of somebody: to read, to answer, and what they have dealt with."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from server.domain.asides import READING
from server.domain.ids import AsideId, CaseId
from server.domain.people import Actor
from server.domain.reading import AsideList, AsideRow
from server.domain.telling.asides import line
from server.store.asides import ASIDE, FROM_ASIDE, aside
from server.store.cases import FAMILY
from server.store.processes import SPOKEN, STEP_EN
from server.store.views.cursors import Mark, begin, directed, part
from server.store.views.desks import DESK, desks_of, of_process, process_of, within
from server.store.views.manner import Manner
from server.store.wire import Wire

PAGE = 20

LINES = f"""SELECT {ASIDE}, r.number, r.title, s.title AS process_title,
  s.title_en AS process_title_en, {STEP_EN} AS name_en
FROM page JOIN asides a ON a.id = page.id {FROM_ASIDE}
  JOIN work_items w ON w.id = a.item JOIN cases r ON r.id = c.root
  JOIN sources s ON s.version = r.version {SPOKEN}"""  # noqa: S608  # texts of ours
WAITING = f"""WITH {DESK}, page AS MATERIALIZED (SELECT id FROM (
  (SELECT id FROM asides WHERE person = %(me)s AND state = 'open' AND id {{beyond}} %(mark_id)s
    AND (kind = ANY(%(reading)s) = %(is_reading)s OR %(is_reading)s IS NULL)
  ORDER BY id {{way}} LIMIT %(many)s)
  UNION ALL SELECT i.id FROM desk d CROSS JOIN LATERAL (
    SELECT id FROM asides
    WHERE body = d.body AND role = d.role AND person IS NULL AND state = 'open'
      {of_process(process_of("asides.case_id"))}
      AND id {{beyond}} %(mark_id)s
      AND (kind = ANY(%(reading)s) = %(is_reading)s OR %(is_reading)s IS NULL)
    ORDER BY id {{way}} LIMIT %(many)s) i) mine ORDER BY id {{way}} LIMIT %(many)s)
{LINES} ORDER BY a.id {{way}}"""  # noqa: S608  # texts of ours
"""Newest first, from each desk and from what is asked of the person, by the indexes of the open ones."""
OVER = f"""WITH page AS MATERIALIZED (SELECT id FROM asides
  WHERE over_by = %(me)s AND (over_at, id) {{beyond}} (%(mark_at)s::timestamptz, %(mark_id)s::uuid)
  ORDER BY over_at {{way}}, id {{way}} LIMIT %(many)s)
{LINES} ORDER BY a.over_at {{way}}, a.id {{way}}"""  # noqa: S608  # texts of ours
"""What the person read or answered, the latest first."""

ASKED_IN = f"""WITH {DESK}, kin AS MATERIALIZED {FAMILY}
SELECT DISTINCT ON (a.item, a.kind) a.id FROM kin JOIN asides a ON a.case_id = kin.id
  WHERE a.state NOT IN ('later', 'withdrawn') AND (a.person = %(me)s
    OR a.person IS NULL AND EXISTS (SELECT FROM desk d WHERE d.body = a.body AND d.role = a.role
      AND (d.process IS NULL OR d.process = {process_of("kin.id")})))
ORDER BY a.item, a.kind, a.id DESC"""  # noqa: S608  # texts of ours
"""What of a matter lies before the actor, whose turn has come and that was not withdrawn; of the same work
and kind the newest, for the others show the same."""

IS_READING = {"read": True, "answer": False}


def asides(
    wire: Wire, manner: Manner, actor: Actor, tab: str, cursor: str | None, now: datetime
) -> AsideList:
    """A page of what is asked of the actor, or of what they have dealt with."""
    is_over = tab == "over"
    text = OVER if is_over else within(WAITING, in_part=bool(actor.desks_in_part))
    values = {
        **desks_of(actor),
        "me": actor.person,
        "reading": sorted(READING),
        "is_reading": IS_READING.get(tab),
        "many": PAGE + 1,
    }

    def find(mark: Mark | None) -> Sequence[Any]:
        place = begin(mark)
        return wire.all(directed(text, mark), values | {"mark_id": place.id, "mark_at": place.at})

    def place(row: Any) -> Mark:
        return Mark(at=row.over_at if is_over else row.asked_at, id=row.id)

    found = part(find, cursor, PAGE, place)
    return AsideList(
        rows=tuple(_row(row, manner, now) for row in found.rows),
        next=found.next,
        previous=found.previous,
    )


def asked_in(wire: Wire, actor: Actor, root: CaseId) -> tuple[AsideId, ...]:
    """What of a matter lies before the actor whose turn has come and that was not withdrawn: one a work and kind."""
    values = {**desks_of(actor), "me": actor.person, "root": root}
    return tuple(AsideId(row.id) for row in wire.all(ASKED_IN, values))


def _row(row: Any, manner: Manner, now: datetime) -> AsideRow:
    """The day was chosen by a person, so no calendar to come can move it."""
    one, is_provisional = aside(row), False
    return AsideRow(
        line=line(one, manner.deadline_of(one.due, now, is_provisional)),
        case=CaseId(row.root),
        number=row.number or "",
        title=row.title or "",
        process_title=row.process_title,
        process_title_en=row.process_title_en,
        step=row.name,
        step_en=row.name_en,
    )

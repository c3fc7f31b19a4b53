"""The figures over the inbox and in the frame of every page; each stops counting at its cap."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from server.domain.county_time import start_of
from server.domain.people import Actor
from server.domain.reading import Badge, InboxCounts, InboxQuery
from server.store.views.desks import DESK, UNIT, of_process, process_of, within
from server.store.views.inbox import ASKED_FOR_TIME, CLIMBED, MY_DESKS, ON_DESK, picked
from server.store.views.narrowing import DEADLINES, GIVEN, HOLDERS, RANK, SINCE, values_of
from server.store.wire import Wire

CAP = 99 + 1
"""What lies beyond 99 is told by counting one more. Written into the texts, as every limit here: the planner has to know how few rows are wanted."""

CAPPED = """(SELECT count(*) FROM (
  SELECT FROM {desks} d CROSS JOIN LATERAL (
    SELECT FROM work_items w WHERE {where} ORDER BY {rank} LIMIT {cap}) i LIMIT {cap}) n)"""
HELD = f"""(SELECT count(*) FROM (
  SELECT FROM work_items w WHERE {MY_DESKS.format(desks="desk")}{{narrowed}}
  ORDER BY {RANK} LIMIT {CAP}) n)"""  # noqa: S608  # texts of ours
ABOVE = f"""(SELECT count(*) FROM (
  SELECT FROM work_items w WHERE {CLIMBED} LIMIT {CAP}) n) AS climbed"""  # noqa: S608  # texts of ours
"""In no order: its index has none, and to sort is to read all before the first is counted."""
FOR_TIME = f"""(SELECT count(*) FROM (
  SELECT FROM work_items w WHERE {ASKED_FOR_TIME} ORDER BY {RANK} LIMIT {CAP}) n) AS extensions"""  # noqa: S608  # texts of ours
UNREAD = """(SELECT count(*) FROM (
  SELECT FROM notices WHERE person = %(me)s AND id > {seen} ORDER BY id LIMIT {cap}) n)
+ (SELECT count(*) FROM (
  SELECT FROM (SELECT * FROM desk UNION SELECT NULL, role, NULL FROM desk WHERE process IS NULL) d
  CROSS JOIN LATERAL (
    SELECT FROM notices w WHERE role = d.role AND body IS NOT DISTINCT FROM d.body AND id > {seen}
      {within}
    ORDER BY id LIMIT {cap}) i LIMIT {cap}) n) AS notices"""
ASKED = f"""(SELECT count(*) FROM (
  SELECT FROM asides WHERE person = %(me)s AND state = 'open' ORDER BY id LIMIT {CAP}) n)
+ (SELECT count(*) FROM (
  SELECT FROM desk d CROSS JOIN LATERAL (
    SELECT FROM asides WHERE body = d.body AND role = d.role AND person IS NULL AND state = 'open'
      {of_process(process_of("asides.case_id"))}
    ORDER BY id LIMIT {CAP}) i LIMIT {CAP}) n) AS asides"""  # noqa: S608  # texts of ours
SEEN = "(SELECT coalesce(told_until, '00000000-0000-0000-0000-000000000000') FROM persons WHERE id = %(me)s)"


def _figure(narrowed: str = "", desks: str = "desk") -> str:
    return CAPPED.format(where=ON_DESK + narrowed, rank=RANK, cap=CAP, desks=desks)


TOLD = UNREAD.format(seen=SEEN, cap=CAP, within=of_process(process_of("w.case_id")))
OPEN = f"{_figure()} AS open, {_figure(DEADLINES['late'])} AS late"
UNCLAIMED = f"{_figure(HOLDERS['nobody'])} + {HELD.format(narrowed=GIVEN)} AS unclaimed"
MINE = f"{HELD.format(narrowed=HOLDERS['me'])} AS mine"
COUNTS = f"""WITH {DESK}, {UNIT} SELECT {OPEN},
{_figure(DEADLINES["today"])} AS today, {UNCLAIMED}, {MINE},
{_figure(desks="unit")} AS unit, {ABOVE}, {FOR_TIME}, {ASKED}, {TOLD}"""  # texts of ours
ON_THE_DAY = f"{SINCE.format('day.since')} AND {RANK} < day.until"
DUE_ON = f"""WITH {DESK} SELECT {{count}} AS due
FROM unnest(%(starts)s::timestamptz[], %(ends)s::timestamptz[]) WITH ORDINALITY
  AS day (since, until, place) ORDER BY place"""  # noqa: S608  # texts of ours
DUE_AT_DESKS = DUE_ON.format(count=_figure(ON_THE_DAY))
DUE_TO_ME = DUE_ON.format(count=HELD.format(narrowed=HOLDERS["me"] + ON_THE_DAY))
BADGE = f"""WITH {DESK} SELECT {OPEN}, {ASKED}, {TOLD}"""  # texts of ours


def counts(wire: Wire, actor: Actor, now: datetime) -> InboxCounts:
    """The figures over the inbox, one statement."""
    text = within(COUNTS, in_part=bool(actor.desks_in_part))
    figures = wire.one(text, values_of(actor, InboxQuery(), now))._asdict()
    told = {name: min(figures[name], CAP) for name in ("unclaimed", "notices", "asides")}
    return InboxCounts(**figures | told)


def count(wire: Wire, actor: Actor, query: InboxQuery, now: datetime) -> int:
    """How much a query finds, one beyond the cap at most."""
    found = picked(wire, actor, query, now, CAP)
    return min(len(found), CAP)


def due_on(
    wire: Wire, actor: Actor, days: Sequence[date], now: datetime, *, mine: bool
) -> Mapping[date, int]:
    """How much is due on each day, one beyond the cap at most; one statement."""
    text = within(DUE_TO_ME if mine else DUE_AT_DESKS, in_part=bool(actor.desks_in_part))
    starts = [start_of(day) for day in days]
    ends = [start_of(day + timedelta(days=1)) for day in days]
    values = {**values_of(actor, InboxQuery(), now), "starts": starts, "ends": ends}
    return {day: row.due for day, row in zip(days, wire.all(text, values), strict=True)}


def badge(wire: Wire, actor: Actor, now: datetime) -> Badge:
    """The figures in the frame of every page, one statement."""
    text = within(BADGE, in_part=bool(actor.desks_in_part))
    row = wire.one(text, values_of(actor, InboxQuery(), now))
    return Badge(
        inbox=row.open, late=row.late, notices=min(row.notices, CAP), asides=min(row.asides, CAP)
    )

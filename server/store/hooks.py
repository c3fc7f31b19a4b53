"""The book of hooks: which are told of what, what goes out now, and what became of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from server.domain.calling import Answer, Call, CallState
from server.domain.hooks import Hook, HookState
from server.domain.ids import CallId, CaseId, ItemId
from server.domain.ports import Event, HookStanding
from server.domain.reading import CallLine, CallPage
from server.store.gathered import Gathered
from server.store.hook_rows import HookRow
from server.store.wire import Wire

LEASE = timedelta(minutes=5)
"""How long a call is left to whoever took it; who died with it makes it no sooner than that again."""
PAGE = 50

EVERY = "SELECT id, name, address, kinds, bodies, processes, state FROM hooks ORDER BY id"
STANDING = """SELECT id, name, address, state, coalesce(salt, '') AS salt,
  coalesce(print, '') AS print, coalesce(former, '') AS former, former_until,
  coalesce(failures, 0) AS failures, failing_since, rests_until
FROM hooks WHERE id = %(hook)s"""
HOLD = f"{STANDING} FOR NO KEY UPDATE"
OF_CASE = """JOIN cases c ON c.id = e.case_id JOIN cases r ON r.id = c.root
  JOIN versions v ON v.id = r.version"""
HEARS = """h.kinds && ARRAY[e.kind] AND (h.processes = '{}' OR v.process = ANY(h.processes))
    AND (h.bodies = '{}' OR EXISTS (SELECT FROM parts p WHERE p.root = r.id
      AND p.who = ANY(ARRAY(SELECT b || '/' FROM unnest(h.bodies) b))))"""
WANTED = f"""SELECT h.id AS hook, e.number
FROM unnest(%(cases)s::uuid[], %(kinds)s::text[], %(items)s::boolean[])
    WITH ORDINALITY AS e (case_id, kind, of_work, number)
  {OF_CASE}
  JOIN hooks h ON h.state = 'on' AND h.salt IS NOT NULL AND {HEARS}
WHERE e.of_work OR c.parent IS NULL
ORDER BY e.number, h.id"""  # noqa: S608  # texts of ours
OPEN = """INSERT INTO hook_calls
  (id, at, made_at, due, tries, seq, place, case_id, item, hook, kind, state, answer)
SELECT g.id, g.at, %(now)s, %(now)s, 0, g.seq, g.place, g.case_id, g.item, g.hook, g.kind,
  'waiting', ''
FROM unnest(%(ids)s::uuid[], %(ats)s::timestamptz[], %(seqs)s::int[], %(places)s::int[],
  %(cases)s::uuid[], %(items)s::uuid[], %(hooks)s::text[], %(kinds)s::text[])
  AS g (id, at, seq, place, case_id, item, hook, kind)
ON CONFLICT (hook, case_id, seq, place) DO NOTHING"""
OPEN_TRIAL = """WITH anew AS (UPDATE hooks SET rests_until = NULL WHERE id = %(hook)s)
INSERT INTO hook_calls (id, at, made_at, due, tries, hook, kind, state, answer)
VALUES (%(call)s, %(now)s, %(now)s, %(now)s, 0, %(hook)s, %(kind)s, 'waiting', '')"""
DUE = """SELECT h.id FROM hooks h
WHERE h.state = 'on' AND coalesce(h.rests_until <= %(now)s, true)
  AND EXISTS (SELECT FROM hook_calls k WHERE k.hook = h.id AND k.due <= %(now)s) ORDER BY h.id"""
TAKE = """WITH taken AS (
  UPDATE hook_calls SET due = %(lease)s WHERE id = ANY(ARRAY(
    SELECT k.id FROM hook_calls k JOIN hooks h ON h.id = k.hook
    WHERE k.hook = %(hook)s AND k.due <= %(now)s AND h.state = 'on'
      AND coalesce(h.rests_until <= %(now)s, true)
    ORDER BY k.due, k.id LIMIT %(limit)s FOR UPDATE OF k SKIP LOCKED))
  RETURNING id, kind, at, tries, case_id, item)
SELECT t.*, r.id AS root, r.number, v.process, w.name AS step, w.body,
  coalesce(nullif(said.name, ''), w.name) AS step_en
FROM taken t LEFT JOIN cases c ON c.id = t.case_id LEFT JOIN cases r ON r.id = c.root
  LEFT JOIN versions v ON v.id = r.version LEFT JOIN work_items w ON w.id = t.item
  LEFT JOIN english_words said ON said.version = c.version AND said.element = w.element
ORDER BY t.id"""
SENT = """UPDATE hook_calls SET due = NULL, sent_at = %(now)s, tries = tries + 1, state = 'sent',
  status = %(status)s, answer = %(answer)s WHERE id = %(call)s"""
PUT_OFF = """UPDATE hook_calls SET due = %(due)s, tries = tries + 1, state = %(state)s,
  status = %(status)s, answer = %(answer)s WHERE id = %(call)s"""
LET_GO = "UPDATE hook_calls SET due = %(now)s WHERE id = ANY(%(calls)s::uuid[])"
WELL = """UPDATE hooks SET failures = NULL, failing_since = NULL, rests_until = NULL
WHERE id = %(hook)s AND failing_since IS NOT NULL"""
FAILS = """UPDATE hooks SET failures = %(failures)s, failing_since = %(since)s,
  rests_until = %(rests)s WHERE id = %(hook)s"""
RETRY = """WITH named AS (
  UPDATE hook_calls SET due = %(now)s, state = 'waiting', sent_at = NULL
  WHERE id = %(call)s AND hook = %(hook)s RETURNING hook)
UPDATE hooks SET rests_until = NULL FROM named WHERE hooks.id = named.hook RETURNING hooks.id"""
LISTED = """SELECT k.id, k.kind, k.state, k.at, k.due, k.sent_at, k.tries, k.status, k.answer,
  r.id AS case, coalesce(r.number, '') AS number
FROM hook_calls k LEFT JOIN cases c ON c.id = k.case_id LEFT JOIN cases r ON r.id = c.root
WHERE k.hook = %(hook)s AND (%(state)s::text IS NULL OR k.state = %(state)s)
  AND (%(after)s::uuid IS NULL OR k.id < %(after)s)
ORDER BY k.id DESC LIMIT %(many)s"""
FORGET_BEFORE = "DELETE FROM hook_calls WHERE made_at < %(moment)s"


AS_ENTERED = f"""WITH rested AS (
  UPDATE hooks SET failures = NULL, failing_since = NULL, rests_until = NULL
  WHERE id = %(hook)s AND state = 'off')
DELETE FROM hook_calls k WHERE k.hook = %(hook)s AND k.state <> 'sent' AND k.case_id IS NOT NULL
  AND NOT EXISTS (SELECT FROM (SELECT k.case_id, k.kind) e {OF_CASE}
    JOIN hooks h ON h.id = k.hook AND {HEARS})"""  # noqa: S608  # texts of ours
"""One that is off has no failures to go on from; what it hears of no more it is not told later either."""


class SqlHookBook:
    """Servers outside that are told of events, and what they are told."""

    def __init__(self, wire: Wire, gathered: Gathered) -> None:
        """Read through the wire, after what is gathered was written."""
        self._wire = wire
        self._gathered = gathered

    def put(self, hook: Hook) -> None:
        """Keep a hook's particulars, and of what waits only what it may still hear of."""
        self._gathered.put(
            HookRow,
            id=hook.id,
            name=hook.name,
            address=hook.address,
            state=hook.state.value,
            kinds=list(hook.kinds),
            bodies=list(hook.bodies),
            processes=list(hook.processes),
        )
        self._gathered.settle(HookRow)
        self._wire.ask(AS_ENTERED, {"hook": hook.id})

    def every(self) -> tuple[Hook, ...]:
        """All hooks, by id."""
        self._gathered.settle(HookRow)
        return tuple(
            Hook(
                id=row.id,
                name=row.name,
                address=row.address,
                kinds=tuple(row.kinds),
                bodies=tuple(row.bodies),
                processes=tuple(row.processes),
                state=HookState(row.state),
            )
            for row in self._wire.all(EVERY, {})
        )

    def hold(self, hook: str) -> HookStanding | None:
        """Lock a hook and read how it stands."""
        return _standing(self._wire.one(HOLD, {"hook": hook}))

    def standing(self, hook: str) -> HookStanding | None:
        """How a hook stands."""
        return _standing(self._wire.one(STANDING, {"hook": hook}))

    def wanted(self, events: Iterable[Event]) -> tuple[tuple[str, Event], ...]:
        """Which hooks are told which of these events."""
        given = list(events)
        values = {
            "cases": [event.case for event in given],
            "kinds": [event.kind for event in given],
            "items": [event.item is not None for event in given],
        }
        return tuple((row.hook, given[row.number - 1]) for row in self._wire.all(WANTED, values))

    def open(self, calls: Iterable[tuple[CallId, str, Event]], now: datetime) -> None:
        """Let these hooks be told of these events now."""
        given = list(calls)
        values = {
            "now": now,
            "ids": [call for call, _, _ in given],
            "hooks": [hook for _, hook, _ in given],
            "ats": [event.at for _, _, event in given],
            "seqs": [event.seq for _, _, event in given],
            "places": [event.place for _, _, event in given],
            "cases": [event.case for _, _, event in given],
            "items": [event.item for _, _, event in given],
            "kinds": [event.kind for _, _, event in given],
        }
        self._wire.ask(OPEN, values)

    def open_trial(self, call: CallId, hook: str, kind: str, now: datetime) -> None:
        """Let a hook be told something now that happened nowhere."""
        self._wire.ask(OPEN_TRIAL, {"call": call, "hook": hook, "kind": kind, "now": now})

    def due(self, now: datetime) -> tuple[str, ...]:
        """The hooks of which a call is due, and that are not left alone."""
        return tuple(row.id for row in self._wire.all(DUE, {"now": now}))

    def take(self, hook: str, now: datetime, limit: int) -> tuple[Call, ...]:
        """The calls of a hook that are due, the earliest first."""
        values = {"hook": hook, "now": now, "lease": now + LEASE, "limit": limit}
        return tuple(_call(row) for row in self._wire.all(TAKE, values))

    def sent(self, call: CallId, now: datetime, answer: Answer) -> None:
        """The hook took it."""
        said = {"status": answer.status, "answer": answer.said}
        self._wire.ask(SENT, said | {"call": call, "now": now})

    def put_off(self, call: CallId, until: datetime | None, answer: Answer) -> None:
        """It was tried, and is tried again at that moment."""
        state = CallState.FAILED if until is None else CallState.WAITING
        said = {"status": answer.status, "answer": answer.said}
        self._wire.ask(PUT_OFF, said | {"call": call, "due": until, "state": state.value})

    def let_go(self, calls: Sequence[CallId], now: datetime) -> None:
        """These were taken and not tried: they stay due."""
        self._wire.ask(LET_GO, {"calls": list(calls), "now": now})

    def well(self, hook: str) -> None:
        """The hook can be spoken with."""
        self._wire.ask(WELL, {"hook": hook})

    def fails(self, hook: str, since: datetime, failures: int, rests: datetime | None) -> None:
        """The hook fails since then, so often in a row; it is left alone until then."""
        values = {"hook": hook, "since": since, "failures": failures, "rests": rests}
        self._wire.ask(FAILS, values)

    def retry(self, hook: str, call: CallId, now: datetime) -> bool:
        """Try one now, whatever became of it; whether there is one."""
        return self._wire.one(RETRY, {"hook": hook, "call": call, "now": now}) is not None

    def listed(self, hook: str, state: CallState | None, after: CallId | None) -> CallPage:
        """What a hook was told, the newest first."""
        values = {"hook": hook, "state": state and state.value, "after": after, "many": PAGE + 1}
        rows = self._wire.all(LISTED, values)
        return CallPage(
            rows=tuple(_line(row) for row in rows[:PAGE]),
            next=CallId(rows[PAGE - 1].id) if len(rows) > PAGE else None,
        )

    def forget_before(self, moment: datetime) -> None:
        """Drop calls that were made before then."""
        self._wire.ask(FORGET_BEFORE, {"moment": moment})


def _standing(row: Any) -> HookStanding | None:
    if row is None:
        return None
    return HookStanding(**row._asdict() | {"state": HookState(row.state)})


def _call(row: Any) -> Call:
    return Call(
        id=CallId(row.id),
        kind=row.kind,
        at=row.at,
        tries=row.tries,
        case=row.root and CaseId(row.root),
        number=row.number or "",
        process=row.process or "",
        item=row.item and ItemId(row.item),
        step=row.step or "",
        step_en=row.step_en or "",
        body=row.body or "",
    )


def _line(row: Any) -> CallLine:
    said = row._asdict()
    return CallLine(**said | {"id": CallId(row.id), "state": CallState(row.state)})

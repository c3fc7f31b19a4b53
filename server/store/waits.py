"""What a case waits for beside persons: branches, moments, messages; and the ladders of clocks.

Timers, listeners and rungs have a row only while they wait, so these tables stay as small as the
number of open cases; the journal remembers the rest.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Row, text
from sqlalchemy.orm import Mapped, mapped_column

from server.domain.correlation import keys_in
from server.domain.ids import CaseId, FanOutId, ItemId, ProcessKey, TimerId, Token
from server.domain.ladder import UrgeAnswer
from server.domain.moves import Tally
from server.domain.ports import DueRung, HeldCase, HeldFanOut, HeldTimer
from server.store.base import ADDS, REPLACES, Base, Id
from server.store.cases import CASE, FROM_CASE, held_case
from server.store.due import IS_DUE, TAKEN, has_due, take_due
from server.store.gathered import Gathered
from server.store.locking import lock_of_case
from server.store.wire import Wire


class FanOutRow(Base):
    """A running multi-instance or call activity, with its counts."""

    __tablename__ = "fan_outs"
    id: Mapped[Id]
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    total: Mapped[int] = mapped_column(info=ADDS)
    completed: Mapped[int] = mapped_column(info=ADDS)
    terminated: Mapped[int] = mapped_column(info=ADDS)
    sequential: Mapped[bool]
    is_open: Mapped[bool]
    token: Mapped[str]
    element: Mapped[str]
    kind: Mapped[str]
    called: Mapped[str | None]

    __table_args__ = (Index("ix_fan_outs_case_id", "case_id", postgresql_where=text("is_open")),)


class TimerRow(Base):
    """A moment that something waits for."""

    __tablename__ = "timers"
    id: Mapped[Id]
    due: Mapped[datetime] = mapped_column(index=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    token: Mapped[str]
    element: Mapped[str]
    taken_until: Mapped[datetime | None]
    """While a job for it is under way; afterwards it is given again, for the job has died.

    Without end when the step after it failed: who closes its incident fires it or drops it. And while
    its matter stands still (``CourseBook.freeze``)."""
    clock: Mapped[str | None]
    """The clock of the county that led to the moment, and from when it counts."""
    since: Mapped[datetime | None]


class ListenerRow(Base):
    """A place that waits for a message or signal."""

    __tablename__ = "listeners"
    case_id: Mapped[Id] = mapped_column(ForeignKey("cases.id"))
    token: Mapped[str] = mapped_column(primary_key=True)
    element: Mapped[str]
    kind: Mapped[str]
    name: Mapped[str]
    key: Mapped[str]

    __table_args__ = (Index("ix_listeners_name", "name", "kind", "key"),)


class RungRow(Base):
    """A moment at which the clock of an open item climbs its ladder."""

    __tablename__ = "rungs"
    item: Mapped[Id] = mapped_column(ForeignKey("work_items.id"))
    rung: Mapped[str] = mapped_column(primary_key=True)
    due: Mapped[datetime] = mapped_column(index=True)
    taken_until: Mapped[datetime | None]

    __table_args__ = ({"info": REPLACES},)


class UrgeAnswerRow(Base):
    """What the head of a body says will be done by when with work that is urged in writing."""

    __tablename__ = "urge_answers"
    item: Mapped[Id] = mapped_column(ForeignKey("work_items.id"))
    at: Mapped[datetime]
    until: Mapped[datetime]
    person: Mapped[UUID]
    digest: Mapped[str]

    __table_args__ = ({"info": REPLACES},)


COUNT_BRANCH = """UPDATE fan_outs
SET completed = completed + %(completed)s, terminated = terminated + %(terminated)s
WHERE id = %(fan_out)s RETURNING *"""
HOLD_FAN_OUT = "SELECT * FROM fan_outs WHERE id = %(fan_out)s AND is_open FOR NO KEY UPDATE"
FAN_OUTS = "SELECT token, id FROM fan_outs WHERE case_id = %(case)s AND is_open"
TIMER = """t.id, t.token, t.element, t.due, t.clock, t.since,
  coalesce(t.taken_until = 'infinity', false) AS is_put_off"""
NEVER = "infinity"
"""Until when a moment is taken that doesn't come by itself."""
TIMERS = f"SELECT t.case_id, {TIMER} FROM timers t WHERE t.case_id = %(case)s"  # noqa: S608  # texts of ours
HAS_DUE = has_due("timers", "rungs", "starts", "recounts", "standstills", "pauses", "proposals")
TAKE_DUE_TIMERS = take_due("timers t", f"t.case_id, {TIMER}")
PUT_OFF = "UPDATE timers SET taken_until = 'infinity' WHERE id = %(timer)s"
LISTENING = "SELECT token, element FROM listeners WHERE case_id = %(case)s"
LOCK_TIMER = lock_of_case("timers", "timer")
HOLD_TIMER = f"""SELECT {TIMER}, {CASE}
FROM {FROM_CASE} JOIN timers t ON t.case_id = c.id WHERE t.id = %(timer)s"""  # noqa: S608  # texts of ours
LISTENERS = """SELECT case_id, token FROM listeners l
WHERE name = %(name)s AND kind = %(kind)s
AND key = ANY(%(keys)s) AND NOT EXISTS (
  SELECT FROM incidents i WHERE i.subject = l.case_id AND i.token = l.token)
ORDER BY key = '', case_id, token LIMIT %(limit)s"""
TAKE_DUE_RUNGS = f"""UPDATE rungs r SET taken_until = %(until)s FROM (
  SELECT item, rung FROM rungs WHERE {IS_DUE}
  ORDER BY due, item LIMIT %(limit)s FOR UPDATE SKIP LOCKED) t, work_items w
WHERE r.item = t.item AND r.rung = t.rung AND w.id = r.item
RETURNING r.item, w.case_id, r.rung, r.due"""  # noqa: S608  # texts of ours
TAKE_RUNG = "DELETE FROM rungs WHERE item = %(item)s AND rung = %(rung)s AND taken_until IS DISTINCT FROM 'infinity' RETURNING item"


URGE_ANSWER = """SELECT u.at, u.until, u.digest, coalesce(p.name, '') AS name,
  coalesce(p.name_en, '') AS name_en
FROM urge_answers u LEFT JOIN persons p ON p.id = u.person WHERE u.item = %(item)s"""


class SqlWaitBook:
    """Fan-outs, timers, messages waited for, and the ladders of running clocks."""

    def __init__(self, wire: Wire, gathered: Gathered) -> None:
        """Read through the wire, write through what is gathered."""
        self._wire = wire
        self._gathered = gathered

    def count_branch(self, fan_out: FanOutId, *, completed: bool) -> HeldFanOut:
        """Count one branch as over; its fan-out is locked from here to the commit."""
        self._gathered.settle(FanOutRow)
        counts = {"completed": int(completed), "terminated": int(not completed)}
        row = self._wire.one(COUNT_BRANCH, {"fan_out": fan_out} | counts)
        return _fan_out(row)

    def hold_fan_out(self, fan_out: FanOutId) -> HeldFanOut | None:
        """Lock a fan-out from here to the commit; None when it is over."""
        self._gathered.settle(FanOutRow)
        row = self._wire.one(HOLD_FAN_OUT, {"fan_out": fan_out})
        return None if row is None else _fan_out(row)

    def fan_outs(self, case: CaseId) -> Mapping[Token, FanOutId]:
        """The open fan-outs of a case, by token."""
        self._gathered.settle(FanOutRow)
        rows = self._wire.all(FAN_OUTS, {"case": case})
        return {Token(row.token): FanOutId(row.id) for row in rows}

    def timers(self, case: CaseId) -> Mapping[Token, HeldTimer]:
        """The waiting timers of a case, by token."""
        self._gathered.settle(TimerRow)
        rows = self._wire.all(TIMERS, {"case": case})
        return {Token(row.token): held_timer(row) for row in rows}

    def has_due(self, now: datetime) -> bool:
        """Whether there is a timer, a rung or a start event to take."""
        return bool(self._wire.one(HAS_DUE, {"now": now})[0])

    def take_due_timers(self, now: datetime, limit: int) -> tuple[HeldTimer, ...]:
        """Timers whose moment has come, oldest first, each taken for half a minute."""
        wanted = {"now": now, "until": now + TAKEN, "limit": limit}
        rows = self._wire.all(TAKE_DUE_TIMERS, wanted)
        return tuple(held_timer(row) for row in sorted(rows, key=lambda row: row.due))

    def put_off(self, timer: TimerId) -> None:
        """Keep a timer from firing by itself; who closes its incident fires it or drops it."""
        self._wire.ask(PUT_OFF, {"timer": timer})

    def listening(self, case: CaseId) -> Mapping[Token, str]:
        """The places of a case that wait for messages or signals, and the element of each."""
        self._gathered.settle(ListenerRow)
        rows = self._wire.all(LISTENING, {"case": case})
        return {Token(row.token): row.element for row in rows}

    def hold_timer(self, timer: TimerId) -> tuple[HeldTimer, HeldCase] | None:
        """Lock the case of a timer, then read both; None when the timer doesn't wait any more."""
        self._gathered.settle(TimerRow)
        self._wire.ask(LOCK_TIMER, {"timer": timer})
        row = self._wire.one(HOLD_TIMER, {"timer": timer})
        return (held_timer(row), held_case(row)) if row is not None else None

    def listeners(
        self, kind: str, name: str, key: str, limit: int | None = None
    ) -> tuple[tuple[CaseId, Token], ...]:
        """Who waits for this message or signal: with its key first, then without any."""
        self._gathered.settle(ListenerRow)
        wanted = {"kind": kind, "name": name, "keys": [*keys_in(key), ""], "limit": limit}
        rows = self._wire.all(LISTENERS, wanted)
        return tuple((CaseId(row.case_id), Token(row.token)) for row in rows)

    def set_ladder(self, item: ItemId, rungs: Iterable[tuple[str, datetime]]) -> None:
        """Keep the moments at which the clock of an item climbs."""
        for rung, due in rungs:
            self._gathered.put(RungRow, item=item, rung=rung, due=due)

    def move_ladder(
        self,
        item: ItemId,
        rungs: Iterable[tuple[str, datetime]],
        now: datetime,
        *,
        stands: bool = False,
    ) -> None:
        """Set what lies ahead anew; what lies behind is climbed now, unless it was before."""
        until = NEVER if stands else None
        for rung, due in rungs:
            if due > now:
                self._gathered.put(RungRow, item=item, rung=rung, due=due, taken_until=until)
            else:
                self._gathered.change(RungRow, item, rung, due=due, taken_until=until)

    def take_due_rungs(self, now: datetime, limit: int) -> tuple[DueRung, ...]:
        """Rungs whose moment has come, each taken for half a minute."""
        wanted = {"now": now, "until": now + TAKEN, "limit": limit}
        rows = self._wire.all(TAKE_DUE_RUNGS, wanted)
        return tuple(
            DueRung(item=ItemId(row.item), case=CaseId(row.case_id), rung=row.rung, due=row.due)
            for row in sorted(rows, key=lambda row: row.due)
        )

    def urge_answer(self, item: ItemId) -> UrgeAnswer | None:
        """What the head says will be done with work that is urged in writing, if anything yet."""
        self._gathered.settle(UrgeAnswerRow)
        row = self._wire.one(URGE_ANSWER, {"item": item})
        return None if row is None else UrgeAnswer(**row._asdict())

    def take_rung(self, item: ItemId, rung: str) -> bool:
        """Take a rung of an item whose case is held; False when it is gone."""
        self._gathered.settle(RungRow)
        return self._wire.one(TAKE_RUNG, {"item": item, "rung": rung}) is not None


def _fan_out(row: Row[Any]) -> HeldFanOut:
    left = row.total - row.completed - row.terminated
    return HeldFanOut(
        id=FanOutId(row.id),
        case=CaseId(row.case_id),
        token=Token(row.token),
        element=row.element,
        kind=row.kind,
        tally=Tally(
            total=row.total,
            active=0 if row.sequential else left,
            completed=row.completed,
            terminated=row.terminated,
        ),
        sequential=row.sequential,
        called=row.called and ProcessKey(row.called),
    )


def held_timer(row: Row[Any]) -> HeldTimer:
    """A row read by ``TIMER`` as the services know it."""
    return HeldTimer(
        id=TimerId(row.id),
        case=CaseId(row.case_id),
        token=Token(row.token),
        element=row.element,
        due=row.due,
        clock=row.clock,
        since=row.since,
        is_put_off=row.is_put_off,
    )

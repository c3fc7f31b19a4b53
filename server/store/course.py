"""The course of whole matters: those that stand still, and what two persons are to agree on."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from server.domain.acts import Act
from server.domain.errors import NoSuchCase
from server.domain.ids import CaseId, ItemId, PersonId, Token
from server.domain.moves import Listen
from server.domain.ports import CaseProposal, HeldCase, HeldTimer, Waiting
from server.domain.work import WorkItem
from server.store.base import Base, Id
from server.store.cases import CASE, FAMILY, FROM_CASE, CaseRow, CaseStateRow, held_case
from server.store.due import IS_DUE, TAKEN
from server.store.gathered import Gathered
from server.store.waits import TIMER, ListenerRow, RungRow, TimerRow, held_timer
from server.store.wire import Wire
from server.store.work_read import ITEM, PERSONS, work_item
from server.store.work_rows import WorkItemRow


class StandstillRow(Base):
    """A matter that stands still: on what ground, by whom, and perhaps until when."""

    __tablename__ = "standstills"
    case_id: Mapped[Id] = mapped_column(ForeignKey("cases.id"))
    at: Mapped[datetime]
    due: Mapped[datetime | None]
    taken_until: Mapped[datetime | None]
    person: Mapped[UUID | None]
    ground: Mapped[str]
    ground_en: Mapped[str]

    __table_args__ = (Index("ix_standstills_due", "due", postgresql_where=text("due IS NOT NULL")),)


class CaseProposalRow(Base):
    """What somebody proposed to do with a whole matter; a second person has to agree."""

    __tablename__ = "case_proposals"
    case_id: Mapped[Id] = mapped_column(ForeignKey("cases.id"))
    at: Mapped[datetime]
    person: Mapped[UUID]
    revision: Mapped[int]
    digest: Mapped[str]
    act: Mapped[str]
    item: Mapped[UUID | None]
    element: Mapped[str]


RUNS = f"c.id IN {FAMILY} AND (c.ended_at IS NULL OR c.parent IS NULL)"
LOCK = f"SELECT FROM cases c WHERE {RUNS} ORDER BY c.parent IS NULL, c.id DESC FOR NO KEY UPDATE"  # texts of ours
COUNT = f"SELECT count(*) AS many FROM cases c WHERE {RUNS}"  # noqa: S608  # texts of ours
HOLD = f"SELECT {CASE} FROM {FROM_CASE} WHERE {RUNS} ORDER BY c.id"  # noqa: S608  # texts of ours
OPEN_WORK = f"""SELECT {ITEM} FROM work_items w JOIN cases c ON c.id = w.case_id
  {PERSONS}
WHERE w.case_id IN {FAMILY} AND w.state = 'open' ORDER BY w.offered_at, w.id"""  # noqa: S608  # texts of ours
WAITING = f"""SELECT
  (SELECT count(*) FROM cases WHERE root = %(root)s AND parent IS NOT NULL AND ended_at IS NULL)
    AS branches,
  (SELECT count(*) FROM timers WHERE case_id IN {FAMILY}) AS timers,
  (SELECT count(*) FROM incidents WHERE subject IN {FAMILY}) AS incidents,
  (SELECT sum(revision) FROM case_states WHERE case_id IN {FAMILY})::bigint AS moves"""  # noqa: S608  # texts of ours
FREEZE_TIMERS = f"UPDATE timers SET taken_until = 'infinity' WHERE case_id IN {FAMILY}"  # noqa: S608  # texts of ours
FREEZE_RUNGS = "UPDATE rungs SET taken_until = 'infinity' WHERE item = ANY(%(items)s)"
THAW_RUNGS = """UPDATE rungs SET taken_until = NULL
WHERE item = ANY(%(items)s) AND taken_until = 'infinity'"""
CLOCKED_TIMERS = f"""SELECT t.case_id, {TIMER} FROM timers t
WHERE t.case_id IN {FAMILY} AND t.clock IS NOT NULL ORDER BY t.id"""  # noqa: S608  # texts of ours
THAW_TIMERS = f"""UPDATE timers t SET taken_until = NULL WHERE case_id IN {FAMILY} AND NOT EXISTS (
  SELECT FROM incidents i WHERE i.subject = t.case_id AND i.token = t.token)"""  # noqa: S608  # texts of ours
EARS = f"""SELECT case_id, token, element, kind, name, key FROM listeners
WHERE case_id IN {FAMILY} AND kind = 'message' ORDER BY case_id, token"""  # noqa: S608  # texts of ours
TAKE_DUE = f"""UPDATE standstills SET taken_until = %(until)s WHERE case_id = ANY(ARRAY(
  SELECT case_id FROM standstills WHERE {IS_DUE}
  ORDER BY due, case_id LIMIT %(limit)s FOR UPDATE SKIP LOCKED))
RETURNING case_id"""  # noqa: S608  # texts of ours
PROPOSAL = """SELECT act, person, at, digest, revision, item, element
FROM case_proposals WHERE case_id = %(root)s"""


class SqlCourseBook:
    """What concerns a matter with all its branches at once."""

    def __init__(self, wire: Wire, gathered: Gathered) -> None:
        """Read through the wire, write through what is gathered."""
        self._wire = wire
        self._gathered = gathered

    def hold(self, root: CaseId) -> Mapping[CaseId, HeldCase]:
        """Lock a matter, each branch before what lies around it; refused with ``NoSuchCase``.

        A branch may have been opened while the lock was waited for, by whoever held what lies
        around it; so it is asked for again until there is no other.
        """
        self._gathered.settle(CaseRow, CaseStateRow)
        many, locked = -1, 0
        while many != locked:
            locked = self._wire.one(COUNT, {"root": root}).many
            self._wire.ask(LOCK, {"root": root})
            many = self._wire.one(COUNT, {"root": root}).many
        rows = self._wire.all(HOLD, {"root": root})
        if not rows:
            raise NoSuchCase
        return {held.id: held for held in map(held_case, rows)}

    def open_work(self, root: CaseId) -> tuple[WorkItem, ...]:
        """The open work of a held matter, branches and all, oldest first."""
        self._gathered.settle(WorkItemRow)
        return tuple(work_item(row) for row in self._wire.all(OPEN_WORK, {"root": root}))

    def waiting(self, root: CaseId) -> Waiting:
        """How much else waits in a matter, and how often it has moved."""
        return Waiting(**self._wire.one(WAITING, {"root": root})._asdict())

    def freeze(self, root: CaseId, items: Iterable[ItemId]) -> None:
        """Let no timer of a held matter fire, and these works climb no rung."""
        self._gathered.settle(TimerRow, RungRow)
        self._wire.ask(FREEZE_TIMERS, {"root": root})
        self._wire.ask(FREEZE_RUNGS, {"items": list(items)})

    def clocked_timers(self, root: CaseId) -> tuple[HeldTimer, ...]:
        """The timers of a held matter whose moment a clock led to."""
        return tuple(map(held_timer, self._wire.all(CLOCKED_TIMERS, {"root": root})))

    def thaw(self, root: CaseId, items: Iterable[ItemId]) -> None:
        """Let the timers of a held matter fire again, but where one failed, and these works climb."""
        self._wire.ask(THAW_TIMERS, {"root": root})
        self._wire.ask(THAW_RUNGS, {"items": list(items)})

    def ears(self, root: CaseId) -> tuple[tuple[CaseId, Listen], ...]:
        """The places of a matter that wait for a message."""
        self._gathered.settle(ListenerRow)
        return tuple(
            (
                CaseId(row.case_id),
                Listen(
                    token=Token(row.token),
                    element=row.element,
                    kind=row.kind,
                    name=row.name,
                    key=row.key,
                ),
            )
            for row in self._wire.all(EARS, {"root": root})
        )

    def take_due(self, now: datetime, limit: int) -> tuple[CaseId, ...]:
        """Matters that stood still long enough, each taken for half a minute."""
        wanted = {"now": now, "until": now + TAKEN, "limit": limit}
        return tuple(CaseId(row.case_id) for row in self._wire.all(TAKE_DUE, wanted))

    def proposal(self, root: CaseId) -> CaseProposal | None:
        """What somebody proposed to do with a whole matter, if anything."""
        self._gathered.settle(CaseProposalRow)
        row = self._wire.one(PROPOSAL, {"root": root})
        if row is None:
            return None
        return CaseProposal(
            act=Act(row.act),
            person=PersonId(row.person),
            at=row.at,
            digest=row.digest,
            revision=row.revision,
            item=row.item and ItemId(row.item),
            element=row.element,
        )

"""Cases: what stays the same of them, and the state that every move rewrites.

The two lie apart: the state is rewritten at each move and has one index only, while the row that
many indexes point at is written when a case begins, gets its title, and ends.

Locks: every act locks the case it moves (``lock``), a branch before its parent, and the fan-out
last (``WaitBook.count_branch``). Nobody takes them the other way round but whoever closes a
fan-out, who then holds the parent already and waits for the branches; their deadlock is ``BusyNow``.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from server.domain.errors import NoSuchCase
from server.domain.ids import BodyId, CaseId, FanOutId, PersonId, ProcessKey, VersionId
from server.domain.journal import GENESIS, Head
from server.domain.ports import CaseFile, HeldCase
from server.domain.reading import Shown
from server.domain.standstill import Standstill
from server.domain.values import Value, Values
from server.domain.work import Matter
from server.store.base import ADDS, Base, Id, Packed
from server.store.finding import ParticularsRow, PartRow
from server.store.gathered import Gathered
from server.store.locking import LOCK
from server.store.values import dump, merged, packed, unpacked, unpacked_value
from server.store.wire import Wire


class CaseRow(Base):
    """A case, or a branch of one; a branch has neither number nor starter of its own, and is titled by its member."""

    __tablename__ = "cases"
    id: Mapped[Id]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    position: Mapped[int | None]
    root: Mapped[UUID]
    # No foreign key: each start would lock the same row of ``versions`` as all the others.
    version: Mapped[UUID]
    parent: Mapped[UUID | None]
    fan_out: Mapped[UUID | None]
    starter: Mapped[UUID | None]
    duty: Mapped[str | None]
    """What whoever started it has done by it, seen by the law."""
    status: Mapped[str]
    body: Mapped[str]
    number: Mapped[str | None]
    title: Mapped[str | None]
    urgency: Mapped[str | None]
    scope: Mapped[str | None]
    output: Mapped[Packed | None]

    __table_args__ = (
        Index("ix_cases_root", "root", "id", postgresql_where=text("parent IS NOT NULL")),
        Index(
            "ix_cases_fan_out", "fan_out", "position", postgresql_where=text("fan_out IS NOT NULL")
        ),
        Index("ix_cases_starter", "starter", "id", postgresql_where=text("starter IS NOT NULL")),
    )


class CaseStateRow(Base):
    """What every move rewrites: the engine's state (none when the case is over) and the data."""

    __tablename__ = "case_states"
    case_id: Mapped[Id] = mapped_column(ForeignKey("cases.id"))
    revision: Mapped[int] = mapped_column(info=ADDS)
    saved: Mapped[bytes | None]
    data: Mapped[Packed | None]


class CounterRow(Base):
    """The last case number that a process gave in a year."""

    __tablename__ = "counters"
    process: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


def family_of(root: str) -> str:
    """The ids of a root case and of all its branches, as a text in parentheses."""
    return (
        f"(SELECT id FROM cases WHERE root = {root} AND parent IS NOT NULL UNION ALL SELECT {root})"  # noqa: S608  # texts of ours
    )


FAMILY = family_of("%(root)s::uuid")

SEES = "NOT EXISTS (SELECT FROM fan_outs f WHERE f.id = {}.fan_out AND f.called IS NOT NULL)"
"""Whether a branch sees the data around it; a called process sees only what it is given."""

STANDSTILL = """CASE WHEN r.status = 'suspended' THEN (
  SELECT json_build_object('ground', st.ground, 'ground_en', st.ground_en, 'since', st.at,
    'by', coalesce(sp.name, ''), 'by_en', coalesce(sp.name_en, ''), 'until', st.due)
  FROM standstills st LEFT JOIN persons sp ON sp.id = st.person WHERE st.case_id = r.id)
  END AS standstill"""
"""Why the whole matter stands still; read with whatever is read of any case of it."""

READ = f"""{STANDSTILL}, c.id AS case_id, c.root, c.version, v.process, r.number, r.title, c.body, r.starter, s.revision, s.data,
  r.urgency,
  CASE WHEN c.parent IS NOT NULL THEN (
    WITH RECURSIVE above AS (
      SELECT c.parent AS id, 1 AS far, {SEES.format("c")} AS seen
      UNION ALL SELECT p.parent, a.far + 1, a.seen AND {SEES.format("p")}
      FROM above a JOIN cases p ON p.id = a.id WHERE p.parent IS NOT NULL)
    SELECT array_agg(CASE WHEN a.seen THEN o.data END ORDER BY a.far)
    FROM above a JOIN case_states o ON o.case_id = a.id) END AS above"""  # noqa: S608  # texts of ours
"""What a reader and an act want of a case; ``above`` is of each parent, nearest first, the data it sees."""

CASE = f"""{READ}, r.body AS from_body, (SELECT process FROM versions WHERE id = r.version) AS of_process,
  (SELECT n.id FROM versions n WHERE n.process = v.process ORDER BY n.number DESC LIMIT 1) AS newest, c.parent, c.fan_out, c.position, c.scope, c.status, s.saved, h.seq, h.digest, EXISTS (SELECT FROM incidents i WHERE i.subject = c.id) AS is_stuck"""  # noqa: S608  # texts of ours
"""All of a held case."""

FROM_READ = """cases c
  JOIN cases r ON r.id = c.root
  JOIN case_states s ON s.case_id = c.id
  JOIN versions v ON v.id = c.version"""
FROM_CASE = f"""{FROM_READ}
  LEFT JOIN LATERAL (
    SELECT j.seq, j.digest FROM journal j WHERE j.subject = c.id ORDER BY j.seq DESC LIMIT 1
  ) h ON true"""  # noqa: S608  # texts of ours

HOLD = f"SELECT {CASE} FROM {FROM_CASE} WHERE c.id = %(case)s"  # noqa: S608  # texts of ours
BRANCHES = f"""SELECT {CASE} FROM {FROM_CASE}
WHERE c.fan_out = %(fan_out)s AND c.status = 'running' ORDER BY c.position"""  # noqa: S608  # texts of ours
LOCK_BRANCHES = """SELECT FROM cases WHERE fan_out = %(fan_out)s AND status = 'running' ORDER BY position FOR NO KEY UPDATE"""
LOCK_NEXT = """SELECT id FROM cases
WHERE fan_out = %(fan_out)s AND position > %(after)s AND status = 'running'
ORDER BY position LIMIT 1 FOR NO KEY UPDATE"""
OUTPUTS = "SELECT output FROM cases WHERE fan_out = %(fan_out)s ORDER BY position"
NEXT_NUMBER = """INSERT INTO counters (process, year, last) VALUES (%(process)s, %(year)s, 1)
ON CONFLICT (process, year) DO UPDATE SET last = counters.last + 1 RETURNING last"""

FILE_OF = f"SELECT {READ}, c.ended_at, c.status FROM {FROM_READ}"  # noqa: S608  # texts of ours
FILE = f"{FILE_OF} WHERE c.id = %(case)s"
RECENT = f"""{FILE_OF} WHERE c.parent IS NULL AND c.status = 'running'
  AND v.process = %(process)s AND c.started_at >= %(since)s
ORDER BY c.started_at DESC LIMIT %(limit)s"""


def standstill(told: Any) -> Standstill | None:
    """What ``STANDSTILL`` reads as the services know it."""
    if told is None:
        return None
    until = told["until"] and datetime.fromisoformat(told["until"])
    return Standstill(**told | {"since": datetime.fromisoformat(told["since"]), "until": until})


def case_file(row: Any) -> CaseFile:
    """A row read by ``FILE_OF`` as pages know it."""
    return CaseFile(
        id=CaseId(row.case_id),
        root=CaseId(row.root),
        version=VersionId(row.version),
        process=ProcessKey(row.process),
        number=row.number or "",
        title=row.title or "",
        urgency=row.urgency or "normal",
        body=BodyId(row.body),
        revision=row.revision,
        data=unpacked(row.data),
        outer=merged(row.above) if row.above else {},
        ended_at=row.ended_at,
        status=row.status,
        starter=row.starter and PersonId(row.starter),
        standstill=standstill(row.standstill),
    )


def held_case(row: Any) -> HeldCase:
    """A row read by ``CASE`` as the services know it."""
    return HeldCase(
        id=CaseId(row.case_id),
        root=CaseId(row.root),
        parent=row.parent and CaseId(row.parent),
        fan_out=row.fan_out and FanOutId(row.fan_out),
        index=row.position or 0,
        scope=row.scope,
        version=VersionId(row.version),
        newest=VersionId(row.newest),
        process=ProcessKey(row.process),
        number=row.number or "",
        title=row.title or "",
        body=BodyId(row.body),
        status=row.status,
        revision=row.revision,
        saved=row.saved or b"",
        data=unpacked(row.data),
        outer=merged(row.above) if row.above else {},
        head=Head(seq=row.seq or 0, digest=row.digest or GENESIS),
        matter=Matter(
            root=CaseId(row.root),
            process=ProcessKey(row.of_process),
            body=BodyId(row.from_body),
            urgency=row.urgency or "normal",
        ),
        starter=row.starter and PersonId(row.starter),
        is_stuck=row.is_stuck,
        depth=len(row.above or ()),
        standstill=standstill(row.standstill),
    )


class SqlCaseBook:
    """Cases and their saved state."""

    def __init__(self, wire: Wire, gathered: Gathered) -> None:
        """Read through the wire, write through what is gathered."""
        self._wire = wire
        self._gathered = gathered

    def hold(self, case: CaseId) -> HeldCase:
        """Lock a case, then read it; refused with ``NoSuchCase``."""
        if self._gathered.touches(CaseRow, case) or self._gathered.touches(CaseStateRow, case):
            self._gathered.flush()
        self._wire.ask(LOCK, {"case": case})
        return self._read(case)

    def _read(self, case: CaseId) -> HeldCase:
        row = self._wire.one(HOLD, {"case": case})
        if row is None:
            raise NoSuchCase
        return held_case(row)

    def keep(self, case: CaseId, *, saved: bytes, data: Values) -> None:
        """Keep the engine's state and the data after a move, and count the revision up."""
        self._gathered.change(
            CaseStateRow, case, revision=1, saved=saved or None, data=packed(dict(data))
        )

    def title(self, case: CaseId, title: str, urgency: str) -> None:
        """Give a case the words that people know it by."""
        spoken = None if urgency == "normal" else urgency
        self._gathered.change(CaseRow, case, title=title, urgency=spoken)

    def describe(self, root: CaseId, words: str, shown: Shown) -> None:
        """Keep by what words a matter is found, and what lists show of it."""
        self._gathered.put(ParticularsRow, root=root, words=words, shown=dump(dict(shown)))

    def give_parts(self, root: CaseId, parts: Iterable[str]) -> None:
        """Give parts in a matter, always in the same order, so that two acts wait in line."""
        for who in sorted(parts):
            self._gathered.put(PartRow, who=who, root=root)

    def next_number(self, process: ProcessKey, year: int) -> int:
        """The next serial number; others who start the same process wait for our commit."""
        row = self._wire.one(NEXT_NUMBER, {"process": process, "year": year})
        return int(row.last) if row is not None else 0

    def open_branches(self, fan_out: FanOutId) -> tuple[HeldCase, ...]:
        """Lock the branches of a fan-out that are still running."""
        self._gathered.settle(CaseRow, CaseStateRow)
        self._wire.ask(LOCK_BRANCHES, {"fan_out": fan_out})
        return tuple(held_case(row) for row in self._wire.all(BRANCHES, {"fan_out": fan_out}))

    def next_branch(self, fan_out: FanOutId, after: int) -> HeldCase:
        """Lock the branch that comes after one in a sequential fan-out whose count is locked."""
        self._gathered.settle(CaseRow, CaseStateRow)
        row = self._wire.one(LOCK_NEXT, {"fan_out": fan_out, "after": after})
        return self._read(CaseId(row.id))

    def outputs(self, fan_out: FanOutId) -> tuple[Value, ...]:
        """What the branches gave, in input order, None for those without."""
        self._gathered.settle(CaseRow)
        return tuple(
            unpacked_value(row.output) for row in self._wire.all(OUTPUTS, {"fan_out": fan_out})
        )

    def give(self, case: CaseId, output: Value) -> None:
        """Keep what a finished branch gives to its parent."""
        self._gathered.change(CaseRow, case, output=packed(output))

    def find(self, case: CaseId) -> CaseFile:
        """A case as it stands, without a lock; refused with ``NoSuchCase``."""
        self._gathered.settle(CaseRow, CaseStateRow)
        row = self._wire.one(FILE, {"case": case})
        if row is None:
            raise NoSuchCase
        return case_file(row)

    def recent(self, process: ProcessKey, since: datetime, limit: int) -> tuple[CaseFile, ...]:
        """Cases of a process started since then and still running, newest first."""
        self._gathered.settle(CaseRow, CaseStateRow)
        wanted = {"process": process, "since": since, "limit": limit}
        return tuple(case_file(row) for row in self._wire.all(RECENT, wanted))

    def root_of(self, case: CaseId) -> CaseId:
        """The matter that a case or branch belongs to; refused with ``NoSuchCase``."""
        row = self._wire.one("SELECT root FROM cases WHERE id = %(case)s", {"case": case})
        if row is None:
            raise NoSuchCase
        return CaseId(row.root)

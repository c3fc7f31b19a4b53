"""Start events that wait: what begins cases of the newest version of each process by itself."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from server.domain.ids import ProcessKey, StartId, VersionId
from server.domain.ports import HeldStart
from server.domain.process import Occurrence, Trigger, TriggerKind
from server.store.base import Base, Id
from server.store.due import TAKEN, take_due
from server.store.gathered import Gathered
from server.store.wire import Wire

WITHOUT_END = datetime(9999, 1, 1, tzinfo=UTC)
"""Until when a start event is taken that waits for people; rows of before have ``infinity``."""


class StartRow(Base):
    """One thing that begins cases; a newer version of the process takes the place of them all."""

    __tablename__ = "starts"
    id: Mapped[Id]
    due: Mapped[datetime | None]
    """Of a timer; NULL when nothing follows."""
    taken_until: Mapped[datetime | None]
    """While a job for it is under way; without end when nobody knows its next moment."""
    version: Mapped[UUID] = mapped_column(ForeignKey("versions.id"))
    element: Mapped[str]
    kind: Mapped[str]
    name: Mapped[str]
    process: Mapped[str] = mapped_column(index=True)
    rest: Mapped[str]

    __table_args__ = (
        Index("ix_starts_due", "due", postgresql_where=text("due IS NOT NULL")),
        Index("ix_starts_name", "name", "kind"),
    )


START = """s.id, s.due, s.version, s.element, s.kind, s.name, s.process, s.rest,
  coalesce(s.taken_until >= '9999-01-01 00:00+00', false) AS is_put_off"""
OF = f"SELECT {START} FROM starts s WHERE s.process = %(process)s ORDER BY s.id"  # noqa: S608  # texts of ours
LISTENING = f"""SELECT {START} FROM starts s
WHERE s.name = %(name)s AND s.kind = %(kind)s ORDER BY s.id"""  # noqa: S608  # texts of ours
CLOSE = "SELECT pg_advisory_xact_lock(hashtextextended(%(process)s, 1))"
"""Beside the names of messages, which are locked under the seed 0."""
TAKE_DUE = take_due("starts s", "s.id, s.due")
HOLD = f"SELECT {START} FROM starts s WHERE s.id = %(start)s FOR UPDATE"  # noqa: S608  # texts of ours


class SqlStartBook:
    """Start events that wait for something."""

    def __init__(self, wire: Wire, gathered: Gathered) -> None:
        """Read through the wire, after what is gathered was written."""
        self._wire = wire
        self._gathered = gathered

    def of(self, process: ProcessKey) -> tuple[HeldStart, ...]:
        """All that a process waits for."""
        self._gathered.settle(StartRow)
        return tuple(_held(row) for row in self._wire.all(OF, {"process": process}))

    def listening(self, kind: str, name: str) -> tuple[HeldStart, ...]:
        """The start events that wait for this message or signal."""
        self._gathered.settle(StartRow)
        rows = self._wire.all(LISTENING, {"kind": kind, "name": name})
        return tuple(_held(row) for row in rows)

    def close(self, process: ProcessKey) -> None:
        """Lock what begins a process by messages until the commit."""
        self._wire.ask(CLOSE, {"process": process})

    def take_due(self, now: datetime, limit: int) -> tuple[StartId, ...]:
        """Start events whose moment has come, oldest first, each taken for half a minute."""
        wanted = {"now": now, "until": now + TAKEN, "limit": limit}
        rows = self._wire.all(TAKE_DUE, wanted)
        return tuple(StartId(row.id) for row in sorted(rows, key=lambda row: row.due))

    def hold(self, start: StartId) -> HeldStart | None:
        """Lock a start event and read it; None when it is gone."""
        self._gathered.settle(StartRow)
        row = self._wire.one(HOLD, {"start": start})
        return None if row is None else _held(row)


def _held(row: Any) -> HeldStart:
    return HeldStart(
        id=StartId(row.id),
        process=ProcessKey(row.process),
        version=VersionId(row.version),
        trigger=Trigger(element=row.element, kind=TriggerKind(row.kind), name=row.name),
        occurrence=None if row.due is None else Occurrence(at=row.due, rest=row.rest),
        is_put_off=row.is_put_off,
    )

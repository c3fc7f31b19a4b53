"""Votes of steps that several sign: one row for each, which their sum lies in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Row
from sqlalchemy.orm import Mapped, mapped_column

from server.domain.ids import BodyId, CaseId, FanOutId
from server.domain.ports import Ballot
from server.domain.votes import COUNTS, Poll
from server.store.base import ADDS, Base, Id
from server.store.cases import FAMILY, CaseRow, CaseStateRow
from server.store.gathered import Gathered
from server.store.values import unpacked
from server.store.wire import Wire
from server.store.work_rows import WorkItemRow


class PollRow(Base):
    """How a vote stands, and what came out. Its fan-out is locked by whoever changes it."""

    __tablename__ = "polls"
    fan_out: Mapped[Id] = mapped_column(ForeignKey("fan_outs.id"))
    decided_at: Mapped[datetime | None]
    asked: Mapped[int] = mapped_column(info=ADDS)
    agreed: Mapped[int] = mapped_column(info=ADDS)
    refused: Mapped[int] = mapped_column(info=ADDS)
    abstained: Mapped[int] = mapped_column(info=ADDS)
    vetoes: Mapped[int] = mapped_column(info=ADDS)
    vetoes_left: Mapped[int] = mapped_column(info=ADDS)
    chair: Mapped[int] = mapped_column(info=ADDS)
    chairs_left: Mapped[int] = mapped_column(info=ADDS)
    passed: Mapped[bool | None]


COUNT = f"""UPDATE polls SET {", ".join(f"{name} = {name} + %({name})s" for name in COUNTS)}
WHERE fan_out = %(fan_out)s RETURNING *"""  # noqa: S608  # names of ours
FIND = "SELECT * FROM polls WHERE fan_out = %(fan_out)s"
OF_MATTER = f"""SELECT p.* FROM polls p JOIN fan_outs f ON f.id = p.fan_out
WHERE f.case_id IN {FAMILY}"""  # noqa: S608  # texts of ours
BALLOTS = """SELECT DISTINCT ON (c.position) w.body, w.role, s.data,
  coalesce(p.name, '') AS name, coalesce(p.name_en, '') AS name_en
FROM cases c
  JOIN case_states s ON s.case_id = c.id
  JOIN work_items w ON w.case_id = c.id AND w.state = 'done'
  LEFT JOIN persons p ON p.id = w.holder
WHERE c.fan_out = %(fan_out)s AND c.status = 'finished' ORDER BY c.position, w.done_at DESC"""


class SqlPollBook:
    """How votes stand."""

    def __init__(self, wire: Wire, gathered: Gathered) -> None:
        """Read through the wire, write through what is gathered."""
        self._wire = wire
        self._gathered = gathered

    def open(self, fan_out: FanOutId, poll: Poll) -> None:
        """Begin to count."""
        counts = {name: getattr(poll, name) for name in COUNTS}
        self._gathered.put(PollRow, fan_out=fan_out, **counts)

    def count(self, fan_out: FanOutId, more: Poll) -> Poll:
        """Count more in, while the fan-out is held; how the vote stands now."""
        self._gathered.settle(PollRow)
        counts = {name: getattr(more, name) for name in COUNTS}
        return _poll(self._wire.one(COUNT, {"fan_out": fan_out, **counts}))

    def find(self, fan_out: FanOutId) -> Poll:
        """How a vote stands; nothing was asked where none is held."""
        self._gathered.settle(PollRow)
        row = self._wire.one(FIND, {"fan_out": fan_out})
        return Poll() if row is None else _poll(row)

    def of_matter(self, root: CaseId) -> Mapping[FanOutId, Poll]:
        """How all votes of a matter stand, or how they ended."""
        self._gathered.settle(PollRow)
        rows = self._wire.all(OF_MATTER, {"root": root})
        return {FanOutId(row.fan_out): _poll(row) for row in rows}

    def ballots(self, fan_out: FanOutId) -> tuple[Ballot, ...]:
        """What was answered so far, in the order of the members."""
        self._gathered.settle(CaseRow, CaseStateRow, WorkItemRow)
        return tuple(
            Ballot(
                body=BodyId(row.body),
                role=row.role,
                name=(row.name, row.name_en),
                answer=unpacked(row.data),
            )
            for row in self._wire.all(BALLOTS, {"fan_out": fan_out})
        )


def _poll(row: Row[Any]) -> Poll:
    return Poll(**{name: getattr(row, name) for name in COUNTS})

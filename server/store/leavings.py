"""Persons who leave office, and what they still hold."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from server.domain.ids import BodyId, ItemId, LeavingId, PersonId
from server.domain.reading.registers import HeldWork, LooseEnds, Orphan
from server.domain.reading.registers import LeavingRow as Leaving
from server.store.base import Base, Digest, Id
from server.store.gathered import Gathered
from server.store.holders import ON_DAY, POST_ON_DAY
from server.store.vacancies import DESKS
from server.store.wire import Wire
from server.store.work_rows import WorkItemRow


class LeavingRow(Base):
    """Somebody leaves office; until it is carried out, what they hold waits to be handed on."""

    __tablename__ = "leavings"
    id: Mapped[Id]
    at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    last_day: Mapped[date]
    handed: Mapped[int] = mapped_column(server_default="0")
    returned: Mapped[int] = mapped_column(server_default="0")
    person: Mapped[UUID] = mapped_column(ForeignKey("persons.id"), index=True)
    digest: Mapped[Digest]

    __table_args__ = (
        Index("ix_leavings_waiting", "last_day", postgresql_where=text("done_at IS NULL")),
    )


COLUMNS = "id, person, at, last_day, digest, done_at, handed, returned"
FIND = f"SELECT {COLUMNS} FROM leavings WHERE id = %(leaving)s FOR UPDATE"  # noqa: S608  # texts of ours
OF_PERSON = f"SELECT {COLUMNS} FROM leavings WHERE person = %(person)s ORDER BY id DESC"  # noqa: S608  # texts of ours
DUE = "SELECT id FROM leavings WHERE done_at IS NULL AND last_day < %(day)s ORDER BY last_day, id"
COUNT = "SELECT count(*) AS held FROM work_items WHERE state = 'open' AND holder = %(person)s"
HELD = """SELECT w.id AS item, r.number, w.name AS step, w.body, w.role FROM work_items w
  JOIN cases c ON c.id = w.case_id JOIN cases r ON r.id = c.root
WHERE w.state = 'open' AND w.holder = %(person)s ORDER BY w.id LIMIT %(limit)s"""
ADD = """UPDATE leavings SET handed = handed + %(handed)s, returned = returned + %(returned)s
WHERE id = %(leaving)s"""
LOOSE = """SELECT
  (SELECT count(*) FROM drafts d JOIN work_items w ON w.id = d.item
   WHERE d.person = %(person)s AND w.state = 'open') AS drafts,
  (SELECT count(*) FROM sessions WHERE person = %(person)s) AS sessions,
  (SELECT count(*) FROM tokens WHERE person = %(person)s) AS tokens"""
SIGN_OUT = """WITH ended AS (DELETE FROM sessions WHERE person = %(person)s)
DELETE FROM tokens WHERE person = %(person)s"""


SITS = f"""EXISTS (SELECT FROM posts o JOIN holdings g ON g.post = o.id
    LEFT JOIN substitutions t ON t.post = g.post AND t.absent = g.person AND t.ended_at IS NULL
      AND {ON_DAY.format("t")}
    WHERE o.body = w.body AND w.role = ANY(o.roles) AND w.holder IN (g.person, t.substitute)
      AND {POST_ON_DAY} AND {ON_DAY.format("g")})"""
"""Whether the holder sits at the desk of the work, or stands in there."""
LEFT_BEHIND = f"""WITH RECURSIVE holders AS (
  (SELECT w.holder FROM work_items w WHERE w.state = 'open' AND w.holder IS NOT NULL
    ORDER BY w.holder LIMIT 1)
  UNION ALL SELECT n.holder FROM holders p CROSS JOIN LATERAL (
    SELECT w.holder FROM work_items w WHERE w.state = 'open' AND w.holder > p.holder
    ORDER BY w.holder LIMIT 1) n)
SELECT DISTINCT w.id AS item, w.holder AS person FROM holders p
  JOIN holdings h ON h.person = p.holder AND h.valid_to < %(day)s
  JOIN posts f ON f.id = h.post
  JOIN work_items w ON w.state = 'open' AND w.holder = p.holder AND w.body = f.body
    AND w.role = ANY(f.roles)
WHERE NOT {SITS} AND NOT EXISTS (
  SELECT FROM leavings l WHERE l.person = p.holder AND l.done_at IS NULL)
ORDER BY w.id LIMIT %(limit)s"""  # noqa: S608  # texts of ours
"""Jumps from holder to holder in the index of what is held, and looks at the work of those alone
whose time at a post is over."""
HEIR = "coalesce(b.merged_into, b.parent)"
OF_ENDED_BODIES = f"""WITH RECURSIVE {DESKS}
SELECT w.id AS item, w.body AS former, {HEIR} AS body, EXISTS (
    SELECT FROM posts o WHERE o.body = {HEIR} AND w.role = ANY(o.roles) AND {POST_ON_DAY}) AS has_role
FROM desk d JOIN bodies b ON b.id = d.body AND b.valid_to < %(day)s AND {HEIR} IS NOT NULL
  JOIN work_items w ON w.state = 'open' AND w.body = d.body AND w.role = d.role
ORDER BY w.id LIMIT %(limit)s"""  # noqa: S608  # texts of ours


class SqlLeavingBook:
    """Who leaves, and what they still hold."""

    def __init__(self, wire: Wire, gathered: Gathered) -> None:
        """Read through the wire, after what is gathered was written."""
        self._wire = wire
        self._gathered = gathered

    def find(self, leaving: LeavingId) -> Leaving | None:
        """One leaving, held until the transaction is over."""
        self._gathered.settle(LeavingRow)
        row = self._wire.one(FIND, {"leaving": leaving})
        return None if row is None else _leaving(row)

    def of_person(self, person: PersonId) -> tuple[Leaving, ...]:
        """All leavings of a person, the latest first."""
        self._gathered.settle(LeavingRow)
        return tuple(_leaving(row) for row in self._wire.all(OF_PERSON, {"person": person}))

    def due(self, day: date) -> tuple[LeavingId, ...]:
        """Those whose last day is before this day and that are not carried out."""
        return tuple(LeavingId(row.id) for row in self._wire.all(DUE, {"day": day}))

    def count_held(self, person: PersonId) -> int:
        """How many pieces of work a person holds."""
        self._gathered.settle(WorkItemRow)
        return int(self._wire.one(COUNT, {"person": person}).held)

    def held(self, person: PersonId, limit: int) -> tuple[HeldWork, ...]:
        """What a person holds, by id."""
        self._gathered.settle(WorkItemRow)
        rows = self._wire.all(HELD, {"person": person, "limit": limit})
        return tuple(
            HeldWork(
                item=ItemId(row.item),
                number=row.number,
                step=row.step,
                body=BodyId(row.body),
                role=row.role,
            )
            for row in rows
        )

    def left_behind(self, day: date, limit: int) -> tuple[tuple[ItemId, PersonId], ...]:
        """Open work whose holder's time at its desk is over, with the holder; not of who leaves office."""
        rows = self._wire.all(LEFT_BEHIND, {"day": day, "limit": limit})
        return tuple((ItemId(row.item), PersonId(row.person)) for row in rows)

    def of_ended_bodies(self, day: date, limit: int) -> tuple[Orphan, ...]:
        """Open work of bodies that are over and belonged to another one."""
        rows = self._wire.all(OF_ENDED_BODIES, {"day": day, "limit": limit})
        return tuple(
            Orphan(
                item=ItemId(row.item),
                former=BodyId(row.former),
                body=BodyId(row.body),
                has_role=row.has_role,
            )
            for row in rows
        )

    def count_handed(self, leaving: LeavingId, *, handed: int, returned: int) -> None:
        """Add to what was handed on so far."""
        self._wire.ask(ADD, {"leaving": leaving, "handed": handed, "returned": returned})

    def loose_ends(self, person: PersonId) -> LooseEnds:
        """What else a person leaves behind."""
        return LooseEnds(**self._wire.one(LOOSE, {"person": person})._asdict())

    def sign_out_everywhere(self, person: PersonId) -> None:
        """End all sessions and tokens of a person."""
        self._wire.ask(SIGN_OUT, {"person": person})


def _leaving(row: Any) -> Leaving:
    return Leaving(**row._asdict() | {"digest": row.digest.hex()})

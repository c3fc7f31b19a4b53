"""What is asked of persons and desks beside a piece of work."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from server.domain.asides import Aside, AsideKind, AsideState, Verdict
from server.domain.ids import AsideId, BodyId, CaseId, ItemId, PersonId, ProcessKey
from server.store.base import Base, Id
from server.store.gathered import Gathered
from server.store.wire import Wire


class AsideRow(Base):
    """One question to one person or desk; the indexes of the lists hold the open ones apart."""

    __tablename__ = "asides"
    id: Mapped[Id]
    asked_at: Mapped[datetime]
    due: Mapped[datetime | None]
    over_at: Mapped[datetime | None]
    item: Mapped[UUID] = mapped_column(ForeignKey("work_items.id"), index=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    asked_by: Mapped[UUID]
    person: Mapped[UUID | None]
    over_by: Mapped[UUID | None]
    """Who read or answered; None while it is open, and when it was withdrawn."""
    blocks: Mapped[bool]
    kind: Mapped[str]
    state: Mapped[str]
    name: Mapped[str]
    body: Mapped[str | None]
    role: Mapped[str | None]
    verdict: Mapped[str | None]
    digest: Mapped[str]
    answer: Mapped[str | None]
    about: Mapped[UUID | None]
    """The work that is asked back."""

    __table_args__ = (
        Index(
            "ix_asides_person",
            *("person", "id"),
            postgresql_where=text("state = 'open' AND person IS NOT NULL"),
        ),
        Index(
            "ix_asides_desk",
            *("body", "role", "id"),
            postgresql_where=text("state = 'open' AND person IS NULL"),
        ),
        Index(
            "ix_asides_about",
            "about",
            postgresql_where=text("state = 'open' AND about IS NOT NULL"),
        ),
        Index(
            "ix_asides_over",
            *("over_by", "over_at", "id"),
            postgresql_where=text("over_by IS NOT NULL"),
        ),
    )


ASIDE = """a.id, a.item, a.case_id, c.root, (
    SELECT v.process FROM cases m JOIN versions v ON v.id = m.version WHERE m.id = c.root) AS process,
  a.kind, a.blocks, a.state, a.asked_at, a.asked_by, a.name,
  a.person, a.body, a.role, a.due, a.digest, a.verdict, a.answer, a.over_at, a.over_by, a.about,
  coalesce(q.name, '') AS asker, coalesce(q.name_en, '') AS asker_en,
  coalesce(p.name, '') AS person_name, coalesce(p.name_en, '') AS person_name_en,
  coalesce(b.name, '') AS body_name, coalesce(b.name_en, '') AS body_name_en,
  coalesce(o.name, '') AS by, coalesce(o.name_en, '') AS by_en"""
FROM_ASIDE = """JOIN cases c ON c.id = a.case_id
  LEFT JOIN persons q ON q.id = a.asked_by LEFT JOIN persons p ON p.id = a.person
  LEFT JOIN persons o ON o.id = a.over_by LEFT JOIN bodies b ON b.id = a.body"""
FIND = f"SELECT {ASIDE} FROM asides a {FROM_ASIDE} WHERE a.id = %(aside)s"  # noqa: S608  # texts of ours
OF_ITEM = f"""SELECT {ASIDE} FROM asides a {FROM_ASIDE}
WHERE a.item = %(item)s ORDER BY a.id"""  # noqa: S608  # texts of ours

ABOUT = f"""SELECT {ASIDE} FROM asides a {FROM_ASIDE}
WHERE a.about = %(item)s AND a.state = 'open' ORDER BY a.id"""  # noqa: S608  # texts of ours
IS_ASKED_BACK = "SELECT FROM asides q WHERE q.about = w.id AND q.state = 'open'"
"""That a piece of work is asked back, and nobody has answered."""


def aside(row: Any) -> Aside:
    """A row read by ``ASIDE`` as the services know it."""
    return Aside(
        id=AsideId(row.id),
        item=ItemId(row.item),
        case=CaseId(row.case_id),
        root=CaseId(row.root),
        process=ProcessKey(row.process),
        kind=AsideKind(row.kind),
        blocks=row.blocks,
        state=AsideState(row.state),
        asked_at=row.asked_at,
        asked_by=PersonId(row.asked_by),
        asker=row.asker,
        asker_en=row.asker_en,
        name=row.name,
        person=row.person and PersonId(row.person),
        person_name=row.person_name,
        person_name_en=row.person_name_en,
        body=row.body and BodyId(row.body),
        role=row.role,
        body_name=row.body_name,
        body_name_en=row.body_name_en,
        due=row.due,
        digest=row.digest,
        verdict=Verdict(row.verdict) if row.verdict else None,
        answer=row.answer or "",
        over_at=row.over_at,
        over_by=row.over_by and PersonId(row.over_by),
        by=row.by,
        by_en=row.by_en,
        about=row.about and ItemId(row.about),
    )


class SqlAsideBook:
    """What is asked beside work."""

    def __init__(self, wire: Wire, gathered: Gathered) -> None:
        """Read through the wire, after what is gathered was written."""
        self._wire = wire
        self._gathered = gathered

    def find(self, aside_id: AsideId) -> Aside | None:
        """One of them; it changes only while the case of its work is held."""
        self._gathered.settle(AsideRow)
        row = self._wire.one(FIND, {"aside": aside_id})
        return aside(row) if row is not None else None

    def of_item(self, item: ItemId) -> tuple[Aside, ...]:
        """All that was ever asked beside a piece of work, oldest first."""
        self._gathered.settle(AsideRow)
        return tuple(aside(row) for row in self._wire.all(OF_ITEM, {"item": item}))

    def about(self, item: ItemId) -> tuple[Aside, ...]:
        """What is asked still to have a piece of work back, oldest first."""
        self._gathered.settle(AsideRow)
        return tuple(aside(row) for row in self._wire.all(ABOUT, {"item": item}))

"""What was told, and to whom."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped

from server.domain.notice import Notice
from server.store.base import Base, Id
from server.store.gathered import Gathered


class NoticeRow(Base):
    """One thing told to a role of a body, to a role of every body, or to one person."""

    __tablename__ = "notices"
    id: Mapped[Id]
    at: Mapped[datetime]
    case_id: Mapped[UUID | None]
    item: Mapped[UUID | None]
    person: Mapped[UUID | None]
    version: Mapped[UUID | None]
    """Of an element that is no piece of work."""
    kind: Mapped[str]
    body: Mapped[str | None]
    role: Mapped[str | None]
    name: Mapped[str]
    element: Mapped[str | None]

    __table_args__ = (
        Index("ix_notices_person", "person", "id", postgresql_where=text("person IS NOT NULL")),
        Index("ix_notices_role", "role", "body", "id", postgresql_where=text("role IS NOT NULL")),
    )


def write_notices(gathered: Gathered, notices: Iterable[Notice]) -> None:
    """Gather notices."""
    for one in notices:
        gathered.put(
            NoticeRow,
            id=one.id,
            at=one.at,
            case_id=one.case,
            item=one.item,
            person=one.person,
            kind=one.kind,
            body=one.body,
            role=one.role,
            name=one.name,
            version=one.version,
            element=one.element,
        )

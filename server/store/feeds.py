"""Calendars that people subscribe to, each known by the digest of its address."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from server.domain.feeds import Feed, Whose
from server.domain.ids import FeedId, PersonId
from server.store.base import Base, Digest, Id
from server.store.gathered import Gathered
from server.store.wire import Wire


class FeedRow(Base):
    """A calendar that somebody may subscribe to; a revoked one has no row."""

    __tablename__ = "feeds"
    id: Mapped[Id]
    made_at: Mapped[datetime]
    person: Mapped[UUID] = mapped_column(ForeignKey("persons.id"), index=True)
    digest: Mapped[Digest] = mapped_column(unique=True)
    whose: Mapped[str]
    language: Mapped[str]


LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('feeds ' || %(person)s, 0))"
"""One act at a time on the calendars of one person: there is a limit to them."""
OF_PERSON = "SELECT * FROM feeds WHERE person = %(person)s ORDER BY id"
KNOWN_BY = "SELECT * FROM feeds WHERE digest = decode(%(digest)s, 'hex')"


class SqlFeedBook:
    """Calendars that people subscribe to."""

    def __init__(self, wire: Wire, gathered: Gathered) -> None:
        """Read through the wire, after what is gathered was written."""
        self._wire = wire
        self._gathered = gathered

    def hold(self, person: PersonId) -> tuple[Feed, ...]:
        """Lock the calendars of a person, then read them, the oldest first."""
        self._wire.ask(LOCK, {"person": str(person)})
        return self.of(person)

    def of(self, person: PersonId) -> tuple[Feed, ...]:
        """The calendars of a person, the oldest first."""
        self._gathered.settle(FeedRow)
        return tuple(_feed(row) for row in self._wire.all(OF_PERSON, {"person": person}))

    def known_by(self, digest: str) -> Feed | None:
        """The one whose address has this digest."""
        self._gathered.settle(FeedRow)
        row = self._wire.one(KNOWN_BY, {"digest": digest})
        return None if row is None else _feed(row)


def _feed(row: Any) -> Feed:
    return Feed(
        id=FeedId(row.id),
        person=PersonId(row.person),
        whose=Whose(row.whose),
        language=row.language,
        made_at=row.made_at,
    )

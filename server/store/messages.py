"""Messages that nobody waited for when they came, kept until somebody asks or their time is over."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from server.domain.ids import MessageId, SubjectId
from server.domain.ports import KeptMessage
from server.store.base import Base, Digest, Id, Words
from server.store.gathered import Gathered
from server.store.wire import Wire


class MessageRow(Base):
    """A kept message; what it brought lies in the contents of its source."""

    __tablename__ = "messages"
    id: Mapped[Id]
    at: Mapped[datetime]
    until: Mapped[datetime] = mapped_column(index=True)
    source: Mapped[UUID]
    digest: Mapped[Digest]
    name: Mapped[str]
    key: Mapped[str]

    keys: Mapped[Words]
    """What is in the key, to be found by any."""

    __table_args__ = (
        Index("ix_messages_name", "name", "at"),
        Index(
            "ix_messages_keys",
            "keys",
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},
        ),
    )


CLOSE = "SELECT pg_advisory_xact_lock(hashtextextended(%(name)s, 0))"
MESSAGE = "SELECT id, source, digest, name, key, until FROM messages"
FIRST = f"{MESSAGE} WHERE name = %(name)s AND until > %(now)s ORDER BY at, id LIMIT 1"
FIRST_OF_KEY = f"""WITH mine AS MATERIALIZED (
  SELECT * FROM messages WHERE keys @> ARRAY[%(key)s::text])
{MESSAGE.replace("messages", "mine")} WHERE name = %(name)s AND until > %(now)s
ORDER BY at, id LIMIT 1"""  # noqa: S608  # texts of ours
"""By the key first, which few messages share, whatever the database knows of how many."""
KEPT = """SELECT count(*) AS number FROM messages
WHERE name = %(name)s AND until > %(now)s"""
EXPIRED = f"{MESSAGE} WHERE until <= %(now)s ORDER BY until LIMIT %(limit)s FOR UPDATE SKIP LOCKED"


class SqlMessageBook:
    """Kept messages."""

    def __init__(self, wire: Wire, gathered: Gathered) -> None:
        """Read through the wire, after what is gathered was written."""
        self._wire = wire
        self._gathered = gathered

    def close(self, name: str) -> None:
        """Lock a name until the commit, whether or not a message of it is kept."""
        self._wire.ask(CLOSE, {"name": name})

    def first(self, name: str, key: str, now: datetime) -> KeptMessage | None:
        """The message that came first, for a listener with this key."""
        self._gathered.settle(MessageRow)
        row = self._wire.one(FIRST_OF_KEY if key else FIRST, {"name": name, "key": key, "now": now})
        return None if row is None else _kept(row)

    def kept(self, name: str, now: datetime) -> int:
        """How many messages of this name are kept whose time is not over."""
        self._gathered.settle(MessageRow)
        return int(self._wire.one(KEPT, {"name": name, "now": now}).number)

    def expired(self, now: datetime, limit: int) -> tuple[KeptMessage, ...]:
        """Messages whose time is over, locked."""
        rows = self._wire.all(EXPIRED, {"now": now, "limit": limit})
        return tuple(_kept(row) for row in rows)


def _kept(row: Any) -> KeptMessage:
    return KeptMessage(
        id=MessageId(row.id),
        name=row.name,
        key=row.key,
        digest=row.digest.hex(),
        source=SubjectId(row.source),
        until=row.until,
    )

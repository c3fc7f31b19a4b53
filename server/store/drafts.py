"""What somebody typed for a piece of work so far."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from server.domain.ids import ItemId, PersonId
from server.domain.values import Values
from server.store.base import Base, Id, Packed
from server.store.documents import SqlDocuments
from server.store.values import packed, unpacked


class DraftRow(Base):
    """What somebody typed for a piece of work so far."""

    __tablename__ = "drafts"
    item: Mapped[Id] = mapped_column(ForeignKey("work_items.id"))
    person: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    typed: Mapped[Packed]


SAVE_DRAFT = """INSERT INTO drafts (item, person, at, typed)
VALUES (%(item)s, %(person)s, %(at)s, %(typed)s)
ON CONFLICT (item, person) DO UPDATE SET at = excluded.at, typed = excluded.typed"""
RENEW_DRAFT = f"""{SAVE_DRAFT}
WHERE drafts.at = %(seen)s OR drafts.typed = excluded.typed RETURNING at"""
DRAFT = "SELECT typed, at FROM drafts WHERE item = %(item)s AND person = %(person)s"

MOVE_DRAFT = "UPDATE drafts SET item = %(after)s WHERE item = %(before)s AND person = %(person)s"


class SqlDrafts(SqlDocuments):
    """The part of the book of work that is about what was typed and attached so far."""

    def save_draft(self, item: ItemId, person: PersonId, values: Values, at: datetime) -> None:
        """Keep what somebody has typed so far."""
        typed = packed(dict(values))
        self._wire.ask(SAVE_DRAFT, {"item": item, "person": person, "at": at, "typed": typed})

    def renew_draft(
        self,
        item: ItemId,
        person: PersonId,
        values: Values,
        at: datetime,
        *,
        seen: datetime | None,
    ) -> tuple[Values, datetime] | None:
        """Keep what was typed upon the draft of that moment; answers another one that is in the way."""
        typed = packed(dict(values))
        kept = {"item": item, "person": person, "at": at, "typed": typed, "seen": seen}
        if self._wire.one(RENEW_DRAFT, kept) is not None:
            return None
        # The one in the way may go with its work at this moment: then there is room.
        return self.draft(item, person) or self.renew_draft(item, person, values, at, seen=seen)

    def draft(self, item: ItemId, person: PersonId) -> tuple[Values, datetime] | None:
        """What somebody typed so far."""
        row = self._wire.one(DRAFT, {"item": item, "person": person})
        return (unpacked(row.typed), row.at) if row is not None else None

    def move_draft(self, before: ItemId, after: ItemId, person: PersonId) -> None:
        """What somebody typed for a piece of work is typed for another one, in which they go on."""
        self._wire.ask(MOVE_DRAFT, {"before": before, "after": after, "person": person})

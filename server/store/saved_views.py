"""Views of the inbox that people saved under a name."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from server.domain.ids import BodyId, PersonId, ViewId
from server.domain.saved_view import SavedView
from server.store.base import Base, Id
from server.store.gathered import Gathered
from server.store.wire import Wire


class SavedViewRow(Base):
    """A view that somebody saved; with a body, everybody who has a post there may use it."""

    __tablename__ = "saved_views"
    id: Mapped[Id]
    person: Mapped[UUID]
    position: Mapped[int]
    is_default: Mapped[bool]
    name: Mapped[str]
    query: Mapped[str]
    body: Mapped[str | None] = mapped_column()

    __table_args__ = (
        UniqueConstraint("person", "name"),
        Index("ix_saved_views_body", "body", postgresql_where=text("body IS NOT NULL")),
    )


LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('saved views ' || %(person)s, 0))"
"""One act at a time on the views of one person: they have an order and one default."""
OF_PERSON = """SELECT s.*, p.name AS owner, p.name_en AS owner_en
FROM saved_views s JOIN persons p ON p.id = s.person
WHERE s.person = %(person)s OR s.body = ANY(%(bodies)s)
ORDER BY s.person <> %(person)s, s.position, s.id LIMIT %(limit)s"""
"""One's own first, in their order."""
MOST = 100


class SqlSavedViewBook:
    """Saved views."""

    def __init__(self, wire: Wire, gathered: Gathered) -> None:
        """Read through the wire, write through what is gathered."""
        self._wire = wire
        self._gathered = gathered

    def hold(self, person: PersonId) -> tuple[SavedView, ...]:
        """Lock the views of a person, then read them in their order."""
        self._wire.ask(LOCK, {"person": str(person)})
        return self.of(person, ())

    def of(self, person: PersonId, bodies: Iterable[BodyId]) -> tuple[SavedView, ...]:
        """A person's views in their order, then those that others share with these bodies."""
        values = {"person": person, "bodies": list(bodies), "limit": MOST}
        return tuple(_view(row) for row in self._wire.all(OF_PERSON, values))

    def put(self, view: SavedView) -> None:
        """Keep a new view."""
        self._gathered.put(SavedViewRow, id=view.id, person=view.person, **_columns(view))

    def change(self, view: SavedView) -> None:
        """Keep what changed of a view."""
        self._gathered.change(SavedViewRow, view.id, **_columns(view))

    def drop(self, view: ViewId) -> None:
        """A view less."""
        self._gathered.remove(SavedViewRow, view)


def _columns(view: SavedView) -> dict[str, Any]:
    return {
        "position": view.position,
        "is_default": view.is_default,
        "name": view.name,
        "query": view.query,
        "body": view.body,
    }


def _view(row: Any) -> SavedView:
    return SavedView(
        id=ViewId(row.id),
        person=PersonId(row.person),
        name=row.name,
        query=row.query,
        position=row.position,
        is_default=row.is_default,
        body=row.body and BodyId(row.body),
        owner=row.owner,
        owner_en=row.owner_en,
    )

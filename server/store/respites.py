"""What was given to clocks: the stretches in which they stood still, and the requests to extend them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from server.domain.ids import ItemId
from server.domain.respite import Pause
from server.store.base import REPLACES, Base, Id
from server.store.due import IS_DUE, TAKEN
from server.store.gathered import Gathered
from server.store.wire import Wire


class PauseRow(Base):
    """A stretch in which the clock of a piece of work stood still, or the clocks of a whole matter.

    Those of a matter stop the clocks that list its ground; which these are, the clock table says.
    """

    __tablename__ = "pauses"
    subject: Mapped[Id]
    """A piece of work, or the root of a matter."""
    at: Mapped[datetime] = mapped_column(primary_key=True)
    ended_at: Mapped[datetime | None]
    due: Mapped[datetime | None]
    """When the clock of the work runs again by itself."""
    taken_until: Mapped[datetime | None]
    ground: Mapped[str]
    ground_en: Mapped[str]

    __table_args__ = (
        Index("ix_pauses_due", "due", postgresql_where=text("due IS NOT NULL")),
        {"info": REPLACES},
    )


class ExtensionRequestRow(Base):
    """What the holder of open work asked for, until somebody decides on it."""

    __tablename__ = "extension_requests"
    item: Mapped[Id] = mapped_column(ForeignKey("work_items.id"))
    person: Mapped[UUID]
    body: Mapped[str]
    role: Mapped[str]
    ground: Mapped[str]
    ground_en: Mapped[str]
    digest: Mapped[str]

    __table_args__ = ({"info": REPLACES},)


PAUSES = """SELECT subject, at, ended_at, due, ground, ground_en FROM pauses
WHERE subject = ANY(%(subjects)s) ORDER BY subject, at"""
TAKE_DUE = f"""UPDATE pauses p SET taken_until = %(until)s FROM (
  SELECT subject, at FROM pauses WHERE {IS_DUE}
  ORDER BY due, subject LIMIT %(limit)s FOR UPDATE SKIP LOCKED) t
WHERE p.subject = t.subject AND p.at = t.at RETURNING p.subject"""  # noqa: S608  # texts of ours
LET_STAND = "UPDATE pauses SET due = NULL WHERE subject = %(item)s AND due IS NOT NULL"


class SqlRespiteBook:
    """What was given to clocks."""

    def __init__(self, wire: Wire, gathered: Gathered) -> None:
        """Read through the wire, write through what is gathered."""
        self._wire = wire
        self._gathered = gathered

    def pauses(self, subjects: Iterable[UUID]) -> Mapping[UUID, tuple[Pause, ...]]:
        """When the clocks of these works, and of whole matters, stood still, the earliest first."""
        self._gathered.settle(PauseRow)
        found: dict[UUID, list[Pause]] = {}
        for row in self._wire.all(PAUSES, {"subjects": list(subjects)}):
            pause = Pause(
                begin=row.at,
                end=row.ended_at,
                until=row.due,
                ground=row.ground,
                ground_en=row.ground_en,
            )
            found.setdefault(row.subject, []).append(pause)
        return {subject: tuple(pauses) for subject, pauses in found.items()}

    def take_due(self, now: datetime, limit: int) -> tuple[ItemId, ...]:
        """Work whose clock stood still long enough, each taken for half a minute."""
        wanted = {"now": now, "until": now + TAKEN, "limit": limit}
        return tuple(ItemId(row.subject) for row in self._wire.all(TAKE_DUE, wanted))

    def let_stand(self, item: ItemId) -> None:
        """Let no clock of work that is over run again."""
        self._wire.ask(LET_STAND, {"item": item})

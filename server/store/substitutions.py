"""Who stands in for the holder of which post, from when until when."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from server.domain.ids import PersonId, PostId, ProcessKey, SubstitutionId
from server.domain.reading import SubstitutionPage
from server.domain.reading import SubstitutionRow as Listed
from server.domain.substitution import Substitution
from server.store.base import Base, Id, Words
from server.store.gathered import Gathered
from server.store.values import unpacked
from server.store.wire import Wire

IN_FORCE = "ended_at IS NULL"


class SubstitutionRow(Base):
    """Somebody stands in for the holder of a post; the indexes hold those that nobody ended."""

    __tablename__ = "substitutions"
    id: Mapped[Id]
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    made_by: Mapped[UUID | None]
    absent: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    substitute: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    valid_from: Mapped[date]
    valid_to: Mapped[date]
    post: Mapped[str] = mapped_column(ForeignKey("posts.id"))
    processes: Mapped[Words]
    reason: Mapped[str]
    """Digest of what was typed."""

    __table_args__ = (
        CheckConstraint("valid_to >= valid_from", name="in_order"),
        CheckConstraint("absent <> substitute", name="somebody_else"),
        Index(
            "ix_substitutions_substitute",
            "substitute",
            "valid_to",
            postgresql_where=text(IN_FORCE),
        ),
        Index("ix_substitutions_absent", "absent", "valid_to", postgresql_where=text(IN_FORCE)),
    )


LOCK = "SELECT FROM persons WHERE id = %(person)s FOR NO KEY UPDATE"
"""Of the absent one: so that two at once can't make two that overlap."""
FIND = """SELECT t.* FROM substitutions t
WHERE t.id = %(substitution)s AND t.ended_at IS NULL AND t.valid_to >= %(day)s"""
OF_ABSENT = f"""SELECT t.*, p.name, p.name_en FROM substitutions t
  JOIN persons p ON p.id = t.substitute
WHERE t.absent = %(person)s AND t.{IN_FORCE} AND t.valid_to >= %(day)s
ORDER BY t.valid_from, t.id"""  # noqa: S608  # texts of ours
LINES = """SELECT t.*, a.name AS absent_name, a.name_en AS absent_name_en, s.name AS substitute_name,
  s.name_en AS substitute_name_en, o.title, o.title_en, b.name AS body, b.name_en AS body_en,
  c.content
FROM substitutions t JOIN persons a ON a.id = t.absent JOIN persons s ON s.id = t.substitute
  JOIN posts o ON o.id = t.post JOIN bodies b ON b.id = o.body
  LEFT JOIN LATERAL (SELECT c.content FROM contents c
    WHERE c.subject = t.absent AND c.digest = decode(t.reason, 'hex') LIMIT 1) c ON true
WHERE t.ended_at IS NULL AND t.valid_to >= %(day)s
  AND (%(person)s::uuid IS NULL OR t.absent = %(person)s OR t.substitute = %(person)s)
  AND (%(after)s::uuid IS NULL OR t.id < %(after)s)
ORDER BY t.id DESC LIMIT %(many)s"""
PAGE = 50


class SqlSubstitutionBook:
    """Who stands in for whom."""

    def __init__(self, wire: Wire, gathered: Gathered) -> None:
        """Read through the wire, after what is gathered was written."""
        self._wire = wire
        self._gathered = gathered

    def lock(self, absent: PersonId) -> None:
        """Let nobody else say who stands in for this person until the commit."""
        self._wire.ask(LOCK, {"person": absent})

    def find(self, substitution: SubstitutionId, day: date) -> Substitution | None:
        """One that is in force on that day, or will be."""
        row = self._wire.one(FIND, {"substitution": substitution, "day": day})
        return None if row is None else _substitution(row)

    def of_absent(
        self, absent: PersonId, day: date
    ) -> tuple[tuple[Substitution, tuple[str, str]], ...]:
        """Those for a person that are not over on that day, with the names of who stands in."""
        self._gathered.settle(SubstitutionRow)
        rows = self._wire.all(OF_ABSENT, {"person": absent, "day": day})
        return tuple((_substitution(row), (row.name, row.name_en)) for row in rows)

    def listed(
        self, person: PersonId | None, day: date, after: SubstitutionId | None = None
    ) -> SubstitutionPage:
        """Those that are not over on that day, newest first; of one person, whichever part they have."""
        values = {"person": person, "day": day, "after": after, "many": PAGE + 1}
        rows = self._wire.all(LINES, values)
        return SubstitutionPage(
            rows=tuple(_line(row) for row in rows[:PAGE]),
            next=SubstitutionId(rows[PAGE - 1].id) if len(rows) > PAGE else None,
        )


def _substitution(row: Any) -> Substitution:
    return Substitution(
        id=SubstitutionId(row.id),
        absent=PersonId(row.absent),
        post=PostId(row.post),
        substitute=PersonId(row.substitute),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        processes=frozenset(map(ProcessKey, row.processes)),
    )


def _line(row: Any) -> Listed:
    return Listed(
        id=SubstitutionId(row.id),
        absent=PersonId(row.absent),
        absent_name=row.absent_name,
        absent_name_en=row.absent_name_en,
        substitute=PersonId(row.substitute),
        substitute_name=row.substitute_name,
        substitute_name_en=row.substitute_name_en,
        post=PostId(row.post),
        title=row.title,
        title_en=row.title_en,
        body=row.body,
        body_en=row.body_en,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        processes=tuple(map(ProcessKey, row.processes)),
        reason=str(unpacked(row.content).get("reason", "")) if row.content else "",
    )

"""Pushes that failed, until they are mended, and what was proposed about them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from server.domain.errors import NoSuchIncident
from server.domain.ids import CaseId, IncidentId, PersonId, ProcessKey, SubjectId, Token, VersionId
from server.domain.ports import HeldCase, HeldIncident, Proposal
from server.domain.reading import IncidentRow as Listed
from server.store.base import Base, Id
from server.store.cases import CASE, FAMILY, FROM_CASE, held_case
from server.store.gathered import Gathered
from server.store.locking import lock_of_case
from server.store.values import unpacked
from server.store.wire import Wire


class IncidentRow(Base):
    """A push that failed and that nobody has mended yet; one for each place that was pushed."""

    __tablename__ = "incidents"
    id: Mapped[Id]
    at: Mapped[datetime]
    subject: Mapped[UUID]
    """The case that was pushed, or the process whose case did not begin."""
    token: Mapped[str]
    push: Mapped[str]
    element: Mapped[str]
    inside: Mapped[UUID]
    version: Mapped[UUID]
    digest: Mapped[str]
    person: Mapped[UUID | None]
    proposed_by: Mapped[UUID | None]
    proposed_at: Mapped[datetime | None]
    proposal: Mapped[str | None]
    """Digest of values, flow and reason."""
    revision: Mapped[int | None]
    """How far the cases had moved when it was proposed."""

    process: Mapped[str | None]
    """Of a case that did not begin; NULL where a case was pushed."""

    __table_args__ = (UniqueConstraint("subject", "token"),)


INCIDENT = """i.id, i.at, i.subject, coalesce(c.root, i.subject) AS home, i.process AS unbegun,
  i.token, i.push, i.element, i.inside, i.version AS incident_version, i.digest AS input, i.person,
  i.proposed_by, i.proposed_at, i.proposal, i.revision AS proposed_revision"""
"""All of an incident, in words that those of a case (``CASE``) leave free."""
READ = f"SELECT {INCIDENT} FROM incidents i LEFT JOIN cases c ON c.id = i.subject"  # noqa: S608  # texts of ours
FIND = f"{READ} WHERE i.id = %(incident)s"
OF_SUBJECT = f"{READ} WHERE i.subject = %(subject)s ORDER BY i.at, i.id"
OF_MATTER = f"{READ} WHERE i.subject IN {FAMILY} ORDER BY i.at, i.id"
LOCK_CASE = lock_of_case("incidents", "incident", "subject")
LOCK = "SELECT FROM incidents WHERE id = %(incident)s FOR UPDATE"
"""Of a case that did not begin there is nothing else to lock."""
HOLD = f"""SELECT {INCIDENT}, {CASE}
FROM {FROM_CASE} JOIN incidents i ON i.subject = c.id WHERE i.id = %(incident)s"""  # noqa: S608  # texts of ours
OPEN_ONES = """SELECT i.id, i.at, i.element, i.version, i.proposed_by IS NOT NULL AS is_proposed,
  r.id AS root, r.number, r.title, v.process, s.title AS process_title,
  s.title_en AS process_title_en, t.content
FROM incidents i LEFT JOIN cases c ON c.id = i.subject LEFT JOIN cases r ON r.id = c.root
  JOIN versions v ON v.id = coalesce(r.version, (
    SELECT n.id FROM versions n WHERE n.process = i.process ORDER BY n.number DESC LIMIT 1))
  JOIN sources s ON s.version = v.id
  LEFT JOIN LATERAL (
    SELECT o.content FROM contents o
    WHERE o.subject = coalesce(r.id, i.subject) AND o.digest = decode(i.digest, 'hex') LIMIT 1
  ) t ON true
WHERE (%(process)s::text IS NULL OR v.process = %(process)s)
  AND (%(after)s::uuid IS NULL OR i.id < %(after)s)
ORDER BY i.id DESC LIMIT %(limit)s"""
"""Identifiers grow with time, so the newest comes first, and who asks for what comes after an
incident gets it even if that one is mended by now."""


class SqlIncidentBook:
    """Pushes that failed and wait for administrators."""

    def __init__(self, wire: Wire, gathered: Gathered) -> None:
        """Read through the wire, after what is gathered was written."""
        self._wire = wire
        self._gathered = gathered

    def hold(self, incident: IncidentId) -> tuple[HeldIncident, HeldCase | None]:
        """Lock an incident and the case whose push failed, then read both; None without a case.

        Refused with ``NoSuchIncident``. The case first, as whoever moves it closes its incidents.
        """
        self._gathered.settle(IncidentRow)
        self._wire.ask(LOCK_CASE, {"incident": incident})
        self._wire.ask(LOCK, {"incident": incident})
        row = self._wire.one(HOLD, {"incident": incident})
        return (self.find(incident), None) if row is None else (_held(row), held_case(row))

    def find(self, incident: IncidentId) -> HeldIncident:
        """An incident without a lock; refused with ``NoSuchIncident``."""
        row = self._wire.one(FIND, {"incident": incident})
        if row is None:
            raise NoSuchIncident
        return _held(row)

    def of_subject(self, subject: SubjectId) -> tuple[HeldIncident, ...]:
        """The incidents of one case or process, the longest ago first."""
        self._gathered.settle(IncidentRow)
        return tuple(_held(row) for row in self._wire.all(OF_SUBJECT, {"subject": subject}))

    def of_matter(self, root: CaseId) -> tuple[HeldIncident, ...]:
        """The incidents of a matter, branches and all, the longest ago first."""
        self._gathered.settle(IncidentRow)
        return tuple(_held(row) for row in self._wire.all(OF_MATTER, {"root": root}))

    def open_ones(
        self, process: ProcessKey | None, after: IncidentId | None, limit: int
    ) -> tuple[Listed, ...]:
        """The county's incidents, newest first; those of one process; those after one."""
        wanted = {"process": process, "after": after, "limit": limit}
        return tuple(_listed(row) for row in self._wire.all(OPEN_ONES, wanted))


def _listed(row: Any) -> Listed:
    content = unpacked(row.content)
    return Listed(
        incident=IncidentId(row.id),
        since=row.at,
        case=row.root and CaseId(row.root),
        number=row.number or "",
        title=row.title or "",
        process=ProcessKey(row.process),
        process_title=row.process_title,
        process_title_en=row.process_title_en,
        element=row.element,
        version=VersionId(row.version),
        cause=content.get("cause", ""),
        cause_en=content.get("cause_en", ""),
        is_proposed=row.is_proposed,
    )


def _held(row: Any) -> HeldIncident:
    proposal = None
    if row.proposed_by is not None:
        proposal = Proposal(
            person=PersonId(row.proposed_by),
            at=row.proposed_at,
            digest=row.proposal,
            revision=row.proposed_revision,
        )
    return HeldIncident(
        id=IncidentId(row.id),
        at=row.at,
        subject=SubjectId(row.subject),
        root=SubjectId(row.home),
        process=row.unbegun and ProcessKey(row.unbegun),
        token=Token(row.token),
        push=row.push,
        element=row.element,
        inside=SubjectId(row.inside),
        version=VersionId(row.incident_version),
        digest=row.input,
        person=row.person and PersonId(row.person),
        proposal=proposal,
    )

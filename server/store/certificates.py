"""Certificates of officers: whose, until when, and who was told that one ends."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from server.domain.certificates import WARNED, Certificate, CertificateKind, CertificateState
from server.domain.ids import PersonId
from server.store.base import REPLACES, Base, Name, Words
from server.store.gathered import Gathered
from server.store.people_rows import PersonRow
from server.store.wire import Wire


class CertificateRow(Base):
    """A certificate, as its issuer gave it."""

    __tablename__ = "certificates"
    number: Mapped[Name]
    person: Mapped[UUID] = mapped_column(ForeignKey("persons.id"), index=True)
    valid_from: Mapped[date]
    valid_to: Mapped[date]
    told: Mapped[date | None]
    """The last day of which its holder was told that it comes."""
    kind: Mapped[str]
    state: Mapped[str]
    issuer: Mapped[str]
    area: Mapped[str]
    fields: Mapped[Words]
    note: Mapped[str]
    reviewed_until: Mapped[date | None]
    """Until when its last yearly review is good; NULL: none is wanted."""

    __table_args__ = (
        CheckConstraint("valid_to >= valid_from", name="in_order"),
        Index("ix_certificates_ending", "valid_to", postgresql_where=text("state = 'valid'")),
        Index(
            "ix_certificates_reviewed_until",
            "reviewed_until",
            postgresql_where=text("state = 'valid' AND reviewed_until IS NOT NULL"),
        ),
        {"info": REPLACES},
    )


CERTIFICATE = """c.number, c.person, p.login, c.kind, c.state, c.issuer, c.area, c.fields,
  c.valid_from, c.valid_to, c.note, c.reviewed_until
FROM certificates c JOIN persons p ON p.id = c.person"""
ALL = f"SELECT {CERTIFICATE} ORDER BY c.number"
OF = f"SELECT {CERTIFICATE} WHERE c.person = ANY(%(persons)s) ORDER BY c.number"
LAST_DAY = "least(c.valid_to, c.reviewed_until)"
"""The last day on which it counts, unless it is reviewed anew; what is NULL is left out by ``least``."""
ENDING = f"""SELECT {CERTIFICATE} WHERE c.state = 'valid' AND c.told IS DISTINCT FROM {LAST_DAY}
  AND {LAST_DAY} BETWEEN %(day)s AND %(until)s
  AND (c.valid_to BETWEEN %(day)s AND %(until)s OR c.reviewed_until BETWEEN %(day)s AND %(until)s)
ORDER BY {LAST_DAY}, c.number"""  # noqa: S608  # texts of ours


class SqlCertificateBook:
    """Certificates of officers."""

    def __init__(self, wire: Wire, gathered: Gathered) -> None:
        """Read through the wire, after what is gathered was written."""
        self._wire = wire
        self._gathered = gathered

    def put(self, certificate: Certificate, person: PersonId) -> None:
        """Keep a certificate's particulars."""
        self._gathered.put(
            CertificateRow,
            number=certificate.number,
            person=person,
            valid_from=certificate.valid_from,
            valid_to=certificate.valid_to,
            kind=certificate.kind.value,
            state=certificate.state.value,
            issuer=certificate.issuer,
            area=certificate.area,
            fields=list(certificate.fields),
            note=certificate.note,
            reviewed_until=certificate.reviewed_until,
        )

    def every(self) -> tuple[Certificate, ...]:
        """All certificates, by number."""
        self._gathered.settle(PersonRow, CertificateRow)
        return tuple(_certificate(row) for row in self._wire.all(ALL, {}))

    def of(self, persons: Iterable[PersonId]) -> Mapping[PersonId, tuple[Certificate, ...]]:
        """The certificates of each of these persons; nothing of who has none."""
        self._gathered.settle(PersonRow, CertificateRow)
        found: dict[PersonId, list[Certificate]] = defaultdict(list)
        for row in self._wire.all(OF, {"persons": list(persons)}):
            found[PersonId(row.person)].append(_certificate(row))
        return {person: tuple(kept) for person, kept in found.items()}

    def ending(self, day: date) -> tuple[tuple[PersonId, Certificate], ...]:
        """Those that end soon and whose holders have not been told."""
        self._gathered.settle(CertificateRow)
        rows = self._wire.all(ENDING, {"day": day, "until": day + WARNED})
        return tuple((PersonId(row.person), _certificate(row)) for row in rows)


def _certificate(row: Any) -> Certificate:
    return Certificate(
        number=row.number,
        login=row.login,
        kind=CertificateKind(row.kind),
        issuer=row.issuer,
        area=row.area,
        fields=tuple(row.fields),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        state=CertificateState(row.state),
        note=row.note,
        reviewed_until=row.reviewed_until,
    )

"""Files attached to work; their bytes lie in the vault under their SHA-256."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from server.domain.ids import CaseId, DocumentId, ItemId, PersonId
from server.domain.reading import DocumentRow as DocumentLine
from server.store.base import Base, Digest, Id
from server.store.cases import FAMILY
from server.store.gathered import Gathered
from server.store.wire import Wire


class DocumentRow(Base):
    """A file attached to a piece of work; its bytes lie in the vault under their SHA-256."""

    __tablename__ = "documents"
    id: Mapped[Id]
    at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    size: Mapped[int]
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    item: Mapped[UUID]
    """The piece of work; for a file of the start form, the case itself."""
    person: Mapped[UUID]
    sha256: Mapped[Digest]
    media_type: Mapped[str]
    name: Mapped[str | None]


class UploadRow(Base):
    """A file sent for a case that is about to be started; it joins the case with it."""

    __tablename__ = "uploads"
    id: Mapped[Id]
    at: Mapped[datetime]
    size: Mapped[int]
    person: Mapped[UUID] = mapped_column(ForeignKey("persons.id"), index=True)
    sha256: Mapped[Digest]
    media_type: Mapped[str]
    name: Mapped[str]


DOCUMENT = """d.id, d.item, d.name, d.size, d.media_type, d.sha256, coalesce(p.name, '') AS person,
  coalesce(p.name_en, '') AS person_en, d.at"""
DOCUMENTS = f"""SELECT {DOCUMENT} FROM documents d LEFT JOIN persons p ON p.id = d.person
WHERE d.case_id IN {FAMILY} AND d.removed_at IS NULL ORDER BY d.at, d.id"""  # noqa: S608  # texts of ours
ONE_DOCUMENT = f"""SELECT {DOCUMENT}, c.root FROM documents d
  JOIN cases c ON c.id = d.case_id
  LEFT JOIN persons p ON p.id = d.person
WHERE d.id = %(document)s AND d.removed_at IS NULL"""  # noqa: S608  # texts of ours

UPLOADS = """SELECT d.id, d.id AS item, d.name, d.size, d.media_type, d.sha256,
  p.name AS person, p.name_en AS person_en, d.at FROM uploads d JOIN persons p ON p.id = d.person
WHERE d.person = %(person)s ORDER BY d.at, d.id"""
DROP_UPLOADS = """WITH gone AS (DELETE FROM uploads WHERE at < %(before)s RETURNING sha256)
SELECT DISTINCT encode(g.sha256, 'hex') AS sha256 FROM gone g
WHERE NOT EXISTS (SELECT FROM documents d WHERE d.sha256 = g.sha256)
  AND NOT EXISTS (SELECT FROM uploads u WHERE u.sha256 = g.sha256 AND u.at >= %(before)s)"""


def _document(row: Any) -> DocumentLine:
    return DocumentLine(
        document=DocumentId(row.id),
        item=ItemId(row.item),
        name=row.name or "",
        size=row.size,
        media_type=row.media_type,
        sha256=row.sha256.hex(),
        by=row.person,
        by_en=row.person_en,
        at=row.at,
    )


class SqlDocuments:
    """The part of the book of work that is about files."""

    def __init__(self, wire: Wire, gathered: Gathered) -> None:
        """Read through the wire, write through what is gathered."""
        self._wire = wire
        self._gathered = gathered

    def name_document(self, document: DocumentId, name: str) -> None:
        """Keep the name under which a file was sent."""
        self._gathered.change(DocumentRow, document, name=name)

    def put_upload(self, row: DocumentLine, person: PersonId) -> None:
        """Keep a file that belongs to no case yet, for the person who sent it."""
        self._gathered.put(
            UploadRow,
            id=row.document,
            at=row.at,
            size=row.size,
            person=person,
            sha256=bytes.fromhex(row.sha256),
            media_type=row.media_type,
            name=row.name,
        )

    def join_case(self, row: DocumentLine) -> None:
        """A file that was sent before the case began is now the case's."""
        self._gathered.remove(UploadRow, row.document)
        self._gathered.change(DocumentRow, row.document, name=row.name)

    def drop_uploads(self, before: datetime) -> frozenset[str]:
        """Drop the files sent before then for cases not started; those that nothing names now."""
        return frozenset(row.sha256 for row in self._wire.all(DROP_UPLOADS, {"before": before}))

    def uploads(self, person: PersonId) -> tuple[DocumentLine, ...]:
        """The files that a person sent for a case not yet started."""
        self._gathered.settle(UploadRow)
        return tuple(_document(row) for row in self._wire.all(UPLOADS, {"person": person}))

    def documents(self, root: CaseId) -> tuple[DocumentLine, ...]:
        """All files of a matter."""
        self._gathered.settle(DocumentRow)
        return tuple(_document(row) for row in self._wire.all(DOCUMENTS, {"root": root}))

    def document(self, document: DocumentId) -> tuple[DocumentLine, CaseId, ItemId] | None:
        """One file, its root case and its item."""
        self._gathered.settle(DocumentRow)
        row = self._wire.one(ONE_DOCUMENT, {"document": document})
        if row is None:
            return None
        return _document(row), CaseId(row.root), ItemId(row.item)

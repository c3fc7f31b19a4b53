"""Deployed decision models: their versions, and the files of each."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Select, UniqueConstraint, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Mapped, mapped_column

from server.domain.decision import DecisionVersion
from server.domain.ids import DecisionKey, VersionId
from server.store.base import Base, Digest, Id
from server.store.gathered import Gathered
from server.store.wire import Wire


class DecisionVersionRow(Base):
    """One deployed version of decision models that are asked apart from processes."""

    __tablename__ = "decision_versions"
    id: Mapped[Id]
    at: Mapped[datetime]
    number: Mapped[int]
    digest: Mapped[Digest]
    key: Mapped[str]

    __table_args__ = (UniqueConstraint("key", "number"),)


class DecisionFileRow(Base):
    """A DMN file of a version, byte by byte."""

    __tablename__ = "decision_files"
    version: Mapped[Id] = mapped_column(ForeignKey("decision_versions.id"))
    name: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes]


VERSIONS = select(
    DecisionVersionRow.id,
    DecisionVersionRow.key,
    DecisionVersionRow.number,
    DecisionVersionRow.digest,
)


def _version(row: Any) -> DecisionVersion:
    return DecisionVersion(
        id=VersionId(row.id), key=DecisionKey(row.key), number=row.number, digest=row.digest.hex()
    )


class SqlDecisionBook:
    """Deployed decision models."""

    def __init__(self, wire: Wire, gathered: Gathered) -> None:
        """Read through the wire, write through what is gathered."""
        self._wire = wire
        self._gathered = gathered

    def newest(self, key: DecisionKey) -> DecisionVersion | None:
        """The newest version."""
        of_key = VERSIONS.where(DecisionVersionRow.key == key)
        return self._one(of_key.order_by(DecisionVersionRow.number.desc()).limit(1))

    def numbered(self, key: DecisionKey, number: int) -> DecisionVersion | None:
        """The version with this number."""
        of_key = VERSIONS.where(DecisionVersionRow.key == key)
        return self._one(of_key.where(DecisionVersionRow.number == number))

    def all_newest(self) -> tuple[DecisionVersion, ...]:
        """The newest version of each, by key."""
        newest = VERSIONS.ext(distinct_on(DecisionVersionRow.key)).order_by(
            DecisionVersionRow.key, DecisionVersionRow.number.desc()
        )
        return tuple(_version(row) for row in self._wire.run(newest))

    def files(self, version: VersionId) -> Mapping[str, bytes]:
        """The files of a version, by name."""
        columns = select(DecisionFileRow.name, DecisionFileRow.content)
        wanted = columns.where(DecisionFileRow.version == version).order_by(DecisionFileRow.name)
        return {row.name: row.content for row in self._wire.run(wanted)}

    def put_files(self, version: VersionId, files: Mapping[str, bytes]) -> None:
        """Keep the files of a new version."""
        for name, content in files.items():
            self._gathered.put(DecisionFileRow, version=version, name=name, content=content)

    def _one(self, wanted: Select[*tuple[Any, ...]]) -> DecisionVersion | None:
        self._gathered.settle(DecisionVersionRow)
        row = self._wire.run(wanted).first()
        return None if row is None else _version(row)

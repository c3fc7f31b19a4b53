"""Deployed processes: their versions, and the files each is made of."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Mapped, mapped_column

from server.domain.countersigning import policy_of, said_of
from server.domain.errors import NoSuchProcess
from server.domain.ids import ProcessKey, VersionId
from server.domain.process import Change, English, LaneSeat, Sources, Version
from server.store.base import Base, Digest, Id, Words
from server.store.gathered import Gathered
from server.store.values import dump, load
from server.store.wire import Wire


class VersionRow(Base):
    """One deployed version of a process."""

    __tablename__ = "versions"
    id: Mapped[Id]
    at: Mapped[datetime]
    number: Mapped[int]
    digest: Mapped[Digest]
    process: Mapped[str]

    __table_args__ = (UniqueConstraint("process", "number"),)


class SourceRow(Base):
    """What a version says of itself beside its files."""

    __tablename__ = "sources"
    version: Mapped[Id] = mapped_column(ForeignKey("versions.id"))
    title: Mapped[str]
    title_en: Mapped[str]
    owner: Mapped[str]
    law: Mapped[Words]
    starter: Mapped[Words]
    start_form: Mapped[str | None]
    main: Mapped[str] = mapped_column(server_default="")
    starter_body: Mapped[str] = mapped_column(server_default="")
    searchable: Mapped[Words] = mapped_column(server_default="{}")
    columns: Mapped[Words] = mapped_column(server_default="{}")
    title_value: Mapped[str]
    number: Mapped[str]
    lanes: Mapped[str]
    votes: Mapped[str] = mapped_column(server_default="{}")


class SourceFileRow(Base):
    """A file of a version, byte by byte: its diagram, a decision table, a form."""

    __tablename__ = "source_files"
    version: Mapped[Id] = mapped_column(ForeignKey("versions.id"))
    kind: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes]


class EnglishRow(Base):
    """What an element of a version's diagram is called in English, and what its step asks."""

    __tablename__ = "english_words"
    version: Mapped[Id] = mapped_column(ForeignKey("versions.id"))
    element: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    instructions: Mapped[str]


SPOKEN = """LEFT JOIN english_words said ON said.version = c.version AND said.element = w.element"""
"""The English words of a piece of work ``w`` of a case ``c``."""
STEP_EN = "coalesce(nullif(said.name, ''), w.name)"
"""A step's English name, joined by ``SPOKEN``; Chinese where there is none."""

VERSIONS = select(
    VersionRow.id,
    VersionRow.process,
    VersionRow.number,
    VersionRow.digest,
    SourceRow.title,
    SourceRow.title_en,
).join(SourceRow, SourceRow.version == VersionRow.id)


def _version(row: Any) -> Version:
    return Version(
        id=VersionId(row.id),
        key=ProcessKey(row.process),
        number=row.number,
        digest=row.digest.hex(),
        title=row.title,
        title_en=row.title_en,
    )


NO_CHANGES = b'{"changes": []}'
_KINDS = ("diagram", "original", "changes", "decision", "form", "words")


def _changes(told: bytes) -> tuple[Change, ...]:
    return tuple(Change(**change) for change in load(told.decode())["changes"])


class SqlProcessBook:
    """Deployed processes."""

    def __init__(self, wire: Wire, gathered: Gathered) -> None:
        """Read through the wire, write through what is gathered."""
        self._wire = wire
        self._gathered = gathered

    def newest(self, key: ProcessKey) -> Version | None:
        """The newest version of a process."""
        self._gathered.settle(VersionRow)
        newest = VERSIONS.where(VersionRow.process == key).order_by(VersionRow.number.desc())
        row = self._wire.run(newest.limit(1)).first()
        return _version(row) if row is not None else None

    def numbered(self, key: ProcessKey, number: int) -> Version | None:
        """The version with this number."""
        self._gathered.settle(VersionRow)
        that = VERSIONS.where(VersionRow.process == key, VersionRow.number == number)
        row = self._wire.run(that).first()
        return _version(row) if row is not None else None

    def all_newest(self) -> tuple[Version, ...]:
        """The newest version of every process."""
        self._gathered.settle(VersionRow)
        newest = VERSIONS.ext(distinct_on(VersionRow.process)).order_by(
            VersionRow.process, VersionRow.number.desc()
        )
        return tuple(_version(row) for row in self._wire.run(newest))

    def version(self, version: VersionId) -> Version:
        """One version; refused with ``NoSuchProcess``."""
        self._gathered.settle(VersionRow)
        row = self._wire.run(VERSIONS.where(VersionRow.id == version)).first()
        if row is None:
            raise NoSuchProcess(key=version)
        return _version(row)

    def sources(self, version: VersionId) -> Sources:
        """Everything a version is made of; refused with ``NoSuchProcess``."""
        self._gathered.settle(VersionRow)
        found = select(SourceRow.__table__, VersionRow.process).join(
            VersionRow, VersionRow.id == SourceRow.version
        )
        row = self._wire.run(found.where(SourceRow.version == version)).first()
        if row is None:
            raise NoSuchProcess(key=version)
        files = self._files(version)
        return Sources(
            key=ProcessKey(row.process),
            title=row.title,
            title_en=row.title_en,
            diagram=files["diagram"][""],
            original=files["original"].get("", b""),
            changes=_changes(files["changes"].get("", NO_CHANGES)),
            owner=row.owner,
            law=tuple(row.law),
            starter=tuple(row.starter),
            start_form=row.start_form,
            main=row.main,
            starter_body=row.starter_body,
            searchable=tuple(row.searchable),
            columns=tuple(row.columns),
            title_value=row.title_value,
            number=row.number,
            lanes={lane: LaneSeat(**seat) for lane, seat in load(row.lanes).items()},
            votes={name: policy_of(said) for name, said in load(row.votes).items()},
            decisions=files["decision"],
            forms=files["form"],
            words=files["words"],
            english=self._english(version),
        )

    def _english(self, version: VersionId) -> dict[str, English]:
        columns = select(EnglishRow.element, EnglishRow.name, EnglishRow.instructions)
        said = self._wire.run(columns.where(EnglishRow.version == version))
        return {row.element: English(name=row.name, instructions=row.instructions) for row in said}

    def _files(self, version: VersionId) -> dict[str, dict[str, bytes]]:
        found: dict[str, dict[str, bytes]] = {kind: {} for kind in _KINDS}
        columns = select(SourceFileRow.kind, SourceFileRow.name, SourceFileRow.content)
        wanted = columns.where(SourceFileRow.version == version).order_by(SourceFileRow.name)
        for row in self._wire.run(wanted):
            found[row.kind][row.name] = row.content
        return found

    def put_sources(self, version: VersionId, sources: Sources) -> None:
        """Keep the sources of a new version."""
        lanes = {name: {"org": lane.org, "role": lane.role} for name, lane in sources.lanes.items()}
        self._gathered.put(
            SourceRow,
            version=version,
            title=sources.title,
            title_en=sources.title_en,
            owner=sources.owner,
            law=list(sources.law),
            starter=list(sources.starter),
            start_form=sources.start_form,
            main=sources.main,
            starter_body=sources.starter_body,
            searchable=list(sources.searchable),
            columns=list(sources.columns),
            title_value=sources.title_value,
            number=sources.number,
            lanes=dump(lanes),
            votes=dump({name: said_of(policy) for name, policy in sources.votes.items()}),
        )
        self._put_file(version, "diagram", "", sources.diagram)
        if sources.changes:
            self._put_file(version, "original", "", sources.original)
            told = dump({"changes": [asdict(change) for change in sources.changes]})
            self._put_file(version, "changes", "", told.encode())
        for name, content in sources.decisions.items():
            self._put_file(version, "decision", name, content)
        for name, content in sources.forms.items():
            self._put_file(version, "form", name, content)
        for name, content in sources.words.items():
            self._put_file(version, "words", name, content)
        for element, said in sources.english.items():
            self._gathered.put(
                EnglishRow,
                version=version,
                element=element,
                name=said.name,
                instructions=said.instructions,
            )

    def _put_file(self, version: UUID, kind: str, name: str, content: bytes) -> None:
        self._gathered.put(SourceFileRow, version=version, kind=kind, name=name, content=content)

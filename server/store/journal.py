"""The journals, which only grow, and what was typed, which may be emptied.

That a journal only grows is kept by a trigger of the database too (revision 0004).
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, Table, Uuid
from sqlalchemy.dialects.postgresql import BYTEA
from sqlalchemy.orm import Mapped, mapped_column

from server.domain.ids import CaseId, PersonId, SubjectId
from server.domain.journal import GENESIS, Entry, Head
from server.domain.values import Values
from server.store.base import Base, Digest, Id, Packed
from server.store.cases import FAMILY
from server.store.gathered import Gathered
from server.store.packing import Unreadable, pack, unpack
from server.store.values import unpacked
from server.store.wire import Wire


class JournalRow(Base):
    """What one act did to one subject."""

    __tablename__ = "journal"
    subject: Mapped[Id]
    seq: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    person: Mapped[UUID | None]
    digest: Mapped[Digest]
    facts: Mapped[Packed]


CONTENTS = Table(
    "contents",
    Base.metadata,
    Column("subject", Uuid, nullable=False),
    Column("digest", BYTEA, nullable=False),
    Column("content", BYTEA),
    Index("ix_contents_subject", "subject"),
)
"""What was typed or computed, found by its subject. No key: the same content twice does no harm,
and a unique index over digests would cost more room than the contents themselves."""

HEAD = """SELECT seq, digest FROM journal WHERE subject = %(subject)s ORDER BY seq DESC LIMIT 1"""
ENTRIES_OF = """SELECT * FROM journal WHERE subject = ANY(%(subjects)s) ORDER BY subject, seq"""
ENTRIES = """SELECT subject, seq, at, person, facts, digest FROM journal
WHERE subject = %(subject)s ORDER BY seq"""
ENTRIES_AT = """SELECT j.subject, j.seq, j.at, j.person, j.facts, j.digest
FROM unnest(%(subjects)s::uuid[], %(seqs)s::int[]) AS g (subject, seq)
  JOIN journal j ON j.subject = g.subject AND j.seq = g.seq"""
ENTRIES_BY = """SELECT subject, seq, at, person, facts, digest FROM journal
WHERE subject = %(subject)s AND person = %(person)s ORDER BY seq"""
SUBJECTS = """SELECT DISTINCT subject FROM journal WHERE subject > %(after)s
ORDER BY subject LIMIT %(limit)s"""
THERE = "SELECT count(*) AS entries FROM journal"
MISSING = """SELECT id FROM cases c
WHERE NOT EXISTS (SELECT FROM journal j WHERE j.subject = c.id) ORDER BY id"""
FAMILY_CONTENTS = f"""SELECT t.digest, t.content FROM contents t
WHERE t.content IS NOT NULL AND t.subject IN {FAMILY}"""  # noqa: S608  # texts of ours
CONTENT = """SELECT content FROM contents
WHERE subject = %(subject)s AND digest = %(digest)s AND content IS NOT NULL LIMIT 1"""
FIRST_UUID = UUID(int=0)
SUBJECTS_AT_ONCE = 1000


def entry(row: Any) -> Entry:
    """A journal row as the domain knows it."""
    return Entry(
        subject=SubjectId(row.subject),
        seq=row.seq,
        at=row.at,
        person=row.person and PersonId(row.person),
        text=_readable(row.facts),
        digest=row.digest,
    )


def _readable(packed: bytes) -> str:
    """The text of an entry; bytes that nobody here wrote read as no facts, so the digest differs."""
    try:
        return unpack(packed)
    except Unreadable:
        return "[]"


class SqlJournalBook:
    """The append-only journals."""

    def __init__(self, wire: Wire, gathered: Gathered) -> None:
        """Read through the wire, after what is gathered was written."""
        self._wire = wire
        self._gathered = gathered

    def head(self, subject: SubjectId) -> Head:
        """How far a journal is written; locks nothing."""
        self._gathered.settle(JournalRow)
        row = self._wire.one(HEAD, {"subject": subject})
        return Head(seq=row.seq, digest=row.digest) if row is not None else Head(digest=GENESIS)

    def entries(self, subject: SubjectId) -> tuple[Entry, ...]:
        """The entries of a subject, oldest first."""
        self._gathered.settle(JournalRow)
        rows = self._wire.all(ENTRIES, {"subject": subject})
        return tuple(entry(row) for row in rows)

    def entries_of(self, subjects: Iterable[SubjectId]) -> Mapping[SubjectId, tuple[Entry, ...]]:
        """The entries of many subjects, in one statement."""
        self._gathered.settle(JournalRow)
        found: dict[SubjectId, list[Entry]] = {subject: [] for subject in subjects}
        for row in self._wire.all(ENTRIES_OF, {"subjects": list(found)}):
            found[SubjectId(row.subject)].append(entry(row))
        return {subject: tuple(written) for subject, written in found.items()}

    def entries_at(self, places: Iterable[tuple[SubjectId, int]]) -> tuple[Entry, ...]:
        """The entries at these places."""
        given = tuple(places)
        values = {"subjects": [place[0] for place in given], "seqs": [place[1] for place in given]}
        return tuple(entry(row) for row in self._wire.all(ENTRIES_AT, values))

    def entries_by(self, subject: SubjectId, person: PersonId) -> tuple[Entry, ...]:
        """What one person did to a subject, oldest first."""
        self._gathered.settle(JournalRow)
        rows = self._wire.all(ENTRIES_BY, {"subject": subject, "person": person})
        return tuple(entry(row) for row in rows)

    def subjects(self) -> Iterator[SubjectId]:
        """Every subject that has a journal, read a thousand at a time."""
        self._gathered.settle(JournalRow)
        after = FIRST_UUID
        while True:
            rows = self._wire.all(SUBJECTS, {"after": after, "limit": SUBJECTS_AT_ONCE})
            yield from (SubjectId(row.subject) for row in rows)
            if len(rows) < SUBJECTS_AT_ONCE:
                return
            after = rows[-1].subject

    def entries_there(self) -> int:
        """How many entries all journals have."""
        self._gathered.settle(JournalRow)
        return int(self._wire.one(THERE, {}).entries)

    def missing(self) -> tuple[CaseId, ...]:
        """Cases whose journal is gone, which only somebody outside the system can bring about."""
        self._gathered.settle(JournalRow)
        return tuple(CaseId(row.id) for row in self._wire.all(MISSING, {}))

    def content(self, subject: UUID, digest: str) -> Values:
        """One thing typed, computed or sent; nothing where it was emptied."""
        self._gathered.settle(JournalRow)
        row = self._wire.one(CONTENT, {"subject": subject, "digest": bytes.fromhex(digest)})
        return {} if row is None else unpacked(row.content)

    def contents(self, root: CaseId) -> Mapping[str, Values]:
        """What was typed or computed in a matter (all branches), by digest, unless emptied."""
        self._gathered.settle(JournalRow)
        rows = self._wire.all(FAMILY_CONTENTS, {"root": root})
        return {row.digest.hex(): unpacked(row.content) for row in rows}


def write_entries(gathered: Gathered, entries: Iterable[Entry]) -> None:
    """Gather journal entries."""
    for one in entries:
        gathered.put(
            JournalRow,
            subject=one.subject,
            seq=one.seq,
            at=one.at,
            person=one.person,
            digest=one.digest,
            facts=pack(one.text),
        )

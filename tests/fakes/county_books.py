"""The books of processes, people, the county's tables and the journals, in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.journal import Entry, Head

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from server.domain.decision import DecisionVersion
    from server.domain.ids import (
        CaseId,
        DecisionKey,
        PersonId,
        ProcessKey,
        SubjectId,
        VersionId,
    )
    from server.domain.process import Sources, Version
    from server.domain.values import Values
    from tests.fakes.state import State


class FakeProcessBook:
    """Deployed processes."""

    def __init__(self, state: State) -> None:
        self._state = state

    def newest(self, key: ProcessKey) -> Version | None:
        """The newest version of a process."""
        return next((each for each in self.all_newest() if each.key == key), None)

    def numbered(self, key: ProcessKey, number: int) -> Version | None:
        """The version with this number."""
        versions = self._state.versions.values()
        return next((v for v in versions if v.key == key and v.number == number), None)

    def all_newest(self) -> tuple[Version, ...]:
        """The newest version of every process."""
        ordered = sorted(self._state.versions.values(), key=lambda version: version.number)
        return tuple({version.key: version for version in ordered}.values())

    def sources(self, version: VersionId) -> Sources:
        """What a version is made of."""
        return self._state.sources[version]

    def version(self, version: VersionId) -> Version:
        """One version."""
        return self._state.versions[version]

    def put_sources(self, version: VersionId, sources: Sources) -> None:
        """Keeps the sources of a version."""
        self._state.sources[version] = sources


class FakeDecisionBook:
    """Deployed decision models."""

    def __init__(self, state: State) -> None:
        self._state = state

    def _of(self, key: DecisionKey) -> list[DecisionVersion]:
        kept = self._state.decisions.values()
        return sorted((each for each in kept if each.key == key), key=lambda each: -each.number)

    def newest(self, key: DecisionKey) -> DecisionVersion | None:
        """The newest version."""
        return next(iter(self._of(key)), None)

    def numbered(self, key: DecisionKey, number: int) -> DecisionVersion | None:
        """The version with this number."""
        return next((each for each in self._of(key) if each.number == number), None)

    def all_newest(self) -> tuple[DecisionVersion, ...]:
        """The newest version of each."""
        keys = sorted({each.key for each in self._state.decisions.values()})
        return tuple(self._of(key)[0] for key in keys)

    def files(self, version: VersionId) -> Mapping[str, bytes]:
        """The files of a version."""
        return self._state.models[version]

    def put_files(self, version: VersionId, files: Mapping[str, bytes]) -> None:
        """Keeps the files of a version."""
        self._state.models[version] = files


class FakeCountyBook:
    """The county's own tables."""

    def __init__(self, state: State) -> None:
        self._state = state

    def paper(self, kind: str, name: str = "") -> str | None:
        """The text of a paper."""
        return self._state.papers.get((kind, name))

    def papers(self, kind: str) -> Mapping[str, str]:
        """All papers of a kind."""
        return {name: text for (of, name), text in self._state.papers.items() if of == kind}

    def stamp(self) -> str:
        """Changes whenever something of the county does."""
        return str(self._state.stamp)

    def put_paper(self, kind: str, name: str, text: str, digest: str) -> None:
        """Puts a paper in force."""
        assert digest
        self._state.papers[kind, name] = text
        self._state.stamp += 1


class FakeJournalBook:
    """The append-only journals."""

    def __init__(self, state: State) -> None:
        self._state = state

    def head(self, subject: SubjectId) -> Head:
        """How far a journal is written."""
        entries = self.entries(subject)
        return entries[-1].head if entries else Head()

    def entries(self, subject: SubjectId) -> tuple[Entry, ...]:
        """The entries of a subject."""
        return self._state.journals.get(subject, ())

    def entries_of(self, subjects: Iterable[SubjectId]) -> Mapping[SubjectId, tuple[Entry, ...]]:
        """The entries of many subjects."""
        return {subject: self.entries(subject) for subject in subjects}

    def entries_at(self, places: Iterable[tuple[SubjectId, int]]) -> tuple[Entry, ...]:
        """The entries at these places."""
        return tuple(self.entries(subject)[seq - 1] for subject, seq in places)

    def entries_by(self, subject: SubjectId, person: PersonId) -> tuple[Entry, ...]:
        """What one person did to a subject."""
        return tuple(entry for entry in self.entries(subject) if entry.person == person)

    def subjects(self) -> Iterable[SubjectId]:
        """Every subject that has a journal."""
        return tuple(self._state.journals)

    def entries_there(self) -> int:
        """How many entries all journals have."""
        return sum(map(len, self._state.journals.values()))

    def missing(self) -> tuple[CaseId, ...]:
        """Cases whose journal is gone."""
        return tuple(case for case in self._state.cases if case not in self._state.journals)

    def content(self, subject: UUID, digest: str) -> Values:
        """One thing typed, computed or sent."""
        return self._state.contents.get((subject, digest), {})

    def contents(self, root: CaseId) -> Mapping[str, Values]:
        """What was typed or computed in a matter."""
        return {digest: kept for (of, digest), kept in self._state.contents.items() if of == root}

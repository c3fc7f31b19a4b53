"""What a database would hold."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING

from server.domain.ids import BodyId, CaseId, ProcessKey
from server.domain.journal import Head
from server.domain.work import Matter

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from uuid import UUID

    from server.domain import facts as f
    from server.domain.asides import Aside
    from server.domain.certificates import Certificate
    from server.domain.decision import DecisionVersion
    from server.domain.ids import (
        AsideId,
        DocumentId,
        FanOutId,
        IncidentId,
        ItemId,
        MessageId,
        NoticeId,
        PersonId,
        PostId,
        StartId,
        SubjectId,
        SubstitutionId,
        TimerId,
        Token,
        VersionId,
        ViewId,
    )
    from server.domain.journal import Entry
    from server.domain.ladder import UrgeAnswer
    from server.domain.notice import Notice
    from server.domain.people import Actor, Body, Holding, Person, Post
    from server.domain.ports import (
        CaseProposal,
        HeldCase,
        HeldFanOut,
        HeldIncident,
        HeldStart,
        HeldTimer,
        KeptMessage,
    )
    from server.domain.process import Sources, Version
    from server.domain.reading import DocumentRow, Shown
    from server.domain.respite import Pause
    from server.domain.saved_view import SavedView
    from server.domain.substitution import Substitution
    from server.domain.values import Value, Values
    from server.domain.votes import Poll
    from server.domain.work import WorkItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A deferred job."""

    name: str
    arguments: Mapping[str, str]
    key: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """How far the open deadlines are reckoned anew by a paper."""

    at: datetime
    digest: str
    due: datetime | None
    mark: str = ""
    ended_at: datetime | None = None
    seen: int = 0
    moved: int = 0


@dataclass(slots=True)
class State:
    """Everything, in plain dictionaries whose values are never changed, only replaced."""

    cases: dict[CaseId, HeldCase] = field(default_factory=dict)
    moved: dict[CaseId, tuple[int, bytes, Values]] = field(default_factory=dict)
    """Revision, state, data."""
    ended: dict[CaseId, datetime] = field(default_factory=dict)
    titles: dict[CaseId, tuple[str, str]] = field(default_factory=dict)
    outputs: dict[CaseId, Value] = field(default_factory=dict)
    given: dict[CaseId, Value] = field(default_factory=dict)
    """Outputs that wait for the flush."""
    counters: dict[tuple[ProcessKey, int], int] = field(default_factory=dict)
    items: dict[ItemId, WorkItem] = field(default_factory=dict)
    duties: dict[object, str] = field(default_factory=dict)
    """What work is, and what starting a case was, seen by the law."""
    asides: dict[AsideId, Aside] = field(default_factory=dict)
    heard: list[tuple[CaseId, str, str]] = field(default_factory=list)
    """(case, body, role) that a clock brought a case before."""
    parts: dict[tuple[str, CaseId], bool] = field(default_factory=dict)
    """(who, root) that have a part in a matter."""
    described: dict[CaseId, str] = field(default_factory=dict)
    """The words of a matter."""
    shown: dict[CaseId, Shown] = field(default_factory=dict)
    """What columns from the business data show of a matter."""
    matters: dict[ItemId, Matter] = field(default_factory=dict)
    views: dict[ViewId, SavedView] = field(default_factory=dict)
    seen: dict[PersonId | None, NoticeId] = field(default_factory=dict)
    drafts: dict[tuple[ItemId, PersonId], tuple[Values, datetime]] = field(default_factory=dict)
    uploads: dict[DocumentId, tuple[DocumentRow, PersonId]] = field(default_factory=dict)
    joined: dict[DocumentId, bool] = field(default_factory=dict)
    actors: dict[PersonId, Actor] = field(default_factory=dict)
    """Persons of the stage, whose seats nobody granted."""
    names: dict[DocumentId, str] = field(default_factory=dict)
    """Of files; typed, so apart from the fact."""
    documents: dict[DocumentId, tuple[DocumentRow, CaseId, ItemId]] = field(default_factory=dict)
    fan_outs: dict[FanOutId, HeldFanOut] = field(default_factory=dict)
    open_fan_outs: dict[FanOutId, CaseId] = field(default_factory=dict)
    polls: dict[FanOutId, Poll] = field(default_factory=dict)
    timers: dict[TimerId, HeldTimer] = field(default_factory=dict)
    put_off: dict[TimerId, bool] = field(default_factory=dict)
    taken: dict[object, datetime] = field(default_factory=dict)
    """Timers and rungs that a sweep gave out, and when."""
    rungs: dict[tuple[ItemId, str], datetime] = field(default_factory=dict)
    still: dict[tuple[ItemId, str], bool] = field(default_factory=dict)
    """Rungs that wait because their case stands still."""
    pauses: dict[UUID, tuple[Pause, ...]] = field(default_factory=dict)
    """When clocks stood still, by work or matter."""
    urge_answers: dict[ItemId, UrgeAnswer] = field(default_factory=dict)
    stops: dict[UUID, datetime] = field(default_factory=dict)
    """When the clocks of works run again by themselves."""
    proposals: dict[CaseId, CaseProposal] = field(default_factory=dict)
    starts: dict[StartId, HeldStart] = field(default_factory=dict)
    messages: dict[MessageId, KeptMessage] = field(default_factory=dict)
    """Kept ones, and until when."""
    closed_names: dict[str, bool] = field(default_factory=dict)
    """Names of messages that an act has closed."""
    listeners: dict[tuple[CaseId, Token], f.ListeningBegan] = field(default_factory=dict)
    incidents: dict[IncidentId, HeldIncident] = field(default_factory=dict)
    versions: dict[VersionId, Version] = field(default_factory=dict)
    sources: dict[VersionId, Sources] = field(default_factory=dict)
    decisions: dict[VersionId, DecisionVersion] = field(default_factory=dict)
    models: dict[VersionId, Mapping[str, bytes]] = field(default_factory=dict)
    """The files of deployed decision models."""
    recounts: dict[tuple[str, str], Walk] = field(default_factory=dict)
    """Papers by which open deadlines are reckoned anew."""
    busy: dict[CaseId, bool] = field(default_factory=dict)
    """Cases that somebody else holds."""
    papers: dict[tuple[str, str], str] = field(default_factory=dict)
    bodies: dict[BodyId, Body] = field(default_factory=dict)
    posts: dict[PostId, Post] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)
    holdings: list[Holding] = field(default_factory=list)
    rung: dict[str, bool] = field(default_factory=dict)
    """Bells for open pages."""
    substitutions: dict[SubstitutionId, Substitution] = field(default_factory=dict)
    certificates: dict[str, tuple[PersonId, Certificate]] = field(default_factory=dict)
    told_of: dict[str, date] = field(default_factory=dict)
    """Certificates of which somebody was told that they end, and when."""
    vacancies: dict[tuple[BodyId, str], datetime] = field(default_factory=dict)
    passwords: dict[PersonId, str] = field(default_factory=dict)
    wrong: dict[PersonId, int] = field(default_factory=dict)
    closed: dict[PersonId, datetime] = field(default_factory=dict)
    sessions: dict[str, tuple[PersonId, datetime]] = field(default_factory=dict)
    tokens: dict[str, tuple[PersonId, datetime]] = field(default_factory=dict)
    journals: dict[SubjectId, tuple[Entry, ...]] = field(default_factory=dict)
    contents: dict[tuple[UUID, str], Values] = field(default_factory=dict)
    requests: dict[tuple[PersonId | None, str], tuple[str, str]] = field(default_factory=dict)
    """Fingerprint and answer of each request, by who sent it under what key."""
    notices: list[Notice] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)
    stamp: int = 0

    def twin(self) -> State:
        """The same state, to be changed apart from this one."""
        return State(*(copy(getattr(self, each.name)) for each in fields(self)))

    def case(self, case: CaseId) -> HeldCase:
        """A case as it would be held; KeyError when it isn't there."""
        row = self.cases[case]
        root = self.cases[row.root]
        revision, saved, data = self.moved.get(case, (0, b"", {}))
        entries = self.journals.get(case, ())  # type: ignore[call-overload]  # a subject too
        return replace(
            row,
            newest=self.newest_of(row.process) or row.version,
            number=root.number,
            title=self.titles.get(row.root, ("", ""))[0],
            starter=root.starter,
            standstill=root.standstill,
            revision=revision,
            saved=saved,
            data=data,
            outer=self.around(row),
            head=entries[-1].head if entries else Head(),
            is_stuck=any(each.subject == case for each in self.incidents.values()),
        )

    def newest_of(self, process: ProcessKey) -> VersionId | None:
        """The newest version of a process; None where a test deployed none."""
        every = [each for each in self.versions.values() if each.key == process]
        return max(every, key=lambda each: each.number).id if every else None

    def matter_of(self, fact: f.CaseStarted, case: CaseId) -> Matter:
        """Of a branch that of its root."""
        if fact.root != case:
            return self.cases[CaseId(fact.root)].matter
        urgency = self.titles.get(case, ("", "normal"))[1]
        return Matter(
            root=case,
            process=ProcessKey(fact.process),
            body=BodyId(fact.body),
            urgency=urgency,
        )

    def around(self, row: HeldCase) -> Values:
        """The data of the parents, nearest first merged over farthest."""
        if row.parent is None or row.process != self.cases[row.parent].process:
            return {}
        parent = self.cases[row.parent]
        return {**self.around(parent), **self.moved.get(parent.id, (0, b"", {}))[2]}

    def family(self, root: CaseId) -> list[CaseId]:
        """A case and all its branches, oldest first."""
        return [row.id for row in self.cases.values() if row.root == root]

    def names_of(self, person: PersonId | None) -> tuple[str, str]:
        """The names of a person, or nothing."""
        names = ((p.name, p.name_en) for p in self.persons.values() if p.id == person)
        return next(names, ("", ""))


@dataclass(slots=True)
class Database:
    """What was committed, and how often."""

    state: State = field(default_factory=State)
    commits: int = 0
    units: int = 0
    busy: int = 0
    """How many of the next commits the database can't order."""

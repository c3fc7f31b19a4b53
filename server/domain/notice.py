"""Which facts concern whom, and in what words.

Offered work needs no notice: the inbox is where it is told. A notice tells what nobody would look
for: a clock that climbs, work that vanished, a case that came to its end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from server.domain import facts as f

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from server.domain.ids import BodyId, CaseId, NoticeId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing told to whoever holds a role of a body, or to one person."""

    id: NoticeId
    kind: str
    """Name of the fact it comes from, with a detail: ``WorkEscalated/red``."""
    case: CaseId | None
    """None where no case began."""
    at: datetime
    body: BodyId | None = None
    role: str | None = None
    person: PersonId | None = None
    item: UUID | None = None
    name: str = ""
    """The step it is about, as the diagram names it."""
    version: UUID | None = None
    """The diagram of an element that is no piece of work."""
    element: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """Whom a fact concerns: a role of a body, or a person; and as what kind of notice."""

    kind: str
    body: str | None = None
    role: str | None = None
    person: UUID | None = None
    item: UUID | None = None
    name: str = ""
    version: UUID | None = None
    element: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stakes:
    """Who has a stake in the case, for facts that don't name whom they concern."""

    starter: PersonId | None
    is_root: bool


NOBODYS = Stakes(starter=None, is_root=False)
"""Of what is no case."""


def concerns(fact: f.Fact, stakes: Stakes) -> tuple[Concern, ...]:
    """Whom this fact concerns; nobody is a valid answer."""
    return CONCERNING[type(fact)](fact, stakes)


def _nobody(_fact: f.Fact, _stakes: Stakes) -> tuple[Concern, ...]:
    return ()


def _finished(fact: f.CaseFinished, stakes: Stakes) -> tuple[Concern, ...]:
    if stakes.starter is None or not stakes.is_root:
        return ()
    return (Concern(kind=f"CaseFinished/{fact.kind}", person=stakes.starter),)


def _withdrawn_work(fact: f.WorkWithdrawn, _stakes: Stakes) -> tuple[Concern, ...]:
    if fact.person is None:
        return ()
    return (Concern(kind="WorkWithdrawn", person=fact.person, item=fact.item, name=fact.name),)


def _escalated(fact: f.WorkEscalated, _stakes: Stakes) -> tuple[Concern, ...]:
    kind = f"WorkEscalated/{fact.rung}"
    return (Concern(kind=kind, body=fact.body, role=fact.role, item=fact.item, name=fact.name),)


def _failed(fact: f.IncidentOpened | f.SkipProposed, _stakes: Stakes) -> tuple[Concern, ...]:
    """Entries written before elements were named in them tell of a step without a name."""
    told = Concern(
        kind=type(fact).__name__,
        role="admin",
        name=fact.name or fact.element,
        version=fact.version,
        element=fact.element,
    )
    return (told,)


CONCERNING: dict[type[f.Fact], Callable[[Any, Stakes], tuple[Concern, ...]]] = {
    f.CaseStarted: _nobody,
    f.PathTaken: _nobody,
    f.DataWritten: _nobody,
    f.DecisionTaken: _nobody,
    f.MessageThrown: _nobody,
    f.CaseFinished: _finished,
    f.CaseWithdrawn: _nobody,
    f.CaseInspected: _nobody,
    f.IncidentOpened: _failed,
    f.IncidentClosed: _nobody,
    f.DataCorrected: _nobody,
    f.SkipProposed: _failed,
    f.SkipWithdrawn: _nobody,
    f.SkipAgreed: _nobody,
    f.WorkOffered: _nobody,
    f.WorkClaimed: _nobody,
    f.WorkGivenBack: _nobody,
    f.WorkCompleted: _nobody,
    f.WorkWithdrawn: _withdrawn_work,
    f.WorkEscalated: _escalated,
    f.DocumentAttached: _nobody,
    f.DocumentRemoved: _nobody,
    f.FanOutOpened: _nobody,
    f.FanOutClosed: _nobody,
    f.MembersAdded: _nobody,
    f.MemberTaken: _nobody,
    f.TimerSet: _nobody,
    f.TimerFired: _nobody,
    f.TimerDropped: _nobody,
    f.ListeningBegan: _nobody,
    f.ListeningEnded: _nobody,
    f.MessageSent: _nobody,
    f.MessageKept: _nobody,
    f.MessageGiven: _nobody,
    f.MessageExpired: _nobody,
    f.MessageHeard: _nobody,
    f.MessageHeldBack: _nobody,
    f.StartAwaited: _nobody,
    f.StartFired: _nobody,
    f.ProcessDeployed: _nobody,
    f.DecisionsDeployed: _nobody,
    f.CountyPaperLoaded: _nobody,
    f.BodyRegistered: _nobody,
    f.PostRegistered: _nobody,
    f.PersonRegistered: _nobody,
    f.PostGranted: _nobody,
    f.PasswordSet: _nobody,
    f.AccountLocked: _nobody,
    f.TokenIssued: _nobody,
}
"""Whom each fact concerns; a house test proves that none is missing."""

_WORDS = {
    "CaseFinished": ("事项已办结", "Your case is finished"),
    "CaseFinished/error": (
        "事项因错误结束，没有环节接住该错误",
        "Your case was ended by an error that nothing caught",
    ),
    "WorkWithdrawn": (
        "“{name}”不再需要办理，事项已进入其他环节",
        "“{name}” is no longer asked for",
    ),
    "WorkEscalated/hint": ("“{name}”时限已过半", "Half of the time for “{name}” is used"),
    "WorkEscalated/amber": ("“{name}”即将到期，请督促", "“{name}” is nearly due: see to it"),
    "WorkEscalated/red": ("“{name}”已超期", "“{name}” is overdue"),
    "WorkEscalated/urge": ("督办：“{name}”超期未办", "Urged: “{name}” is overdue and not done"),
    "WorkEscalated/circulate": (
        "“{name}”严重超期，列入通报候选",
        "“{name}” is long overdue and may be circulated",
    ),
    "IncidentOpened": (
        "“{name}”未能执行，请管理员处理",
        "“{name}” could not be carried out: an administrator is needed",
    ),
    "SkipProposed": (
        "有人提议跳过未能执行的“{name}”，需第二人同意",
        "Somebody proposed to pass over “{name}”, which failed: a second person is needed",
    ),
}

_UNNAMED = ("某步骤", "A step")
"""In notices from before they named what failed."""


def words_of(kind: str, name: str, name_en: str) -> tuple[str, str]:
    """A notice in Chinese and in English, about a step of this name."""
    name, name_en = name or _UNNAMED[0], name_en or name or _UNNAMED[1]
    found = _WORDS.get(kind) or _WORDS.get(kind.partition("/")[0]) or (kind, kind)
    return found[0].format(name=name), found[1].format(name=name_en)

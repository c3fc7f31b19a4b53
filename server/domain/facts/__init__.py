"""Everything that can happen: the closed list.

A fact is past tense, carries no text that a person typed (that lies in the contents, under its
digest, D11), and is written to the journal as a list ``[name, value, value ...]`` in the order of
its fields. Fields are only ever appended, with a default, so that old entries stay readable.
Adding a fact means four places: here, ``store/projecting``, ``domain/replay.py`` and
``domain/notice.py``; a house test names the missing one.
"""

from __future__ import annotations

from typing import get_args

from server.domain.facts.cases import (
    CaseFinished,
    CaseInspected,
    CaseStarted,
    CaseWithdrawn,
    DataWritten,
    DecisionTaken,
    MessageThrown,
    PathTaken,
)
from server.domain.facts.county import (
    AccountLocked,
    BodyRegistered,
    CountyPaperLoaded,
    DecisionsDeployed,
    PasswordSet,
    PersonRegistered,
    PostGranted,
    PostRegistered,
    ProcessDeployed,
    TokenIssued,
)
from server.domain.facts.incidents import (
    DataCorrected,
    IncidentClosed,
    IncidentOpened,
    SkipAgreed,
    SkipProposed,
    SkipWithdrawn,
)
from server.domain.facts.messages import (
    MessageExpired,
    MessageGiven,
    MessageHeard,
    MessageHeldBack,
    MessageKept,
    MessageSent,
)
from server.domain.facts.starts import StartAwaited, StartFired
from server.domain.facts.waiting import (
    FanOutClosed,
    FanOutOpened,
    ListeningBegan,
    ListeningEnded,
    MembersAdded,
    MemberTaken,
    TimerDropped,
    TimerFired,
    TimerSet,
)
from server.domain.facts.work import (
    DocumentAttached,
    DocumentRemoved,
    WorkClaimed,
    WorkCompleted,
    WorkEscalated,
    WorkGivenBack,
    WorkOffered,
    WorkWithdrawn,
)

Fact = (
    CaseStarted
    | PathTaken
    | DataWritten
    | DecisionTaken
    | MessageThrown
    | CaseFinished
    | CaseWithdrawn
    | CaseInspected
    | IncidentOpened
    | IncidentClosed
    | DataCorrected
    | SkipProposed
    | SkipWithdrawn
    | SkipAgreed
    | WorkOffered
    | WorkClaimed
    | WorkGivenBack
    | WorkCompleted
    | WorkWithdrawn
    | WorkEscalated
    | DocumentAttached
    | DocumentRemoved
    | FanOutOpened
    | FanOutClosed
    | MembersAdded
    | MemberTaken
    | TimerSet
    | TimerFired
    | TimerDropped
    | ListeningBegan
    | ListeningEnded
    | MessageSent
    | MessageKept
    | MessageGiven
    | MessageExpired
    | MessageHeard
    | MessageHeldBack
    | StartAwaited
    | StartFired
    | ProcessDeployed
    | DecisionsDeployed
    | CountyPaperLoaded
    | BodyRegistered
    | PostRegistered
    | PersonRegistered
    | PostGranted
    | PasswordSet
    | AccountLocked
    | TokenIssued
)

FACTS: dict[str, type[Fact]] = {kind.__name__: kind for kind in get_args(Fact)}
"""Every fact by its name in the journal."""

__all__ = [
    "FACTS",
    "AccountLocked",
    "BodyRegistered",
    "CaseFinished",
    "CaseInspected",
    "CaseStarted",
    "CaseWithdrawn",
    "CountyPaperLoaded",
    "DataCorrected",
    "DataWritten",
    "DecisionTaken",
    "DecisionsDeployed",
    "DocumentAttached",
    "DocumentRemoved",
    "Fact",
    "FanOutClosed",
    "FanOutOpened",
    "IncidentClosed",
    "IncidentOpened",
    "ListeningBegan",
    "ListeningEnded",
    "MemberTaken",
    "MembersAdded",
    "MessageExpired",
    "MessageGiven",
    "MessageHeard",
    "MessageHeldBack",
    "MessageKept",
    "MessageSent",
    "MessageThrown",
    "PasswordSet",
    "PathTaken",
    "PersonRegistered",
    "PostGranted",
    "PostRegistered",
    "ProcessDeployed",
    "SkipAgreed",
    "SkipProposed",
    "SkipWithdrawn",
    "StartAwaited",
    "StartFired",
    "TimerDropped",
    "TimerFired",
    "TimerSet",
    "TokenIssued",
    "WorkClaimed",
    "WorkCompleted",
    "WorkEscalated",
    "WorkGivenBack",
    "WorkOffered",
    "WorkWithdrawn",
]

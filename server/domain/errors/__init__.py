"""Every way the house says no.

Four families; a class per refusal. The docstring is the English sentence that people read, ``zh``
the Chinese one; both say what to do. ``{names}`` in them are filled from the values given.
"""

from server.domain.errors.conflicts import (
    AlreadyClaimed,
    AlreadyCompleted,
    BusyNow,
    CaseMovedOn,
    KeyInFlight,
    NotClaimed,
    SameKeyOtherRequest,
    SampleOverReal,
    WorkGone,
)
from server.domain.errors.county import (
    AgreedDateTooLate,
    AgreedDateWanted,
    CountyFileFault,
    CountyFilesRefused,
    CountyMissing,
    NoSuchCatalogueItem,
    NoSuchClock,
    NoSuchFunction,
)
from server.domain.errors.families import Conflict, Invalid, NotAllowed, NotFound, Refusal
from server.domain.errors.house import DatabaseAway, JournalBroken
from server.domain.errors.invalid import (
    AnswerWrong,
    ChoiceWanted,
    CursorWrong,
    DiagramRefused,
    DiskFull,
    Fault,
    FileKindRefused,
    FileTooLarge,
    KeyWanted,
    StepFailed,
    TooManyFiles,
)
from server.domain.errors.not_allowed import (
    AccountClosed,
    CrossSiteRequest,
    MayNotStart,
    NotSignedIn,
    SamePersonTwice,
    WrongCredentials,
)
from server.domain.errors.not_found import (
    NoSuchCase,
    NoSuchDocument,
    NoSuchPerson,
    NoSuchProcess,
    NoSuchWork,
)

__all__ = [
    "AccountClosed",
    "AgreedDateTooLate",
    "AgreedDateWanted",
    "AlreadyClaimed",
    "AlreadyCompleted",
    "AnswerWrong",
    "BusyNow",
    "CaseMovedOn",
    "ChoiceWanted",
    "Conflict",
    "CountyFileFault",
    "CountyFilesRefused",
    "CountyMissing",
    "CrossSiteRequest",
    "CursorWrong",
    "DatabaseAway",
    "DiagramRefused",
    "DiskFull",
    "Fault",
    "FileKindRefused",
    "FileTooLarge",
    "Invalid",
    "JournalBroken",
    "KeyInFlight",
    "KeyWanted",
    "MayNotStart",
    "NoSuchCase",
    "NoSuchCatalogueItem",
    "NoSuchClock",
    "NoSuchDocument",
    "NoSuchFunction",
    "NoSuchPerson",
    "NoSuchProcess",
    "NoSuchWork",
    "NotAllowed",
    "NotClaimed",
    "NotFound",
    "NotSignedIn",
    "Refusal",
    "SameKeyOtherRequest",
    "SamePersonTwice",
    "SampleOverReal",
    "StepFailed",
    "TooManyFiles",
    "WorkGone",
    "WrongCredentials",
]

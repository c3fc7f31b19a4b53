"""What the services need from outside; the engine, the store and the form checker fit these by shape.

The fit is proven by the type checker in ``wiring.py``, which alone knows both sides.
"""

from server.domain.ports.asides import AsideBook
from server.domain.ports.books import CaseBook, PollBook, WaitBook, WorkBook
from server.domain.ports.county_books import (
    CountyBook,
    DecisionBook,
    JournalBook,
    PeopleBook,
    ProcessBook,
)
from server.domain.ports.course import CaseProposal, CourseBook, Waiting
from server.domain.ports.engine import (
    HOST_FUNCTIONS,
    Engine,
    Known,
    ReadDecisions,
    Surroundings,
    World,
)
from server.domain.ports.event_books import MessageBook, StartBook
from server.domain.ports.feeds import FeedBook
from server.domain.ports.held import (
    Ballot,
    CaseFile,
    DueRung,
    HeldCase,
    HeldFanOut,
    HeldIncident,
    HeldStart,
    HeldTimer,
    KeptMessage,
    Proposal,
)
from server.domain.ports.hooks import Caller, Event, HookBook, HookStanding
from server.domain.ports.incidents import IncidentBook
from server.domain.ports.mails import (
    DueLine,
    MailBook,
    MailDraft,
    Mailer,
    NoticeLine,
    Told,
)
from server.domain.ports.outside import Clock, FormChecker, Hasher, Ids, Vault
from server.domain.ports.people_books import CertificateBook, SubstitutionBook, VacancyBook
from server.domain.ports.recounts import Batch, HeldRecount, RecountBook, RecountRow
from server.domain.ports.registers import LeavingBook, RegisterBook
from server.domain.ports.respites import RespiteBook
from server.domain.ports.saved_views import SavedViewBook
from server.domain.ports.unit import Queue, Unit
from server.domain.ports.views import Views

__all__ = [
    "HOST_FUNCTIONS",
    "AsideBook",
    "Ballot",
    "Batch",
    "Caller",
    "CaseBook",
    "CaseFile",
    "CaseProposal",
    "CertificateBook",
    "Clock",
    "CountyBook",
    "CourseBook",
    "DecisionBook",
    "DueLine",
    "DueRung",
    "Engine",
    "Event",
    "FeedBook",
    "FormChecker",
    "Hasher",
    "HeldCase",
    "HeldFanOut",
    "HeldIncident",
    "HeldRecount",
    "HeldStart",
    "HeldTimer",
    "HookBook",
    "HookStanding",
    "Ids",
    "IncidentBook",
    "JournalBook",
    "KeptMessage",
    "Known",
    "LeavingBook",
    "MailBook",
    "MailDraft",
    "Mailer",
    "MessageBook",
    "NoticeLine",
    "PeopleBook",
    "PollBook",
    "ProcessBook",
    "Proposal",
    "Queue",
    "ReadDecisions",
    "RecountBook",
    "RecountRow",
    "RegisterBook",
    "RespiteBook",
    "SavedViewBook",
    "StartBook",
    "SubstitutionBook",
    "Surroundings",
    "Told",
    "Unit",
    "VacancyBook",
    "Vault",
    "Views",
    "WaitBook",
    "Waiting",
    "WorkBook",
    "World",
]

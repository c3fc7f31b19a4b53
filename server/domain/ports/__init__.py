"""What the services need from outside; the engine, the store and the form checker fit these by shape.

The fit is proven by the type checker in ``wiring.py``, which alone knows both sides.
"""

from server.domain.ports.books import CaseBook, WaitBook, WorkBook
from server.domain.ports.county_books import (
    CountyBook,
    DecisionBook,
    JournalBook,
    PeopleBook,
    ProcessBook,
)
from server.domain.ports.engine import (
    HOST_FUNCTIONS,
    Engine,
    Known,
    ReadDecisions,
    Surroundings,
    World,
)
from server.domain.ports.event_books import MessageBook, StartBook
from server.domain.ports.held import (
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
from server.domain.ports.incidents import IncidentBook
from server.domain.ports.outside import Clock, FormChecker, Hasher, Ids, Vault
from server.domain.ports.unit import Unit
from server.domain.ports.views import Views

__all__ = [
    "HOST_FUNCTIONS",
    "CaseBook",
    "CaseFile",
    "Clock",
    "CountyBook",
    "DecisionBook",
    "DueRung",
    "Engine",
    "FormChecker",
    "Hasher",
    "HeldCase",
    "HeldFanOut",
    "HeldIncident",
    "HeldStart",
    "HeldTimer",
    "Ids",
    "IncidentBook",
    "JournalBook",
    "KeptMessage",
    "Known",
    "MessageBook",
    "PeopleBook",
    "ProcessBook",
    "Proposal",
    "ReadDecisions",
    "StartBook",
    "Surroundings",
    "Unit",
    "Vault",
    "Views",
    "WaitBook",
    "WorkBook",
    "World",
]

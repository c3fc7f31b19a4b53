"""What pages and the API show: read-only pictures, already within what the actor may see."""

from server.domain.reading.cases import (
    CasePage,
    CasePast,
    CasePicture,
    CaseRow,
    DocumentRow,
    Happening,
    Holding,
    JournalLine,
    Marks,
    PastHolding,
    Progress,
)
from server.domain.reading.inbox import (
    Badge,
    Deadline,
    InboxCounts,
    InboxPage,
    InboxQuery,
    InboxRow,
    Lamp,
    NoticeRow,
)
from server.domain.reading.pages import BodyNode, PostRow, StartCard, StartPage, TaskPage

__all__ = [
    "Badge",
    "BodyNode",
    "CasePage",
    "CasePast",
    "CasePicture",
    "CaseRow",
    "Deadline",
    "DocumentRow",
    "Happening",
    "Holding",
    "InboxCounts",
    "InboxPage",
    "InboxQuery",
    "InboxRow",
    "JournalLine",
    "Lamp",
    "Marks",
    "NoticeRow",
    "PastHolding",
    "PostRow",
    "Progress",
    "StartCard",
    "StartPage",
    "TaskPage",
]

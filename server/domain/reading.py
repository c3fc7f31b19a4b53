"""What pages and the API show: read-only pictures, already within what the actor may see."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from server.domain.ids import BodyId, CaseId, DocumentId, ItemId, ProcessKey
    from server.domain.moves import Choice
    from server.domain.values import Values


class Lamp(StrEnum):
    """The deadline lamp: colour, shape and words on the page follow from it."""

    LATE = "late"
    TODAY = "today"
    GOOD = "good"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """Until when, and how that looks now."""

    due: datetime | None
    lamp: Lamp
    amount: int = 0
    """Working days (or hours) left, or past when late."""
    unit: str = "day"
    """``day``: working days; ``hour``: hours; ``minute``: minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxRow:
    """One piece of work in a list."""

    item: ItemId
    case: CaseId
    number: str
    title: str
    process: ProcessKey
    process_title: str
    process_title_en: str
    step: str
    urgency: str
    """``normal``, ``urgent`` 加急 or ``emergency`` 特急."""
    from_body: str
    """Name of the body the case came from."""
    from_body_en: str
    body: str
    body_en: str
    holder: str
    """Name of who signed for it, or empty."""
    is_mine: bool
    is_unread: bool
    offered_at: datetime
    deadline: Deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxCounts:
    """The figures over the inbox; each stops counting at ``cap`` and then shows ``99+``."""

    open: int
    late: int
    today: int
    unclaimed: int
    mine: int
    cap: int = 99


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxQuery:
    """What part of the inbox is asked for."""

    tab: str = "all"
    """``all``, ``unclaimed``, ``mine``, ``late``, ``today``."""
    search: str = ""
    process: ProcessKey | None = None
    deadline: str = ""
    from_body: BodyId | None = None
    cursor: str | None = None
    limit: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxPage:
    """One page of the inbox."""

    rows: tuple[InboxRow, ...]
    counts: InboxCounts
    processes: tuple[tuple[ProcessKey, str], ...]
    bodies: tuple[tuple[BodyId, str], ...]
    next: str | None
    previous: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One case in a list: started by me, done by me."""

    case: CaseId
    number: str
    title: str
    process_title: str
    process_title_en: str
    status: str
    """``running``, ``finished``, ``withdrawn``, ``incident``."""
    now: str
    """The step it is at, or empty."""
    with_whom: str
    started_at: datetime
    touched_at: datetime
    deadline: Deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """One page of a list of cases."""

    rows: tuple[CaseRow, ...]
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """One attached file."""

    document: DocumentId
    name: str
    size: int
    media_type: str
    sha256: str
    by: str
    at: datetime
    may_remove: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """One line of the progress list beside a task: done, now, or still to come."""

    element: str
    name: str
    state: str
    """``done``, ``now``, ``late`` or ``todo``."""
    who: str
    at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskPage:
    """All that the task page needs."""

    row: InboxRow
    revision: int
    form: bytes | None
    """form-js JSON, as deployed with this version."""
    values: Values
    """The data that the form may show and change: case data with the draft over it."""
    draft_at: datetime | None
    choices: tuple[Choice, ...]
    law: str
    instructions: str
    progress: tuple[Progress, ...]
    documents: tuple[DocumentRow, ...]
    received: tuple[DocumentRow, ...]
    """Files of earlier steps."""
    may_claim: bool
    may_complete: bool
    may_give_back: bool
    element: str
    marks: Marks
    diagram: bytes
    state: str = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """How the diagram is to be coloured."""

    done: frozenset[str]
    now: frozenset[str]
    late: frozenset[str]
    flows: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Who has the case now: one open piece of work."""

    item: ItemId
    element: str
    step: str
    body: str
    body_en: str
    post: str
    holder: str
    since: datetime
    deadline: Deadline
    may_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that happened, in words."""

    seq: int
    at: datetime
    sentence: str
    sentence_en: str
    who: str
    kind: str
    """``start``, ``offer``, ``claim``, ``done``, ``late``, ``timer``, ``decision``, ``end``, ``incident``, ``other``."""
    element: str = ""
    branch: str = ""
    """Name of the branch (department) it happened in, or empty for the case itself."""
    details: tuple[tuple[str, str], ...] = ()
    """What was answered: (label, value)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePicture:
    """One case: where it is, who has it, until when, and what happened."""

    case: CaseId
    number: str
    title: str
    process: ProcessKey
    process_title: str
    process_title_en: str
    version: int
    status: str
    started_at: datetime
    started_by: str
    from_body: str
    ended_at: datetime | None
    urgency: str
    revision: int
    diagram: bytes
    marks: Marks
    holdings: tuple[Holding, ...]
    happenings: tuple[Happening, ...]
    documents: tuple[DocumentRow, ...]
    digest: str
    """Digest of the last journal entry, hexadecimal."""
    is_verified: bool
    """Whether the journal's chain was recomputed and fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StartCard:
    """A process that the actor may start."""

    key: ProcessKey
    title: str
    title_en: str
    law: tuple[str, ...]
    owner: str
    version: int
    steps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPage:
    """The form that starts a case."""

    card: StartCard
    form: bytes | None
    values: Values
    diagram: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRow:
    """A post with its holder today."""

    title: str
    title_en: str
    roles: tuple[str, ...]
    holder: str
    since: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyNode:
    """A body in the tree of the organisation, with its posts and what is below or located in it."""

    id: BodyId
    name: str
    name_en: str
    kind: str
    posts: tuple[PostRow, ...]
    children: tuple[BodyNode, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """The figures in the frame of every page."""

    inbox: int
    late: int
    notices: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """One thing told to the actor."""

    id: str
    kind: str
    sentence: str
    sentence_en: str
    case: CaseId | None
    number: str
    at: datetime
    is_read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalLine:
    """One journal entry for programs."""

    seq: int
    at: datetime
    person: str | None
    facts: tuple[tuple[str, Mapping[str, object]], ...]
    digest: str

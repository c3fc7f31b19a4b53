"""Cases: lists of them, one of them, and what happened."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from server.domain.ids import CaseId, DocumentId, FanOutId, ItemId, ProcessKey
    from server.domain.process import English
    from server.domain.reading.acts import ActOffer
    from server.domain.reading.inbox import Deadline, Shown
    from server.domain.reading.incidents import Incident
    from server.domain.reading.marks import Marks
    from server.domain.reading.signing import Signing
    from server.domain.standstill import Standstill
    from server.domain.work import Membership


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One case in a list: started by me, done by me."""

    case: CaseId
    number: str
    title: str
    process_title: str
    process_title_en: str
    status: str
    """``running``, ``suspended``, ``finished``, ``withdrawn``, ``terminated``, ``voided``, ``incident``."""
    now: str
    """The step it is at, or empty."""
    now_en: str = ""
    with_whom: str
    with_whom_en: str = ""
    started_at: datetime
    touched_at: datetime
    deadline: Deadline
    shown: Shown = field(default_factory=dict)
    """What columns from the business data may show of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """One page of a list of cases."""

    rows: tuple[CaseRow, ...]
    next: str | None
    previous: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """One attached file."""

    document: DocumentId
    item: ItemId
    """The work it was attached to."""
    name: str
    size: int
    media_type: str
    sha256: str
    by: str
    by_en: str = ""
    at: datetime
    may_remove: bool = False
    is_hidden: bool = False
    """Whether it holds personal data that the reader has to have shown first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """One line of the progress list beside a task: done, now, or still to come."""

    element: str
    name: str
    name_en: str = ""
    state: str
    """``done``, ``returned``, ``now``, ``late`` or ``todo``."""
    who: str
    who_en: str = ""
    at: datetime | None = None
    note: str = ""
    round: int = 1
    """Which round of the step it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Who has the case now: one open piece of work."""

    item: ItemId
    element: str
    step: str
    step_en: str = ""
    body: str
    body_en: str
    post: str
    holder: str
    holder_en: str = ""
    since: datetime
    deadline: Deadline
    may_open: bool
    member: Membership | None = None
    is_signed: bool = False
    """Whether its holder has signed for it; not so while it was only given to them."""
    acts: tuple[ActOffer, ...] = ()
    """What the reader may do with it."""
    waits_for: str = ""
    """Who is asked to sign what was given in for it; empty where nothing is."""
    waits_for_en: str = ""
    clock: str = ""
    """The clock that counts for it; empty without one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that happened, in words."""

    seq: int
    at: datetime
    sentence: str
    sentence_en: str
    who: str
    who_en: str = ""
    kind: str
    """``start``, ``offer``, ``claim``, ``done``, ``late``, ``timer``, ``decision``, ``end``, ``incident``, ``other``."""
    element: str = ""
    branch: str = ""
    """Name of the branch (department) it happened in, or empty for the case itself."""
    branch_en: str = ""
    member: Membership | None = None
    """Of a step of many, the member whose branch it happened in."""
    details: tuple[tuple[str, str], ...] = ()
    """What was answered: (label, value), in the language that was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One branch of a step under way, and whether it still runs."""

    branch: CaseId
    index: int
    """From 0, in the order of the members."""
    body: str
    body_en: str
    is_open: bool
    member: Membership | None = None
    """What it is called; None before its work was offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """A step of many branches under way, for whoever may add members and take them out."""

    fan_out: FanOutId
    element: str
    step: str
    step_en: str
    members: tuple[Member, ...]
    bodies: tuple[tuple[str, str, str], ...]
    """Bodies that may be added, with both names; none where the members are no bodies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """Why a case is void, since when, and by which two persons."""

    at: datetime
    by: tuple[str, str]
    proposer: tuple[str, str]
    reason: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """That somebody from outside looked at a case, or had its personal data shown."""

    at: datetime
    who: str
    who_en: str
    body: str
    body_en: str
    by: str
    """By virtue of what function; empty for who had personal data shown."""
    by_en: str
    reason: str = ""
    """Why personal data were shown; empty for who only looked."""


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
    started_by_en: str = ""
    from_body: str
    from_body_en: str = ""
    ended_at: datetime | None
    ended_by: tuple[str, str] | None = None
    """That an error ended it, which nothing caught, in Chinese and English; None when none did."""
    urgency: str
    revision: int
    diagram: bytes
    english: Mapping[str, English] = field(default_factory=dict)
    marks: Marks
    holdings: tuple[Holding, ...]
    happenings: tuple[Happening, ...]
    documents: tuple[DocumentRow, ...]
    incidents: tuple[Incident, ...] = ()
    may_retry: bool = False
    acts: tuple[ActOffer, ...] = ()
    """What the reader may do with the whole case."""
    standstill: Standstill | None = None
    """Why it stands still; None: it goes on."""
    tombstone: Tombstone | None = None
    """Why it is void; None: it isn't."""
    several: tuple[Members, ...] = ()
    """The steps under way whose members the reader may change."""
    signings: tuple[Signing, ...] = ()
    """The steps that several sign or signed, round by round."""
    looks: tuple[Look, ...] = ()
    """Who looked at it from outside, the latest first."""
    hides: bool = False
    """Whether personal data are masked in it for the reader."""
    digest: str
    """Digest of the last journal entry, hexadecimal."""
    is_verified: bool
    """Whether the journal's chain was recomputed and fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastHolding:
    """Who had a case at a moment: one piece of work that was open then."""

    element: str
    step: str
    step_en: str = ""
    body: str
    body_en: str
    holder: str
    holder_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePast:
    """How a case stood at a moment."""

    case: CaseId
    number: str
    at: datetime
    status: str
    """``none`` before it began."""
    marks: Marks
    holdings: tuple[PastHolding, ...]
    happenings: tuple[Happening, ...]
    """What had happened until then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalLine:
    """One journal entry for programs."""

    seq: int
    at: datetime
    person: str | None
    facts: tuple[tuple[str, Mapping[str, object]], ...]
    digest: str

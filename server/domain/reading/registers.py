"""The pages of administrators: registers, their histories, proposals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from server.domain.ids import BodyId, ItemId, LeavingId, PersonId, PostId, ProposalId
    from server.domain.reading.proposals import CellChange, Planned
    from server.domain.registers import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterQuery:
    """Which part of a register."""

    register: Register
    search: str = ""
    """In key or name."""
    within: str = ""
    """Only what belongs to this body; of certificates, to this person."""
    ended: bool = False
    """Whether what is over is shown too."""
    after: str = ""
    """The key after which to go on."""
    limit: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """One entry in the list of a register."""

    key: str
    name: str
    name_en: str
    within: str = ""
    """The body above, or the body of the post."""
    within_en: str = ""
    kind: str = ""
    roles: tuple[str, ...] = ()
    held: tuple[tuple[str, str], ...] = ()
    """Who holds the post that day, or which posts the person holds; Chinese and English."""
    valid_from: date | None = None
    valid_to: date | None = None
    is_over: bool = False
    light: str = ""
    """Of a certificate: ``green``, ``yellow`` or ``red``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPage:
    """A page of a register."""

    rows: tuple[RegisterRow, ...]
    next: str | None
    """The key after which the next page begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWork:
    """What lies open on a desk."""

    count: int
    numbers: tuple[str, ...]
    """Of a few of the cases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One thing that happened to an entry."""

    at: datetime
    who: str
    who_en: str
    """Empty where the system itself did it."""
    zh: str
    en: str
    cells: tuple[CellChange, ...] = ()
    proposal: ProposalId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage:
    """One entry of a register with what belongs to it and how it came about."""

    register: Register
    key: str
    cells: Mapping[str, str]
    holdings: tuple[HoldingLine, ...]
    """Who holds or held the post; which posts the person holds or held."""
    posts: tuple[RegisterRow, ...]
    """The posts of the body."""
    certificates: tuple[RegisterRow, ...]
    """Those of the person."""
    history: tuple[Recorded, ...]
    """The latest first."""
    is_sensitive: bool
    """Whether changes need a second administrator."""
    planned: tuple[Planned, ...] = ()
    """What two agreed on for days to come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingLine:
    """A person in a post for a time."""

    key: str
    login: str
    person: str
    person_en: str
    post: str
    title: str
    title_en: str
    body: str
    body_en: str
    valid_from: date
    valid_to: date | None
    is_over: bool
    lender: str = ""
    """The body that lends them (借调); empty for a post of their own."""
    lender_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a form of an entry offers."""

    bodies: tuple[tuple[str, str, str], ...]
    """Key, Chinese and English name of every body that is not over."""
    roles: tuple[str, ...]
    processes: tuple[tuple[str, str, str], ...] = ()
    """Key, Chinese and English title of every process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Orphan:
    """Open work of a body that is over."""

    item: ItemId
    former: BodyId
    body: BodyId
    """The one that it was merged into, or that it belonged to."""
    has_role: bool
    """Whether a post of that body serves the same role."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskingStep:
    """A step of a process that a role is asked to do."""

    process: str
    process_en: str
    step: str
    step_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RolePage:
    """What a role may, who asks for it, and who has it."""

    role: str
    acts: tuple[str, ...]
    """Beyond work and cases."""
    steps: tuple[AskingStep, ...]
    starts: tuple[tuple[str, str], ...]
    """The processes that it may start."""
    posts: tuple[tuple[str, str, str, str], ...]
    """Key, title, English title and the holder's login, empty when nobody has it today."""
    is_sensitive: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldWork:
    """A piece of work that somebody holds who leaves."""

    item: ItemId
    number: str
    step: str
    body: BodyId
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LooseEnds:
    """What else somebody leaves behind."""

    drafts: int
    sessions: int
    tokens: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingRow:
    """Somebody's leaving office, and how far the handing on is."""

    id: LeavingId
    person: PersonId
    at: datetime
    last_day: date
    digest: str
    done_at: datetime | None
    handed: int
    returned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingPage:
    """All that is open with somebody who leaves."""

    login: str
    name: str
    name_en: str
    posts: tuple[LeftPost, ...]
    held: tuple[HeldWork, ...]
    """The first of them."""
    count: int
    """How many there are."""
    loose: LooseEnds
    leavings: tuple[LeavingRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftPost:
    """A post that somebody leaves."""

    post: PostId
    title: str
    title_en: str
    body: str
    body_en: str
    open: int
    """Work that lies open on the desks of this post and of no other; nobody could do it."""
    is_sensitive: bool

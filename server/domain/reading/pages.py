"""The task page, the start page and the organisation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from server.domain.ids import BodyId, ProcessKey
    from server.domain.moves import Choice
    from server.domain.process import English
    from server.domain.reading.acts import ActOffer
    from server.domain.reading.asides import AsideLine
    from server.domain.reading.cases import DocumentRow, Progress
    from server.domain.reading.inbox import InboxRow
    from server.domain.reading.marks import Marks
    from server.domain.reading.people import Assignment
    from server.domain.reading.signing import Signing
    from server.domain.standstill import Standstill
    from server.domain.values import Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """Why a step has to be done again: who returned work to it, and what they wrote."""

    by: str
    by_en: str
    at: datetime
    reason: str
    straight: bool
    """Whether it comes straight back to them."""


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
    instructions_en: str = ""
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
    english: Mapping[str, English] = field(default_factory=dict)
    state: str = "open"
    standstill: Standstill | None = None
    """Why its whole case stands still, so that it can't be done now."""
    acts: tuple[ActOffer, ...] = ()
    """What else may be done with it."""
    signing: Signing | None = None
    """How the others sign it, where several do."""
    assignment: Assignment | None = None
    """Why it lies with whoever looks at it."""
    against: tuple[str, str] | None = None
    """Why they may not do it all the same, in Chinese and English; None: nothing stands against it."""
    asides: tuple[AsideLine, ...] = ()
    """What was asked beside it, oldest first."""
    officers: int = 0
    """How many certified officers do it together; 0: whoever has the role."""
    returned: Returned | None = None
    """By whom and why it was returned to this step; None: the flow has come here."""

    @property
    def awaited(self) -> tuple[AsideLine, ...]:
        """Those who have to answer before it can be completed."""
        return tuple(one for one in self.asides if one.blocks and one.state in {"open", "later"})


@dataclass(frozen=True, slots=True, kw_only=True)
class StartCard:
    """A process that the actor may start."""

    key: ProcessKey
    title: str
    title_en: str
    law: tuple[str, ...]
    owner: str
    owner_en: str = ""
    version: int
    steps: int
    diagram: bytes = b""
    english: Mapping[str, English] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPage:
    """The form that starts a case."""

    card: StartCard
    form: bytes | None
    values: Values


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRow:
    """A post with its holder today."""

    title: str
    title_en: str
    roles: tuple[str, ...]
    holder: str
    holder_en: str = ""
    since: date | None
    until: date | None = None
    """The holder's last day; None: without end."""
    lender: str = ""
    """The body that lends the holder (借调); empty for a post of their own."""
    lender_en: str = ""
    light: str = ""
    """Of the holder's enforcement certificate: ``green``, ``yellow`` or ``red``; empty without one."""
    certified_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyNode:
    """A body in the tree of the organisation, with its posts and what is below or located in it."""

    id: BodyId
    name: str
    name_en: str
    kind: str
    posts: tuple[PostRow, ...]
    children: tuple[BodyNode, ...]
    until: date | None = None
    """Its last day; None: without end."""

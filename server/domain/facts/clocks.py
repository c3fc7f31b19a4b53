"""What happens to deadlines that were set already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003  # the codec reads the types of the fields
from uuid import UUID  # noqa: TC003  # the codec reads the types of the fields


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineMoved:
    """A new paper of the county led the clock of open work to another moment, or made it certain."""

    item: UUID
    was: datetime
    due: datetime
    provisional: bool
    """Whether it may still change."""
    paper: str
    """Kind and name of the paper: ``calendar/2027``."""
    digest: str
    """Of the paper."""
    rung: str | None
    """The rung of its ladder on which the work stands by now."""
    name: str
    """The step, as the diagram names it, for the notice."""
    body: str
    role: str
    person: UUID | None = None
    """Who had signed for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerMoved:
    """A new paper of the county led a moment that something waits for to another one, or its clock stood still."""

    timer: UUID
    was: datetime
    due: datetime
    paper: str
    digest: str
    element: str = ""
    """Where the moment is waited for, when its clock stood still; empty where a paper moved it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionAsked:
    """The holder of work asked for more time on a ground that its clock lists (申请延期)."""

    item: UUID
    name: str
    """The step, as the diagram names it, for the notice."""
    person: UUID
    body: str
    role: str
    """Who decides: this role of this body."""
    ground: str
    ground_en: str
    by: int
    """In the unit of the clock."""
    digest: str
    """Of the reason, which lies in the contents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkExtended:
    """Somebody with that power agreed to more time for work (同意延期)."""

    item: UUID
    name: str
    by: int
    was: datetime
    due: datetime
    provisional: bool
    rung: str | None
    """The rung of its ladder on which the work stands by now."""
    ground: str
    ground_en: str
    asker: UUID
    digest: str = ""
    """Of what was said with it, which lies in the contents; empty where nothing was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionDropped:
    """More time was not agreed to, or is no longer asked for (不予延期)."""

    item: UUID
    name: str
    person: UUID
    """Who said so."""
    asker: UUID
    digest: str
    """Of the reason, which lies in the contents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStopped:
    """The clock of one piece of work stands still on a ground that it lists (中止计时)."""

    item: UUID
    name: str
    body: str
    role: str
    person: UUID | None
    """Who holds the work; None: its desk."""
    ground: str
    ground_en: str
    digest: str
    """Of the reason, which lies in the contents."""
    until: datetime | None = None
    """When it runs again by itself; None: when somebody says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockWentOn:
    """The clock of one piece of work runs again (恢复计时), with what it had left."""

    item: UUID
    name: str
    body: str
    role: str
    person: UUID | None
    """Who holds the work; None: its desk."""
    since: datetime
    """When it stopped."""
    was: datetime
    due: datetime
    provisional: bool
    rung: str | None
    """The rung of its ladder on which the work stands by now."""
    digest: str = ""
    """Of the reason; empty where its day has come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockCarried:
    """The clock of work that was returned goes on for what lies in its place, as long as it was made."""

    item: UUID
    extended: int
    extensions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStood:
    """The clock that goes on for this work stood still in this stretch, while it was other work's."""

    item: UUID
    begin: datetime
    end: datetime
    ground: str
    ground_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgeAnswered:
    """The head of a body says what will be done by when with work that is urged in writing (督办单)."""

    item: UUID
    name: str
    person: UUID
    until: datetime
    """By when it will be done."""
    body: str
    role: str
    """The office that supervises: who hears of it."""
    digest: str
    """Of what will be done, which lies in the contents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateDecided:
    """The supervising office keeps late work among what is circulated, or strikes it off (通报候选)."""

    item: UUID
    name: str
    kept: bool
    """Whether it is to be named in the notice."""
    person: UUID
    body: str
    role: str
    """Who hears of it: the head of the body that has the work."""
    digest: str
    """Of the reason, which lies in the contents."""


ClockFact = (
    DeadlineMoved
    | TimerMoved
    | ExtensionAsked
    | WorkExtended
    | ExtensionDropped
    | ClockStopped
    | ClockWentOn
    | ClockCarried
    | ClockStood
    | UrgeAnswered
    | CandidateDecided
)
"""What happens to clocks."""

"""Facts of what is asked of somebody beside a piece of work, without moving the case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003  # the codec reads the types of the fields
from uuid import UUID  # noqa: TC003  # the codec reads the types of the fields


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideOpened:
    """One person, or one desk, was asked (征求意见, 委派, 加签) or is to read (抄送, 传阅)."""

    aside: UUID
    item: UUID
    kind: str
    """An ``AsideKind``."""
    blocks: bool
    """Whether the work isn't completed before it is answered."""
    name: str
    """The step, as the diagram names it, for the notice."""
    person: UUID | None = None
    """None: the desk."""
    body: str | None = None
    role: str | None = None
    due: datetime | None = None
    digest: str = ""
    """Of what was said with it, which lies in the contents; empty where nothing was."""
    about: UUID | None = None
    """The work that is asked back (撤回申请); None: of all other kinds."""
    later: bool = False
    """Whether it is another's turn first; told by ``AsideReached`` when theirs comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideReached:
    """The turn came of who is asked after others (依次); until then they knew of nothing."""

    aside: UUID
    item: UUID
    kind: str
    name: str
    person: UUID | None = None
    """None: the desk."""
    body: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideRead:
    """Somebody has read what was brought before them (已阅)."""

    aside: UUID
    item: UUID
    kind: str
    name: str
    person: UUID
    to: UUID
    """Who asked, and is told."""
    digest: str = ""
    """Of a remark; empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideAnswered:
    """Somebody gave the answer that they were asked for; it is locked from then on."""

    aside: UUID
    item: UUID
    kind: str
    name: str
    person: UUID
    to: UUID
    """Who has the work, or else who asked, and is told."""
    verdict: str = ""
    """A ``Verdict`` where one is wanted."""
    digest: str = ""
    """Of the opinion; empty where nothing was typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideWithdrawn:
    """What was asked is no longer wanted: called off, or the work is over."""

    aside: UUID
    item: UUID
    kind: str
    name: str
    reason: str
    """``called_off``, ``dropped`` by who asked work back, or ``work_over``."""
    person: UUID | None = None
    """Who was asked, and is told; None: the desk."""
    body: str | None = None
    role: str | None = None
    asker: UUID | None = None
    """Who asked whoever has the work, and is told that it ended without an answer; None: of all other kinds."""
    later: bool = False
    """Whether their turn had not come, so that there is nobody to tell."""


AsideFact = AsideOpened | AsideReached | AsideRead | AsideAnswered | AsideWithdrawn
"""What happens beside work."""

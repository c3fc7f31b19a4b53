"""What is asked beside a piece of work, as pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from server.domain.ids import AsideId, CaseId, ItemId
    from server.domain.moves import Choice
    from server.domain.reading.inbox import Deadline
    from server.domain.reading.pages import TaskPage


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideLine:
    """One question to one addressee, and what came of it."""

    aside: AsideId
    item: ItemId
    kind: str
    kind_name: str
    kind_name_en: str
    state: str
    """``later`` (another's turn first), ``open``, ``read``, ``answered`` or ``withdrawn``."""
    blocks: bool
    is_to_read: bool
    wants_verdict: bool
    whom: str
    whom_en: str
    asker: str
    asker_en: str
    asked_at: datetime
    deadline: Deadline
    text: str = ""
    """What was said with it; lists leave it out."""
    verdict: str = ""
    verdict_name: str = ""
    verdict_name_en: str = ""
    answer: str = ""
    by: str = ""
    by_en: str = ""
    over_at: datetime | None = None
    may_call_off: bool = False
    is_emptied: bool = False
    """Whether what was said is kept no more: its time was over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideRow:
    """An aside in the list of whoever is asked."""

    line: AsideLine
    case: CaseId
    number: str
    title: str
    process_title: str
    process_title_en: str
    step: str
    step_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideList:
    """One page of what is asked of somebody."""

    rows: tuple[AsideRow, ...]
    next: str | None
    previous: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AsidePage:
    """An aside with the work it is about, which can only be read."""

    line: AsideLine
    task: TaskPage
    choice: Choice | None
    """The way that is to be taken, where a second officer is asked to confirm it."""
    is_mine_to_answer: bool
    """False for who asked, and for the holder, whose own answer it would be."""
    hides: bool = False
    """Whether personal data are masked in it for the reader."""

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
    from server.domain.reading.cases import DocumentRow, Marks, Progress
    from server.domain.reading.inbox import InboxRow
    from server.domain.values import Values


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


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyNode:
    """A body in the tree of the organisation, with its posts and what is below or located in it."""

    id: BodyId
    name: str
    name_en: str
    kind: str
    posts: tuple[PostRow, ...]
    children: tuple[BodyNode, ...]

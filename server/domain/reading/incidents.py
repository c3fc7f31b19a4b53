"""Incidents: the list of them, and one with what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from server.domain.ids import CaseId, IncidentId, ProcessKey, VersionId
    from server.domain.moves import Choice
    from server.domain.values import Values


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRow:
    """One incident in the list of the county."""

    incident: IncidentId
    since: datetime
    case: CaseId | None
    """The matter it belongs to; None when none began."""
    number: str
    title: str
    process: ProcessKey
    process_title: str
    process_title_en: str = ""
    element: str
    version: VersionId
    step: str = ""
    """The name of the element; its id when it has none."""
    step_en: str = ""
    cause: str = ""
    cause_en: str = ""
    is_proposed: bool = False
    """Whether somebody proposed to pass over it, so that a second person is wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """What somebody proposed instead of the failing element."""

    who: str
    who_en: str = ""
    at: datetime
    values: Values
    flow: str
    reason: str
    is_void: bool
    """Whether the case has moved since."""
    may_agree: bool
    may_withdraw: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mending:
    """Why a step failed, and what can be done about it."""

    cause: str
    cause_en: str
    read: Values
    """What the failing element read of the data."""
    given: Values
    """What the push brought: the answer, the message."""
    who: str = ""
    """Who had completed the work, where it was work."""
    who_en: str = ""
    proposal: Proposed | None = None
    flows: tuple[Choice, ...] = ()
    """The flows that lead on from the failing element: by one of them a skip may go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """What failed and waits to be mended; what everybody may see."""

    id: IncidentId
    element: str
    step: str
    step_en: str = ""
    since: datetime
    mending: Mending | None = None
    """For those who may mend it."""

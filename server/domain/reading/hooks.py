"""What of hooks is shown: how one stands, and what it was told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from server.domain.calling import CallState
    from server.domain.hooks import HookState
    from server.domain.ids import CallId, CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLine:
    """How far one call is."""

    id: CallId
    kind: str
    state: CallState
    at: datetime
    """When it happened that it tells of."""
    due: datetime | None
    """When it is tried next."""
    sent_at: datetime | None
    tries: int
    status: int | None
    """The HTTP status of the last answer; None: there was no answer."""
    answer: str
    """The first bytes of it, or why there is none."""
    case: CaseId | None
    number: str
    """Of the matter it tells of; empty where it is only a trial."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallPage:
    """One page of calls, the newest first."""

    rows: tuple[CallLine, ...]
    next: CallId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HookPage:
    """How a hook stands, with what it was told."""

    id: str
    name: str
    address: str
    state: HookState
    print: str
    """By what its key is known again; empty: it has none yet."""
    former_until: datetime | None
    """Until when the key before is good, too; None: it isn't."""
    failing_since: datetime | None
    rests_until: datetime | None
    calls: CallPage

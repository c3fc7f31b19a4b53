"""Late work that may be circulated (通报候选), with what the supervising office needs to decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain.county_time import day_in
from server.domain.ids import BodyId
from server.domain.ladder import CandidateState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from server.domain.ids import CaseId, ItemId
    from server.domain.ladder import UrgeAnswer
    from server.domain.reading.inbox import Deadline

EVERY = "all"
"""Whatever was decided."""
CANDIDATE_STATES = (*(state.value for state in CandidateState), EVERY)


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateQuery:
    """What part of the list is asked for."""

    state: str = CandidateState.LISTED.value
    """One of ``CANDIDATE_STATES``."""
    since: date | None = None
    until: date | None = None
    """Listed between these days of the county, both included."""
    body: BodyId | None = None
    """Whose work it is."""
    cursor: str | None = None
    limit: int = 20

    @property
    def said(self) -> dict[str, str]:
        """The query by the names that addresses use, without what asks for nothing and the place."""
        everything = {
            "state": self.state if self.state != CandidateState.LISTED else "",
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
            "body": self.body or "",
        }
        return {name: value for name, value in everything.items() if value}


def candidates_asked(given: Mapping[str, str]) -> CandidateQuery:
    """What an address asks for; a word that nobody knows asks for nothing."""
    state, body = given.get("state", ""), given.get("body", "")
    return CandidateQuery(
        state=state if state in CANDIDATE_STATES else CandidateState.LISTED.value,
        since=day_in(given.get("since", "")),
        until=day_in(given.get("until", "")),
        body=BodyId(body) if body else None,
        cursor=given.get("after") or None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the supervising office decided of a candidate, the last time."""

    at: datetime
    name: str
    name_en: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateRow:
    """One piece of late work that may be circulated."""

    item: ItemId
    case: CaseId
    number: str
    title: str
    process_title: str
    process_title_en: str
    step: str
    step_en: str
    body: str
    body_en: str
    holder: str
    """Who has it or did it; empty while nobody has signed for it."""
    holder_en: str
    clock: str
    listed_at: datetime
    done_at: datetime | None
    """When it was over; None while it is open."""
    deadline: Deadline
    """How late it is, or was when it was over."""
    state: CandidateState
    decision: Decision | None
    answer: UrgeAnswer | None
    """What the head of the body said to what was urged in writing."""
    text: str
    office: BodyId
    """It supervises the clock."""
    law: str = ""
    """Where the clock table says the length of the clock comes from; empty where it lists it no more."""
    may_decide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidatePage:
    """One page of the list, the newest first."""

    rows: tuple[CandidateRow, ...]
    next: str | None
    previous: str | None = None
    bodies: tuple[tuple[BodyId, str, str], ...] = ()
    """(id, name, English name) of every body, to choose from."""

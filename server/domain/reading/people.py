"""Who stands in for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from server.domain.ids import BodyId, PersonId, PostId, ProcessKey, SubstitutionId


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstitutionRow:
    """One substitution that is in force or to come."""

    id: SubstitutionId
    absent: PersonId
    absent_name: str
    absent_name_en: str
    substitute: PersonId
    substitute_name: str
    substitute_name_en: str
    post: PostId
    title: str
    title_en: str
    body: str
    body_en: str
    valid_from: date
    valid_to: date
    processes: tuple[ProcessKey, ...]
    """Empty: for all of them."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstitutionPage:
    """One page of a list of substitutions, newest first."""

    rows: tuple[SubstitutionRow, ...]
    next: SubstitutionId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """Somebody who may be chosen to stand in."""

    login: str
    name: str
    name_en: str
    body: str
    body_en: str
    title: str
    title_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Why a piece of work lies with whoever looks at it."""

    body: str
    body_en: str
    role: str
    post: str
    """The title of their post, or of the one they stand in for."""
    post_en: str
    since: date | None
    absent: str
    """Whom they stand in for; empty where the post is their own."""
    absent_en: str
    until: date | None
    """The last day that the post is theirs, or that they stand in; None: without end."""
    lender: str
    """The body that lends them to this one; empty for a post of their own."""
    lender_en: str
    lane: str
    lane_en: str
    org: str
    """The expression that gives the body."""
    is_by_lane: bool
    """Whether the lane says it, and not the step itself."""
    clock: str
    apart: tuple[tuple[str, str], ...]
    """Steps that whoever does this one may not have done, in Chinese and English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskHolder:
    """Somebody who has the work of a desk on a day."""

    at: BodyId
    role: str
    name: str
    name_en: str
    title: str
    title_en: str
    absent: str = ""
    """Whom they stand in for; empty where the post is their own."""
    absent_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewStep:
    """Who would get one step."""

    element: str
    name: str
    name_en: str
    lane: str
    lane_en: str
    org: str
    role: str
    body: str
    body_en: str
    is_known: bool
    """Whether body and role can be told before there is a case."""
    holders: tuple[DeskHolder, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Who would get the steps of a process today."""

    process: ProcessKey
    title: str
    title_en: str
    body: BodyId | None
    """Which begins it; None: nobody can."""
    bodies: tuple[tuple[BodyId, str, str], ...]
    """Which could, with both names."""
    steps: tuple[PreviewStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VacancyRow:
    """A desk with open work where nobody holds a post."""

    body: BodyId
    role: str
    at: datetime
    """Since when it is known."""
    name: str
    name_en: str
    open: int
    """Pieces of work; 100 means at least so many."""

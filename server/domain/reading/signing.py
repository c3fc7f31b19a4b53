"""How several sign a step: who, what they said, how the vote stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from server.domain.ids import CaseId, FanOutId
    from server.domain.work import Membership


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """One who signs, or was asked to."""

    branch: CaseId
    body: str
    body_en: str
    name: str
    """Who signed, or has signed for the work; empty while nobody has."""
    name_en: str
    state: str
    """``signed``, ``asked``, ``later`` (their turn has not come), ``released`` or ``taken``."""
    opinion: str
    """``agree``, ``refuse`` or ``abstain``; empty while it is not known, or secret."""
    weight: int
    is_chair: bool
    may_veto: bool
    at: datetime | None
    member: Membership | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tallied:
    """How a vote stands, in weights."""

    asked: int
    given: int
    agreed: int | None = None
    """None while it is secret, and so the next three."""
    refused: int | None = None
    abstained: int | None = None
    needed: int | None = None
    """How much more agreement makes it pass; None where it can't pass, or it is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """One round of a step that several sign."""

    fan_out: FanOutId
    element: str
    step: str
    step_en: str
    round: int
    """Which time the step was entered, from 1."""
    rule: str
    """By which rule, in words."""
    rule_en: str
    is_open: bool
    passed: bool | None
    """None while it is open, or where nothing is counted."""
    outcome: str
    """What came out, in words; empty while it is open."""
    outcome_en: str
    is_secret: bool
    """Whether opinions are hidden now."""
    tallied: Tallied | None
    """None where nothing is counted."""
    signers: tuple[Signer, ...]

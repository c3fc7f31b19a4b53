"""The registers of a county: its bodies, posts, persons, who holds which post, and its papers.

A *change* is what becomes of one entry; several make a *proposal* where two administrators are
wanted (decision 0033). The key of an entry never changes; what is over is ended, never taken out.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from server.domain.access import ACTS
from server.domain.certificates import Certificate
from server.domain.county import Paper
from server.domain.hooks import Hook
from server.domain.people import Body, Holding, Person, Post

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

Entry = Body | Post | Person | Holding | Certificate | Hook | Paper

SENSITIVE_ROLES = frozenset[str]().union(*ACTS.values())
"""Roles that allow more than work and cases: who holds them is for two to decide."""
MOST_ENTRIES = 5000
"""How many entries are taken in one go, out of a workbook or from a program."""


class Register(StrEnum):
    """Which register an entry belongs to."""

    BODIES = "bodies"
    POSTS = "posts"
    PERSONS = "persons"
    HOLDINGS = "holdings"
    CERTIFICATES = "certificates"
    HOOKS = "hooks"
    PAPERS = "papers"


class ProposalStage(StrEnum):
    """How far a proposal is, for who looks for it."""

    OPEN = "open"
    """It waits for a second administrator."""
    WAITING = "waiting"
    """Two agreed on it, and it waits for its day."""
    DECIDED = "decided"
    """It was made, or it never will be."""


STAGES: Mapping[ProposalStage, tuple[str, ...]] = {
    ProposalStage.OPEN: ("open",),
    ProposalStage.WAITING: ("waiting",),
    ProposalStage.DECIDED: ("agreed", "made", "failed", "refused", "withdrawn"),
}
"""What may have become of a proposal at each stage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What becomes of one entry of a register."""

    register: Register
    key: str
    before: Entry | None
    """None when it is new."""
    after: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """All registers as they stand, each by the keys of its entries."""

    bodies: Mapping[str, Body] = field(default_factory=dict)
    posts: Mapping[str, Post] = field(default_factory=dict)
    persons: Mapping[str, Person] = field(default_factory=dict)
    holdings: Mapping[str, Holding] = field(default_factory=dict)
    certificates: Mapping[str, Certificate] = field(default_factory=dict)
    hooks: Mapping[str, Hook] = field(default_factory=dict)
    papers: Mapping[str, Paper] = field(default_factory=dict)

    def entry(self, register: Register, key: str) -> Entry | None:
        """The entry with this key."""
        entries: Mapping[str, Entry] = getattr(self, register.value)
        return entries.get(key)

    def after(self, changes: Iterable[Change]) -> Chart:
        """The registers once these changes are made."""
        grown: dict[str, dict[str, Entry]] = {}
        for change in changes:
            name = change.register.value
            grown.setdefault(name, dict(getattr(self, name)))[change.key] = change.after
        return replace(self, **grown)  # type: ignore[arg-type]  # each register by its own name


def key_of(entry: Entry) -> str:
    """By what an entry is known for ever."""
    match entry:
        case Body() | Post() | Hook():
            return entry.id
        case Person():
            return entry.login
        case Certificate():
            return entry.number
        case Holding():
            return f"{entry.login}@{entry.post}@{entry.valid_from}"
        case _:
            return f"{entry.kind}/{entry.name}"


def register_of(entry: Entry) -> Register:
    """The register that an entry belongs to."""
    return _REGISTERS[type(entry)]


_REGISTERS: dict[type[Entry], Register] = {
    Body: Register.BODIES,
    Post: Register.POSTS,
    Person: Register.PERSONS,
    Holding: Register.HOLDINGS,
    Certificate: Register.CERTIFICATES,
    Hook: Register.HOOKS,
    Paper: Register.PAPERS,
}


def needs_two(change: Change, chart: Chart) -> bool:
    """Whether two administrators must want this change; the chart is that after all changes.

    The papers always; a post when its functions change or when they are sensitive; who holds
    a post with sensitive functions; who is lent to another body, or for longer; a certificate that
    lets somebody act; a hook that hears more than it did. To suspend or revoke a certificate, or to
    switch a hook off, is for one, at once.
    """
    match change.after:
        case Paper():
            return True
        case Post(roles=roles):
            before = change.before.roles if isinstance(change.before, Post) else roles
            return roles != before or bool((roles | before) & SENSITIVE_ROLES)
        case Holding(post=post) as holding:
            held = change.before if isinstance(change.before, Holding) else None
            is_sensitive = bool(chart.posts[post].roles & SENSITIVE_ROLES)
            return is_sensitive or holding.lends_more_than(held)
        case Certificate() as certificate:
            former = change.before if isinstance(change.before, Certificate) else None
            return certificate.adds_to(former)
        case Hook() as hook:
            return hook.adds_to(change.before if isinstance(change.before, Hook) else None)
        case _:
            return False


def renames(change: Change) -> bool:
    """Whether the entry says something else from now on, so that pictures of before need the former words.

    Only its end or the day it began don't count: those the entry itself tells of any day.
    """
    match change.before, change.after:
        case (Body() as before, Body() as after) | (Post() as before, Post() as after):
            same = replace(before, valid_from=after.valid_from, valid_to=after.valid_to)
            return same != after
        case Person() as before, after:
            return before != after
        case _:
            return False


def is_there(entry: Body | Post | Holding, day: date) -> bool:
    """Whether an entry counts on this day: it has begun and has not ended."""
    return (entry.valid_from is None or entry.valid_from <= day) and not is_over(entry, day)


def is_over(entry: Body | Post | Holding, day: date) -> bool:
    """Whether an entry has ended before this day."""
    return entry.valid_to is not None and entry.valid_to < day

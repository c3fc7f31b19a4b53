"""Bodies, posts, the persons who hold them for a time, and the actor who does something now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from server.domain.ids import BodyId, PersonId, PostId, ProcessKey


class BodyKind(StrEnum):
    """What sort of body it is."""

    GOVERNMENT = "government"
    DEPARTMENT = "department"
    VERTICAL_BRANCH = "vertical_branch"
    INSTITUTION = "institution"
    PARTY_ORGAN = "party_organ"
    OFFICE = "office"
    COMMAND = "command"
    TOWNSHIP = "township"
    TEAM = "team"
    ROOM = "room"
    JUSTICE_OFFICE = "justice_office"
    STATION = "station"
    TASK_FORCE = "task_force"
    """工作专班: for a time, of persons who are seconded to it and keep their own posts."""
    EXTERNAL = "external"


_HEADS = {
    BodyKind.TOWNSHIP: "township_head",
    BodyKind.TEAM: "team_captain",
    BodyKind.JUSTICE_OFFICE: "justice_office",
    BodyKind.OFFICE: "gov_office",
    BodyKind.COMMAND: "cmd_head",
    BodyKind.GOVERNMENT: "county_leader",
}


HEAD_ROLES = frozenset({"dept_head", *_HEADS.values()})
"""Every function by which somebody heads a body."""


def head_role(kind: BodyKind) -> str:
    """The function that heads a body of this kind; a department head's everywhere else."""
    return _HEADS.get(kind, "dept_head")


class Level(StrEnum):
    """The level of government a body belongs to."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An organisation of the county, under one parent and perhaps working inside another."""

    id: BodyId
    name: str
    name_en: str
    short_name: str
    kind: BodyKind
    level: Level
    parent: BodyId | None
    """Whose it is (belongsTo)."""
    located_in: BodyId | None
    """Where it works, when that is another body (locatedIn): a justice office in a township."""
    fields: tuple[str, ...] = ()
    document_code: str = ""
    """机关代字, the first characters of its document numbers."""
    valid_from: date | None = None
    valid_to: date | None = None
    merged_into: BodyId | None = None
    """Which body takes over its open work when it is over; None: the one above."""

    @property
    def heir(self) -> BodyId | None:
        """Where its open work goes when it is over."""
        return self.merged_into or self.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A seat in a body with its functions; persons come and go, the post stays."""

    id: PostId
    body: BodyId
    title: str
    title_en: str
    roles: frozenset[str]
    """Functions of the post: ``township_officer``, ``dept_head``, ``command`` ..."""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A human being who can sign in."""

    id: PersonId
    login: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A person holds a post, from a day until (and with) a day."""

    login: str
    post: PostId
    valid_from: date
    valid_to: date | None = None
    seconded_from: BodyId | None = None
    """The body that lends whoever is seconded (借调), where they keep a post; None: the post is their own."""

    def holds_on(self, day: date) -> bool:
        """Whether the post is held on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def lends_more_than(self, before: Holding | None) -> bool:
        """Whether somebody is seconded by it who was not, or for longer: that is for two to decide."""
        if self.seconded_from is None:
            return False
        if before is None or before.seconded_from != self.seconded_from or before.valid_to is None:
            return True
        return self.valid_to is None or self.valid_to > before.valid_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Behalf:
    """For whom a seat is held by somebody who stands in (职务代理), until when and for what."""

    person: PersonId
    name: str
    name_en: str
    until: date
    processes: frozenset[ProcessKey] = frozenset()
    """Empty: for all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A post as its present holder has it: where, as what, with which functions.

    Whoever stands in for the holder has the same seat on the holder's behalf.
    """

    post: PostId
    body: BodyId
    body_name: str
    title: str
    roles: frozenset[str]
    body_name_en: str = ""
    title_en: str = ""
    is_head: bool = False
    """Whether it is the head's of its body."""
    since: date | None = None
    """From which day it is held, or stood in for."""
    behalf_of: Behalf | None = None
    """None: one's own."""
    until: date | None = None
    """The last day that it is held; None: without end."""
    lender: str = ""
    """The body that lends whoever is seconded to it; empty for a post of their own."""
    lender_en: str = ""

    @property
    def key(self) -> str:
        """By what a person chooses it among theirs."""
        return self.post if self.behalf_of is None else f"{self.post}:{self.behalf_of.person.hex}"

    @property
    def is_whole(self) -> bool:
        """Whether it counts for every process, so that its functions allow what they allow."""
        return self.behalf_of is None or not self.behalf_of.processes

    def serves(self, process: ProcessKey | None) -> bool:
        """Whether it counts for matters of this process."""
        return self.behalf_of is None or self.is_whole or process in self.behalf_of.processes


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody at a desk, as others choose whom to give work."""

    person: PersonId
    name: str
    name_en: str
    title: str
    """Of the post by which they sit there."""
    title_en: str
    in_hand: int
    """Open pieces of work that they hold, counted up to a cap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who does something: a person with the seats held today, or the system itself."""

    person: PersonId | None
    name: str
    name_en: str = ""
    login: str = ""
    seats: tuple[Seat, ...] = ()
    """Those that they act by, their own first."""
    aside: tuple[Seat, ...] = ()
    """Those that they have today and don't act by now, as they chose one of them."""

    @property
    def is_system(self) -> bool:
        """Whether this is the clock or the worker and no person."""
        return self.person is None

    @property
    def desks(self) -> tuple[tuple[BodyId, str], ...]:
        """Every (body, role) all of whose work this person may take."""
        return tuple(sorted({(s.body, role) for s in self.seats if s.is_whole for role in s.roles}))

    @property
    def desks_in_part(self) -> tuple[tuple[BodyId, str, ProcessKey], ...]:
        """Every (body, role) whose work this person may take in matters of one process only."""
        found = {
            (seat.body, role, process)
            for seat in self.seats
            if seat.behalf_of is not None
            for process in seat.behalf_of.processes
            for role in seat.roles
        }
        whole = frozenset(self.desks)
        return tuple(sorted(each for each in found if each[:2] not in whole))

    @property
    def headed(self) -> frozenset[BodyId]:
        """The bodies that this person heads."""
        return frozenset(seat.body for seat in self.seats if seat.is_head and seat.is_whole)

    def has_role(self, role: str) -> bool:
        """Whether any seat carries this function, for every process."""
        return any(seat.is_whole and role in seat.roles for seat in self.seats)

    def by(self, seat: str | None) -> Actor:
        """The same person, acting by this seat of theirs alone; by all where it is no longer theirs."""
        every = (*self.seats, *self.aside)
        chosen = tuple(each for each in every if each.key == seat) or every
        return replace(
            self, seats=chosen, aside=tuple(each for each in every if each not in chosen)
        )


SYSTEM = Actor(person=None, name="system")
"""Clocks and workers act as this."""

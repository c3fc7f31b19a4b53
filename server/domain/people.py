"""Bodies, posts, the persons who hold them for a time, and the actor who does something now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from server.domain.ids import BodyId, PersonId, PostId


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
    EXTERNAL = "external"


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

    def holds_on(self, day: date) -> bool:
        """Whether the post is held on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A post as its present holder has it: where, as what, with which functions."""

    post: PostId
    body: BodyId
    body_name: str
    title: str
    roles: frozenset[str]
    body_name_en: str = ""
    title_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who does something: a person with the seats held today, or the system itself."""

    person: PersonId | None
    name: str
    name_en: str = ""
    login: str = ""
    seats: tuple[Seat, ...] = ()

    @property
    def is_system(self) -> bool:
        """Whether this is the clock or the worker and no person."""
        return self.person is None

    @property
    def desks(self) -> tuple[tuple[BodyId, str], ...]:
        """Every (body, role) whose work this person may take."""
        return tuple(sorted({(s.body, role) for s in self.seats for role in s.roles}))

    def has_role(self, role: str) -> bool:
        """Whether any seat carries this function."""
        return any(role in seat.roles for seat in self.seats)


SYSTEM = Actor(person=None, name="system")
"""Clocks and workers act as this."""

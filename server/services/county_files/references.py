"""Checks that whatever the files name is there, and that a post has one holder at a time."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from server.domain.people import BodyKind
from server.domain.respite import HEAD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from server.domain.catalogue import CatalogueItem
    from server.domain.certificates import Certificate
    from server.domain.clock import Clock
    from server.domain.county import CountyProfile
    from server.domain.people import Body, Holding, Person, Post
    from server.services.county_files.faults import Faults, Place, Placed


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What was read, each with its line."""

    county: Placed[CountyProfile]
    clocks: tuple[Placed[Clock], ...]
    items: tuple[Placed[CatalogueItem], ...]
    bodies: tuple[Placed[Body], ...]
    posts: tuple[Placed[Post], ...]
    persons: tuple[Placed[Person], ...]
    holdings: tuple[Placed[Holding], ...]
    certificates: tuple[Placed[Certificate], ...]


def check(read: Read, faults: Faults) -> None:
    """Note whatever is named and not there."""
    bodies: set[str] = {body.value.id for body in read.bodies}
    townships: set[str] = {b.value.id for b in read.bodies if b.value.kind is BodyKind.TOWNSHIP}
    posts: set[str] = {post.value.id for post in read.posts}
    logins = {person.value.login for person in read.persons}
    categories = {category.key for category in read.county.value.whistle_categories}
    functions = read.county.value.functions
    _note_missing(_bodies_named(read), bodies, "bodies.csv", faults)
    _note_missing(
        ((t, i.at("townships")) for i in read.items for t in i.value.townships),
        townships,
        "bodies.csv (kind township)",
        faults,
    )
    _note_missing(((h.value.post, h.at("post")) for h in read.holdings), posts, "posts.csv", faults)
    _note_missing(
        ((h.value.login, h.at("person")) for h in read.holdings), logins, "persons.csv", faults
    )
    _note_missing(
        ((c.value.login, c.at("person")) for c in read.certificates), logins, "persons.csv", faults
    )
    _note_missing(
        ((i.value.whistle_category, i.at("whistle")) for i in read.items),
        {"", *categories},
        "county.toml [[whistle_category]]",
        faults,
    )
    _note_missing(
        ((c.value.supervised_by, c.at("supervised_by")) for c in read.clocks),
        set(functions),
        "county.toml [functions]",
        faults,
    )
    _note_missing(
        ((each.approver, c.at("extend")) for c in read.clocks for each in c.value.extend),
        {HEAD, *functions},
        "county.toml [functions]",
        faults,
    )
    _note_circles(read.bodies, faults)
    _note_shared_posts(read.holdings, faults)


def _bodies_named(read: Read) -> Iterator[tuple[str, Place]]:
    for function, body in read.county.value.functions.items():
        yield body, read.county.at(f"functions.{function}")
    for one in read.bodies:
        for column in ("parent", "located_in", "merged_into"):
            named = getattr(one.value, column)
            yield from ((named, one.at(column)),) if named else ()
    for post in read.posts:
        yield post.value.body, post.at("body")
    for item in read.items:
        yield from ((holder, item.at("holders")) for holder in item.value.holders)


def _note_missing(
    named: Iterable[tuple[str, Place]], there: set[str], where: str, faults: Faults
) -> None:
    for name, place in named:
        if name not in there:
            faults.note(
                place,
                f"{where} 中没有“{name}”，请补上或改正。",
                f"“{name}” is not in {where}. Add it there or correct it here.",
            )


def _note_circles(bodies: tuple[Placed[Body], ...], faults: Faults) -> None:
    parents = {body.value.id: body.value.parent for body in bodies}
    for body in bodies:
        above = body.value.parent
        for _ in bodies:
            above = parents.get(above) if above else None
        if above:
            faults.note(
                body.at("parent"),
                "上级关系成环，请改正。",
                "Its parents lead in a circle. Correct one of them.",
            )


def _note_shared_posts(holdings: tuple[Placed[Holding], ...], faults: Faults) -> None:
    ordered = sorted(holdings, key=lambda h: (h.value.post, h.value.valid_from))
    for before, after in pairwise(ordered):
        if before.value.post == after.value.post and before.value.holds_on(after.value.valid_from):
            faults.note(
                after.at("valid_from"),
                f"岗位此时由第 {before.at('post').line} 行的人担任，请先填其 valid_to。",
                f"The person of line {before.at('post').line} holds the post then. "
                "Give that line a valid_to first.",
            )

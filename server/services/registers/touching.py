"""Whom changes of the registers touch: the desks of bodies, posts and holders, and their open work."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from server.domain.people import Body, Holding, Post
from server.domain.reading.proposals import TouchedDesk
from server.domain.reading.registers import OpenWork
from server.domain.registers import is_over

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from server.domain.ids import BodyId
    from server.domain.ports import Unit
    from server.domain.registers import Change, Chart

SHOWN = 100
"""Desks named on a page."""
_NOTHING = OpenWork(count=0, numbers=())


def touched(
    unit: Unit, chart: Chart, changes: Iterable[Change], day: date
) -> tuple[TouchedDesk, ...]:
    """The desks that changes touch as they stand on a day, who sits there, and what is open there."""
    posts = {post.id: post for change in changes for post in _posts(chart, change)}
    desks = sorted({(post.body, role) for post in posts.values() for role in post.roles})
    named = list(islice(desks, SHOWN))
    left = unit.registers.open_work(named)
    return tuple(
        TouchedDesk(
            body=chart.bodies[body].name,
            body_en=chart.bodies[body].name_en,
            role=role,
            persons=tuple(_persons(chart, body, role, day)),
            open=left.get((body, role), _NOTHING),
        )
        for body, role in named
    )


def _posts(chart: Chart, change: Change) -> Iterator[Post]:
    """The posts that a change touches, as they stand before it."""
    match change.after:
        case Body(id=body):
            yield from (post for post in chart.posts.values() if post.body == body)
        case Post(id=named) | Holding(post=named) if named in chart.posts:
            yield chart.posts[named]
        case _:
            """Anything else touches no desk."""


def _persons(chart: Chart, body: BodyId, role: str, day: date) -> Iterator[tuple[str, str]]:
    for held in chart.holdings.values():
        post = chart.posts[held.post]
        if (
            post.body == body
            and role in post.roles
            and held.holds_on(day)
            and not is_over(post, day)
        ):
            person = chart.persons[held.login]
            yield person.name, person.name_en

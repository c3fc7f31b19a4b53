"""The county: its bodies and posts, and its processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from server.domain.access import may
from server.domain.county_time import day_in, day_of
from server.domain.ids import BodyId, ProcessKey
from server.services import explaining_assignment, finding, separations
from server.services.registers import ahead
from server.web.context import actor, tools
from server.web.gate import needs
from server.web.page_diagrams import picture_of
from server.web.words import body_kinds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from flask.typing import ResponseReturnValue

    from server.domain.reading import BodyNode
    from server.domain.reading.proposals import Waiting

county = Blueprint("county", __name__)


@county.get("/organisation")
@needs()
def organisation() -> ResponseReturnValue:
    """The tree of bodies, as on the day that is asked for; one of them opened."""
    day = day_in(request.args.get("day", ""))
    bodies = finding.organisation(tools(), day)
    wanted = request.args.get("body") or _own_body()
    is_ahead = day is not None and day > day_of(tools().clock.now())
    path = next((path for path in _paths(bodies) if path[-1].id == wanted), ())
    return render_template(
        "organisation.html",
        bodies=bodies,
        chosen=path[-1] if path else None,
        open_bodies={node.id for node in path} | {node.id for node in bodies},
        kinds=body_kinds(),
        day=day,
        is_ahead=is_ahead,
        waiting=_waiting(day),
    )


@county.get("/processes")
@needs()
def processes() -> ResponseReturnValue:
    """Every process, drawn."""
    cards = finding.processes(tools())
    startable = {card.key for card in finding.startable(tools(), actor())}
    drawn = [(card, picture_of(card, None)) for card in cards]
    return render_template(
        "processes.html",
        processes=drawn,
        startable=startable,
        previews=may(actor(), "preview"),
        verifies=may(actor(), "verify"),
    )


@county.get("/processes/<process>/people")
@needs("preview")
def people(process: str) -> ResponseReturnValue:
    """Says who would get each step of a process today."""
    body = request.args.get("body", "")
    preview = explaining_assignment.who_would(
        tools(), actor(), ProcessKey(process), BodyId(body) if body else None
    )
    return render_template("preview.html", preview=preview)


@county.get("/separations")
@needs("verify")
def separated() -> ResponseReturnValue:
    """What one person or one body never does both of, and where it holds now."""
    return render_template("separations.html", page=separations.separations(tools(), actor()))


def _waiting(day: date | None) -> tuple[Waiting, ...]:
    """What two agreed on until the day that is asked for, for those who may see proposals."""
    if day is None or not may(actor(), "administer"):
        return ()
    return ahead.waiting(tools(), actor(), day)


def _own_body() -> str:
    seats = actor().seats
    return seats[0].body if seats else ""


def _paths(
    nodes: Iterable[BodyNode], above: tuple[BodyNode, ...] = ()
) -> Iterator[tuple[BodyNode, ...]]:
    for node in nodes:
        yield (*above, node)
        yield from _paths(node.children, (*above, node))

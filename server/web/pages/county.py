"""The county: its bodies and posts, and its processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from server.services import finding
from server.web.context import actor, tools
from server.web.gate import needs
from server.web.page_diagrams import picture_of
from server.web.words import body_kinds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flask.typing import ResponseReturnValue

    from server.domain.reading import BodyNode

county = Blueprint("county", __name__)


@county.get("/organisation")
@needs()
def organisation() -> ResponseReturnValue:
    """The tree of bodies; one of them opened."""
    bodies = finding.organisation(tools())
    wanted = request.args.get("body") or _own_body()
    path = next((path for path in _paths(bodies) if path[-1].id == wanted), ())
    return render_template(
        "organisation.html",
        bodies=bodies,
        chosen=path[-1] if path else None,
        open_bodies={node.id for node in path} | {node.id for node in bodies},
        kinds=body_kinds(),
    )


@county.get("/processes")
@needs()
def processes() -> ResponseReturnValue:
    """Every process, drawn."""
    cards = finding.processes(tools())
    startable = {card.key for card in finding.startable(tools(), actor())}
    drawn = [(card, picture_of(card, None)) for card in cards]
    return render_template("processes.html", processes=drawn, startable=startable)


def _own_body() -> str:
    seats = actor().seats
    return seats[0].body if seats else ""


def _paths(
    nodes: Iterable[BodyNode], above: tuple[BodyNode, ...] = ()
) -> Iterator[tuple[BodyNode, ...]]:
    for node in nodes:
        yield (*above, node)
        yield from _paths(node.children, (*above, node))

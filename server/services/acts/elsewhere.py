"""Where else the place of open work could go on: at steps done before, at steps that lie ahead, and why not at others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain.errors import Refusal
from server.domain.rerouting import Advance, Reroute
from server.services.acts.earlier import attempted, behind, is_open, name_in, places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.domain.moves import Move
    from server.domain.rerouting import Rerouting
    from server.domain.rounds import Earlier
    from server.domain.values import Words
    from server.domain.work import WorkItem
    from server.services.acts.earlier import Place
    from server.services.running import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """A step at which the place of some work can go on."""

    element: str
    name: Words
    place: Place
    push: Rerouting
    earlier: Earlier | None = None
    """How it was done before; None for one that lies ahead."""
    going: tuple[WorkItem, ...] = ()
    """The open work that goes by that, beside the work itself."""
    left_out: tuple[str, ...] = ()
    """The activities between, which stay undone."""

    def names_of(self, run: Run, elements: tuple[str, ...]) -> tuple[Words, ...]:
        """What elements of its diagram are called."""
        return tuple(name_in(run, self.place.held.version, element) for element in elements)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """A step at which it can't go on, and why."""

    name: Words
    why: Words


def place_of(run: Run, item: WorkItem) -> Place:
    """The place in a flow that is given up when the work is: of a step of many that of the whole step."""
    return next(places(run, item, run.hold(item.case)))


def destinations(run: Run, item: WorkItem) -> Iterator[Destination | Closed]:
    """Every other step of the work's own flow: those done before the latest first, then those that never were.

    Each is tried in the engine, and nothing kept.
    """
    place = place_of(run, item)
    run.learn(place.held)
    done = {
        one.item.element: one
        for one in run.unit.work.earlier(item.case)
        if one.within == place.held.id
    }
    steps = run.tools.engine.model(place.held.version).steps
    for element in dict.fromkeys([*done, *steps]):
        if element != item.element:
            yield _tried(run, item, place, element, done.get(element))


def _tried(
    run: Run, item: WorkItem, place: Place, element: str, earlier: Earlier | None
) -> Destination | Closed:
    again, ahead = (kind(element=element, token=place.token) for kind in (Reroute, Advance))
    refused: list[Refusal] = []
    name = name_in(run, place.held.version, element)
    for push in (again, ahead) if earlier else (ahead,):
        came = attempted(run, place.held, push)
        if not isinstance(came, Refusal):
            return Destination(
                element=element,
                name=name,
                place=place,
                push=push,
                earlier=earlier,
                going=tuple(_going(run, item, place, came)),
                left_out=came.left_out,
            )
        refused.append(came)
    return Closed(name=name, why=_why(refused[-1]))


def _why(refusal: Refusal) -> Words:
    """The reason alone where the refusal gives one, else all that it says."""
    match refusal.values.get("why"):
        case (str(zh), str(en)):
            return zh, en
        case _:
            return refusal.sentence("zh").rstrip("。"), refusal.sentence("en").rstrip(".")


def _going(run: Run, item: WorkItem, place: Place, came: Move) -> Iterator[WorkItem]:
    for each in behind(run, place.held, {*came.closed, place.token}):
        if is_open(each) and each.id != item.id:
            yield each

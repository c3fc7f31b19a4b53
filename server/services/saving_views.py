"""Views of the inbox that people save: their own, and those that colleagues share with their body.

Only who saved a view changes it. Views are conveniences, as drafts are: no fact tells of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from server.domain.access import person_in
from server.domain.errors import NoSuchView, NotAllowed, TooManyViews, ViewNameTaken, ViewNameWrong
from server.domain.ids import ViewId
from server.domain.reading.asking import address_of, asked_by
from server.domain.saved_view import LONGEST_VIEW_NAME, MOST_VIEWS, SavedView
from server.services.repeating import again, once

if TYPE_CHECKING:
    from server.domain.ids import BodyId
    from server.domain.people import Actor
    from server.domain.ports import Unit
    from server.services.tools import Tools


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants a view to be; what is None stays as it is."""

    name: str | None = None
    query: str | None = None
    is_default: bool | None = None
    body: BodyId | None = None
    """Shared with everybody in this body; an empty one shares it no more."""
    position: int | None = None
    """Its place among one's own, from 0."""


def views(tools: Tools, actor: Actor) -> tuple[SavedView, ...]:
    """The actor's views in their order, then those shared with the actor's bodies."""
    with tools.unit() as unit:
        return unit.saved_views.of(person_in(actor), _bodies(actor))


def counts(tools: Tools, actor: Actor) -> tuple[tuple[SavedView, int], ...]:
    """The views, each with how much open work it finds now, one beyond the cap at most."""
    with tools.unit() as unit:
        found = unit.saved_views.of(person_in(actor), _bodies(actor))[:MOST_VIEWS]
        now = tools.clock.now()
        counted = (unit.views.inbox_count(actor, asked_by(view.query), now) for view in found)
        return tuple(zip(found, counted, strict=True))


@again
def save(tools: Tools, actor: Actor, wish: Wish, request_key: str | None = None) -> SavedView:
    """Saves a view under a name that no other of the actor's has."""
    with tools.unit() as unit:
        request = once(unit, actor, request_key, ("save view", wish.name, wish.query))
        mine = unit.saved_views.hold(person_in(actor))
        if request.answer is not None:
            return _own(mine, ViewId(request.id_in("view")))
        if len(mine) >= MOST_VIEWS:
            raise TooManyViews(most=MOST_VIEWS)
        view = SavedView(
            id=ViewId(tools.ids.new()),
            person=person_in(actor),
            name=_name(mine, None, wish.name or ""),
            query=_query(wish.query or ""),
            position=len(mine),
            owner=actor.name,
            owner_en=actor.name_en,
        )
        view = _granted(actor, view, wish)
        unit.saved_views.put(view)
        _keep_one_default(unit, mine, view)
        request.keep({"view": view.id.hex})
        unit.commit()
        return view


@again
def change(tools: Tools, actor: Actor, view: ViewId, wish: Wish) -> SavedView:
    """Changes what the wish names of a view of the actor's; refused with ``NoSuchView``."""
    with tools.unit() as unit:
        mine = unit.saved_views.hold(person_in(actor))
        before = _own(mine, view)
        name = before.name if wish.name is None else _name(mine, view, wish.name)
        query = before.query if wish.query is None else _query(wish.query)
        after = _granted(actor, replace(before, name=name, query=query), wish)
        unit.saved_views.change(after)
        _keep_one_default(unit, mine, after)
        if wish.position is not None:
            _move(unit, mine, after, wish.position)
        unit.commit()
        return after


@again
def drop(tools: Tools, actor: Actor, view: ViewId) -> None:
    """Takes a view of the actor's away; refused with ``NoSuchView``."""
    with tools.unit() as unit:
        _own(unit.saved_views.hold(person_in(actor)), view)
        unit.saved_views.drop(view)
        unit.commit()


def _granted(actor: Actor, view: SavedView, wish: Wish) -> SavedView:
    """The view as default or shared, as wished; shared only with a body of the actor's own."""
    if wish.is_default is not None:
        view = replace(view, is_default=wish.is_default)
    if wish.body is None:
        return view
    if wish.body and wish.body not in _bodies(actor):
        raise NotAllowed
    return replace(view, body=wish.body or None)


def _keep_one_default(unit: Unit, mine: tuple[SavedView, ...], chosen: SavedView) -> None:
    for other in mine:
        if chosen.is_default and other.is_default and other.id != chosen.id:
            unit.saved_views.change(replace(other, is_default=False))


def _move(unit: Unit, mine: tuple[SavedView, ...], moved: SavedView, position: int) -> None:
    order = [view for view in mine if view.id != moved.id]
    order.insert(max(0, min(position, len(order))), moved)
    for place, view in enumerate(order):
        if view.position != place:
            is_default = view.is_default and not (moved.is_default and view.id != moved.id)
            unit.saved_views.change(replace(view, position=place, is_default=is_default))


def _name(mine: tuple[SavedView, ...], view: ViewId | None, wanted: str) -> str:
    name = " ".join(wanted.split())
    if not name or len(name) > LONGEST_VIEW_NAME:
        raise ViewNameWrong(most=LONGEST_VIEW_NAME)
    if any(each.name == name and each.id != view for each in mine):
        raise ViewNameTaken(name=name)
    return name


def _query(address: str) -> str:
    """The address without what nobody understands."""
    return address_of(asked_by(address))


def _own(mine: tuple[SavedView, ...], view: ViewId) -> SavedView:
    found = next((each for each in mine if each.id == view), None)
    if found is None:
        raise NoSuchView
    return found


def _bodies(actor: Actor) -> tuple[BodyId, ...]:
    return tuple(sorted({seat.body for seat in actor.seats}))

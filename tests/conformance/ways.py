"""All ways that the token game may go: the states that one and the same history may have led to."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Any

from tests.conformance.board import Fault
from tests.conformance.charts import Chart
from tests.conformance.token_game import Game

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tests.conformance.board import V

TOO_MANY = 150
"""States between two steps; a diagram that has more of them is not looked at."""
FAULT = "fault"


class TooMany(Exception):
    """There are more ways than anybody wants to follow."""


class Ways:
    """Every state in which an instance may be, after what has happened so far."""

    def __init__(self, diagram: bytes) -> None:
        self.games = [Game(Chart(diagram))]

    def begun(self, v: V) -> list[Game]:
        """Where it may be after its begin."""
        return settled(_moved(game, Game.begin, v) for game in self.games)

    def after(self, element: str, v: V | None) -> list[Game]:
        """Where it may be when this has happened to any of those that wait for it."""
        return settled(self._after(element, v))

    def _after(self, element: str, v: V | None) -> Iterator[Game]:
        for game in self.games:
            for item in game.items():
                if item.element == element:
                    yield _moved(game, Game.happen, item, v)


def settled(games: Iterable[Game]) -> list[Game]:
    """All that automatic steps may lead to, each once; where they may never end, a fault as well."""
    ways: dict[str, list[str]] = {}
    todo, ends = list(games), []
    while todo:
        game = todo.pop()
        if (picture := game.picture()) in ways:
            continue
        following = list(_following(game))
        ways[picture] = [other.picture() for other in following]
        if len(ways) > TOO_MANY or len(game.tokens) > TOO_MANY:
            raise TooMany
        todo += following
        if not following:
            ends.append(_moved(game, Game.check_alive))
    return [*ends, _moved(game, _stumble)] if _may_go_round(ways) else ends


def _may_go_round(ways: dict[str, list[str]]) -> bool:
    try:
        TopologicalSorter(ways).prepare()
    except CycleError:
        return True
    return False


def _following(game: Game) -> Iterator[Game]:
    """The states one automatic step away; where order can't matter one order is enough."""
    ready = [key for key, token in game.tokens.items() if token.how == "ready"]
    for key in ready if game.chart.races else ready[:1]:
        try:
            yield from game.copy().act(key)
        except Fault:
            yield _moved(game, _stumble)
    places = list(game.mergeable())
    for place in places:
        yield _moved(game, Game.join, *place)
    for item in [] if ready or places else game.conditions():
        yield _moved(game, Game.happen, item, None)


def _moved(game: Game, move: Callable[..., object], *given: Any) -> Game:
    """The state after a move; where one can't go on, its ending is a fault."""
    other = game.copy()
    try:
        move(other, *given)
    except Fault:
        other.over(FAULT)
    return other


def _stumble(_game: Game) -> None:
    raise Fault

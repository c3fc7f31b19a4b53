"""All ways that the token game may go: the states that one and the same history may have led to."""

from __future__ import annotations

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
    """All that automatic steps may lead to, each once."""
    seen: set[str] = set()
    todo, ends = list(games), []
    while todo:
        game = todo.pop()
        if (picture := game.picture()) in seen:
            continue
        seen.add(picture)
        if len(seen) > TOO_MANY or len(game.tokens) > TOO_MANY:
            raise TooMany
        following = list(_following(game))
        todo += following
        if not following:
            ends.append(_moved(game, Game.check_alive))
    return ends


def _following(game: Game) -> Iterator[Game]:
    """The states one automatic step away; where order can't matter one order is enough."""
    ready = [key for key, token in game.tokens.items() if token.how == "ready"]
    for key in ready if game.chart.races else ready[:1]:
        try:
            yield from game.copy().act(key)
        except Fault:
            yield _moved(game, _stumble)
    for place in game.mergeable():
        yield _moved(game, Game.join, *place)


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

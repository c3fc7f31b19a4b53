"""Going back in random diagrams, in random order, against a tree that knows what must wait."""

from __future__ import annotations

import pytest

from server.domain.errors import NotBefore
from server.domain.rerouting import Reroute
from tests.engine.player import Player
from tests.engine.trees import NotThere, Planter

STEPS, OFTEN = 60, 0.3


class Game:
    """An instance and the tree that judges it."""

    def __init__(self, seed: int) -> None:
        planted = Planter(seed)
        self.tree, self.chance = planted.tree, planted.chance
        self.player = Player(planted.diagram).start(None, **planted.values)
        self.tree.begin()
        self.taken: list[str] = []

    @property
    def task(self) -> str:
        """One that waits; both wait for the same."""
        assert self.player.waiting == sorted(self.tree.waiting())
        return self.chance.choice(self.player.waiting)

    def done(self, task: str) -> None:
        self.player.done(task)
        self.taken.append(task)
        assert self.tree.done(task) == self.player.over

    def back(self, task: str, target: str) -> None:
        """Both go back, or neither may."""
        push = Reroute(element=target, token=self.player.token(task))
        try:
            self.tree.back(task, target)
        except NotThere:
            with pytest.raises(NotBefore):
                self.player.push(push)
        else:
            self.player.push(push)


@pytest.mark.parametrize("seed", range(240))
def test_going_back_takes_away_what_came_of_the_step_and_nothing_else(seed: int) -> None:
    game = Game(seed)
    for _ in range(STEPS):
        if game.taken and game.chance.random() < OFTEN:
            game.back(game.task, game.chance.choice(game.taken))
        else:
            game.done(game.task)
        if game.player.over:
            return
    while not game.player.over:  # however often it went back, it can still come to its end
        game.done(game.task)

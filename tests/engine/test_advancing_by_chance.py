"""Going ahead in random diagrams, and back, in random order, against a tree that knows what must wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.domain.errors import FlowWouldBreak
from server.domain.rerouting import Advance
from tests.engine.test_rerouting_by_chance import OFTEN, STEPS, Game
from tests.engine.trees import NotThere, Task

if TYPE_CHECKING:
    from tests.engine.trees import Block


def tasks(block: Block) -> list[str]:
    if isinstance(block, Task):
        return [block.key]
    return [task for inner in block.inner for task in tasks(inner)]


def ahead(game: Game, task: str, target: str) -> None:
    """Both go there, or neither may; what lies between stays undone."""
    push = Advance(element=target, token=game.player.token(task))
    try:
        game.tree.ahead(task, target)
    except NotThere:
        with pytest.raises(FlowWouldBreak):
            game.player.push(push)
    else:
        move = game.player.push(push)
        assert not {task, target} & set(move.left_out)


@pytest.mark.parametrize("seed", range(240))
def test_going_ahead_leaves_all_beside_it_as_it_was_and_comes_to_the_end(seed: int) -> None:
    game = Game(seed)
    every = tasks(game.tree)
    for _ in range(STEPS):
        task = game.task
        if game.chance.random() < OFTEN:
            target = game.chance.choice(every)
            if target != task:
                ahead(game, task, target)
        elif game.taken and game.chance.random() < OFTEN:
            game.back(task, game.chance.choice(game.taken))
        else:
            game.done(task)
        if game.player.over:
            return
    while not game.player.over:  # however it was moved, it can still come to its end
        game.done(game.task)

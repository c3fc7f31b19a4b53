"""The engine against the token game, on diagrams by chance: after every step both wait for the same.

Some hundred diagrams a run; many more by ``MUSTER_TOKEN_GAMES=20000 pytest tests/conformance/test_token_game.py``.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from server.domain.errors import StepFailed
from tests.conformance.generated import Sketched, sketches
from tests.conformance.hosting import Host
from tests.conformance.ways import FAULT, TooMany, Ways
from tests.engine.player import Player

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conformance.token_game import Game

GAMES = int(os.environ.get("MUSTER_TOKEN_GAMES", "150"))
STEPS = 12


class Match:
    """Engine and token game side by side."""

    def __init__(self, diagram: bytes) -> None:
        self.ways = Ways(diagram)
        self.host = Host(Player(diagram, steps=2_000))

    def begin(self, v: list[str]) -> None:
        """Both begin."""
        self.agree(self.ways.begun(frozenset(v)), lambda host: host.start(v=v))

    def step(self, index: int, v: list[str]) -> None:
        """The same happens to both."""
        thing = self.host.open[index % len(self.host.open)]
        asked = None if thing.is_timer else frozenset(v)
        self.agree(
            self.ways.after(thing.element, asked),
            lambda host: host.happen(thing) if thing.is_timer else host.happen(thing, v=v),
        )

    def agree(self, following: list[Game], move: Callable[[Host], Host]) -> None:
        """What the engine came to is one of the states that the standard leads to."""
        after = self.moved(move)
        if after is None:
            assert any(game.ending == FAULT for game in following)
            return  # a step that fails leaves everything as it was
        same = [game for game in following if picture(after) == waiting(game)]
        assert same, (picture(after), [waiting(game) for game in following])
        self.ways.games, self.host = same, after

    def moved(self, move: Callable[[Host], Host]) -> Host | None:
        """The engine after a move; None where the step failed."""
        try:
            return move(self.host.copy())
        except StepFailed:
            return None


def picture(host: Host) -> tuple[str, Counter[str]]:
    """What is to be seen of the engine."""
    return host.ending, Counter(thing.element for thing in host.open)


def waiting(game: Game) -> tuple[str, Counter[str]]:
    """What is to be seen of the token game."""
    return game.ending, Counter(item.element for item in game.items())


@settings(
    max_examples=GAMES,
    derandomize=GAMES < 1_000,
    suppress_health_check=list(HealthCheck),
    database=None,
)
@given(sketch=sketches(), data=st.data())
def test_after_every_step_both_wait_for_the_same(sketch: Sketched, data: st.DataObject) -> None:
    answers: st.SearchStrategy[list[str]] = st.just([])
    if sketch.names:
        answers = st.lists(st.sampled_from(sketch.names), unique=True)
    match = Match(sketch.diagram)
    try:
        match.begin(data.draw(answers))
        for _ in range(STEPS):
            if not match.host.open:
                break
            match.step(data.draw(st.integers(0, 7)), data.draw(answers))
    except TooMany:
        reject()

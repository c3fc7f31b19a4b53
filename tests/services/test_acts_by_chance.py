"""Everybody does anything that the house knows to random cases, in random order, over real tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.domain.people import SYSTEM
from server.services.auditing import verify
from tests.services.by_chance import ByChance

if TYPE_CHECKING:
    from tests.web.house import House

MOVES = 40


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_done_nothing_is_lost_and_nothing_forbidden_goes_through(
    seed: int, house: House
) -> None:
    game = ByChance(house, seed)
    for _ in range(MOVES):
        game.move()
        game.check()

    assert game.finish() not in {"running", "suspended"}
    game.check()
    assert game.done or game.said
    assert verify(game.tools, SYSTEM).is_sound

"""Parallel multiple events: all definitions must occur, in any order (BPMN 2.0, 10.5.1)."""

from __future__ import annotations

from itertools import permutations, product
from typing import TYPE_CHECKING

import pytest

from server.domain.errors import WorkGone
from server.domain.moves import Deliver
from tests.engine.diagrams import (
    boundary,
    end,
    flow,
    gateway,
    line,
    start,
    user,
)
from tests.engine.event_pen import catch, draw, throw
from tests.engine.player import Player
from tests.engine.several_pen import (
    ALL,
    MESSAGE,
    SIGNAL,
    SOON,
    TRUE,
    begun,
    beside,
    ear,
    in_flow,
    occur,
    together,
)

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize("order", list(permutations(["message", "signal", "timer", "condition"])))
def test_in_the_flow_all_must_occur_in_any_order(order: tuple[str, ...]) -> None:
    player = in_flow(ALL + TRUE, parallel=True).start()

    for kind in order[:-1]:
        occur(player, kind)
        assert "L" not in player.waiting
    occur(player, order[-1])

    assert "L" in player.waiting
    assert "X" not in player.waiting
    assert player.path.count("X") == 1
    assert player.data == {"message": 1, "signal": 1, "go": True}


def test_what_has_occurred_is_not_waited_for_again() -> None:
    player = in_flow(ALL, parallel=True).start()
    token = ear(player, "message")
    occur(player, "message")

    assert player.waiting == ["W", "X", "X"]
    with pytest.raises(WorkGone):
        player.push(Deliver(token=token))


@pytest.mark.parametrize("order", list(permutations(["message", "signal", "timer"])))
@pytest.mark.parametrize("draws", [beside, begun])
def test_what_interrupts_waits_for_all(
    draws: Callable[..., Player], order: tuple[str, ...]
) -> None:
    player = draws(ALL, interrupting=True, parallel=True).start()

    for kind in order[:-1]:
        occur(player, kind)
        assert "W" in player.waiting
    occur(player, order[-1])

    assert player.waiting == ["L"]


@pytest.mark.parametrize("order", list(product(permutations(["message", "signal"]), repeat=2)))
@pytest.mark.parametrize("draws", [beside, begun])
def test_what_runs_beside_waits_for_all_each_time(
    draws: Callable[..., Player], order: tuple[tuple[str, ...], ...]
) -> None:
    player = draws(MESSAGE + SIGNAL, interrupting=False, parallel=True).start()

    for times, (one, other) in enumerate(order, start=1):
        occur(player, one)
        assert player.waiting == [*["L"] * (times - 1), "W", "X"]
        occur(player, other)
        assert player.waiting == [*["L"] * times, "W", "X", "X"]


def test_with_a_moment_in_it_it_comes_once() -> None:
    player = beside(MESSAGE + SOON, interrupting=False, parallel=True).start()

    occur(player, "timer")
    occur(player, "message")

    assert player.waiting == ["L", "W"]


def test_a_condition_that_still_holds_has_to_turn_again() -> None:
    event = together(boundary("X", "H", MESSAGE + TRUE, interrupting=False))
    player = Player(
        draw(
            start(), gateway("parallel", "split"), user("H"), event, user("L"), user("A"),
            gateway("exclusive", "again"), gateway("exclusive", "more", default="more_E"), end(),
            line("S", "split", "H", "E"), line("X", "L", "E"), line("split", "again", "A", "more"),
            flow("more", "again", "true"), flow("more", "E"),
        )
    ).start()  # fmt: skip

    player.done("A", go=True)
    occur(player, "message")
    assert player.waiting.count("L") == 1
    occur(player, "message")
    assert player.waiting.count("L") == 1, "the condition hasn't turned"
    player.done("A", go=False).done("A", go=True)

    assert player.waiting.count("L") == 2


def test_a_signal_thrown_inside_counts_as_well() -> None:
    player = Player(
        draw(
            start(), gateway("parallel", "split"), user("A"), throw("T", SIGNAL),
            together(catch("X", MESSAGE + SIGNAL)), user("L"), end(),
            line("S", "split", "A", "T", "E"), line("split", "X", "L", "E"),
        )
    ).start()  # fmt: skip

    assert player.done("A").waiting == ["X"]
    occur(player, "message")
    assert player.waiting == ["L"]

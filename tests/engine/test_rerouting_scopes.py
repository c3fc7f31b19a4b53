"""An instance goes on at an element again: in sub-processes, out of them and into them.

Random diagrams are in ``test_rerouting_by_chance.py``; here is one of each kind, to be read.
"""

from __future__ import annotations

import pytest

from server.domain.errors import NotBefore
from server.domain.moves import Fire
from tests.engine.diagrams import (
    boundary,
    end,
    gateway,
    line,
    start,
    sub,
    user,
)
from tests.engine.event_pen import draw
from tests.engine.handler_pen import begun_by
from tests.engine.player import Player
from tests.engine.rerouting_pen import HOUR, again, back, parallel

# --- scopes -----------------------------------------------------------------------------------


def boxed(*aside: str) -> Player:
    """P, then a sub-process of A, B and C with a moment on it, then Z."""
    box = sub(
        "box", start("bS"), user("A"), gateway("parallel", "two"), user("B"), user("C"),
        gateway("parallel", "one"), end("bE"), line("bS", "A", "two", "B", "one", "bE"),
        line("two", "C", "one"), *aside,
    )  # fmt: skip
    return Player(
        draw(
            start(), user("P"), box, boundary("late", "box", HOUR), user("L"), user("Z"), end(),
            line("S", "P", "box", "Z", "E"), line("late", "L", "E"),
        )
    ).start()  # fmt: skip


def test_inside_a_sub_process_nothing_outside_it_moves() -> None:
    player = boxed().done("P").done("A")
    moment = player.token("late")

    assert back(player, "B", "A").waiting == ["A", "late"]
    assert player.token("late") == moment


def test_from_inside_a_sub_process_to_before_it_all_of_it_goes() -> None:
    player = boxed().done("P").done("A")

    assert back(player, "B", "P").waiting == ["P"]
    assert player.done("P").waiting == ["A", "late"]


def test_from_behind_into_a_sub_process_it_begins_anew_with_what_watches_it() -> None:
    player = boxed().done("P").done("A").done("B").done("C")

    assert back(player, "Z", "B").waiting == ["B", "late"]
    assert player.done("B").waiting == ["Z"]


def test_into_a_sub_process_that_goes_on_without_giving_anything_up() -> None:
    player = boxed().done("P").done("A").done("B")

    assert again(player, "B").waiting == ["B", "C", "late"]


def test_an_interrupting_event_sub_process_can_be_undone_by_going_back() -> None:
    player = boxed(begun_by(HOUR, work="H")).done("P")
    player.push(Fire(token=player.token("XS")))
    assert player.waiting == ["H", "late"]

    assert back(player, "H", "A").waiting == ["A", "XS", "late"]
    player.push(Fire(token=player.token("XS")))
    with pytest.raises(NotBefore):
        again(player, "A")


def test_so_can_one_that_took_the_whole_process_over() -> None:
    player = Player(draw(start(), user("A"), end(), line("S", "A", "E"), begun_by(HOUR))).start()
    player.push(Fire(token=player.token("XS")))

    assert back(player, "L", "A").waiting == ["A", "XS"]


def test_one_that_runs_beside_is_not_left_for_what_it_runs_beside() -> None:
    beside = begun_by(HOUR, interrupting=False)
    player = Player(draw(start(), user("A"), end(), line("S", "A", "E"), beside)).start()
    player.push(Fire(token=player.token("XS")))

    with pytest.raises(NotBefore):
        back(player, "L", "A")


def test_a_finished_instance_goes_on_anew_with_the_data_it_is_given() -> None:
    player = parallel(begun_by(HOUR, interrupting=False)).done("P")
    for key in "ABCD":
        player.done(key)
    player.done("Z", z=1)
    assert player.over

    assert again(player, "A").waiting == ["A", "XS"]
    assert player.data["z"] == 1
    assert player.done("A").done("B").waiting == ["XS", "Z"]

"""An instance goes on at an element again: what goes, what stays, and where it may not be.

Random diagrams are in ``test_rerouting_by_chance.py``; here is one of each kind, to be read.
"""

from __future__ import annotations

import pytest

from server.domain.errors import NotBefore
from server.domain.moves import Fire
from tests.engine.diagrams import (
    boundary,
    end,
    flow,
    four_tasks,
    gateway,
    line,
    many,
    node,
    process,
    start,
    timer,
    user,
)
from tests.engine.player import Player
from tests.engine.rerouting_pen import HOUR, again, back, parallel
from tests.engine.test_links import catching, throwing

# --- what goes, and what stays ----------------------------------------------------------------


def test_in_a_row_the_step_waits_again_and_the_data_stay() -> None:
    player = Player(process(start(), user("A"), user("B"), end(), line("S", "A", "B", "E"))).start()
    player.done("A", said=1)

    assert back(player, "B", "A").waiting == ["A"]
    assert player.data == {"said": 1}
    assert player.done("A").done("B").over


def test_another_way_may_be_taken_the_second_time() -> None:
    player = Player(four_tasks()).start(None, amount=200).done("A").done("B").done("C")

    back(player, "D", "A").done("A", amount=1).done("B").done("C")

    assert player.over


def test_what_goes_on_beside_stays_as_it_is() -> None:
    player = parallel().done("P").done("A")
    beside = player.token("C")

    assert back(player, "B", "A").waiting == ["A", "C"]
    assert player.token("C") == beside
    assert player.done("A").done("B").done("C").done("D").waiting == ["Z"]


def test_what_has_come_to_the_join_from_beside_stays_there() -> None:
    player = parallel().done("P").done("A").done("C").done("D")

    assert back(player, "B", "A").done("A").done("B").waiting == ["Z"]


def test_what_has_come_to_the_join_from_the_step_itself_goes() -> None:
    player = parallel().done("P").done("A").done("B")

    assert again(player, "B").waiting == ["B", "C"]
    assert player.done("C").done("D").waiting == ["B"]
    assert player.done("B").waiting == ["Z"]


def test_back_before_the_split_all_its_ways_go() -> None:
    player = parallel().done("P").done("A").done("C")

    assert back(player, "B", "P").waiting == ["P"]
    assert player.done("P").waiting == ["A", "C"]


def test_back_into_one_way_what_was_done_beside_it_stays_done() -> None:
    player = parallel().done("P").done("A").done("B").done("C").done("D")

    assert back(player, "Z", "A").waiting == ["A"]
    assert player.done("A").done("B").waiting == ["Z"]
    assert player.done("Z").over


def test_an_inclusive_join_waits_for_what_goes_on_beside() -> None:
    player = Player(
        process(
            start(), gateway("inclusive", "split"), user("A"), user("B"), user("C"), user("N"),
            gateway("inclusive", "join"), user("Z"), end(),
            flow("S", "split"), flow("split", "A", "true"), flow("split", "C", "true"),
            flow("split", "N", "false"), line("A", "B", "join", "Z", "E"), line("C", "join"),
            line("N", "join"),
        )
    ).start()  # fmt: skip
    player.done("A")

    assert back(player, "B", "A").waiting == ["A", "C"]
    assert player.done("A").done("B").waiting == ["C"]
    player.done("C")
    assert back(player, "Z", "A").done("A").done("B").waiting == ["Z"]


def test_in_a_loop_the_ways_beside_are_not_taken_for_what_follows() -> None:
    player = Player(
        process(
            start(), gateway("exclusive", "merge"), gateway("parallel", "split"), user("A"), user("B"),
            user("C"), gateway("parallel", "join"), user("Z"),
            gateway("exclusive", "which", default="out"), end(),
            line("S", "merge", "split", "A", "B", "join", "Z", "which"), line("split", "C", "join"),
            flow("which", "merge", "more"), flow("which", "E", key="out"),
        )
    ).start()  # fmt: skip
    player.done("A")

    assert back(player, "B", "A").waiting == ["A", "C"]
    player.done("A").done("B").done("C").done("Z", more=True)
    assert player.waiting == ["A", "C"]
    assert back(player, "A", "Z").waiting == ["Z"]


def test_moments_on_an_activity_go_with_it_and_begin_anew() -> None:
    player = Player(
        process(
            start(), user("A"), user("B"), boundary("late", "B", HOUR), user("L"), end(),
            line("S", "A", "B", "E"), line("late", "L", "E"),
        )
    ).start()  # fmt: skip
    player.done("A")
    first = player.alarm("late").token

    assert back(player, "B", "A").waiting == ["A"]
    player.done("A")
    assert player.waiting == ["B", "late"]
    assert player.alarm("late").token != first
    player.push(Fire(token=player.token("late")))
    assert back(player, "L", "B").waiting == ["B", "late"]


def test_back_from_beside_to_the_activity_itself_there_is_one_of_it() -> None:
    player = Player(
        process(
            start(), user("A"), boundary("late", "A", HOUR, interrupting=False), user("L"), user("Z"),
            end(), end("F"), line("S", "A", "Z", "E"), line("late", "L", "F"),
        )
    ).start()  # fmt: skip
    player.push(Fire(token=player.token("late")))
    assert player.waiting == ["A", "L"]

    assert back(player, "L", "A").waiting == ["A", "late"]


def test_an_event_gateway_goes_with_all_that_it_waits_for() -> None:
    catch = node("intermediateCatchEvent", "soon", HOUR)
    wait = node("intermediateCatchEvent", "later", timer("timeDuration", "PT2H"))
    player = Player(
        process(
            start(), user("A"), gateway("eventBased", "which"), catch, wait, end(),
            line("S", "A", "which", "soon", "E"), line("which", "later", "E"),
        )
    ).start()  # fmt: skip
    player.done("A")

    assert again(player, "A").waiting == ["A"]
    assert player.done("A").waiting == ["later", "soon"]


def test_members_of_a_step_of_many_go_with_it_and_may_be_asked_anew() -> None:
    asked = user("M", many("bodies", "body", into="answers", output="answer"))
    player = Player(
        process(start(), user("A"), asked, user("Z"), end(), line("S", "A", "M", "Z", "E"))
    )
    player.start(None, bodies=["zjj"]).done("A")
    first = player.token("M")

    assert back(player, "M", "A").waiting == ["A"]
    player.done("A", bodies=["zjj", "slj"])
    assert len(player.fan("M").branches) == 2
    assert player.token("M") != first


def test_links_lead_to_what_follows() -> None:
    player = Player(
        process(
            start(), user("A"), throwing("T"), catching("C"), user("B"), end(),
            line("S", "A", "T"), line("C", "B", "E"),
        )
    ).start()  # fmt: skip
    player.done("A")

    assert back(player, "B", "A").waiting == ["A"]


def test_in_any_order_what_is_offered_beside_stays() -> None:
    inside = node("adHocSubProcess", "any", user("A") + user("B") + user("C") + line("A", "B"))
    player = Player(process(start(), inside, end(), line("S", "any", "E"))).start().done("A")

    assert back(player, "B", "A").waiting == ["A", "C"]
    with pytest.raises(NotBefore):
        back(player, "C", "A")

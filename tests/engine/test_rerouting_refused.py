"""An instance goes on at an element again: where it may not.

Random diagrams are in ``test_rerouting_by_chance.py``; here is one of each kind, to be read.
"""

from __future__ import annotations

import pytest

from server.domain.errors import FlowWouldBreak, NotBefore, WorkGone
from server.domain.moves import Alarm, Fire
from server.domain.rerouting import Reroute
from tests.engine.diagrams import (
    about,
    boundary,
    end,
    flow,
    gateway,
    line,
    many,
    node,
    process,
    start,
    sub,
    user,
)
from tests.engine.handler_pen import begun_by, undone
from tests.engine.player import Player
from tests.engine.rerouting_pen import HOUR, again, back, parallel
from tests.engine.test_quantities import gathered
from tests.engine.test_rerouting_scopes import boxed

# --- what is refused --------------------------------------------------------------------------


def test_a_step_that_goes_on_beside_is_not_before() -> None:
    player = parallel().done("P").done("A").done("C")

    with pytest.raises(NotBefore) as refused:
        back(player, "B", "C")
    assert refused.value.values == {"step": ("办C", "办C")}


def test_a_step_that_comes_later_is_not_before() -> None:
    with pytest.raises(NotBefore):
        back(parallel(), "P", "Z")


def test_a_place_that_waits_no_more_can_not_be_given_up() -> None:
    player = parallel()
    gone = player.token("P")
    player.done("P")

    with pytest.raises(WorkGone):
        player.push(Reroute(element="P", token=gone))


@pytest.mark.parametrize("element", ["join", "nowhere", "late"])
def test_where_no_flow_leads_alone_it_can_not_go_on(element: str) -> None:
    player = parallel(boundary("late", "Z", HOUR), end("F"), line("late", "F")).done("P")

    with pytest.raises(FlowWouldBreak, match="no flow leads to it alone"):
        back(player, "A", element)


def test_inside_the_branches_of_a_step_of_many_it_can_not_go_on_from_outside() -> None:
    each = sub(
        "each", many("bodies", "body"), start("iS"), user("I"), end("iE"), line("iS", "I", "iE")
    )
    player = Player(process(start(), each, user("Z"), end(), line("S", "each", "Z", "E")))
    player.start(None, bodies=["zjj"])

    with pytest.raises(FlowWouldBreak, match="inside another branch"):
        again(player, "I")
    inside = Player(process(start(), each, user("Z"), end(), line("S", "each", "Z", "E")))
    inside.start("each")
    with pytest.raises(FlowWouldBreak, match="inside another branch"):
        again(inside, "Z")
    assert again(inside, "I").waiting == ["I"]


def test_an_event_sub_process_does_not_begin_by_going_back_into_it() -> None:
    with pytest.raises(FlowWouldBreak, match="inside another branch"):
        again(boxed(begun_by(HOUR, work="H")).done("P"), "H")


def test_a_sub_process_that_goes_on_twice_is_not_gone_back_into_by_halves() -> None:
    box = sub("box", start("bS"), user("A"), user("B"), end("bE"), line("bS", "A", "B", "bE"))
    player = Player(
        process(
            start(), gateway("parallel", "split"), gateway("exclusive", "merge"), box, end(),
            flow("S", "split"), flow("split", "merge", key="one"), flow("split", "merge", key="two"),
            line("merge", "box", "E"),
        )
    ).start()  # fmt: skip
    player.done("A").done("A")

    with pytest.raises(FlowWouldBreak, match="several times at once"):
        again(player, "A")
    assert back(player, "B", "A").waiting == ["A", "B"]


def test_before_a_step_that_takes_several_tokens_at_once_it_can_not_go_on() -> None:
    player = gathered(user("T")).done("A")

    with pytest.raises(FlowWouldBreak, match="waits for several tokens"):
        again(player, "A")


def test_while_something_is_being_undone_it_can_not_go_on_elsewhere() -> None:
    player = Player(
        process(
            start(), user("A"), user("B"), node("intermediateThrowEvent", "T", about("compensate")),
            end(), line("S", "A", "B", "T", "E"), undone(A=user("U")),
        )
    ).start()  # fmt: skip
    player.done("A").done("B")

    with pytest.raises(FlowWouldBreak, match="being undone"):
        again(player, "A")


def test_ways_that_flow_together_without_a_join_can_not_be_told_apart() -> None:
    def merged() -> Player:
        return Player(
            process(
                start(), gateway("parallel", "split"), user("A"), user("B"), user("C"), end(),
                line("S", "split", "A", "C", "E"), line("split", "B", "C"),
            )
        ).start()  # fmt: skip

    assert back(merged().done("A"), "C", "A").waiting == ["A", "B"]
    with pytest.raises(FlowWouldBreak, match="flow together"):
        back(merged().done("A").done("B"), "C", "A")
    with pytest.raises(FlowWouldBreak, match="flow together"):
        again(merged().done("B"), "A")


def test_nor_can_what_runs_beside_an_activity_when_it_flows_in_behind_it() -> None:
    player = Player(
        process(
            start(), user("A"), boundary("late", "A", HOUR, interrupting=False), user("B"), user("Z"),
            end(), line("S", "A", "B", "Z", "E"), line("late", "Z"),
        )
    ).start()  # fmt: skip
    player.push(Fire(token=player.token("late")))
    player.done("A")

    assert player.waiting == ["B", "Z"]
    with pytest.raises(FlowWouldBreak, match="flow together"):
        again(player, "B")
    assert back(player, "Z", "A").waiting == ["A", "late"]


def test_a_refused_or_moved_instance_keeps_small_states() -> None:
    player = Player(process(start(), user("A"), user("B"), end(), line("S", "A", "B", "E"))).start()
    player.done("A")
    for _ in range(100):
        back(player, "B", "A").done("A")

    assert len(player.saved) < 60
    assert not any(isinstance(wait, Alarm) for wait in player.waits.values())

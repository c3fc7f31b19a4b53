"""An instance goes on at an element that lies ahead: what is left out, what stays, where it may not.

Random diagrams are in ``test_advancing_by_chance.py``; here is one of each kind, to be read.
"""

from __future__ import annotations

import pytest

from server.domain.errors import FlowWouldBreak, StepFailed, WorkGone
from server.domain.moves import Fire
from server.domain.rerouting import Advance
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
    script,
    start,
    sub,
    user,
)
from tests.engine.handler_pen import undone
from tests.engine.player import Player
from tests.engine.rerouting_pen import HOUR, parallel
from tests.engine.test_links import catching, throwing
from tests.engine.test_quantities import gathered


def ahead(player: Player, element: str, to: str) -> tuple[str, ...]:
    """Move the token of a waiting place on; gives what is left out."""
    return player.push(Advance(element=to, token=player.token(element))).left_out


def straight(*parts: str) -> Player:
    """A, B, a script, C."""
    return Player(
        process(
            start(), user("A"), user("B"), script("count", "n := 1"), user("C"), end(),
            line("S", "A", "B", "count", "C", "E"), *parts,
        )
    ).start()  # fmt: skip


def test_what_lies_between_is_neither_done_nor_undone() -> None:
    player = straight()

    assert ahead(player, "A", "C") == ("B", "count")
    assert player.waiting == ["C"]
    assert "n" not in player.data
    assert player.done("C").over


def test_a_whole_block_of_ways_side_by_side_may_be_left_out() -> None:
    player = parallel()

    assert ahead(player, "P", "Z") == ("A", "B", "C", "D")
    assert player.waiting == ["Z"]
    assert player.done("Z").over


def test_in_its_own_way_it_goes_on_and_the_other_waits_as_before() -> None:
    player = parallel().done("P")

    assert ahead(player, "A", "B") == ()
    assert player.waiting == ["B", "C"]
    assert player.done("B").done("C").done("D").waiting == ["Z"]


def test_behind_a_join_it_goes_once_all_others_have_come() -> None:
    player = parallel().done("P").done("C").done("D")

    assert ahead(player, "A", "Z") == ("B",)
    assert player.waiting == ["Z"]
    assert player.done("Z").over


def test_by_an_event_that_interrupts_it_goes_where_that_leads() -> None:
    player = straight(boundary("late", "A", HOUR), user("L"), end("F"), line("late", "L", "F"))

    assert ahead(player, "A", "L") == ()
    assert player.waiting == ["L"]


def test_from_a_step_of_many_all_its_branches_go() -> None:
    asked = user("M", many("bodies", "body"))
    player = Player(process(start(), asked, user("Z"), end(), line("S", "M", "Z", "E")))
    player.start(None, bodies=["zjj", "slj"])

    player.push(Advance(element="Z", token=player.token("M")))
    assert player.waiting == ["Z"]


def test_over_a_link_and_past_either_of_two_choices() -> None:
    player = Player(
        process(
            start(), user("A"), gateway("exclusive", "G", default="no"), user("B"), user("C"),
            gateway("exclusive", "H"), throwing("T"),
            catching("K"), user("Z"), end(),
            line("S", "A", "G"), flow("G", "B", "1 = 2"), flow("G", "C", key="no"),
            line("B", "H", "T"), line("C", "H"), line("K", "Z", "E"),
        )
    ).start()  # fmt: skip

    assert ahead(player, "A", "Z") == ("B", "C")


def test_past_the_ways_that_conditions_choose() -> None:
    player = Player(
        process(
            start(), user("A"), gateway("inclusive", "G", default="no"), user("B"), user("C"),
            gateway("inclusive", "J"), user("Z"), end(),
            line("S", "A", "G"), flow("G", "B", "true"), flow("G", "C", key="no"),
            line("B", "J", "Z", "E"), line("C", "J"),
        )
    ).start()  # fmt: skip

    assert ahead(player, "A", "C") == ()
    assert player.waiting == ["C"]
    assert ahead(player, "C", "Z") == ()
    assert player.done("Z").over


# --- where it may not -------------------------------------------------------------------------


def refused(player: Player, element: str, to: str, why: str) -> None:
    with pytest.raises(FlowWouldBreak, match=why):
        ahead(player, element, to)


def test_not_into_one_of_several_ways_side_by_side() -> None:
    refused(parallel(), "P", "B", "side by side")


def test_not_behind_a_join_that_waits_for_others() -> None:
    refused(parallel().done("P"), "A", "Z", "waits for others")
    refused(parallel().done("P").done("C"), "A", "Z", "waits for others")


def test_not_behind_a_join_of_chosen_ways_while_another_goes_on() -> None:
    player = Player(
        process(
            start(), gateway("inclusive", "G"), user("A"), user("B"), gateway("inclusive", "J"),
            user("Z"), end(), line("S", "G"), flow("G", "A", "true"), flow("G", "B", "true"),
            line("A", "J", "Z", "E"), line("B", "J"),
        )
    ).start()  # fmt: skip

    refused(player, "A", "Z", "waits for others")
    player.done("B")
    assert ahead(player, "A", "Z") == ()
    assert player.done("Z").over


def test_not_to_a_step_beside_or_one_that_no_way_leads_to() -> None:
    refused(parallel().done("P"), "A", "D", "no way leads")
    refused(straight().done("A"), "B", "A", "no way leads")


@pytest.mark.parametrize("element", ["nowhere", "late", "join"])
def test_not_where_no_flow_leads_alone(element: str) -> None:
    player = parallel(boundary("late", "Z", HOUR), end("F"), line("late", "F"))
    refused(player, "P", element, "no flow leads to it alone")


def test_not_into_a_sub_process_nor_out_of_one() -> None:
    box = sub("box", start("bS"), user("I"), end("bE"), line("bS", "I", "bE"))
    drawn = process(start(), user("A"), box, user("Z"), end(), line("S", "A", "box", "Z", "E"))
    player = Player(drawn).start()

    refused(player, "A", "I", "another sub-process")
    assert ahead(player, "A", "Z") == ("box",)
    refused(Player(drawn).start().done("A"), "I", "Z", "another sub-process")


def test_not_by_an_event_that_only_begins_something_beside() -> None:
    beside = boundary("late", "A", HOUR, interrupting=False)
    player = straight(beside, user("L"), end("F"), line("late", "L", "F"))

    refused(player, "A", "L", "no way leads there alone")


def test_not_past_an_end_that_ends_all_nor_around_to_where_it_was() -> None:
    player = Player(
        process(
            start(), user("A"), gateway("parallel", "split"), user("Z"), user("B"),
            node("endEvent", "stop", about("terminate")), end(),
            line("S", "A", "split", "Z", "E"), line("split", "B", "stop"),
        )
    ).start()  # fmt: skip

    refused(player, "A", "Z", "no way leads there alone")
    looped = Player(
        process(
            start(), gateway("exclusive", "M"), user("A"), gateway("parallel", "split"), user("B"),
            user("C"), gateway("parallel", "join"), gateway("exclusive", "G", default="out"),
            user("Z"), end(), line("S", "M", "A", "split", "B", "join", "G"),
            line("split", "C", "join"), flow("G", "M", "true"), flow("G", "Z", key="out"),
            line("Z", "E"),
        )
    ).start()  # fmt: skip
    refused(looped, "A", "C", "side by side")
    assert ahead(looped, "A", "Z") == ("B", "C")


def test_not_where_several_tokens_are_taken_or_given() -> None:
    refused(gathered(user("T")), "A", "T", "no way leads there alone")
    refused(gathered(user("T")), "A", "Z", "no way leads there alone")


def test_around_a_loop_it_does_not_go_through_where_it_was() -> None:
    player = Player(
        process(
            start(), gateway("exclusive", "M"), gateway("parallel", "split"), user("A"), user("C"),
            gateway("parallel", "join"), gateway("exclusive", "G", default="out"), user("Z"), end(),
            line("S", "M", "split", "A", "join", "G"), line("split", "C", "join"),
            flow("G", "M", "true"), flow("G", "Z", key="out"), line("Z", "E"),
        )
    ).start()  # fmt: skip
    player.done("C")

    assert ahead(player, "A", "Z") == ()
    assert player.waiting == ["Z"]


def test_not_while_something_is_being_undone() -> None:
    player = Player(
        process(
            start(), user("A"), gateway("parallel", "split"), user("B"),
            node("intermediateThrowEvent", "T", about("compensate")), user("C"), user("D"), end(),
            line("S", "A", "split", "B", "T", "E"), line("split", "C", "D", "E"), undone(A=user("U")),
        )
    ).start()  # fmt: skip
    player.done("A").done("B")

    refused(player, "C", "D", "being undone")


def test_a_place_that_waits_no_more_can_not_be_moved() -> None:
    player = straight()
    gone = player.token("A")
    player.done("A")

    with pytest.raises(WorkGone):
        player.push(Advance(element="C", token=gone))


def test_the_timers_of_the_place_go_with_it() -> None:
    player = straight(boundary("late", "A", HOUR), end("F"), line("late", "F"))
    late = player.token("late")
    ahead(player, "A", "B")

    with pytest.raises(WorkGone):
        player.push(Fire(token=late))


def test_a_diagram_without_end_is_not_looked_at_for_ever() -> None:
    player = Player(
        process(
            start(), user("A"), gateway("exclusive", "M"), gateway("parallel", "split"), user("B"),
            gateway("exclusive", "J"), user("Z"), end(),
            line("S", "A", "M", "split", "B", "J", "Z", "E"), line("split", "M"),
        ),
        steps=200,
    ).start()  # fmt: skip

    with pytest.raises(StepFailed):
        ahead(player, "A", "Z")

"""Ad-hoc sub-processes: activities in any order (BPMN 2.0, 10.3.5 and 13.3.5)."""

from __future__ import annotations

import pytest

from server.domain.errors import DiagramRefused
from server.domain.moves import Deliver, Fire, Gather
from tests.engine.data_pen import io
from tests.engine.diagrams import (
    about,
    boundary,
    end,
    line,
    many,
    node,
    process,
    script,
    start,
    sub,
    timer,
    user,
)
from tests.engine.handler_pen import ad_hoc, begun_by, undoing, undone
from tests.engine.player import Player


def around(inner: str, *beside: str) -> Player:
    flows = line("S", "H", "Z", "E")
    parts = (start(), inner, user("Z"), end(), flows, *beside)
    return Player(process(*parts, beside='<bpmn:message id="m" name="回函"/>'))


EVIDENCE = (user("A"), user("B"), user("C"))


@pytest.mark.parametrize("order", ["ABC", "ACB", "BAC", "BCA", "CAB", "CBA"])
def test_without_a_condition_each_is_done_once_in_any_order(order: str) -> None:
    player = around(ad_hoc(*EVIDENCE)).start()
    assert player.waiting == ["A", "B", "C"]

    for element in order:
        player.done(element)

    assert player.waiting == ["Z"]


def test_until_the_condition_holds_everything_may_be_done_again() -> None:
    player = around(ad_hoc(*EVIDENCE, until="enough = true")).start()

    for element in "AABA":
        assert player.done(element).waiting == ["A", "B", "C"]

    assert player.done("C", enough=True).waiting == ["Z"]


def test_what_is_under_way_may_be_finished_where_the_diagram_says_so() -> None:
    player = around(ad_hoc(*EVIDENCE, until="enough = true", rest=False)).start()

    assert player.done("C", enough=True).waiting == ["A", "B"]
    assert player.done("A").waiting == ["B"]
    assert player.done("B").waiting == ["Z"]


def test_a_path_inside_may_be_begun_again_before_it_is_through() -> None:
    inner = (user("A"), user("B"), line("A", "B"), user("C"))
    player = around(ad_hoc(*inner, until="enough = true")).start()
    assert player.waiting == ["A", "C"]

    assert player.done("A").waiting == ["A", "B", "C"]
    assert player.done("A").waiting == ["A", "B", "B", "C"]
    assert player.done("B", enough=True).waiting == ["Z"]


def test_what_is_automatic_is_done_once() -> None:
    player = around(ad_hoc(script("T", "n := n + 1"), user("A"), until="n > 5")).start(n=0)

    assert player.done("A").data["n"] == 1
    assert player.waiting == ["A"]


def test_enough_is_asked_before_the_path_goes_on() -> None:
    inner = (user("A"), script("T", "late := true"), line("A", "T"), user("C"))
    player = around(ad_hoc(*inner, until="enough = true")).start()

    assert player.done("A", enough=True).waiting == ["Z"]
    assert "late" not in player.data


def test_scopes_and_fans_may_stand_inside() -> None:
    inner = sub("K", start("KS"), user("A"), end("KE"), line("KS", "A", "KE"))
    player = around(ad_hoc(inner, user("M", many("bodies", "body")), user("C"))).start(
        bodies=["zjj"]
    )
    assert player.waiting == ["A", "C", "M"]

    assert player.done("A").done("C").waiting == ["M"]


def test_a_boundary_event_ends_it() -> None:
    guard = boundary("G", "H", timer("timeDuration", "PT2H"))
    player = around(
        ad_hoc(*EVIDENCE, until="enough = true"), guard, user("N"), line("G", "N", "E")
    ).start()

    player.done("A")
    player.push(Fire(token=player.token("G")))

    assert player.waiting == ["N"]


def test_one_in_a_loop_begins_afresh() -> None:
    player = Player(
        process(
            start(),
            node("exclusiveGateway", "again"),
            ad_hoc(*EVIDENCE, until="enough = true"),
            user("Q"),
            node("exclusiveGateway", "which", default="which_E"),
            end(),
            line("S", "again", "H", "Q", "which", "E"),
            node(
                "sequenceFlow",
                "back",
                '<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">enough = false'
                "</bpmn:conditionExpression>",
                sourceRef="which",
                targetRef="again",
            ),
        )
    ).start()

    player.done("A", enough=True).done("Q", enough=False)

    assert player.waiting == ["A", "B", "C"]
    assert player.done("B").waiting == ["A", "B", "C"]


def test_work_with_data_of_its_own_is_offered_again_as_well() -> None:
    player = around(ad_hoc(user("A", io("fee")), user("B"), until="enough = true"))
    player.start(fee=3, enough=False)

    player.push(Gather(token=player.token("A"), outputs=({},)))

    assert player.waiting == ["A", "B"]
    assert player.done("B", enough=True).waiting == ["Z"]


# --- one at a time --------------------------------------------------------------------------------


def in_turn(*parts: str, until: str = "", rest: bool = True) -> Player:
    return around(ad_hoc(*parts, until=until, rest=rest, ordering="Sequential"))


PAIR = sub("K", start("KS"), user("X"), user("Y"), end("KE"), line("KS", "X", "Y", "KE"))


def test_what_lasts_has_the_scope_to_itself() -> None:
    player = in_turn(user("A"), PAIR, user("M", many("bodies", "body")), user("B"))
    player.start(bodies=["zjj"])
    assert player.waiting == ["X"]

    assert player.done("X").done("Y").waiting == ["M"]
    player.push(Gather(token=player.token("M"), outputs=(None,)))
    assert player.waiting == ["A", "B"]


def test_what_is_offered_is_put_off_when_something_begins_that_lasts() -> None:
    player = in_turn(
        user("A"), line("A", "K"), PAIR, user("B"), node("receiveTask", "R", messageRef="m")
    )
    assert player.start().waiting == ["A", "B", "R"]

    assert player.done("A").waiting == ["X"]
    assert player.done("X").done("Y").waiting == ["B", "R"]
    player.push(Deliver(token=player.token("R")))
    assert player.done("B").waiting == ["Z"]


def test_what_is_put_off_listens_for_nothing_and_keeps_its_round() -> None:
    twice = '<bpmn:standardLoopCharacteristics loopMaximum="2"/>'
    guard = boundary("G", "B", timer("timeDuration", "PT2H"), interrupting=False)
    player = in_turn(
        user("A"), line("A", "K"), PAIR, user("B", twice), guard, user("N"), line("G", "N")
    )
    assert player.start().done("B").waiting == ["A", "B", "G"]

    assert player.done("A").waiting == ["X"]
    assert player.done("X").done("Y").waiting == ["B", "G"]
    player.push(Fire(token=player.token("G")))
    assert player.waiting == ["B", "N"]
    assert player.done("B").done("N").waiting == ["Z"]


def test_what_takes_over_for_something_that_lasts_gives_the_turn_on() -> None:
    guard = boundary("G", "K", timer("timeDuration", "PT2H"))
    player = in_turn(PAIR, guard, script("T", "late := true"), line("G", "T"), user("A")).start()
    assert player.waiting == ["G", "X"]

    player.push(Fire(token=player.token("G")))
    assert (player.waiting, player.data["late"]) == (["A"], True)


def test_what_is_automatic_waits_for_its_turn() -> None:
    player = in_turn(PAIR, script("T", "after := y")).start()
    assert player.done("X").done("Y", y=3).data["after"] == 3


def test_only_activities_take_turns() -> None:
    handler = begun_by(timer("timeDuration", "PT1H"), key="O", interrupting=False)
    event = node("intermediateCatchEvent", "C", timer("timeDuration", "PT1H"))
    player = in_turn(PAIR, event, handler).start()
    assert player.waiting == ["C", "OS", "X"]

    player.push(Fire(token=player.token("OS")))
    assert player.waiting == ["C", "L", "X"]


def test_an_event_is_waited_for_beside_what_lasts() -> None:
    event = node("intermediateCatchEvent", "C", timer("timeDuration", "PT1H"))
    player = in_turn(user("A"), line("A", "K"), PAIR, event).start()
    assert player.waiting == ["A", "C"]

    assert player.done("A").waiting == ["C", "X"]


def test_what_undoes_waits_for_no_turn() -> None:
    parts = (
        user("A"),
        node("intermediateThrowEvent", "T", undoing()),
        line("A", "T"),
        user("B"),
        undone(A=user("UA")),
    )
    assert in_turn(*parts).start().done("A").waiting == ["B", "UA"]


def test_a_condition_that_holds_ends_it_whatever_is_offered() -> None:
    player = in_turn(user("A"), user("B"), until="enough = true", rest=False)
    assert player.start().done("A", enough=True).waiting == ["Z"]


def test_work_with_data_of_its_own_that_was_accepted_before_lets_the_others_have_their_turn() -> (
    None
):
    player = in_turn(user("A", io("fee")), user("B"), until="enough = true")
    assert player.start(fee=3, enough=False).waiting == ["A"]

    player.push(Gather(token=player.token("A"), outputs=({},)))
    assert player.waiting == ["B"]


def enough_while_it_lasts(*, rest: bool) -> Player:
    guard = boundary("G", "K", about("message", "m"), interrupting=False, correlation="1")
    paths = (user("V"), line("K", "V"), script("T", "late := true"), line("G", "T"), user("A"))
    player = in_turn(PAIR, guard, *paths, until="enough = true", rest=rest).start()
    assert player.waiting == ["G", "X"]
    player.push(Deliver(token=player.token("G"), values={"enough": True}))
    return player


def test_what_lasts_may_be_finished_where_the_diagram_says_so() -> None:
    player = enough_while_it_lasts(rest=False)

    assert player.waiting == ["G", "X"]
    assert player.done("X").done("Y").waiting == ["Z"]
    assert "late" not in player.data


def test_what_lasts_is_taken_away_where_the_diagram_says_nothing_else() -> None:
    assert enough_while_it_lasts(rest=True).waiting == ["Z"]


def test_an_event_is_waited_for_though_nothing_is_offered_any_more() -> None:
    event = node("intermediateCatchEvent", "C", timer("timeDuration", "PT1H"))
    player = in_turn(user("A"), user("B"), event, until="enough = true", rest=False).start()

    assert player.done("A", enough=True).waiting == ["C"]
    player.push(Fire(token=player.token("C")))
    assert player.waiting == ["Z"]


@pytest.mark.parametrize(
    ("inner", "sentence"),
    [
        (ad_hoc(), "at least one"),
        (ad_hoc(start("HS"), user("A"), line("HS", "A")), "no start or end events"),
        (ad_hoc(user("A"), end("HE"), line("A", "HE")), "no start or end events"),
        (ad_hoc(user("A"), until="1 +"), "completion condition"),
        (ad_hoc(user("A"), many("bodies", "body")), "multi-instance ad-hoc"),
    ],
)
def test_what_is_not_executed_exactly_is_refused(inner: str, sentence: str) -> None:
    with pytest.raises(DiagramRefused) as refused:
        around(inner)

    assert any(sentence in one.sentence_en for one in refused.value.problems)

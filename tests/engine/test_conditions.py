"""Conditional events: they happen when the data make a condition true (BPMN 2.0, 10.5.5.3)."""

from __future__ import annotations

import pytest

from server.domain.errors import DiagramRefused, WorkGone
from server.domain.ids import Token
from server.domain.moves import Deliver, Look
from tests.engine.diagrams import (
    end,
    flow,
    gateway,
    line,
    many,
    node,
    script,
    start,
    sub,
    timer,
    user,
)
from tests.engine.event_pen import catch, draw, guarded
from tests.engine.handler_pen import at_top, begun_by
from tests.engine.player import Player


def when(condition: str) -> str:
    """The definition of a conditional event."""
    inner = f"<bpmn:condition>{condition}</bpmn:condition>" if condition else ""
    return f"<bpmn:conditionalEventDefinition>{inner}</bpmn:conditionalEventDefinition>"


def beside(event: str) -> bytes:
    """An event T in one branch, work A and then B in the other."""
    return draw(
        start(),
        gateway("parallel", "split"),
        event,
        user("Z"),
        user("A"),
        user("B"),
        end(),
        line("S", "split", "T", "Z", "E"),
        line("split", "A", "B", "E"),
    )


def test_the_flow_waits_until_the_condition_is_true() -> None:
    player = Player(beside(catch("T", when("area &gt; 100")))).start()
    assert player.waiting == ["A"]

    assert player.done("A", area=50).waiting == ["B"]
    assert player.done("B", area=500).waiting == ["Z"]


def test_a_condition_that_is_true_already_is_not_waited_for() -> None:
    assert Player(beside(catch("T", when("area &gt; 100")))).start(area=500).waiting == ["A", "Z"]


def test_what_the_server_writes_is_seen_too() -> None:
    diagram = draw(
        start(),
        gateway("parallel", "split"),
        catch("T", when("done")),
        user("Z"),
        user("A"),
        script("W", "done := true"),
        end(),
        line("S", "split", "T", "Z", "E"),
        line("split", "A", "W", "E"),
    )

    assert Player(diagram).start().done("A").waiting == ["Z"]


def test_a_boundary_takes_the_place_of_its_activity() -> None:
    player = Player(
        draw(
            start(), gateway("parallel", "split"), user("H"), user("O"),
            node("boundaryEvent", "X", when("stop"), attachedToRef="H"),
            user("Z"), user("L"), end(),
            line("S", "split", "H", "Z", "E"), line("split", "O", "E"), line("X", "L", "E"),
        )
    ).start()  # fmt: skip
    assert player.waiting == ["H", "O"]

    assert player.done("O", stop=True).waiting == ["L"]


def test_one_beside_happens_each_time_its_condition_turns_true() -> None:
    handler = begun_by(when("area &gt; 100"), interrupting=False)
    player = Player(at_top(handler, user("M") + flow("split", "M") + flow("M", "E"))).start()
    assert player.waiting == ["A", "B", "M"]

    player.done("M", area=500)
    assert player.waiting == ["A", "B", "L"]
    player.done("L", area=500)
    assert player.waiting == ["A", "B"]
    player.done("A", area=1)
    assert player.waiting == ["B"]
    assert player.done("B", area=500).waiting == ["L", "Z"]


def test_an_event_sub_process_takes_over_when_its_condition_is_true() -> None:
    player = Player(at_top(begun_by(when("stop = true")))).start()

    assert player.done("A", stop=True).waiting == ["L"]


def test_it_may_be_one_of_the_events_behind_a_gateway() -> None:
    diagram = draw(
        start(),
        gateway("parallel", "split"),
        gateway("eventBased", "first"),
        catch("T", when("ready")),
        catch("U", timer("timeDuration", "PT2H")),
        user("Z"),
        user("Y"),
        user("A"),
        end(),
        line("S", "split", "first", "T", "Z", "E"),
        line("first", "U", "Y", "E"),
        line("split", "A", "E"),
    )
    player = Player(diagram).start()
    assert player.waiting == ["A", "U"]

    assert player.done("A", ready=True).waiting == ["Z"]


def test_nobody_outside_can_make_it_happen() -> None:
    player = guarded(when("stop = true")).start()

    with pytest.raises(WorkGone):
        player.push(Deliver(token=Token("2")))


@pytest.mark.parametrize(
    ("condition", "sentence"), [("", "needs a condition"), ("1 +", "condition")]
)
def test_without_a_readable_condition_it_is_refused(condition: str, sentence: str) -> None:
    with pytest.raises(DiagramRefused) as refused:
        Player(beside(catch("T", when(condition))))

    assert any(one.element == "T" and sentence in one.sentence_en for one in refused.value.problems)


def in_a_branch() -> Player:
    """A branch over a sub-process in which a condition is waited for; around it ``go`` is false."""
    inner = sub(
        "H", many(count="2"), start("HS"), catch("T", when("go = true")), user("Z"), end("HE"),
        line("HS", "T", "Z", "HE"),
    )  # fmt: skip
    diagram = draw(start(), inner, end(), line("S", "H", "E"))
    return Player(diagram, outer={"go": False}).start("H")


def test_one_in_a_branch_looks_when_something_around_it_has_changed() -> None:
    player = in_a_branch()
    player.push(Look())
    assert player.waiting == []

    player.outer = {"go": True}
    player.push(Look())

    assert player.waiting == ["Z"]


def test_the_model_says_which_conditions_branches_watch() -> None:
    assert in_a_branch().model.heeded == ("go = true",)
    assert Player(beside(catch("T", when("go = true")))).model.heeded == ()

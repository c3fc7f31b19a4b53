"""Standard loops: an activity is done again while its condition holds (BPMN 2.0, 10.3.7)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from server.domain.errors import DiagramRefused
from server.domain.moves import Deliver, Fire
from tests.engine.diagrams import (
    about,
    boundary,
    end,
    flow,
    gateway,
    line,
    node,
    process,
    script,
    start,
    sub,
    timer,
    user,
)
from tests.engine.event_pen import draw, error_end, throw
from tests.engine.handler_pen import undoing, undone
from tests.engine.player import Player


def marker(condition: str = "", *, most: str = "", before: bool = False) -> str:
    """A loop marker."""
    said = f' loopMaximum="{most}"' if most else ""
    inner = f"<bpmn:loopCondition>{condition}</bpmn:loopCondition>" if condition else ""
    return (
        f'<bpmn:standardLoopCharacteristics testBefore="{str(before).lower()}"{said}>'
        f"{inner}</bpmn:standardLoopCharacteristics>"
    )


def looping(activity: str) -> Player:
    return Player(process(start(), activity, user("Z"), end(), line("S", "L", "Z", "E")))


def test_work_is_offered_again_while_the_condition_holds() -> None:
    player = looping(user("L", marker("more"))).start()
    for _ in range(3):
        first = player.token("L")
        assert player.done("L", more=True).waiting == ["L"]
        assert player.token("L") != first

    assert player.done("L", more=False).waiting == ["Z"]
    assert player.path.count("L") == 4


@pytest.mark.parametrize(("more", "waiting"), [(False, ["Z"]), (True, ["L"])])
def test_what_is_tested_before_may_not_be_done_at_all(more: bool, waiting: list[str]) -> None:  # noqa: FBT001  # both ways
    assert looping(user("L", marker("more", before=True))).start(more=more).waiting == waiting


def test_it_ends_at_its_maximum() -> None:
    player = looping(user("L", marker(most="2"))).start()

    assert player.done("L").waiting == ["L"]
    assert player.done("L").waiting == ["Z"]


@pytest.mark.parametrize("before", [True, False])
def test_the_condition_knows_how_often_it_was_done(before: bool) -> None:  # noqa: FBT001  # both ways
    player = looping(user("L", marker("loopCounter &lt; 3", before=before))).start()

    for _ in range(2):
        assert player.done("L").waiting == ["L"]
    assert player.done("L").waiting == ["Z"]


def test_automatic_steps_loop() -> None:
    counting = script("L", "n := n + 1").replace(
        "<bpmn:script>", marker("n &lt; 10") + "<bpmn:script>"
    )

    assert looping(counting).start(n=0).data == {"n": 10}


def test_a_sub_process_loops_as_a_whole() -> None:
    inside = sub(
        "L",
        marker("more"),
        start("LS"),
        user("A"),
        user("B"),
        end("LE"),
        line("LS", "A", "B", "LE"),
    )
    player = looping(inside).start()

    player.done("A").done("B", more=True)
    assert player.waiting == ["A"]
    assert player.done("A").done("B", more=False).waiting == ["Z"]


def test_what_is_kept_does_not_grow_with_the_rounds() -> None:
    player = looping(user("L", marker("true"))).start()
    player.done("L")
    early = len(player.saved)
    for _ in range(200):
        player.done("L")

    assert len(player.saved) <= early + 8


# --- what watches a loop watches all its rounds -----------------------------------------------------


def watched(inner: str, *, interrupting: bool = True, host: str = "") -> Player:
    """A loop L with a boundary event X that leads to work N."""
    return Player(
        draw(
            start(),
            host or user("L", marker("more")),
            boundary("X", "L", inner, interrupting=interrupting),
            user("Z"),
            user("N"),
            end(),
            line("S", "L", "Z", "E"),
            line("X", "N", "E"),
        )
    ).start()


@pytest.mark.parametrize("rounds", range(3))
def test_its_moment_counts_from_the_first_round(rounds: int) -> None:
    player = watched(timer("timeDuration", "PT1H"))
    token = player.token("X")
    for _ in range(rounds):
        player.world.moment += timedelta(minutes=10)
        player.done("L", more=True)
        assert player.token("X") == token

    player.push(Fire(token=token))

    assert player.waiting == ["N"]


def test_a_moment_that_has_come_does_not_come_again_in_a_later_round() -> None:
    player = watched(timer("timeDuration", "PT1H"), interrupting=False)
    player.push(Fire(token=player.token("X")))
    player.done("L", more=True)

    assert player.waiting == ["L", "N"]


def test_what_runs_beside_a_loop_occurs_in_any_round() -> None:
    player = watched(about("message", "m"), interrupting=False)
    for times in range(1, 4):
        player.push(Deliver(token=player.token("X")))
        assert player.done("L", more=True).waiting == ["L", *["N"] * times, "X"]

    assert player.done("L", more=False).waiting == ["N", "N", "N", "Z"]


def test_a_condition_that_held_in_one_round_has_not_turned_in_the_next() -> None:
    condition = about("conditional", inner="<bpmn:condition>much = true</bpmn:condition>")
    player = watched(condition, interrupting=False)

    assert player.done("L", more=True, much=True).waiting == ["L", "N"]
    assert player.done("L", more=True).waiting == ["L", "N"]
    assert player.done("L", more=True, much=False).waiting == ["L", "N"]
    assert player.done("L", more=True, much=True).waiting == ["L", "N", "N"]


def test_an_error_in_a_round_leaves_the_loop() -> None:
    inside = sub(
        "L", marker("true"), start("LS"), user("A"), gateway("exclusive", "which"), end("LE"),
        error_end("LF", "e1"), line("LS", "A", "which"), flow("which", "LE", name="成"),
        flow("which", "LF", name="败"),
    )  # fmt: skip
    player = watched(about("error", "e1"), host=inside)
    player.done("A", "which_LE").done("A", "which_LE")

    assert player.done("A", "which_LF").waiting == ["N"]


def test_all_rounds_of_work_are_undone_at_once() -> None:
    player = Player(
        draw(
            start(), user("L", marker(most="2")), throw("T", undoing()), user("Z"), end(),
            line("S", "L", "T", "Z", "E"), undone(L=user("unL")),
        )
    ).start()  # fmt: skip

    assert player.done("L").done("L").waiting == ["unL"]
    assert player.done("unL").waiting == ["Z"]


def test_what_was_done_inside_is_undone_round_by_round_the_last_first() -> None:
    inside = sub(
        "L", marker(most="2"), start("LS"), user("A"), user("B"), end("LE"),
        line("LS", "A", "B", "LE"), undone(A=user("unA"), B=user("unB")),
    )  # fmt: skip
    player = Player(
        draw(start(), inside, throw("T", undoing()), end(), line("S", "L", "T", "E"))
    ).start()
    for element in "ABAB":
        player.done(element)

    for element in ("unB", "unA", "unB", "unA"):
        assert player.waiting == [element]
        player.done(element)
    assert player.over


# --- refused --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("activity", "element", "sentence"),
    [
        (user("L", marker()), "L", "A loop needs a condition"),
        (user("L", marker("more +")), "L", "loop condition"),
    ],
)
def test_what_is_not_executed_exactly_is_refused(
    activity: str, element: str, sentence: str
) -> None:
    with pytest.raises(DiagramRefused) as refused:
        looping(activity)

    assert any(
        one.element == element and sentence in one.sentence_en for one in refused.value.problems
    )


def test_an_event_sub_process_does_not_loop() -> None:
    handler = node(
        "subProcess", "X", marker("more")
        + node("startEvent", "XS", timer("timeDuration", "PT1H")) + end("XE") + line("XS", "XE"),
        triggeredByEvent="true",
    )  # fmt: skip
    with pytest.raises(DiagramRefused, match="Mend"):
        looping(user("L") + handler)

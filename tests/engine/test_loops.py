"""Standard loops: an activity is done again while its condition holds (BPMN 2.0, 10.3.7)."""

from __future__ import annotations

import pytest

from server.domain.errors import DiagramRefused
from tests.engine.diagrams import (
    boundary,
    end,
    line,
    node,
    process,
    script,
    start,
    sub,
    timer,
    user,
)
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


@pytest.mark.parametrize(
    ("activity", "element", "sentence"),
    [
        (user("L", marker()), "L", "A loop needs a condition"),
        (
            user("L", marker("more"))
            + boundary("G", "L", timer("timeDuration", "PT1H"))
            + line("G", "Z"),
            "L",
            "boundary events on a loop",
        ),
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

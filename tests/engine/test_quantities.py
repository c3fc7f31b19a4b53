"""Activities that take several tokens to begin, or give several when they are through (BPMN 2.0, 10.3.1)."""

from __future__ import annotations

import pytest

from server.domain.errors import StepFailed
from server.domain.moves import Complete, Deliver
from tests.engine.diagrams import end, flow, gateway, line, node, start, sub, user
from tests.engine.event_pen import draw
from tests.engine.player import Player


def quantity(activity: str, name: str, number: int) -> str:
    """The activity with a quantity."""
    return activity.replace(" id=", f' {name}="{number}" id=', 1)


def gathered(activity: str, takes: int = 2) -> Player:
    """A, B and C side by side, each leading to the activity T, which takes some of them at once."""
    return Player(
        draw(
            start(), gateway("parallel", "split"), user("A"), user("B"), user("C"), user("D"),
            quantity(activity, "startQuantity", takes), user("Z"), end(),
            line("S", "split", "A", "T", "Z", "E"), line("split", "B", "T"), line("split", "C", "T"),
            line("split", "D", "T"),
        )
    ).start()  # fmt: skip


def test_it_begins_once_for_each_set_of_tokens() -> None:
    player = gathered(user("T"))

    assert player.done("A").waiting == ["B", "C", "D"]
    assert player.done("C").waiting == ["B", "D", "T"]
    assert player.done("B").waiting == ["D", "T"]
    assert player.done("D").waiting == ["T", "T"]
    assert player.done("T").done("T").waiting == ["Z", "Z"]


def test_it_may_take_all_of_them() -> None:
    player = gathered(user("T"), 4)
    for element in "ABC":
        assert "T" not in player.done(element).waiting

    assert player.done("D").waiting == ["T"]
    assert player.done("T").done("Z").over


@pytest.mark.parametrize(
    "activity",
    [
        sub("T", start("TS"), user("U"), end("TE"), line("TS", "U", "TE")),
        user("T", '<bpmn:standardLoopCharacteristics loopMaximum="2"/>'),
        node("callActivity", "T", calledElement="inquiry"),
        node("receiveTask", "T", messageRef="m"),
    ],
)
def test_whatever_it_is_it_waits_for_enough(activity: str) -> None:
    player = gathered(activity)

    assert player.done("A").waiting == ["B", "C", "D"]
    assert len(player.done("B").waiting) == 3


def test_a_loop_takes_them_for_all_its_rounds() -> None:
    looping = user("T", '<bpmn:standardLoopCharacteristics loopMaximum="2"/>')
    player = gathered(looping, 4)
    for element in "ABCDT":
        player.done(element)

    assert player.waiting == ["T"]
    assert player.done("T").waiting == ["Z"]


def test_what_waits_for_others_is_nobodys_work() -> None:
    player = gathered(node("receiveTask", "T", messageRef="m")).done("A")
    early = {str(number) for number in range(1, 20)} - set(player.waits)

    for token in early:
        for push in (Complete(token=token), Deliver(token=token)):  # type: ignore[arg-type]  # any name
            with pytest.raises(Exception, match="no longer asked for"):
                player.push(push)


def test_tokens_for_which_no_others_come_are_a_failure() -> None:
    player = gathered(user("T"), 3)
    for element in "ABCT":
        player.done(element)
    player.done("Z")

    with pytest.raises(StepFailed, match="never come"):
        player.done("D")


@pytest.mark.parametrize("number", [1, 2, 5])
def test_it_gives_as_many_as_it_says_by_each_flow(number: int) -> None:
    player = Player(
        draw(
            start(), quantity(user("T"), "completionQuantity", number), user("Y"), user("Z"), end(),
            line("S", "T", "Y", "E"), flow("T", "Z"), line("Z", "E"),
        )
    ).start()  # fmt: skip

    assert player.done("T").waiting == [*["Y"] * number, *["Z"] * number]


def test_what_one_gives_another_takes() -> None:
    player = Player(
        draw(
            start(), quantity(user("A"), "completionQuantity", 3),
            quantity(user("B"), "startQuantity", 3), end(), line("S", "A", "B", "E"),
        )
    ).start()  # fmt: skip

    assert player.done("A").waiting == ["B"]
    assert player.done("B").over

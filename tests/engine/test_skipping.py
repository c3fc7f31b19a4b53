"""Elements that fail are named with what they read, and are passed when that was agreed on."""

from __future__ import annotations

import pytest

from server.domain.errors import StepFailed
from server.domain.moves import Skip
from tests.engine.diagrams import (
    boundary,
    end,
    flow,
    gateway,
    line,
    process,
    script,
    service,
    start,
    sub,
    timer,
    user,
)
from tests.engine.player import FakeWorld, Player


class Broken(FakeWorld):
    """A county whose operations don't work."""

    def operate(self, *_: object) -> object:  # type: ignore[override]  # broken
        raise RuntimeError


def failing(element: str, *parts: str) -> bytes:
    """Work, then this element, then more work."""
    return process(start(), user("A"), *parts, user("Z"), end(), line("S", "A", element, "Z", "E"))


def refused(player: Player) -> StepFailed:
    with pytest.raises(StepFailed) as caught:
        player.done("A", typed=1)
    return caught.value


def skipped(player: Player, element: str, flow: str | None = None, **values: object) -> Player:
    """The same again, with the failing element passed over."""
    refused(player)
    player.world.skip = Skip(element=element, values=values, flow=flow)
    return player.done("A", typed=1)


def test_a_failure_tells_what_the_element_read() -> None:
    task = service("T", "document.number", prefix="letters", year="y.no + typed")
    player = Player(failing("T", task), world=Broken()).start(letters="SH", y={"no": 26}, other=0)

    failure = refused(player)

    assert failure.element == "T"
    assert failure.read == {"letters": "SH", "typed": 1, "y": {"no": 26}}
    assert failure.causes == ("RuntimeError", "RuntimeError")


def test_what_the_push_never_comes_to_is_not_passed() -> None:
    player = Player(failing("T", script("T", "n := 1"))).start()
    player.world.skip = Skip(element="elsewhere")

    move = player.done("A").last

    assert move is not None
    assert not move.skipped


def test_what_a_branch_reads_of_the_case_around_it_is_told_too() -> None:
    player = Player(failing("T", script("T", "= [around, gone]")), outer={"around": 3}).start()

    assert refused(player).read == {"around": 3}


def test_a_failure_says_why_in_both_languages() -> None:
    failure = refused(Player(failing("T", script("T", "= 5"))).start())

    assert failure.causes == ("script 的结果不是上下文", "script doesn't give a context")


def test_a_failing_operation_is_passed_with_the_values_given() -> None:
    player = Player(failing("T", service("T", "document.number")), world=Broken()).start()

    skipped(player, "T", number="SH-1")

    assert player.waiting == ["Z"]
    assert player.data == {"typed": 1, "number": "SH-1"}
    assert player.last is not None
    assert player.last.skipped


def test_an_element_is_passed_once() -> None:
    diagram = process(
        start(), user("A"), service("T", "x"), gateway("exclusive", "which"), end(),
        line("S", "A", "T", "which"), flow("which", "T", "typed = 1"), flow("which", "E", "false"),
    )  # fmt: skip
    player = Player(diagram, world=Broken()).start()

    with pytest.raises(StepFailed):
        skipped(player, "T")


def test_work_that_cannot_be_offered_is_passed() -> None:
    player = skipped(Player(failing("T", user("T", org="1 + 1"))).start(), "T", n=2)

    assert player.waiting == ["Z"]


def test_a_gateway_goes_on_by_the_flow_that_was_named() -> None:
    diagram = process(
        start(), user("A"), gateway("exclusive", "which"), user("B"), user("C"), end(),
        line("S", "A", "which"), flow("which", "B", "n > 1"), flow("which", "C", "n > 0"),
        line("B", "E"), line("C", "E"),
    )  # fmt: skip

    assert skipped(Player(diagram).start(n=0), "which", "which_C").waiting == ["C"]
    assert skipped(Player(diagram).start(n=0), "which", n=2).waiting == ["B"]
    with pytest.raises(StepFailed, match="no flow gone"):
        skipped(Player(diagram).start(n=0), "which", "gone")


def test_what_was_typed_is_taken_in_when_only_the_way_on_from_there_fails() -> None:
    diagram = process(
        start(), user("A"), user("B"), user("C"), end(),
        line("S", "A"), flow("A", "B", "n > 1"), flow("A", "C", "n > 0"), line("B", "E"),
        line("C", "E"),
    )  # fmt: skip

    player = skipped(Player(diagram).start(n=0), "A", n=1)

    assert player.waiting == ["C"]
    assert player.data == {"n": 1, "typed": 1}


def test_a_sub_process_is_named_when_it_is_its_own_end_that_fails() -> None:
    inside = sub("P", start("S2"), end("E2"), line("S2", "E2"))
    diagram = process(
        start(), user("A"), inside, user("B"), end(),
        line("S", "A", "P"), flow("P", "B", "typed > 1"), line("B", "E"),
    )  # fmt: skip
    player = Player(diagram).start()

    assert refused(player).element == "P"
    assert skipped(player, "P", "P_B").waiting == ["B"]


def test_a_join_goes_on_with_what_has_come() -> None:
    diagram = process(
        start(), gateway("parallel", "split"), user("A"), user("B"), gateway("exclusive", "which"),
        gateway("parallel", "join"), user("Z"), end(), end("E2"),
        line("S", "split", "A", "join", "Z", "E"), line("split", "B", "which"),
        flow("which", "E2", "b"), flow("which", "join", "not(b)"),
    )  # fmt: skip
    player = Player(diagram).start()
    player.done("B", b=True)

    assert refused(player).element == "join"
    assert skipped(player, "join").waiting == ["Z"]


def test_a_skip_that_meets_nothing_stuck_changes_nothing() -> None:
    player = Player(failing("T", script("T", "x := 1"))).start()
    player.world.skip = Skip(element="elsewhere")

    assert player.done("A").waiting == ["Z"]


def test_a_skip_of_another_element_leaves_a_deadlock_refused() -> None:
    diagram = process(
        start(), user("A"), gateway("exclusive", "which"), user("B"), gateway("parallel", "join"),
        end(), line("S", "A", "which"), flow("which", "B", "false"), flow("which", "join", "true"),
        line("B", "join", "E"),
    )  # fmt: skip
    player = Player(diagram).start()

    with pytest.raises(StepFailed, match="branches that never come"):
        skipped(player, "B")


def test_a_boundary_event_whose_moment_cannot_be_told_fails_its_activity() -> None:
    late = boundary("L", "T", timer("timeDuration", "1 + 1"))
    diagram = process(
        start(), user("A"), user("T"), late, user("Z"), end(), end("E2"),
        line("S", "A", "T", "Z", "E"), line("L", "E2"),
    )  # fmt: skip

    assert refused(Player(diagram).start()).element == "T"


def test_an_endless_loop_runs_out_of_steps_or_of_seconds() -> None:
    diagram = process(
        start(), user("A"), gateway("exclusive", "again"), script("T", "n := 1"), end(),
        line("S", "A", "again"), flow("again", "T", "true"), flow("again", "E", "false"),
        line("T", "again"),
    )  # fmt: skip

    for limits in ({"steps": 100}, {"seconds": 0.0}):
        with pytest.raises(StepFailed, match="endless loop"):
            Player(diagram, **limits).start().done("A")


def test_a_skip_reaches_the_waiting_place_it_names() -> None:
    player = Player(process(start(), user("A"), end(), line("S", "A", "E"))).start()
    player.world.skip = Skip(element="A", values={"n": 1})

    assert player.done("A", typed=2).data == {"typed": 2, "n": 1}

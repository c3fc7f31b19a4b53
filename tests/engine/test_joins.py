from __future__ import annotations

import random

import pytest

from server.domain.errors import StepFailed
from tests.engine.diagrams import (
    end,
    flow,
    gateway,
    line,
    node,
    process,
    start,
    timer,
    user,
)
from tests.engine.player import Player


def looped(kind: str, branches: int, tasks: int) -> bytes:
    """Branches of tasks between a split and a join, with a rework gateway round them."""
    parts = [
        start(),
        gateway("exclusive", "again"),
        gateway(kind, "split"),
        gateway(kind, "join"),
        user("Z"),
        gateway("exclusive", "which"),
        end(),
        line("S", "again", "split"),
        line("join", "Z", "which"),
        flow("which", "again", name="重做"),
        flow("which", "E", name="通过"),
    ]
    for branch in range(branches):
        keys = [f"T{branch}{task}" for task in range(tasks)]
        parts.extend(user(key) for key in keys)
        parts.append(line(*keys, "join"))
        parts.append(flow("split", keys[0], f"{branch} in on" if kind == "inclusive" else None))
    return process(*parts)


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize(("branches", "tasks"), [(2, 1), (2, 2), (3, 1), (3, 2)])
def test_a_parallel_block_in_a_loop_joins_once_a_pass(branches: int, tasks: int, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # an order to try, no secret
    player = Player(looped("parallel", branches, tasks)).start()
    for again in (True, True, False):
        done = []
        while player.waiting != ["Z"]:
            element = chance.choice(player.waiting)
            assert element != "Z"
            done.append(element)
            player.done(element)
        assert len(done) == branches * tasks
        player.done("Z", "which_again" if again else "which_E")
    assert player.over


@pytest.mark.parametrize("seed", range(40))
def test_an_inclusive_block_in_a_loop_waits_for_just_the_branches_taken(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # an order to try, no secret
    player = Player(looped("inclusive", 4, 2)).start(on=[0, 1, 3])
    for taken in ([0, 1, 3], [2], [0, 2, 3]):
        done = []
        while player.waiting != ["Z"]:
            element = chance.choice(player.waiting)
            assert element != "Z"
            done.append(element)
            player.done(element)
        assert {int(key[1]) for key in done} == set(taken)
        assert len(done) == 2 * len(taken)
        following = {(0, 1, 3): [2], (2,): [0, 2, 3], (0, 2, 3): []}[tuple(taken)]
        player.done("Z", "which_again" if following else "which_E", on=following)
    assert player.over


def inclusive(*flows: str, default: str | None = None) -> bytes:
    marks = {} if default is None else {"default": default}
    return process(
        start(),
        gateway("inclusive", "split", **marks),
        user("A"),
        user("B"),
        gateway("inclusive", "join"),
        end(),
        line("S", "split"),
        *flows,
        line("A", "join", "E"),
        line("B", "join"),
    )


def test_an_inclusive_split_takes_every_flow_that_holds() -> None:
    player = Player(inclusive(flow("split", "A", "a"), flow("split", "B", "b"))).start(
        a=True, b=True
    )
    assert player.waiting == ["A", "B"]
    assert not player.done("A").over
    assert player.done("B").over


def test_an_inclusive_join_waits_only_for_what_can_come() -> None:
    player = Player(inclusive(flow("split", "A", "a"), flow("split", "B", "b")))
    assert player.start(a=True, b=False).done("A").over


def test_an_inclusive_split_falls_back_on_its_default() -> None:
    diagram = inclusive(flow("split", "A", "a"), flow("split", "B"), default="split_B")
    assert Player(diagram).start(a=False).waiting == ["B"]


def test_an_inclusive_split_without_any_way_fails() -> None:
    with pytest.raises(StepFailed, match="no condition holds"):
        Player(inclusive(flow("split", "A", "a"), flow("split", "B", "b"))).start(a=False, b=False)


def test_an_inclusive_join_also_waits_for_a_branch_that_an_alarm_may_open() -> None:
    player = Player(
        process(
            start(),
            gateway("parallel", "split"),
            user("A"),
            user("B"),
            node("boundaryEvent", "late", timer("timeDuration", "PT1H"), attachedToRef="B"),
            end("other"),
            gateway("inclusive", "join"),
            user("Z"),
            end(),
            line("S", "split", "A", "join", "Z", "E"),
            line("split", "B", "other"),
            line("late", "join"),
        )
    ).start()
    assert player.done("A").waiting == ["B", "late"]
    assert player.done("B").waiting == ["Z"]


def test_a_parallel_join_keeps_tokens_in_excess_for_the_next_pass() -> None:
    player = Player(
        process(
            start(),
            gateway("parallel", "split"),
            user("A"),
            user("B"),
            gateway("exclusive", "merge"),
            user("C"),
            gateway("parallel", "join"),
            user("Z"),
            end(),
            line("S", "split", "A", "merge", "join"),
            line("split", "B", "merge"),
            line("split", "C", "join", "Z", "E"),
        )
    ).start()
    player.done("A").done("B")
    assert player.waiting == ["C"]
    with pytest.raises(StepFailed, match="branches that never come"):
        player.done("C").done("Z")


def test_a_join_that_can_never_be_complete_fails_the_step_that_would_get_stuck() -> None:
    player = Player(
        process(
            start(),
            user("A"),
            gateway("exclusive", "which", default="which_C"),
            user("B"),
            user("C"),
            gateway("parallel", "join"),
            end(),
            line("S", "A", "which"),
            flow("which", "B", "b"),
            flow("which", "C"),
            line("B", "join", "E"),
            line("C", "join"),
        )
    ).start()
    player.done("A", b=True)
    with pytest.raises(StepFailed) as refused:
        player.done("B")
    assert refused.value.values["element"] == "join"

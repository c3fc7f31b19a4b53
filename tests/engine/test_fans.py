from __future__ import annotations

from typing import Any

import pytest

from server.domain.errors import StepFailed
from server.domain.moves import BranchKind, EndKind, Fail, Fire, Gather, Tally
from tests.engine.diagrams import (
    about,
    boundary,
    end,
    extensions,
    flow,
    gateway,
    line,
    many,
    node,
    process,
    start,
    sub,
    timer,
    user,
)
from tests.engine.player import FakeWorld, Player

MARK = many("bodies", "body", into="answers", output="answer")


def around(activity: str, *more: str, beside: str = "") -> bytes:
    """A process of one fan-out, with work behind it."""
    return process(
        start(), activity, user("Z"), end(), line("S", "M", "Z", "E"), *more, beside=beside
    )


def inside(mark: str = MARK) -> str:
    return sub("M", mark, start("MS"), user("W", org="body"), end("ME"), line("MS", "W", "ME"))


def call(mark: str = "", **said: str) -> str:
    return node(
        "callActivity", "M", mark, said=extensions(**said), calledElement="inquiry", name="征求意见"
    )


def gather(player: Player, *outputs: object) -> Player:
    player.push(Gather(token=player.token("M"), outputs=outputs))
    return player


def test_a_multi_instance_user_task_is_one_waiting_place_with_a_branch_for_each_member() -> None:
    task = user("M", MARK, name="会签", org="body", clock="T41")
    fan = Player(around(task)).start(bodies=["zjj", "jtj"]).fan("M")
    assert (fan.kind, fan.sequential, fan.name) == (BranchKind.WORK, False, "会签")
    assert [branch.index for branch in fan.branches] == [0, 1]
    assert [branch.values for branch in fan.branches] == [{"body": "zjj"}, {"body": "jtj"}]
    assert [branch.work.body for branch in fan.branches if branch.work] == ["zjj", "jtj"]
    assert fan.branches[0].work is not None
    assert fan.branches[0].work.clock == "T41"


def test_the_outputs_are_written_in_input_order() -> None:
    player = Player(around(user("M", MARK))).start(bodies=["a", "b", "c"])
    assert gather(player, 1, None, 3).waiting == ["Z"]
    assert player.data["answers"] == [1, None, 3]


def test_a_second_pass_begins_afresh() -> None:
    diagram = process(
        start(),
        gateway("exclusive", "again"),
        user("M", MARK),
        user("Z"),
        gateway("exclusive", "which"),
        end(),
        line("S", "again", "M", "Z", "which"),
        flow("which", "again", name="重做"),
        flow("which", "E", name="通过"),
    )
    player = gather(Player(diagram).start(bodies=["a", "b"]), 1, 2)
    player.done("Z", "which_again", bodies=["c"])
    assert len(player.fan("M").branches) == 1
    assert gather(player, 9).data["answers"] == [9]


def test_outputs_without_a_collection_are_not_written() -> None:
    player = gather(Player(around(user("M", many("bodies", "body")))).start(bodies=["a"]), 1)
    assert player.data == {"bodies": ["a"]}


def test_no_member_means_no_waiting() -> None:
    player = Player(around(user("M", MARK))).start(bodies=[])
    assert player.waiting == ["Z"]
    assert player.data["answers"] == []


@pytest.mark.parametrize("bodies", [None, "zjj", {"a": 1}, [0] * 10_001])
def test_a_collection_must_be_a_list_of_bearable_length(bodies: object) -> None:
    with pytest.raises(StepFailed, match="is no list"):
        Player(around(user("M", MARK))).start(bodies=bodies)


def test_a_cardinality_counts_members_from_zero() -> None:
    player = Player(
        around(user("M", many(item="at", count="n + 1"), org='"b" + string(loopCounter)'))
    )
    fan = player.start(n=1).fan("M")
    assert [branch.values for branch in fan.branches] == [{"at": 0}, {"at": 1}]
    assert [branch.work.body for branch in fan.branches if branch.work] == ["b1", "b2"]


def test_a_cardinality_needs_no_variable() -> None:
    fan = Player(around(user("M", many(count="2")))).start().fan("M")
    assert [branch.values for branch in fan.branches] == [{}, {}]


def test_a_collection_needs_no_variable() -> None:
    fan = Player(around(user("M", many("bodies")))).start(bodies=["a"]).fan("M")
    assert [branch.values for branch in fan.branches] == [{}]


@pytest.mark.parametrize("count", ["n", "1.5", "-1", "20000", '"2"'])
def test_a_cardinality_must_be_a_small_whole_number(count: str) -> None:
    with pytest.raises(StepFailed, match="whole number"):
        Player(around(user("M", many(count=count)))).start()


def test_members_in_sequence_say_so() -> None:
    mark = many("bodies", "body", sequential=True)
    assert Player(around(user("M", mark))).start(bodies=["a"]).fan("M").sequential


def test_the_inside_of_a_multi_instance_sub_process_runs_as_an_instance_of_its_own() -> None:
    diagram = around(inside())
    fan = Player(diagram).start(bodies=["zjj"]).fan("M")
    assert fan.kind is BranchKind.PROCESS
    branch = Player(diagram, outer={"bodies": ["zjj"]}).start(scope="M", **fan.branches[0].values)
    assert branch.work("W").body == "zjj"
    branch.done("W", answer=5)
    assert branch.last is not None
    assert branch.last.ending is not None
    assert branch.last.ending.kind is EndKind.FINISHED
    assert branch.last.ending.output == {"body": "zjj", "answer": 5}


def test_a_fan_out_may_lie_inside_another() -> None:
    inner = user("N", many("people", "person"))
    outer = sub("M", MARK, start("MS"), inner, end("ME"), line("MS", "N", "ME"))
    branch = Player(around(outer)).start(scope="M", body="zjj", people=["a", "b"])
    assert len(branch.fan("N").branches) == 2


def test_an_unknown_scope_fails() -> None:
    with pytest.raises(StepFailed):
        Player(around(inside())).start(scope="nowhere")


def test_a_finished_branch_contributes_its_output_item() -> None:
    player = Player(around(inside()))
    given: Any = {"values": {"answer": 5, "more": 1}, "outer": {"answer": 1}, "world": FakeWorld()}
    assert player.engine.output_of(player.version, "M", **given) == 5
    other = Player(around(inside(many("bodies", "body", into="answers"))))
    assert other.engine.output_of(other.version, "M", **given) == {"answer": 5, "more": 1}


def test_an_answer_to_work_may_be_gathered_whole_under_its_variable() -> None:
    mark = many("bodies", "body", into="answers", output="report", until="report.agree")
    player = Player(around(user("M", mark, result="report")))
    engine, version, world = player.engine, player.version, player.world
    values = {"agree": True}
    assert engine.output_of(version, "M", values=values, outer={}, world=world) == values
    tally = Tally(total=2, active=1, completed=1)
    assert engine.is_enough(version, "M", tally, values=values, outer={}, world=world)


@pytest.mark.parametrize(
    ("until", "enough"),
    [
        ("nrOfCompletedInstances >= 2", True),
        ("numberOfCompletedInstances >= 2", True),
        ("nrOfCompletedInstances / nrOfInstances > 0.5", False),
        ("nrOfActiveInstances = 2 and nrOfTerminatedInstances = 1", True),
        ("answer = 5 and seen = 1", True),
        ("missing > 1", False),
        (None, False),
    ],
)
def test_a_fan_out_is_enough_when_its_condition_holds(until: str | None, enough: bool) -> None:  # noqa: FBT001  # expected outcome
    player = Player(around(user("M", many("bodies", "body", until=until))))
    tally = Tally(total=5, active=2, completed=2, terminated=1)
    found = player.engine.is_enough(
        player.version, "M", tally, values={"answer": 5}, outer={"seen": 1}, world=FakeWorld()
    )
    assert found is enough


ENDLESS = "count(for i in 1..100000 return for j in 1..100000 return i * j) > 1"


def test_a_condition_that_can_not_be_counted_is_told_with_its_place() -> None:
    player = Player(around(user("M", many("bodies", "body", until=ENDLESS))))
    tally = Tally(total=2, active=1, completed=1)
    with pytest.raises(StepFailed) as refused:
        player.engine.is_enough(player.version, "M", tally, values={}, outer={}, world=player.world)
    assert refused.value.values["element"] == "M"


def test_an_output_that_can_not_be_counted_is_told_with_its_place() -> None:
    player = Player(around(call(outputs=f"{{much: {ENDLESS}}}")))
    with pytest.raises(StepFailed) as refused:
        player.engine.output_of(player.version, "M", values={}, outer={}, world=player.world)
    assert refused.value.values["element"] == "M"


@pytest.mark.parametrize("activity", [inside(), call(MARK), call(), user("M", MARK)])
def test_an_interrupting_timer_on_a_fan_out_takes_it_away(activity: str) -> None:
    late = boundary("late", "M", timer("timeDuration", "P5D"))
    player = Player(around(activity, late, user("L"), line("late", "L", "E"))).start(
        bodies=["a", "b"]
    )
    assert player.waiting == ["M", "late"]
    token = player.token("M")
    move = player.push(Fire(token=player.token("late")))
    assert move.closed == (token,)
    assert player.waiting == ["L"]
    assert player.done("L").over


@pytest.mark.parametrize("activity", [inside(), call(MARK), user("M", MARK)])
def test_a_finished_fan_out_silences_its_boundary_events(activity: str) -> None:
    late = boundary("late", "M", timer("timeDuration", "P5D"))
    player = Player(around(activity, late, line("late", "E"))).start(bodies=["a", "b"])
    token = player.token("late")
    gather(player, 1, 2)
    assert player.last is not None
    assert player.last.closed == (token,)


def test_a_failed_branch_is_caught_by_the_error_boundary() -> None:
    errors = '<bpmn:error id="e1" name="不同意" errorCode="refused"/>'
    caught = boundary("caught", "M", about("error", "e1"))
    diagram = around(call(), caught, user("L"), line("caught", "L", "E"), beside=errors)
    player = Player(diagram).start()
    player.push(Fail(token=player.token("M"), code="refused"))
    assert player.waiting == ["L"]


def test_a_failed_branch_that_nobody_catches_ends_the_instance() -> None:
    player = Player(around(call())).start()
    move = player.push(Fail(token=player.token("M"), code="refused", name="不同意"))
    assert move.ending is not None
    assert (move.ending.kind, move.ending.element, move.ending.code) == (
        EndKind.ERROR,
        "M",
        "refused",
    )
    assert move.ending.name == "不同意"
    assert [told.kind for told in move.thrown] == ["error"]

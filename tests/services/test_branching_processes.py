"""Fan-outs whose branches are sub-processes or called processes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from server.domain.errors import StepFailed
from server.domain.ids import Token
from server.domain.moves import (
    Alarm,
    Branch,
    BranchKind,
    Complete,
    Ending,
    EndKind,
    Fail,
    FanOut,
    Gather,
    Listen,
    Start,
)
from server.domain.work import WorkState
from tests.builders import NOON, sources, work_for
from tests.fakes import Stage
from tests.fakes.stage import ended, moved
from tests.services.fans import CALLED, agree, called, closed, fan, last_push

if TYPE_CHECKING:
    from server.domain.ids import CaseId
    from server.domain.moves import Move
    from server.domain.people import Actor

DUE = NOON + timedelta(days=2)


@pytest.fixture
def stage() -> Stage:
    stage = Stage.with_process()
    stage.engine.on(Gather, "fan", ended())
    return stage


@pytest.fixture
def clerk(stage: Stage) -> Actor:
    return stage.person()


# --- branches that are processes --------------------------------------------------------------


def test_each_member_of_a_sub_process_is_pushed_as_an_instance(stage: Stage, clerk: Actor) -> None:
    stage.engine.on(Start, "each", moved(work_for("p0")))
    stage.start(clerk, fan(BranchKind.PROCESS))

    assert [each.push for each in stage.engine.pushed[1:]] == [
        Start(values={"department": index}, scope="each") for index in range(3)
    ]


def test_a_branch_reads_the_data_of_its_parent(stage: Stage, clerk: Actor) -> None:
    stage.engine.on(Start, "each", moved(work_for("p0")))
    stage.engine.on(Complete, "p0", moved())
    wait = fan(BranchKind.PROCESS, 1)
    stage.engine.on(Start, None, moved(wait, data={"place": "大桥"}))
    stage.start_as_scripted(clerk)

    stage.done(clerk, stage.at("p0").id)

    assert [each.outer for each in stage.engine.pushed[1:]] == [{"place": "大桥"}] * 2


def test_branches_that_run_straight_through_end_the_parent_in_the_same_act(
    stage: Stage, clerk: Actor
) -> None:
    stage.engine.on(Start, "each", ended())

    root = stage.start(clerk, fan(BranchKind.PROCESS))

    assert stage.state.cases[root].status == "finished"
    assert stage.database.commits == 1
    agree(stage)


def test_branches_no_longer_wanted_are_not_begun(stage: Stage, clerk: Actor) -> None:
    stage.engine.on(Start, "each", ended())
    stage.engine.enough = lambda _tally: True

    root = stage.start(clerk, fan(BranchKind.PROCESS))

    begun = [each for each in stage.engine.pushed if isinstance(each.push, Start)]
    assert len(begun) == 2  # the root and the first branch
    assert (closed(stage, root).completed, closed(stage, root).withdrawn) == (1, 2)
    agree(stage)


def test_withdrawing_a_branch_ends_all_that_it_waits_for(stage: Stage, clerk: Actor) -> None:
    inner = FanOut(
        token=Token("inner"),
        element="inner",
        name="内",
        kind=BranchKind.WORK,
        branches=(Branch(index=0, values={}, work=work_for("deep")),),
    )
    waits = (
        work_for("p0"),
        Alarm(token=Token("p1"), element="later", name="", due=DUE),
        Listen(token=Token("p2"), element="hear", kind="message", name="reply"),
        inner,
    )
    stage.engine.on(Start, "each", moved(*waits))
    stage.engine.on(Complete, "t1", moved(closed=(Token("fan"),)))
    stage.start(clerk, fan(BranchKind.PROCESS, 1), work_for("t1"))

    stage.done(clerk, stage.at("t1").id)

    assert stage.at("p0").state is WorkState.WITHDRAWN
    assert stage.at("deep").state is WorkState.WITHDRAWN
    assert not stage.state.timers
    assert not stage.state.listeners
    assert not stage.state.open_fan_outs
    agree(stage)


def test_an_error_in_a_branch_fails_the_place_and_withdraws_the_others(
    stage: Stage, clerk: Actor
) -> None:
    broken = ended(ending=Ending(kind=EndKind.ERROR, element="bang", code="E1", name="不办"))
    stage.engine.on(Start, "each", moved(work_for("p0")), broken, moved(work_for("p2")))
    stage.engine.on(Fail, "fan", ended())

    root = stage.start(clerk, fan(BranchKind.PROCESS))

    assert last_push(stage) == Fail(token=Token("fan"), code="E1", name="不办")
    assert stage.at("p0").state is WorkState.WITHDRAWN
    assert stage.state.cases[root].status == "finished"
    told = closed(stage, root)
    assert (told.completed, told.withdrawn, told.failed) == (0, 2, 1)
    agree(stage)


# --- called processes -------------------------------------------------------------------------


def start_calling(stage: Stage, clerk: Actor, move: Move, members: int = 1) -> CaseId:
    """The process calls another, whose first move this is."""
    stage.deployed(sources(key=CALLED))
    stage.engine.on(Start, None, moved(called(members), data={"place": "大桥"}), move)
    return stage.start_as_scripted(clerk)


def test_a_called_process_runs_its_own_version_and_sees_only_what_it_is_given(
    stage: Stage, clerk: Actor
) -> None:
    start_calling(stage, clerk, moved(work_for("c0")))

    caller, callee = stage.engine.pushed
    assert callee.version != caller.version
    began = {"starterBody": "zjj", "starterPost": None, "caseNumber": "BX-2026-00001"}
    assert callee.push == Start(values={"department": 0, **began})
    assert callee.outer == {}


def test_a_call_to_an_unknown_process_is_refused(stage: Stage, clerk: Actor) -> None:
    with pytest.raises(StepFailed, match="not deployed") as refused:
        stage.start(clerk, called())
    assert not stage.state.cases
    assert refused.value.sentence("zh").startswith("“call”无法执行：流程“called”尚未部署。")
    assert refused.value.version == stage.engine.pushed[0].version, "the caller's"


def test_what_a_called_process_gives_is_read_by_the_caller(stage: Stage, clerk: Actor) -> None:
    ending = Ending(kind=EndKind.FINISHED, element="end", output={"result": "好"})
    start_calling(stage, clerk, moved(work_for("c0")))
    stage.engine.on(Complete, "c0", ended(ending=ending))
    stage.engine.output = lambda values: values["result"]

    stage.done(clerk, stage.at("c0").id)

    caller = stage.engine.pushed[0]
    [asked] = stage.engine.asked
    assert (asked.version, asked.element) == (caller.version, "call")
    assert asked.outer == {"place": "大桥"}
    assert last_push(stage) == Gather(token=Token("fan"), outputs=("好",))
    agree(stage)


def test_a_call_that_ends_at_once_is_gathered_in_the_same_act(stage: Stage, clerk: Actor) -> None:
    root = start_calling(stage, clerk, ended())

    assert stage.state.cases[root].status == "finished"
    assert stage.database.commits == 1


def test_enough_of_several_calls_withdraw_the_rest(stage: Stage, clerk: Actor) -> None:
    stage.engine.enough = lambda tally: tally.completed >= 2

    root = start_calling(stage, clerk, ended(), members=3)

    assert (closed(stage, root).completed, closed(stage, root).withdrawn) == (2, 1)
    agree(stage)

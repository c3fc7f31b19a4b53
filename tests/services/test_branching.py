"""Fan-outs: branches with rows, locks and journals of their own."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from server.domain import facts as f
from server.domain.errors import NoSuchProcess, SamePersonTwice
from server.domain.ids import ProcessKey, Token
from server.domain.moves import (
    Alarm,
    Branch,
    BranchKind,
    Complete,
    EndKind,
    Ending,
    Fail,
    FanOut,
    Gather,
    Listen,
    Start,
)
from server.domain.replay import fold
from server.domain.work import WorkState
from tests.builders import NOON, a_model, a_step, sources, work_for
from tests.fakes import Stage
from tests.fakes.stage import ended, moved

if TYPE_CHECKING:
    from typing import Any

    from server.domain.ids import CaseId
    from server.domain.moves import Move, Push
    from server.domain.people import Actor

DUE = NOON + timedelta(days=2)
CALLED = ProcessKey("called")


@pytest.fixture
def stage() -> Stage:
    stage = Stage.with_process()
    stage.engine.on(Gather, "fan", ended())
    return stage


@pytest.fixture
def clerk(stage: Stage) -> Actor:
    return stage.person()


def fan(kind: BranchKind, members: int = 3, **changed: Any) -> FanOut:
    """A fan-out over departments; work is offered where the kind is work."""
    branches = tuple(
        Branch(
            index=index,
            values={"department": index},
            work=work_for(f"w{index}", **changed) if kind is BranchKind.WORK else None,
        )
        for index in range(members)
    )
    return FanOut(token=Token("fan"), element="each", name="各部门", kind=kind, branches=branches)


def in_turn(wait: FanOut) -> FanOut:
    return FanOut(
        token=wait.token,
        element=wait.element,
        name=wait.name,
        kind=wait.kind,
        branches=wait.branches,
        sequential=True,
    )


def called(members: int = 1) -> FanOut:
    wait = fan(BranchKind.CALL, members)
    return FanOut(
        token=wait.token,
        element="call",
        name="调用",
        kind=wait.kind,
        branches=wait.branches,
        called=CALLED,
    )


def closed(stage: Stage, case: CaseId) -> f.FanOutClosed:
    [fact] = [fact for fact in stage.facts(case) if isinstance(fact, f.FanOutClosed)]
    return fact


def last_push(stage: Stage) -> Push:
    return stage.engine.pushed[-1].push


def agree(stage: Stage) -> None:
    """The tables say of every case what its journal says."""
    unit = stage.tools.unit()
    for case in stage.state.cases:
        assert unit.views.standing(case) == fold(stage.facts(case)).standing


# --- branches that are one piece of work ------------------------------------------------------


def test_each_member_gets_a_case_and_a_piece_of_work_of_its_own(stage: Stage, clerk: Actor) -> None:
    root = stage.start(clerk, fan(BranchKind.WORK))

    assert len(stage.branches(root)) == 3
    assert {item.case for item in stage.state.items.values()} == set(stage.branches(root))
    assert stage.kinds(stage.branches(root)[0]) == ["CaseStarted", "WorkOffered"]
    agree(stage)


def test_a_branch_carries_the_number_of_its_root_and_its_place(stage: Stage, clerk: Actor) -> None:
    root = stage.start(clerk, fan(BranchKind.WORK))

    rows = [stage.state.case(branch) for branch in stage.branches(root)]
    assert [(row.number, row.index, row.parent) for row in rows] == [
        ("BX-2026-00001", index, root) for index in range(3)
    ]


def test_the_parent_moves_on_when_the_last_branch_is_done(stage: Stage, clerk: Actor) -> None:
    root = stage.start(clerk, fan(BranchKind.WORK))

    for token in ("w2", "w0"):
        stage.done(clerk, stage.at(token).id)
    assert stage.state.cases[root].status == "running"
    stage.done(clerk, stage.at("w1").id)

    assert stage.state.cases[root].status == "finished"
    assert closed(stage, root) == f.FanOutClosed(
        fan_out=closed(stage, root).fan_out, completed=3, withdrawn=0
    )
    agree(stage)


def test_outputs_are_gathered_in_input_order(stage: Stage, clerk: Actor) -> None:
    stage.engine.output = lambda values: values["department"]
    stage.start(clerk, fan(BranchKind.WORK))

    for token in ("w2", "w0", "w1"):
        stage.done(clerk, stage.at(token).id)

    assert last_push(stage) == Gather(token=Token("fan"), outputs=(0, 1, 2))


def test_enough_branches_withdraw_the_others_and_tell_their_holders(
    stage: Stage, clerk: Actor
) -> None:
    stage.engine.enough = lambda tally: tally.completed >= 2
    root = stage.start(clerk, fan(BranchKind.WORK))

    stage.done(clerk, stage.at("w0").id)
    stage.done(clerk, stage.at("w2").id)

    assert stage.at("w1").state is WorkState.WITHDRAWN
    assert (closed(stage, root).completed, closed(stage, root).withdrawn) == (2, 1)
    assert [stage.state.cases[each].status for each in stage.branches(root)] == [
        "finished",
        "withdrawn",
        "finished",
    ]
    agree(stage)


def test_a_withdrawn_branch_gives_nothing(stage: Stage, clerk: Actor) -> None:
    stage.engine.output = lambda values: values["department"]
    stage.engine.enough = lambda _tally: True
    stage.start(clerk, fan(BranchKind.WORK))

    stage.done(clerk, stage.at("w1").id)

    assert last_push(stage) == Gather(token=Token("fan"), outputs=(None, 1, None))


def test_an_interrupted_fan_out_tells_what_was_done_and_what_withdrawn(
    stage: Stage, clerk: Actor
) -> None:
    stage.engine.on(Complete, "t1", moved(closed=(Token("fan"),)))
    root = stage.start(clerk, fan(BranchKind.WORK), work_for("t1"))
    stage.done(clerk, stage.at("w0").id)

    stage.done(clerk, stage.at("t1").id)

    assert (closed(stage, root).completed, closed(stage, root).withdrawn) == (1, 2)
    assert stage.at("w1").state is WorkState.WITHDRAWN
    agree(stage)


# --- one after the other ----------------------------------------------------------------------


def test_in_turn_only_the_first_piece_of_work_is_offered(stage: Stage, clerk: Actor) -> None:
    stage.start(clerk, in_turn(fan(BranchKind.WORK)))

    assert [item.token for item in stage.state.items.values()] == ["w0"]


def test_in_turn_the_next_is_offered_when_one_is_done(stage: Stage, clerk: Actor) -> None:
    root = stage.start(clerk, in_turn(fan(BranchKind.WORK)))

    for token in ("w0", "w1", "w2"):
        stage.done(clerk, stage.at(token).id)

    assert stage.state.cases[root].status == "finished"
    agree(stage)


def test_in_turn_the_clock_of_the_next_begins_when_its_turn_comes(
    stage: Stage, clerk: Actor
) -> None:
    stage.start(clerk, in_turn(fan(BranchKind.WORK, 2, clock="T41", due=DUE)))
    stage.clock.pass_by(timedelta(days=7))

    stage.done(clerk, stage.at("w0").id)

    assert stage.at("w0").due == DUE
    assert (stage.at("w1").due or DUE) > DUE + timedelta(days=4)


def test_in_turn_processes_begin_one_after_the_other(stage: Stage, clerk: Actor) -> None:
    stage.engine.on(
        Start, "each", moved(work_for("p0")), moved(work_for("p1")), moved(work_for("p2"))
    )
    stage.engine.on(Complete, "p0", ended())
    stage.start(clerk, in_turn(fan(BranchKind.PROCESS)))

    assert [item.token for item in stage.state.items.values()] == ["p0"]
    stage.done(clerk, stage.at("p0").id)
    assert last_push(stage) == Start(values={"department": 1}, scope="each")


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
    broken = ended(ending=Ending(kind=EndKind.ERROR, element="bang", code="E1"))
    stage.engine.on(Start, "each", moved(work_for("p0")), broken, moved(work_for("p2")))
    stage.engine.on(Fail, "fan", ended())

    root = stage.start(clerk, fan(BranchKind.PROCESS))

    assert last_push(stage) == Fail(token=Token("fan"), code="E1")
    assert stage.at("p0").state is WorkState.WITHDRAWN
    assert stage.state.cases[root].status == "finished"
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
    assert callee.push == Start(values={"department": 0})
    assert callee.outer == {}


def test_a_call_to_an_unknown_process_is_refused(stage: Stage, clerk: Actor) -> None:
    with pytest.raises(NoSuchProcess):
        stage.start(clerk, called())
    assert not stage.state.cases


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


def test_nobody_gives_two_of_the_signatures_that_all_must_give(stage: Stage, clerk: Actor) -> None:
    other = stage.person(login="li")
    stage.engine.accepted = a_model(a_step(name="签发", sign="all"))
    stage.start(clerk, fan(BranchKind.WORK, 2))
    stage.done(clerk, stage.at("w0").id)

    with pytest.raises(SamePersonTwice) as refused:
        stage.done(clerk, stage.at("w1").id)

    assert refused.value.values == {"step": "签发"}
    assert stage.at("w1").state is WorkState.OPEN
    stage.done(other, stage.at("w1").id)
    agree(stage)

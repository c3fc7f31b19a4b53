"""Fan-outs whose branches are pieces of work, at once or one after the other."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from server.domain import facts as f
from server.domain.countersigning import Countersign
from server.domain.errors import SamePersonTwice
from server.domain.ids import Token
from server.domain.moves import (
    BranchKind,
    Complete,
    Gather,
    Start,
)
from server.domain.work import WorkState
from tests.builders import NOON, a_model, a_step, work_for
from tests.fakes import Stage
from tests.fakes.stage import ended, moved
from tests.services.fans import agree, closed, fan, in_turn, last_push

if TYPE_CHECKING:
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


def test_nobody_gives_two_of_the_signatures_that_all_must_give(stage: Stage, clerk: Actor) -> None:
    other = stage.person(login="li")
    stage.engine.accepted = a_model(
        a_step(name="签发", name_en="Sign", sign=Countersign(name="all"))
    )
    stage.start(clerk, fan(BranchKind.WORK, 2))
    stage.done(clerk, stage.at("w0").id)

    with pytest.raises(SamePersonTwice) as refused:
        stage.done(clerk, stage.at("w1").id)

    assert refused.value.values["step"] == ("签发", "Sign")
    assert stage.at("w1").state is WorkState.OPEN
    stage.done(other, stage.at("w1").id)
    agree(stage)

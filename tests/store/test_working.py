"""Pieces of work: on desks, held, done."""

from datetime import timedelta

import pytest

from server.domain import facts as f
from server.domain.errors import NoSuchWork
from server.domain.ids import ItemId
from server.domain.work import WorkState
from tests.store.stage import Stage, person_of


def test_offered_work_is_held_with_its_case(stage: Stage) -> None:
    due = stage.now + timedelta(days=1)
    item = stage.work(due=due)

    with stage.unit() as unit:
        held, case = unit.work.hold(item)

    assert (held.id, held.case, held.root) == (item, case.id, case.root)
    assert (held.element, held.name, held.body, held.role) == (
        "report",
        "报到处置",
        "zjj",
        "dept_officer",
    )
    assert (held.state, held.due, held.offered_at) == (WorkState.OPEN, due, stage.now)


def test_claimed_work_names_its_holder(stage: Stage) -> None:
    item = stage.work()

    stage.claim(item, stage.head)

    with stage.unit() as unit:
        held, _ = unit.work.hold(item)
    assert (held.holder, held.holder_name) == (stage.head.person, "李小红")
    assert held.claimed_at == stage.now


def test_work_given_back_has_no_holder(stage: Stage) -> None:
    item = stage.work()
    stage.claim(item, stage.head)
    with stage.unit() as unit:
        _, case = unit.work.hold(item)
        fact = f.WorkGivenBack(item=item, person=person_of(stage.head))
        stage.record(unit, case.id, fact)
        unit.commit()

    with stage.unit() as unit:
        found = unit.work.find(item)

    assert found is not None
    assert (found.holder, found.claimed_at) == (None, None)


def test_completed_work_is_done_by_its_doer(stage: Stage) -> None:
    item = stage.work()

    stage.complete(item, stage.head)

    with stage.unit() as unit:
        held, case = unit.work.hold(item)
    assert (held.state, held.holder, held.done_at) == (
        WorkState.DONE,
        stage.head.person,
        stage.now,
    )
    assert (case.revision, case.data["result"]) == (2, "已办")


def test_unknown_work_is_refused(stage: Stage) -> None:
    with stage.unit() as unit, pytest.raises(NoSuchWork):
        unit.work.hold(ItemId(stage.id()))


def test_work_offered_and_withdrawn_in_one_act_is_written_once(stage: Stage) -> None:
    case = stage.case()
    with stage.unit() as unit:
        item = stage.offered(unit, case)
        fact = f.WorkWithdrawn(item=item, reason="interrupted")
        stage.record(unit, case, fact)
        unit.commit()

    with stage.unit() as unit:
        found = unit.work.find(item)
        tokens = unit.work.open_tokens(case)

    assert found is not None
    assert found.state is WorkState.WITHDRAWN
    assert tokens == {}


def test_who_did_the_work_of_other_branches_is_known(stage: Stage) -> None:
    _, _, branches = stage.fanned_out(3)
    with stage.unit() as unit:
        items = [stage.offered(unit, branch) for branch in branches]
        unit.commit()

    stage.complete(items[0], stage.head)

    with stage.unit() as unit:
        beside = [unit.work.doers_beside(branch) for branch in branches]
    assert beside == [frozenset(), {stage.head.person}, {stage.head.person}]

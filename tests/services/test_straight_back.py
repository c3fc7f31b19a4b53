"""Work is returned to be corrected and comes straight back: real engine, real store."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from server.domain.acts import Act
from server.domain.errors import (
    AnswerWrong,
    NothingToChoose,
    TooLateToTakeBack,
)
from server.domain.people import SYSTEM
from server.domain.reading import Asks
from server.domain.work import WorkState
from server.services import acting, peopling, tasks, working
from server.services.acts.scene import Given
from server.services.working import Answer
from tests.engine.diagrams import boundary, line, timer
from tests.services.drawn import Drawn, desk
from tests.services.test_returning import (
    SPLIT,
    refusals,
    returned,
    row,
    targets,
)
from tests.services.test_returning_from_branches import countersigned
from tests.web.house import PASSWORD

if TYPE_CHECKING:
    from server.domain.people import Actor
    from server.domain.work import WorkItem
    from tests.web.house import House

__all__ = ["row"]

straight = partial(returned, way="straight")


def taken_back(drawn: Drawn, element: str, state: WorkState) -> None:
    acting.act(drawn.tools, drawn.handler, drawn.item(element, state), Act.TAKE_BACK, Given())


def the(drawn: Drawn, element: str) -> WorkItem:
    [item] = drawn.items(element)
    return item


def test_the_earlier_step_is_answered_anew_and_it_comes_straight_back(row: Drawn) -> None:
    straight(row, "C", "A")

    assert row.open == ["A"]
    assert the(row, "A").holder == row.handler.person
    row.do("A")
    assert row.open == ["C"]
    assert len(row.items("B", WorkState.DONE)) == 1
    row.do("C")
    assert row.status == "finished"
    assert row.is_sound


def test_it_lies_before_who_returned_it_and_they_are_told(row: Drawn) -> None:
    straight(row, "C", "A")
    page = row.house.browser("zjj.handler").get("/notices")
    assert "“办A”被退回，请改正后交回" in page.text

    row.do("A")
    assert the(row, "C").holder == row.handler.person
    assert the(row, "C").claimed_at is None
    page = row.house.browser("zjj.handler").get("/notices")
    assert "退回的事项已改正，请继续办理“办C”" in page.text


def test_nothing_beside_moves(house: House) -> None:
    drawn = Drawn(house, *SPLIT)
    drawn.do("P", "A")
    beside = drawn.item("C")
    straight(drawn, "B", "P")

    assert drawn.open == ["C", "P"]
    drawn.do("C", "P")
    assert drawn.open == ["B"]
    assert drawn.item("C", WorkState.DONE) == beside
    drawn.do("B", "Z")
    assert drawn.status == "finished"
    assert drawn.is_sound


def test_out_of_a_countersign_only_the_one_member_waits(house: House) -> None:
    drawn = countersigned(house)
    straight(drawn, "M", "A")

    assert drawn.open == ["A", "M"]
    drawn.do("M", "A", "M", "Z")
    assert drawn.status == "finished"
    assert drawn.is_sound


def test_the_moment_on_the_step_runs_on_and_takes_the_correction_away(house: House) -> None:
    late = boundary("late", "B", timer("timeDuration", "PT1H"))
    drawn = Drawn(
        house, desk("A"), desk("B"), late, desk("L"),
        line("S", "A", "B", "E"), line("late", "L", "E"),
    )  # fmt: skip
    drawn.do("A")
    straight(drawn, "B", "A")
    drawn.fire()

    assert drawn.open == ["L"]
    assert len(drawn.items("A", WorkState.WITHDRAWN)) == 1
    with pytest.raises(TooLateToTakeBack, match="gone on from the step"):
        taken_back(drawn, "B", WorkState.RETURNED)
    assert drawn.is_sound


def test_what_is_corrected_may_be_returned_further_and_all_come_back(row: Drawn) -> None:
    straight(row, "C", "B")
    straight(row, "B", "A")
    assert row.open == ["A"]

    row.do("A")
    assert row.open == ["B"]
    row.do("B")
    assert row.open == ["C"]
    assert row.is_sound


def test_from_a_correction_all_may_be_done_again(row: Drawn) -> None:
    straight(row, "C", "B")
    returned(row, "B", "A")

    row.do("A", "B", "C")
    assert row.status == "finished"


def test_a_correction_chooses_no_way_and_is_signed_by_whom_it_is_given_to(row: Drawn) -> None:
    straight(row, "C", "A")
    item = row.item("A")
    with pytest.raises(NothingToChoose):
        working.complete(row.tools, row.handler, item, Answer(values={}, choice="f1"))

    shown = tasks.task(row.tools, row.handler, item)
    assert (shown.choices, shown.may_complete) == ((), True)


def test_the_manner_has_to_be_one_that_is_possible(house: House) -> None:
    drawn = countersigned(house)
    drawn.do("M", "M")

    assert "只能重走" in targets(drawn, "Z")["M"]
    with pytest.raises(AnswerWrong):
        straight(drawn, "Z", "M")


@pytest.mark.parametrize("state", [WorkState.RETURNED, WorkState.DONE])
def test_who_returned_it_or_corrected_it_takes_that_back_unseen(
    row: Drawn, state: WorkState
) -> None:
    straight(row, "C", "A")
    if state is WorkState.DONE:
        row.do("A")
    mine = "C" if state is WorkState.RETURNED else "A"
    taken_back(row, mine, state)

    assert row.open == [mine]
    assert the(row, mine).claimed_at is not None
    row.do(*(["A", "C"] if mine == "A" else ["C"]))
    assert row.status == "finished"
    assert row.is_sound


def test_once_it_was_looked_at_it_is_not_taken_back_without_asking(row: Drawn) -> None:
    straight(row, "C", "A")
    page = acting.look(row.tools, row.handler, row.item("C", WorkState.RETURNED), Act.TAKE_BACK)
    assert page.foreseen[-1][0].startswith("“办A”随之撤回")
    tasks.task(row.tools, row.handler, row.item("A"))

    with pytest.raises(AnswerWrong):
        taken_back(row, "C", WorkState.RETURNED)


def test_a_round_before_is_not_taken_back(row: Drawn) -> None:
    straight(row, "C", "A")
    row.do("A")
    with pytest.raises(TooLateToTakeBack, match="new round"):
        taken_back(row, "C", WorkState.RETURNED)


@pytest.mark.parametrize("_try", range(2))
def test_of_taking_a_return_back_and_correcting_at_once_one_wins(row: Drawn, _try: int) -> None:
    straight(row, "C", "A")
    ways: list[Any] = [
        partial(taken_back, row, "C", WorkState.RETURNED),
        partial(working.complete, row.tools, row.handler, row.item("A"), Answer(values={})),
    ]

    assert len(refusals(*ways)) == 1
    assert row.open == ["C"]
    assert row.is_sound


def test_its_clock_goes_on_and_the_last_rung_is_told_to_who_corrects_it(house: House) -> None:
    drawn = Drawn(house, desk("A"), desk("B", clock="T41"), line("S", "A", "B", "E"))
    drawn.do("A")
    before = the(drawn, "B")
    assert before.due is not None
    house.clock.moment = before.due + timedelta(minutes=1)
    straight(drawn, "B", "A")

    amendment = the(drawn, "A")
    assert (amendment.clock, amendment.since, amendment.due) == (
        before.clock, before.since, before.due,
    )  # fmt: skip
    with drawn.tools.unit() as unit:
        ahead = unit.waits.take_due_rungs(before.due + timedelta(days=60), 100)
    climbing = {each.rung for each in ahead if each.item == amendment.id}
    assert "red" in climbing
    assert climbing.isdisjoint({"hint", "amber"})
    drawn.do("A")
    assert the(drawn, "B").due == before.due


@pytest.fixture
def slow(house: House) -> Drawn:
    """A case whose second step has a clock that may be extended and stand still; it was extended."""
    peopling.set_passwords(house.tools, SYSTEM, dict.fromkeys(("zjj.head", "cmd.head"), PASSWORD))
    drawn = Drawn(house, desk("A"), desk("B", clock="T44/simple"), line("S", "A", "B", "E"))
    drawn.do("A")
    working.claim(drawn.tools, drawn.handler, drawn.item("B"))
    act(drawn, drawn.handler, Act.ASK_EXTENSION)
    act(drawn, house.actor("cmd.head"), Act.AGREE_EXTENSION)
    return drawn


def act(drawn: Drawn, actor: Actor, chosen: Act, element: str = "B") -> None:
    """An act on a step with its first answer to each question."""
    item = drawn.item(element)
    questions = acting.look(drawn.tools, actor, item, chosen).questions
    ways = [q.options[0].value for q in questions if q.asks is Asks.WAY]
    reason = "情况复杂" if any(q.asks is Asks.REASON for q in questions) else ""
    given = Given(way="".join(ways), reason=reason)
    acting.act(drawn.tools, actor, item, chosen, given)


def test_its_clock_goes_on_with_all_that_it_was_given(slow: Drawn) -> None:
    head, before = slow.house.actor("zjj.head"), the(slow, "B")
    act(slow, head, Act.STOP_CLOCK)
    slow.house.clock.moment += timedelta(days=7)

    straight(slow, "B", "A")

    laid = the(slow, "A")
    assert before.due is not None
    assert laid.due is not None
    assert (laid.extensions, laid.extended) == (before.extensions, before.extended) != (0, 0)
    assert (laid.due - before.due).days == 7
    assert laid.stopped_at is None
    slow.do("A")
    again = the(slow, "B")
    assert (again.due, again.extended, again.since) == (laid.due, laid.extended, before.since)


def test_what_it_was_given_meanwhile_goes_back_with_it(slow: Drawn) -> None:
    before = the(slow, "B")
    straight(slow, "B", "A")
    act(slow, slow.house.actor("zjj.head"), Act.STOP_CLOCK, "A")
    slow.house.clock.moment += timedelta(days=7)

    slow.do("A")

    after = the(slow, "B")
    assert before.due is not None
    assert after.due is not None
    assert (after.due - before.due).days == 7
    act(slow, slow.house.actor("zjj.head"), Act.STOP_CLOCK)
    act(slow, slow.house.actor("zjj.head"), Act.RUN_CLOCK)
    assert the(slow, "B").due == after.due, "reckoned from the beginning it is the same"


def test_taken_back_it_keeps_what_its_clock_was_given(slow: Drawn) -> None:
    before = the(slow, "B")
    straight(slow, "B", "A")

    taken_back(slow, "B", WorkState.RETURNED)

    after = the(slow, "B")
    assert (after.due, after.extended) == (before.due, before.extended)
    assert slow.is_sound

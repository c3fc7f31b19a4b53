"""Work is returned to an earlier step: real engine, real store."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from server.domain.acts import Act
from server.domain.errors import (
    ActNotNow,
    AlreadyClaimed,
    AlreadyReturned,
    AnswerWrong,
    NoSuchWork,
    NothingBefore,
    Refusal,
)
from server.domain.reading import Asks
from server.domain.work import WorkState, check_doer
from server.services import acting, working
from server.services.acts.scene import Given
from server.services.working import Answer
from tests.engine.diagrams import (
    boundary,
    gateway,
    line,
    timer,
)
from tests.services.drawn import Drawn, desk
from tests.services.test_crowds import at_once

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.domain.ids import ItemId
    from server.domain.people import Actor
    from tests.web.house import House

ROW = (desk("A"), desk("B"), desk("C"), line("S", "A", "B", "C", "E"))
SPLIT = (
    desk("P"), gateway("parallel", "two"), desk("A"), desk("B"), desk("C"), gateway("parallel", "one"),
    desk("Z"), line("S", "P", "two", "A", "B", "one", "Z", "E"), line("two", "C", "one"),
)  # fmt: skip


def give_up(
    drawn: Drawn,
    item: ItemId,
    to: object,
    actor: Actor | None = None,
    way: str = "rerun",
    **more: Any,
) -> None:
    given = Given(targets=(str(to),), way=way, reason="材料不全")
    acting.act(drawn.tools, actor or drawn.handler, item, Act.RETURN, given, **more)


def returned(drawn: Drawn, element: str, to: str, **more: Any) -> None:
    give_up(drawn, drawn.item(element), drawn.item(to, WorkState.DONE), **more)


def targets(drawn: Drawn, element: str) -> dict[str, str]:
    """The steps that may be returned to, and what is said of each."""
    page = acting.look(drawn.tools, drawn.handler, drawn.item(element), Act.RETURN)
    with drawn.tools.unit() as unit:
        done = {str(item.id): item.element for item in unit.work.of_case(drawn.case)}
    return {done[option.value]: option.name for option in page.questions[0].options}


def losses(drawn: Drawn, element: str) -> list[str]:
    """What is said before of other people's work."""
    page = acting.look(drawn.tools, drawn.handler, drawn.item(element), Act.RETURN)
    return [zh for zh, _ in page.foreseen if zh.startswith("重走到")]


def refusals(*acts: Callable[[], Any]) -> list[Refusal]:
    """What was refused of acts in the same moment."""
    return [answer for answer in at_once(acts) if isinstance(answer, Refusal)]


@pytest.fixture
def row(house: House) -> Drawn:
    drawn = Drawn(house, *ROW)
    drawn.do("A", "B")
    return drawn


# --- re-run -----------------------------------------------------------------------------------


def test_the_earlier_step_begins_a_new_round_and_all_before_stays(row: Drawn) -> None:
    returned(row, "C", "A")

    assert row.open == ["A"]
    assert [len(row.items(key, WorkState.DONE)) for key in "AB"] == [1, 1]
    assert len(row.items("C", WorkState.RETURNED)) == 1
    row.do("A", "B", "C")
    assert row.status == "finished"
    assert row.is_sound


def test_the_reason_lies_in_the_contents_and_who_did_it_is_told(row: Drawn) -> None:
    returned(row, "C", "A")

    [fact] = row.facts("WorkReturned")
    with row.tools.unit() as unit:
        assert unit.journal.content(row.case, fact["digest"]) == {"reason": "材料不全"}
    page = row.house.browser("zjj.handler").get("/notices")
    assert "“办A”被退回，请重新办理" in page.text


def test_without_a_reason_nothing_is_returned(row: Drawn) -> None:
    given = Given(targets=(str(row.item("A", WorkState.DONE)),), way="rerun", reason=" ")

    with pytest.raises(AnswerWrong) as refused:
        acting.act(row.tools, row.handler, row.item("C"), Act.RETURN, given)
    assert [fault.field for fault in refused.value.faults] == [Asks.REASON]
    assert row.open == ["C"]


def test_only_who_may_do_the_work_may_return_it(row: Drawn) -> None:
    item, to = row.item("C"), row.item("A", WorkState.DONE)

    with pytest.raises(Refusal):
        give_up(row, item, to, row.officer)
    with pytest.raises(NoSuchWork):
        give_up(row, item, to, row.house.actor("slj.handler"))
    working.claim(row.tools, row.handler, item)
    with row.tools.unit() as unit:
        held = unit.work.find(item)
    assert held is not None
    with pytest.raises(AlreadyClaimed):
        check_doer(replace(held, holder=row.officer.person), row.handler)


def test_what_was_returned_is_over(row: Drawn) -> None:
    item, to = row.item("C"), row.item("A", WorkState.DONE)
    returned(row, "C", "A")

    with pytest.raises(ActNotNow):
        give_up(row, item, to)
    with pytest.raises(AlreadyReturned):
        working.complete(row.tools, row.handler, item, Answer(values={}))


def test_the_same_request_twice_returns_once(row: Drawn) -> None:
    item, to = row.item("C"), row.item("A", WorkState.DONE)
    for _ in range(2):
        give_up(row, item, to, request_key="key")

    assert len(row.facts("WorkReturned")) == 1


def test_the_list_says_who_did_it_when_and_in_which_round(row: Drawn) -> None:
    returned(row, "C", "B")
    row.do("B")

    assert list(targets(row, "C").items()) == [
        ("B", "办B：第 2 轮，褚例甲 于 2026-03-09 09:00 办结"),
        ("A", "办A：第 1 轮，褚例甲 于 2026-03-09 09:00 办结"),
    ]


def test_a_step_that_was_not_taken_is_no_target(row: Drawn) -> None:
    with pytest.raises(AnswerWrong) as refused:
        give_up(row, row.item("C"), row.item("C"))
    assert [fault.field for fault in refused.value.faults] == [Asks.TARGETS]


def test_with_nothing_before_it_a_step_can_not_be_returned(house: House) -> None:
    with pytest.raises(NothingBefore):
        targets(Drawn(house, *ROW), "A")


def test_the_diagram_may_say_where_to_a_step_returns(house: House) -> None:
    drawn = Drawn(
        house, desk("A"), desk("B"), desk("C", return_to="B"), line("S", "A", "B", "C", "E")
    )
    drawn.do("A", "B")

    assert targets(drawn, "C").keys() == {"B"}
    with pytest.raises(AnswerWrong):
        returned(drawn, "C", "A")


def test_from_the_sixth_round_on_the_fact_says_that_it_is_often(row: Drawn) -> None:
    for _ in range(5):
        assert not any(fact.get("often") for fact in row.facts("WorkReturned"))
        returned(row, "C", "B")
        row.do("B")

    assert row.facts("WorkReturned")[-1]["often"]


# --- beside -----------------------------------------------------------------------------------


def test_inside_a_parallel_block_the_other_way_goes_on(house: House) -> None:
    drawn = Drawn(house, *SPLIT)
    drawn.do("P", "A")
    beside = drawn.item("C")

    assert losses(drawn, "B") == [
        "重走到“办A”时，其他人正在办理的工作不受影响。",
        "重走到“办P”时，正在办理的“办C”随之撤回，经办人会收到提醒。",
    ]
    returned(drawn, "B", "A")
    assert drawn.item("C") == beside
    drawn.do("A", "B", "C", "Z")
    assert drawn.status == "finished"


def test_back_before_the_split_the_other_way_is_withdrawn(house: House) -> None:
    drawn = Drawn(house, *SPLIT)
    drawn.do("P", "A")
    returned(drawn, "B", "P")

    assert drawn.open == ["P"]
    assert len(drawn.items("C", WorkState.WITHDRAWN)) == 1
    drawn.do("P")
    assert drawn.open == ["A", "C"]
    assert drawn.is_sound


def test_what_goes_on_beside_is_no_target(house: House) -> None:
    drawn = Drawn(house, *SPLIT)
    drawn.do("P", "A", "C")

    assert targets(drawn, "B").keys() == {"A", "P"}
    with pytest.raises(AnswerWrong):
        returned(drawn, "B", "C")
    assert drawn.open == ["B"]


def test_the_moment_on_a_step_goes_with_it(house: House) -> None:
    late = boundary("late", "B", timer("timeDuration", "PT1H"))
    drawn = Drawn(
        house,
        desk("A"),
        desk("B"),
        late,
        desk("L"),
        line("S", "A", "B", "E"),
        line("late", "L", "E"),
    )
    drawn.do("A")
    returned(drawn, "B", "A")

    with drawn.tools.unit() as unit:
        assert not unit.waits.timers(drawn.case)
    drawn.do("A")
    drawn.fire()
    assert drawn.open == ["L"]
    assert targets(drawn, "L").keys() == {"A"}
    assert drawn.is_sound


# --- at once ----------------------------------------------------------------------------------


@pytest.mark.parametrize("_try", range(3))
def test_of_two_returns_at_once_one_wins(row: Drawn, _try: int) -> None:
    item = row.item("C")
    ways = [partial(give_up, row, item, row.item(key, WorkState.DONE)) for key in "AB"]

    assert [type(refusal) for refusal in refusals(*ways)] == [ActNotNow]
    assert row.open in (["A"], ["B"])
    assert row.is_sound


@pytest.mark.parametrize("_try", range(3))
def test_of_a_return_and_a_completion_at_once_one_wins(row: Drawn, _try: int) -> None:
    item = row.item("C")
    refused = refusals(
        partial(give_up, row, item, row.item("A", WorkState.DONE)),
        partial(working.complete, row.tools, row.handler, item, Answer(values={})),
    )

    assert len(refused) == 1
    assert row.open == ["A"] or row.status == "finished"
    assert row.is_sound

"""Who completed a step takes it back: real engine, real store."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from server.domain.acts import Act
from server.domain.errors import ActNotNow, ActNotYours, AnswerWrong, Refusal, TooLateToTakeBack
from server.domain.work import WorkState
from server.services import acting, tasks, working
from server.services.acts.scene import Given
from tests.engine.diagrams import end, gateway, line, many, node, start, sub
from tests.services.drawn import Drawn, desk
from tests.services.test_returning import ROW, SPLIT, refusals
from tests.services.test_returning_from_branches import BODIES, countersigned

if TYPE_CHECKING:
    from server.domain.people import Actor
    from tests.web.house import House


def take_back(
    drawn: Drawn, element: str, actor: Actor | None = None, reason: str = "", **more: Any
) -> None:
    item = drawn.item(element, WorkState.DONE)
    who = actor or drawn.handler
    acting.act(drawn.tools, who, item, Act.TAKE_BACK, Given(reason=reason), **more)


def why(drawn: Drawn, element: str) -> str:
    """Why it is too late."""
    with pytest.raises(TooLateToTakeBack) as refused:
        take_back(drawn, element)
    with pytest.raises(TooLateToTakeBack):
        acting.look(drawn.tools, drawn.handler, drawn.item(element, WorkState.DONE), Act.TAKE_BACK)
    said: tuple[str, str] = refused.value.values["why"]  # type: ignore[assignment]  # a pair
    return said[1]


@pytest.fixture
def row(house: House) -> Drawn:
    drawn = Drawn(house, *ROW)
    drawn.do("A")
    return drawn


def test_the_doer_has_it_again_and_what_it_opened_is_withdrawn(row: Drawn) -> None:
    take_back(row, "A", reason="写错了")

    assert row.open == ["A"]
    assert row.items("A")[0].holder == row.handler.person
    assert len(row.items("A", WorkState.DONE)) == len(row.items("B", WorkState.WITHDRAWN)) == 1
    row.do("A", "B", "C")
    assert row.status == "finished"
    assert row.is_sound


def test_what_is_withdrawn_is_said_before(row: Drawn) -> None:
    page = acting.look(row.tools, row.handler, row.item("A", WorkState.DONE), Act.TAKE_BACK)

    assert page.foreseen[1][0] == "“办B”随之撤回；那里还没有人看过。"


def test_once_somebody_has_looked_they_have_to_agree(row: Drawn) -> None:
    tasks.task(row.tools, row.handler, row.item("B"))
    tasks.task(row.tools, row.handler, row.item("B"))

    assert len(row.facts("WorkOpened")) == 1
    page = acting.look(row.tools, row.handler, row.item("A", WorkState.DONE), Act.TAKE_BACK)
    assert page.questions[0].is_required
    assert page.foreseen[0][0].startswith("下一环节已有人阅知或签收")


def test_a_look_from_outside_the_desk_is_none(row: Drawn) -> None:
    with pytest.raises(Refusal):
        tasks.task(row.tools, row.officer, row.item("B"))
    take_back(row, "A")

    assert row.open == ["A"]


def test_once_somebody_has_done_it_it_is_too_late(row: Drawn) -> None:
    row.do("B")

    assert why(row, "A") == "what follows is done"


def test_only_who_did_it_takes_it_back(row: Drawn) -> None:
    with pytest.raises(ActNotYours):
        take_back(row, "A", row.officer)


def test_what_is_not_done_is_not_taken_back(row: Drawn) -> None:
    with pytest.raises((ActNotNow, ActNotYours)):
        acting.act(row.tools, row.handler, row.item("B"), Act.TAKE_BACK, Given())


def test_a_finished_case_is_not_taken_back(row: Drawn) -> None:
    row.do("B", "C")

    assert why(row, "C") == "the case or this branch of it is over"


def test_a_round_before_is_not_taken_back(row: Drawn) -> None:
    first = row.item("A", WorkState.DONE)
    take_back(row, "A")

    with pytest.raises(TooLateToTakeBack, match="a new round"):
        acting.act(row.tools, row.handler, first, Act.TAKE_BACK, Given())


def test_the_same_request_twice_takes_back_once(row: Drawn) -> None:
    item = row.item("A", WorkState.DONE)
    for _ in range(2):
        acting.act(row.tools, row.handler, item, Act.TAKE_BACK, Given(), "key")

    assert len(row.facts("WorkTakenBack")) == 1


def test_what_waits_at_a_join_is_taken_back_and_the_other_way_goes_on(house: House) -> None:
    drawn = Drawn(house, *SPLIT)
    drawn.do("P", "C")
    take_back(drawn, "C")

    assert drawn.open == ["A", "C"]
    drawn.do("A", "B", "C", "Z")
    assert drawn.status == "finished"


def test_branches_that_nobody_looked_at_are_taken_back(house: House) -> None:
    drawn = countersigned(house)
    take_back(drawn, "A")

    assert drawn.open == ["A"]
    assert len(drawn.items("M", WorkState.WITHDRAWN)) == 2
    assert drawn.is_sound


def test_once_one_branch_is_done_it_is_too_late(house: House) -> None:
    drawn = countersigned(house)
    drawn.do("M")

    assert why(drawn, "A") == "what follows is done"
    assert why(drawn, "M") == "what one of several gave is counted already"


def test_a_message_that_was_sent_can_not_be_taken_back(house: House) -> None:
    send = node(
        "intermediateThrowEvent", "T", '<bpmn:signalEventDefinition id="d" signalRef="sig"/>'
    )
    drawn = Drawn(
        house, desk("A"), send, desk("B"), line("S", "A", "T", "B", "E"),
        beside='<bpmn:signal id="sig" name="已办"/>',
    )  # fmt: skip
    drawn.do("A")

    assert why(drawn, "A") == "an operation was carried out since, or a message sent"


def test_where_the_flow_would_break_it_is_not_taken_back(house: House) -> None:
    drawn = Drawn(
        house, gateway("parallel", "two"), desk("A"), desk("B"), desk("C"),
        line("S", "two", "A", "C", "E"), line("two", "B", "C"),
    )  # fmt: skip
    drawn.do("B")
    drawn.do("A")

    assert why(drawn, "A") == "the case can't go on here again"


def test_inside_a_branch_only_the_branch_goes_back(house: House) -> None:
    inside = (start("MS"), desk("V"), desk("W"), end("ME"), line("MS", "V", "W", "ME"))
    drawn = Drawn(
        house, desk("A"), sub("M", many("bodies", "body"), *inside), desk("Z"),
        line("S", "A", "M", "Z", "E"), bodies=BODIES,
    )  # fmt: skip
    drawn.do("A", "V")
    take_back(drawn, "V")

    assert drawn.open == ["V", "V"]
    assert drawn.is_sound


@pytest.mark.parametrize("_try", range(3))
def test_of_taking_back_and_signing_at_once_one_wins(row: Drawn, _try: int) -> None:
    item = row.item("B")
    refused = refusals(
        partial(take_back, row, "A"), partial(working.claim, row.tools, row.handler, item)
    )

    assert len(refused) == 1
    assert row.open == (["B"] if isinstance(refused[0], AnswerWrong | TooLateToTakeBack) else ["A"])
    assert row.is_sound


@pytest.mark.parametrize("_try", range(3))
def test_of_taking_back_and_signing_in_a_branch_at_once_one_wins(house: House, _try: int) -> None:
    drawn = countersigned(house)
    item = drawn.item("M")
    refused = refusals(
        partial(take_back, drawn, "A"), partial(working.claim, drawn.tools, drawn.handler, item)
    )

    assert len(refused) == 1
    assert drawn.open == (
        ["M", "M"] if isinstance(refused[0], AnswerWrong | TooLateToTakeBack) else ["A"]
    )
    assert drawn.is_sound


def test_work_that_is_a_branch_alone_is_taken_back_too(house: House) -> None:
    asked = desk("M", many("bodies", "body", into="asked", output="body"))
    drawn = Drawn(house, asked, desk("Z"), line("S", "M", "Z", "E"), bodies=["zjj"])
    drawn.do("M")
    take_back(drawn, "M")

    assert drawn.open == ["M"]
    assert drawn.items("M")[0].holder == drawn.handler.person
    drawn.do("M", "Z")
    assert drawn.status == "finished"
    assert drawn.is_sound

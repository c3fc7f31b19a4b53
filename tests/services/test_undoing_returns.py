"""Who returned work step by step takes that back: real engine, real store."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from server.domain.acts import Act
from server.domain.errors import AnswerWrong, TooLateToTakeBack
from server.domain.work import WorkState
from server.services import acting, asking, drafting, tasks, working
from server.services.acts.scene import Given
from server.services.asking import Reply
from tests.engine.diagrams import boundary, line, many, timer
from tests.services.drawn import Drawn, desk
from tests.services.test_returning import ROW, SPLIT, refusals, returned
from tests.services.test_returning_from_branches import BODIES

if TYPE_CHECKING:
    from server.domain.reading import ActPage
    from server.domain.work import WorkItem
    from tests.web.house import House

FIRST = desk("A", org='"buguan"', role="township_officer")


def undo(drawn: Drawn, element: str, reason: str = "") -> None:
    item = drawn.item(element, WorkState.RETURNED)
    acting.act(drawn.tools, drawn.handler, item, Act.TAKE_BACK, Given(reason=reason))


def look(drawn: Drawn, element: str) -> ActPage:
    item = drawn.item(element, WorkState.RETURNED)
    return acting.look(drawn.tools, drawn.handler, item, Act.TAKE_BACK)


def the(drawn: Drawn, element: str, state: WorkState = WorkState.OPEN) -> WorkItem:
    [item] = drawn.items(element, state)
    return item


@pytest.fixture
def row(house: House) -> Drawn:
    """C was returned to A, which another body does, over B."""
    drawn = Drawn(house, FIRST, *ROW[1:])
    drawn.do_as(drawn.officer, "A")
    drawn.do("B")
    drawn.claim("C")
    drafting.save_draft(drawn.tools, drawn.handler, drawn.item("C"), {"said": "写了一半"})
    returned(drawn, "C", "A")
    return drawn


def test_the_case_stands_where_it_stood(row: Drawn) -> None:
    undo(row, "C")

    assert row.open == ["C"]
    assert the(row, "C").holder == row.handler.person
    assert the(row, "C").claimed_at is not None
    assert len(row.items("A", WorkState.WITHDRAWN)) == 1
    assert len(row.items("B", WorkState.DONE)) == 1
    assert len(row.facts("WorkReturned")) == len(row.facts("WorkTakenBack")) == 1
    row.do("C")
    assert row.status == "finished"
    assert row.is_sound


def test_what_was_typed_so_far_is_kept(row: Drawn) -> None:
    before = row.item("C", WorkState.RETURNED)
    undo(row, "C")

    with row.tools.unit() as unit:
        person = row.handler.person
        assert person is not None
        kept = unit.work.draft(row.item("C"), person)
        assert kept is not None
        assert kept[0] == {"said": "写了一半"}
        assert unit.work.draft(before, person) is None


def test_who_was_told_of_the_return_is_told_that_it_is_over(row: Drawn) -> None:
    undo(row, "C")

    page = row.house.browser("buguan.officer").get("/notices")
    assert "“办A”的退回已撤回，您不必再办" in page.text


def test_what_will_happen_is_said_before(row: Drawn) -> None:
    said = [zh for zh, _ in look(row, "C").foreseen]

    assert said[0].startswith("事项回到退回之前")
    assert said[1:] == ["“办A”随之撤回；那里还没有人看过。"]


def test_the_page_of_the_case_offers_to_undo_the_return(house: House) -> None:
    drawn = Drawn(house, *ROW)
    drawn.do("A", "B")
    item, first = drawn.item("C"), drawn.item("A", WorkState.DONE)
    typed = {"targets": str(first), "way": "rerun", "reason": "材料不全"}
    page = house.browser("zjj.handler").post(f"/work/{item}/acts/return", typed)

    [undoing] = page.soup.select("#acted a")
    assert undoing["href"] == f"/work/{item}/acts/take_back"
    assert undoing.text == "撤回"


def test_once_it_was_looked_at_its_holder_has_to_agree(row: Drawn) -> None:
    tasks.task(row.tools, row.officer, row.item("A"))
    with pytest.raises(AnswerWrong):
        undo(row, "C")
    undo(row, "C", "不必退了")
    assert row.open == ["A"]

    with row.tools.unit() as unit:
        [request] = unit.asides.of_item(row.item("A"))
    asking.answer(row.tools, row.officer, request.id, Reply(verdict="agree"))
    assert row.open == ["C"]
    assert row.facts("WorkTakenBack")[0].get("doer") is None
    assert row.is_sound


def test_a_return_is_taken_back_once(row: Drawn) -> None:
    first = row.item("C", WorkState.RETURNED)
    undo(row, "C")

    with pytest.raises(TooLateToTakeBack):
        acting.act(row.tools, row.handler, first, Act.TAKE_BACK, Given())
    returned(row, "C", "B")
    undo(row, "C")
    assert row.open == ["C"]
    assert row.is_sound


@pytest.mark.parametrize("_try", range(3))
def test_of_undoing_and_signing_at_once_one_wins(row: Drawn, _try: int) -> None:
    item = row.item("A")
    refused = refusals(
        partial(undo, row, "C"), partial(working.claim, row.tools, row.officer, item)
    )

    assert len(refused) == 1
    undone = not isinstance(refused[0], AnswerWrong | TooLateToTakeBack)
    assert row.open == (["C"] if undone else ["A"])
    assert row.is_sound


# --- clocks and what lies beside --------------------------------------------------------------


def test_its_clock_goes_on_as_if_it_had_not_been_returned(house: House) -> None:
    drawn = Drawn(house, desk("A"), desk("B", clock="T44/simple"), line("S", "A", "B", "E"))
    drawn.do("A")
    before = the(drawn, "B")
    house.clock.moment += timedelta(days=1)
    returned(drawn, "B", "A")
    house.clock.moment += timedelta(days=1)
    undo(drawn, "B")

    again = the(drawn, "B")
    assert before.due is not None
    assert (again.clock, again.since, again.due) == (before.clock, before.since, before.due)
    assert drawn.is_sound


def test_what_was_asked_beside_it_is_named_and_not_asked_again(house: House) -> None:
    drawn = Drawn(house, *ROW)
    drawn.do("A", "B")
    drawn.claim("C")
    given = Given(targets=("slj",), text="请提意见", way="wait")
    acting.act(drawn.tools, drawn.handler, drawn.item("C"), Act.CONSULT, given)
    returned(drawn, "C", "A")

    [said] = [zh for zh, _ in look(drawn, "C").foreseen if zh.startswith("退回时结束的征询不恢复")]
    assert "水利局负责人" in said
    undo(drawn, "C")
    with drawn.tools.unit() as unit:
        assert unit.asides.of_item(drawn.item("C")) == ()


def test_a_timer_on_the_step_waits_anew_and_that_is_said(house: House) -> None:
    late = boundary("T", "B", timer("timeDuration", "PT48H"))
    drawn = Drawn(
        house, desk("A"), desk("B"), desk("Z"), late, line("S", "A", "B", "E"), line("T", "Z", "E")
    )
    drawn.do("A")
    returned(drawn, "B", "A")

    assert "“T”自撤回时起重新计算、等候。" in [zh for zh, _ in look(drawn, "B").foreseen]
    undo(drawn, "B")
    drawn.fire()
    assert drawn.open == ["Z"]
    assert drawn.is_sound


def test_what_goes_on_beside_is_not_touched(house: House) -> None:
    drawn = Drawn(house, *SPLIT)
    drawn.do("P", "A")
    returned(drawn, "B", "A")
    drawn.do("C")
    undo(drawn, "B")

    assert drawn.open == ["B"]
    drawn.do("B", "Z")
    assert drawn.status == "finished"
    assert drawn.is_sound


def test_a_countersign_that_it_was_returned_to_is_withdrawn(house: House) -> None:
    asked = desk("M", many("bodies", "body", into="asked", output="body"))
    drawn = Drawn(house, asked, desk("Z"), line("S", "M", "Z", "E"), bodies=BODIES)
    drawn.do("M", "M")
    returned(drawn, "Z", "M")
    undo(drawn, "Z")

    assert drawn.open == ["Z"]
    drawn.do("Z")
    assert drawn.status == "finished"
    assert drawn.is_sound


def test_a_message_on_the_step_is_waited_for_anew(house: House) -> None:
    heard = boundary("T", "B", '<bpmn:messageEventDefinition id="d" messageRef="news"/>')
    drawn = Drawn(
        house, desk("A"), desk("B"), desk("Z"), heard, line("S", "A", "B", "E"), line("T", "Z", "E"),
        beside='<bpmn:message id="news" name="news"/>',
    )  # fmt: skip
    drawn.do("A")
    returned(drawn, "B", "A")
    undo(drawn, "B")

    assert drawn.open == ["B"]
    assert drawn.is_sound

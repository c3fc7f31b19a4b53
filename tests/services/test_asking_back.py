"""Work that others have looked at is asked back of them: real engine, real store."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from server.domain.acts import Act
from server.domain.asides import AsideState
from server.domain.errors import (
    AlreadyClaimed,
    AnswerWrong,
    AskedAlready,
    NotAskedAnyMore,
    NothingAsked,
    OwnQuestion,
    TooLateToTakeBack,
)
from server.domain.people import SYSTEM
from server.domain.work import WorkState
from server.services import acting, asking, peopling, tasks, working
from server.services.acts.scene import Given
from server.services.acts.taking_back import TakingBack
from server.services.asking import Reply
from tests.engine.diagrams import line
from tests.services.drawn import Drawn, desk
from tests.services.test_returning import SPLIT, refusals
from tests.web.house import PASSWORD

if TYPE_CHECKING:
    from server.domain.asides import Aside
    from server.domain.people import Actor
    from tests.web.house import House

AGREED, REFUSED = Reply(verdict="agree"), Reply(verdict="disagree", text="已在办理")


class Matter(Drawn):
    """A matter whose first step is done by another body than the rest."""

    def do_first(self, element: str = "A") -> None:
        [item] = self.items(element)
        working.complete(self.tools, self.officer, item.id, working.Answer(values={}))

    def ask_back(self, element: str = "A", reason: str = "写错了", key: str | None = None) -> None:
        item = self.item(element, WorkState.DONE)
        given = Given(reason=reason)
        acting.act(self.tools, self.officer, item, Act.TAKE_BACK, given, key)

    def asked(self, element: str = "B", state: WorkState = WorkState.OPEN) -> Aside:
        with self.tools.unit() as unit:
            return unit.asides.of_item(self.item(element, state))[-1]

    def say(self, reply: Reply, actor: Actor | None = None, element: str = "B") -> None:
        asking.answer(self.tools, actor or self.handler, self.asked(element).id, reply)


FIRST = desk("A", org='"buguan"', role="township_officer")
ROW = (FIRST, desk("B"), desk("C"), line("S", "A", "B", "C", "E"))


@pytest.fixture
def row(house: House) -> Matter:
    """Step B was signed for after A was done."""
    drawn = Matter(house, *ROW)
    drawn.do_first()
    working.claim(drawn.tools, drawn.handler, drawn.item("B"))
    return drawn


def test_whoever_has_the_work_agrees_and_it_is_taken_back(row: Matter) -> None:
    row.ask_back()
    assert row.open == ["B"]
    assert "请答复撤回申请" in row.house.browser("zjj.handler").get("/notices").text

    row.say(AGREED)
    assert row.open == ["A"]
    assert row.items("A")[0].holder == row.officer.person
    assert len(row.items("B", WorkState.WITHDRAWN)) == 1
    assert "撤回申请已答复" in row.house.browser("buguan.officer").get("/notices").text
    row.do_first()
    row.do("B", "C")
    assert row.status == "finished"
    assert row.is_sound


def test_who_does_not_agree_says_why_and_goes_on(row: Matter) -> None:
    row.ask_back()
    with pytest.raises(AnswerWrong):
        row.say(Reply(verdict="disagree"))
    row.say(REFUSED)

    assert row.open == ["B"]
    row.ask_back(reason="确实写错了")
    row.say(AGREED)
    assert row.open == ["A"]
    assert row.is_sound


def test_it_is_asked_with_a_reason_once_at_a_time(row: Matter) -> None:
    with pytest.raises(AnswerWrong):
        row.ask_back(reason="")
    for _ in range(2):
        row.ask_back(key="once")
    with pytest.raises(AskedAlready, match="desk of"):
        row.ask_back()


def test_it_ends_with_the_work_and_who_asked_is_told(row: Matter) -> None:
    row.ask_back()
    row.do("B")

    assert row.asked(state=WorkState.DONE).state is AsideState.WITHDRAWN
    assert "撤回申请已失效" in row.house.browser("buguan.officer").get("/notices").text
    with pytest.raises(NotAskedAnyMore):
        asking.answer(row.tools, row.handler, row.asked(state=WorkState.DONE).id, AGREED)


def test_the_page_lets_whoever_has_the_work_answer(row: Matter) -> None:
    row.ask_back()

    page = asking.page(row.tools, row.handler, row.asked().id)
    assert page.is_mine_to_answer
    assert page.line.text == "写错了"
    shown = tasks.task(row.tools, row.handler, row.item("B"))
    assert [one.kind for one in shown.asides] == ["ask_back"]
    assert not shown.asides[0].may_call_off
    shown_page = row.house.browser("zjj.handler").get(f"/asides/{row.asked().id}")
    assert "写错了" in shown_page.text


def parallel(house: House, signed: str = "AC") -> Matter:
    """Two wait behind P, and these are signed for."""
    first = desk("P", org='"buguan"', role="township_officer")
    drawn = Matter(house, first, *SPLIT[1:])
    drawn.do_first("P")
    for element in signed:
        working.claim(drawn.tools, drawn.handler, drawn.item(element))
    return drawn


def test_of_several_all_have_to_agree(house: House) -> None:
    drawn = parallel(house)
    drawn.ask_back("P")
    drawn.say(AGREED, element="A")
    assert drawn.open == ["A", "C"]

    drawn.say(AGREED, element="C")
    assert drawn.open == ["P"]
    assert drawn.is_sound


def test_one_who_does_not_agree_ends_it_for_all(house: House) -> None:
    drawn = parallel(house)
    drawn.ask_back("P")
    drawn.say(REFUSED, element="A")

    assert drawn.asked("C").state is AsideState.WITHDRAWN
    assert drawn.open == ["A", "C"]
    assert drawn.is_sound


def test_when_one_of_several_has_gone_on_nobody_can_agree_any_more(house: House) -> None:
    drawn = parallel(house)
    drawn.ask_back("P")
    drawn.do("C")

    with pytest.raises(TooLateToTakeBack):
        drawn.say(AGREED, element="A")
    drawn.say(REFUSED, element="A")
    assert drawn.open == ["A"]


def test_nobody_answers_their_own_request(house: House) -> None:
    drawn = Matter(house, *SPLIT)
    drawn.do("P")
    working.claim(drawn.tools, drawn.handler, drawn.item("A"))
    item = drawn.item("P", WorkState.DONE)
    acting.act(drawn.tools, drawn.handler, item, Act.TAKE_BACK, Given(reason="写错了"))

    with pytest.raises(OwnQuestion):
        drawn.say(AGREED, element="A")


def test_nobody_agrees_for_who_signed_since(house: House) -> None:
    drawn = parallel(house, signed="A")
    drawn.ask_back("P")
    working.claim(drawn.tools, drawn.handler, drawn.item("C"))

    with pytest.raises(TooLateToTakeBack, match="has looked"):
        drawn.say(AGREED, element="A")
    assert drawn.open == ["A", "C"]


def test_who_looks_between_the_question_and_the_act_is_not_asked_without_a_reason(
    row: Matter,
) -> None:
    with row.tools.unit() as unit:
        item, held = unit.work.hold(row.item("A", WorkState.DONE))
        scene = acting.scene(row.tools, row.officer, unit, item)
        with pytest.raises(TooLateToTakeBack, match="has looked"):
            TakingBack().do(scene, held, Given())


def test_what_was_returned_is_asked_back_too(row: Matter) -> None:
    item = row.item("B")
    given = Given(targets=(str(row.item("A", WorkState.DONE)),), way="straight", reason="材料不全")
    acting.act(row.tools, row.handler, item, Act.RETURN, given)
    working.claim(row.tools, row.officer, row.item("A"))
    acting.act(row.tools, row.handler, item, Act.TAKE_BACK, Given(reason="不必改了"))
    peopling.set_passwords(row.tools, SYSTEM, {"buguan.officer2": PASSWORD})
    with pytest.raises(AlreadyClaimed):
        row.say(AGREED, row.house.actor("buguan.officer2"), "A")
    row.say(AGREED, row.officer, "A")

    assert row.open == ["B"]
    assert row.items("B")[0].holder == row.handler.person
    assert row.is_sound


@pytest.mark.parametrize("_try", range(3))
def test_of_agreeing_and_completing_at_once_one_wins(row: Matter, _try: int) -> None:
    row.ask_back()
    aside, item = row.asked(), row.item("B")
    refused = refusals(
        partial(asking.answer, row.tools, row.handler, aside.id, AGREED),
        partial(working.complete, row.tools, row.handler, item, working.Answer(values={})),
    )

    assert len(refused) == 1
    assert row.open in (["A"], ["C"])
    assert row.is_sound


@pytest.mark.parametrize("_try", range(3))
def test_of_two_requests_at_once_one_is_made(row: Matter, _try: int) -> None:
    assert [type(refusal) for refusal in refusals(row.ask_back, row.ask_back)] == [AskedAlready]


def dropped(drawn: Matter) -> None:
    item = drawn.item("A", WorkState.DONE)
    acting.act(drawn.tools, drawn.officer, item, Act.DROP_REQUEST, Given())


def test_who_asked_drops_the_request_and_whoever_has_the_work_is_told(row: Matter) -> None:
    done = row.item("A", WorkState.DONE)
    offers = partial(acting.offers, row.tools, row.officer, done)
    assert Act.DROP_REQUEST not in {each.act for each in offers()}
    row.ask_back()
    assert Act.DROP_REQUEST in {each.act for each in offers()}
    page = acting.look(row.tools, row.officer, done, Act.DROP_REQUEST)
    assert "不必再答复" in page.foreseen[0][0]
    dropped(row)

    assert row.asked().state is AsideState.WITHDRAWN
    assert "撤回申请已取消" in row.house.browser("zjj.handler").get("/notices").text
    assert "撤回申请已取消" in row.house.browser("zjj.handler").get(f"/cases/{row.case}").text
    with pytest.raises(NothingAsked):
        dropped(row)
    row.ask_back(reason="还是写错了")
    row.say(AGREED)
    assert row.open == ["A"]
    assert row.is_sound


@pytest.mark.parametrize("_try", range(3))
def test_of_dropping_and_completing_at_once_the_request_ends_once(row: Matter, _try: int) -> None:
    row.ask_back()
    item = row.item("B")
    refusals(
        partial(dropped, row),
        partial(working.complete, row.tools, row.handler, item, working.Answer(values={})),
    )

    assert row.open == ["C"]
    assert len(row.facts("AsideWithdrawn")) == 1
    assert row.is_sound

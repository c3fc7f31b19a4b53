"""Work is given in, signed after its holder, and completed or given back (后加签): real engine, real store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.domain.acts import Act
from server.domain.asides import AsideState
from server.domain.errors import (
    ActNotNow,
    ActNotYours,
    AnswersAwaited,
    NoSuchAside,
    NotAskedAnyMore,
    NothingToConfirm,
    SamePersonTwice,
    SubmittedAlready,
    TooLateToTakeBack,
)
from server.domain.work import WorkState
from server.services import acting, asking, drafting, tasks, working
from server.services.working import Answer
from tests.engine.diagrams import flow, gateway, line
from tests.services.drawn import desk
from tests.services.signing_after import REFUSED, Signed

if TYPE_CHECKING:
    from tests.web.house import House


@pytest.fixture
def row(house: House) -> Signed:
    """Step A is filled in by its holder."""
    drawn = Signed(house)
    drawn.fill_in()
    return drawn


def test_with_the_last_signature_the_work_is_completed_as_the_holders(row: Signed) -> None:
    item = row.submit("zjj.head", "slj.handler", text="请审签")
    assert row.open == ["A"]
    row.sign("zjj.head", item)
    assert row.open == ["A"]
    assert "送签已获同意" in row.notices("zjj.handler")

    row.sign("slj.handler", item)
    assert row.open == ["B"]
    assert row.data["said"] == 7
    assert row.now(item).holder == row.handler.person
    [done] = row.facts("WorkCompleted")
    assert done["person"] == str(row.handler.person)
    assert row.draft(item) is None
    assert row.is_sound


def test_one_who_does_not_agree_sends_it_back_as_it_was_given_in(row: Signed) -> None:
    item = row.submit("zjj.head", "slj.handler")
    drafting.save_draft(row.tools, row.handler, item, {"said": 99})
    row.sign("zjj.head", item, REFUSED)

    assert row.now(item).submission is None
    assert row.draft(item) == {"said": 7}
    assert row.of("slj.handler", item).state is AsideState.WITHDRAWN
    assert "送签未获同意" in row.notices("zjj.handler")
    assert "不再需要您答复" in row.notices("slj.handler")
    with pytest.raises(NotAskedAnyMore):
        row.sign("slj.handler", item)

    row.fill_in(8)
    row.submit("zjj.head")
    row.sign("zjj.head", item)
    assert row.data["said"] == 8
    assert row.is_sound


def test_what_comes_back_may_be_completed_without_signers(row: Signed) -> None:
    item = row.submit("zjj.head")
    row.sign("zjj.head", item, REFUSED)

    row.do("A", said=7)
    assert row.open == ["B"]
    assert row.is_done(item)


def test_in_turn_nobody_knows_of_it_before_it_is_their_turn(row: Signed) -> None:
    item = row.submit("zjj.head", "slj.handler", way="in_turn")
    second = row.of("slj.handler", item)
    assert second.state is AsideState.LATER
    assert not asking.asked_of(row.tools, row.people["slj.handler"]).rows
    with pytest.raises(NoSuchAside):
        asking.page(row.tools, row.people["slj.handler"], second.id)
    with pytest.raises(NoSuchAside):
        row.sign("slj.handler", item)
    assert "请您签署" not in row.notices("slj.handler")

    row.sign("zjj.head", item)
    assert "轮到您签署" in row.notices("slj.handler")
    assert len(asking.asked_of(row.tools, row.people["slj.handler"]).rows) == 1
    row.sign("slj.handler", item)
    assert row.open == ["B"]
    assert row.is_sound


def test_who_was_to_sign_later_is_not_told_that_it_is_off(row: Signed) -> None:
    item = row.submit("zjj.head", "slj.handler", way="in_turn")
    row.sign("zjj.head", item, REFUSED)

    assert row.of("slj.handler", item).state is AsideState.WITHDRAWN
    assert "不再需要您答复" not in row.notices("slj.handler")
    assert row.is_sound


def test_nobody_else_goes_on_with_it_meanwhile(row: Signed) -> None:
    item = row.submit("zjj.head")
    for act in (Act.RETURN, Act.HAND_OVER, Act.CONSULT, Act.SIGN_AFTER):
        with pytest.raises(ActNotNow):
            row.act(act)
    with pytest.raises(SubmittedAlready):
        working.complete(row.tools, row.handler, item, Answer(values={"said": 1}))
    with pytest.raises(SubmittedAlready):
        working.give_back(row.tools, row.handler, item)
    with pytest.raises(SubmittedAlready):
        working.claim(row.tools, row.handler, item)
    shown = tasks.task(row.tools, row.handler, item)
    assert (shown.may_complete, shown.may_claim, shown.may_give_back) == (False, False, False)
    assert shown.values["said"] == 7
    assert shown.row.waits_for == row.of("zjj.head", item).whom[0]
    offered = {each.act for each in acting.offers(row.tools, row.handler, item)}
    assert {Act.UNSUBMIT, Act.CALL_OFF, Act.COPY} <= offered
    assert not offered & {Act.RETURN, Act.HAND_OVER, Act.SIGN_AFTER}


def test_its_holder_takes_it_back_until_somebody_has_signed(row: Signed) -> None:
    item = row.submit("zjj.head", "slj.handler", key="once")
    row.submit("zjj.head", "slj.handler", key="once")
    with pytest.raises(ActNotYours):
        row.act(Act.UNSUBMIT, doer=row.people["zjj.head"])
    row.act(Act.UNSUBMIT)
    assert row.now(item).submission is None
    assert row.draft(item) == {"said": 7}
    assert "不再需要您答复" in row.notices("zjj.head")
    with pytest.raises(ActNotNow):
        row.act(Act.UNSUBMIT)

    row.submit("zjj.head", "slj.handler")
    row.sign("zjj.head", item)
    with pytest.raises(TooLateToTakeBack, match="somebody has signed"):
        row.act(Act.UNSUBMIT)
    assert row.is_sound


def test_once_whoever_is_left_has_agreed_the_work_is_completed(row: Signed) -> None:
    item = row.submit("zjj.head", "slj.handler")
    row.sign("zjj.head", item)
    row.act(Act.CALL_OFF, targets=(str(row.of("slj.handler", item).id),))

    assert row.open == ["B"]
    assert row.is_sound


def test_when_all_are_taken_off_before_anybody_signed_it_comes_back(row: Signed) -> None:
    item = row.submit("zjj.head")
    row.act(Act.CALL_OFF, targets=(str(row.of("zjj.head", item).id),))

    assert row.now(item).submission is None
    assert row.draft(item) == {"said": 7}
    assert row.open == ["A"]
    assert row.is_sound


def test_of_signers_in_turn_one_may_be_taken_off_before_and_in_their_turn(row: Signed) -> None:
    item = row.submit("zjj.head", "slj.handler", "buguan.head", way="in_turn")
    first, second = row.of("zjj.head", item), row.of("slj.handler", item)
    row.act(Act.CALL_OFF, targets=(str(second.id),))
    assert row.of("buguan.head", item).state is AsideState.LATER
    row.act(Act.CALL_OFF, targets=(str(first.id),), doer=row.people["zjj.head"])
    assert row.of("buguan.head", item).state is AsideState.OPEN

    row.sign("buguan.head", item)
    assert row.open == ["B"]


def test_what_is_copied_to_somebody_meanwhile_is_called_off_alone(row: Signed) -> None:
    item = row.submit("zjj.head")
    person = row.people["gov.head"].person
    row.act(Act.COPY, people=(person,))
    with row.tools.unit() as unit:
        copied = next(one for one in unit.asides.of_item(item) if one.is_to_read)
    asking.call_off(row.tools, row.handler, copied.id)

    assert row.now(item).submission is not None


def test_only_what_the_form_takes_is_given_in(house: House) -> None:
    drawn = Signed(house)
    [item] = drawn.items("A")
    working.claim(drawn.tools, drawn.handler, item.id)
    with pytest.raises(NothingToConfirm, match="not kept as a draft"):
        drawn.submit("zjj.head")
    drawn.fill_in("七")
    with pytest.raises(NothingToConfirm):
        drawn.submit("zjj.head")
    assert drawn.open == ["A"]
    assert drawn.asked(item.id) == []


def test_what_the_work_waits_for_already_comes_first(row: Signed) -> None:
    person = row.people["slj.handler"].person
    row.act(Act.ADD_SIGNERS, people=(person,), way="before")
    with pytest.raises(AnswersAwaited):
        row.submit("zjj.head")


def test_the_button_goes_with_the_answer(house: House) -> None:
    drawn = Signed(
        house,
        desk("A", form="survey/said"),
        gateway("exclusive", "which"),
        desk("B"),
        desk("C"),
        line("S", "A", "which"),
        flow("which", "B", name="同意"),
        flow("which", "C", name="另行处理"),
        line("B", "E"),
        line("C", "E"),
    )
    item = drawn.fill_in()
    page = acting.look(drawn.tools, drawn.handler, item.id, Act.SIGN_AFTER)
    [choice] = [each for each in page.questions if each.asks == "choice"]
    drawn.submit("zjj.head", choice=choice.options[1].value)
    shown = asking.page(drawn.tools, drawn.people["zjj.head"], drawn.asked(item.id)[0].id)
    assert shown.choice is not None
    assert shown.task.values == {"said": 7}
    drawn.sign("zjj.head", item.id)

    assert drawn.open == ["C"]


def test_who_may_not_do_the_step_may_not_sign_it_either(house: House) -> None:
    apart = desk("B", org='"slj"', form="survey/said", distinct_from="A")
    drawn = Signed(
        house, desk("A", form="survey/said"), apart, desk("C"), line("S", "A", "B", "C", "E")
    )
    item = drawn.fill_in()
    drawn.submit("zjj.head", "slj.handler")
    drawn.sign("zjj.head", item.id)
    drawn.sign("slj.handler", item.id)

    other = drawn.people["slj.handler"]
    [b] = drawn.items("B")
    with pytest.raises(SamePersonTwice):
        working.claim(drawn.tools, other, b.id)


def test_who_has_done_the_step_kept_apart_is_not_asked_and_does_not_sign(house: House) -> None:
    first = desk("A", form="survey/said")
    apart = desk(
        "B", org='"buguan"', role="township_officer", form="survey/said", distinct_from="A"
    )
    drawn = Signed(house, first, apart, desk("C"), line("S", "A", "B", "C", "E"))
    drawn.people["zjj.handler"] = drawn.handler
    drawn.do("A", said=1)
    drawn.fill_in(element="B", doer=drawn.officer)
    with pytest.raises(SamePersonTwice):
        drawn.submit("zjj.handler", element="B", doer=drawn.officer)
    drawn.submit(element="B", doer=drawn.officer, targets=("zjj",), people=())
    assert drawn.open == ["B"]


def test_the_same_signer_is_not_asked_twice_and_not_the_holder(row: Signed) -> None:
    item = row.submit("zjj.head", "zjj.head")
    assert len(row.asked(item)) == 1
    row.act(Act.UNSUBMIT)
    row.submit("zjj.head")
    assert row.asked(item)[-1].is_open
    with pytest.raises(ActNotNow):
        row.submit("zjj.head")


def test_what_else_was_asked_ends_with_the_last_signature(row: Signed) -> None:
    person = row.people["zjj.head"].person
    row.act(Act.CONSULT, people=(person,), way="go_on", text="如何")
    item = row.submit("zjj.head")
    row.sign("zjj.head", item)
    with row.tools.unit() as unit:
        states = {str(one.kind): one.state for one in unit.asides.of_item(item)}
    assert states["consult"] is AsideState.WITHDRAWN
    assert row.now(item).state is WorkState.DONE

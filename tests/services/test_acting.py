"""Acts on a piece of work: shown, offered, carried out and refused all in one way."""

from __future__ import annotations

from datetime import date

import pytest

from server.domain.acts import Act
from server.domain.errors import (
    AnswerWrong,
    NoSuchAct,
    NoSuchWork,
    SameKeyOtherRequest,
)
from server.domain.ids import ItemId
from server.domain.moves import Complete
from server.domain.people import Actor
from server.domain.reading import Asks, Question
from server.services import acting, tasks, working
from server.services.acts.scene import Given
from tests.builders import a_seat, an_id
from tests.fakes.stage import ended
from tests.services.office import Office, an_office, fields


@pytest.fixture
def office() -> Office:
    return an_office()


# --- all of them ------------------------------------------------------------------------------


def test_a_repeat_does_nothing_twice_and_gives_the_same_answer(office: Office) -> None:
    person = office.colleague.person
    assert person is not None
    given = Given(people=(person,))
    tools = office.stage.tools

    first = acting.act(tools, office.head, office.item, Act.DISPATCH, given, "k1")
    second = acting.act(tools, office.head, office.item, Act.DISPATCH, given, "k1")

    assert first == second == office.stage.state.items[office.item].root
    assert office.stage.kinds(first).count("WorkDispatched") == 1
    with pytest.raises(SameKeyOtherRequest):
        acting.act(tools, office.head, office.item, Act.RECALL, Given(), "k1")


def test_work_that_does_not_concern_them_looks_like_none(office: Office) -> None:
    stranger = office.stage.person(a_seat("slj", "dept_handler"), login="sun")

    for item in (office.item, ItemId(an_id())):
        with pytest.raises(NoSuchWork):
            acting.offers(office.stage.tools, office.clerk, ItemId(an_id()))
        with pytest.raises(NoSuchWork):
            acting.look(office.stage.tools, stranger, item, Act.URGE)
    with pytest.raises(NoSuchWork):
        office.act(stranger, Act.URGE)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (Given(), Asks.PEOPLE),
        (Given(people=(an_id(), an_id())), Asks.PEOPLE),  # type: ignore[arg-type]  # persons
        (Given(way="fast"), Asks.WAY),
        (Given(targets=("a",)), Asks.TARGETS),
        (Given(until=date(2026, 3, 9)), Asks.UNTIL),
        (Given(text="长" * 2001), Asks.TEXT),
    ],
)
def test_what_does_not_answer_the_questions_is_refused(
    office: Office, given: Given, field: str
) -> None:
    with pytest.raises(AnswerWrong) as refused:
        office.act(office.head, Act.DISPATCH, given)

    assert field in fields(refused)


def test_an_act_is_shown_before_the_click(office: Office) -> None:
    page = acting.look(office.stage.tools, office.head, office.item, Act.DISPATCH)

    [who, text] = page.questions
    assert [option.value for option in who.options] == [
        str(each.person) for each in (office.clerk, office.colleague)
    ]
    assert not text.is_required
    assert ("时限不变；已有的草稿留给各自填写的人，不转给对方。") in [zh for zh, _ in page.foreseen]


@pytest.mark.parametrize("act", [Act.HAND_OVER, Act.RECALL, Act.URGE])
def test_what_is_foreseen_names_who_has_the_work(office: Office, act: Act) -> None:
    office.give(office.head, Act.DISPATCH, office.colleague)

    page = acting.look(office.stage.tools, office.head, office.item, act)

    assert any(office.colleague.name in zh for zh, _ in page.foreseen)


def test_who_gives_their_own_work_away_is_told_that_it_is_gone(office: Office) -> None:
    working.claim(office.stage.tools, office.clerk, office.item)

    page = acting.look(office.stage.tools, office.clerk, office.item, Act.HAND_OVER)

    assert ("您不再办理此项工作。", "You have no part in this work any more.") in page.foreseen


def test_the_offers_are_those_of_the_table(office: Office) -> None:
    def names(actor: Actor) -> list[Act]:
        return [offer.act for offer in acting.offers(office.stage.tools, actor, office.item)]

    reading = [Act.COPY, Act.CIRCULATE]
    assert names(office.head) == [Act.DISPATCH, *reading, Act.URGE]
    assert names(office.clerk) == [*reading, Act.URGE, Act.RETURN]
    office.give(office.head, Act.DISPATCH, office.clerk)
    assert names(office.head) == [Act.DISPATCH, Act.HAND_OVER, Act.RECALL, *reading, Act.URGE]
    office.stage.engine.on(Complete, "t1", ended())
    office.stage.done(office.clerk, office.item)
    assert names(office.head) == []


def test_the_head_sees_work_of_the_body_without_doing_it(office: Office) -> None:
    shown = tasks.task(office.stage.tools, office.head, office.item)

    assert not shown.may_claim
    assert not shown.may_complete
    acts = [Act.DISPATCH, Act.COPY, Act.CIRCULATE, Act.URGE]
    assert [offer.act for offer in shown.acts] == acts


def test_work_that_was_given_is_signed_for_on_its_page(office: Office) -> None:
    office.give(office.head, Act.DISPATCH, office.clerk)

    shown = tasks.task(office.stage.tools, office.clerk, office.item)

    assert (shown.may_claim, shown.may_complete, shown.may_give_back) == (True, True, True)


def test_an_act_is_known_by_its_name() -> None:
    assert acting.named("urge") is Act.URGE
    with pytest.raises(NoSuchAct):
        acting.named("burn")


@pytest.mark.parametrize("asks", [Asks.PEOPLE, Asks.TARGETS, Asks.WAY, Asks.CHOICE])
def test_where_nothing_is_offered_nothing_can_be_chosen(asks: Asks) -> None:
    question = Question(asks=asks, name="选", name_en="Choose", is_many=True)
    several = asks in {Asks.PEOPLE, Asks.TARGETS}
    given = Given(**{asks: ("x",) if several else "x"})  # type: ignore[arg-type]

    with pytest.raises(AnswerWrong) as refused:
        acting.checked(given, (question,))

    assert fields(refused) == [asks]

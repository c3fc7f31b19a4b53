"""征求意见, 委派, 加签, 抄送, 传阅: who may ask whom, what waits for it, who answers once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from server.domain.acts import Act
from server.domain.asides import AsideKind, AsideState, Verdict
from server.domain.errors import (
    ActNotNow,
    ActNotYours,
    AnsweredBefore,
    AnswerWrong,
    AskedAlready,
    NoSuchAside,
    OwnQuestion,
    SameKeyOtherRequest,
)
from server.domain.ids import AsideId, BodyId
from server.domain.people import SYSTEM
from server.domain.reading import Asks
from server.services import acting, asking, tasks, working
from server.services.acts.addressees import MOST
from server.services.acts.scene import Given
from server.services.asking import Reply
from tests.builders import a_seat, an_id
from tests.services.asides import asked, lawyer, now, told
from tests.services.office import Office, an_office, fields


@pytest.fixture
def office() -> Office:
    """Give an office whose clerk has signed for the work."""
    office = an_office()
    working.claim(office.stage.tools, office.clerk, office.item)
    return office


# --- whom -------------------------------------------------------------------------------------


def test_several_are_asked_at_once_each_by_an_aside_of_their_own(office: Office) -> None:
    other = lawyer(office)

    one, two = asked(office, Act.CONSULT, other, office.colleague, text=" 是否合法 ")

    assert (one.person, two.person) == (other.person, office.colleague.person)
    assert one.kind is AsideKind.CONSULT
    assert one.asked_by == office.clerk.person
    contents = office.stage.state.contents
    assert contents[one.root, one.digest] == {"text": "是否合法"}
    assert told(office, other) == ["AsideOpened/consult"]
    assert office.stage.state.items[office.item].asides == 2


def test_a_body_is_asked_at_the_desk_of_its_head(office: Office) -> None:
    head = office.stage.person(a_seat("slj", "dept_head"), login="ma")

    [aside] = asked(office, Act.CONSULT, targets=("slj",))

    assert (aside.body, aside.role, aside.person) == ("slj", "dept_head", None)
    assert aside.whom[0].endswith("负责人")
    asking.answer(office.stage.tools, head, aside.id, Reply(text="无意见"))
    assert now(office, aside).over_by == head.person


def test_a_body_without_a_head_is_not_offered(office: Office) -> None:
    with pytest.raises(AnswerWrong) as refused:
        asked(office, Act.CONSULT, targets=("slj",))

    assert fields(refused) == [Asks.TARGETS]


def test_the_page_offers_the_people_of_one_body_after_the_other(office: Office) -> None:
    other = lawyer(office)
    tools = office.stage.tools

    here = acting.look(tools, office.clerk, office.item, Act.CONSULT)
    there = acting.look(tools, office.clerk, office.item, Act.CONSULT, BodyId("sfj"))

    def people(page: Any) -> list[str]:
        [question] = [each for each in page.questions if each.asks is Asks.PEOPLE]
        return [option.value for option in question.options]

    assert people(here) == [str(office.colleague.person), str(office.head.person)]
    assert people(there) == [str(other.person)]
    assert here.body == "zjj"
    assert "sfj" in [each.value for each in there.bodies]


def test_work_is_delegated_inside_the_body_only(office: Office) -> None:
    page = acting.look(office.stage.tools, office.clerk, office.item, Act.DELEGATE)

    assert page.bodies == ()
    with pytest.raises(AnswerWrong) as refused:
        asked(office, Act.DELEGATE, lawyer(office))
    assert fields(refused) == [Asks.PEOPLE]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"people": ()}, Asks.PEOPLE),
        ({"people": (an_id(),)}, Asks.PEOPLE),
        ({"people": tuple(an_id() for _ in range(MOST + 1))}, Asks.PEOPLE),
        ({"until": date(2026, 3, 1)}, Asks.UNTIL),
        ({"way": "perhaps"}, Asks.WAY),
        ({"text": ""}, Asks.TEXT),
    ],
)
def test_what_cannot_be_asked_is_refused(office: Office, given: Any, field: str) -> None:
    with pytest.raises(AnswerWrong) as refused:
        asked(office, Act.CONSULT, office.colleague, **given)

    assert set(fields(refused)) == {field}


def test_nobody_asks_themselves(office: Office) -> None:
    with pytest.raises(AnswerWrong) as refused:
        asked(office, Act.CONSULT, office.clerk)

    assert fields(refused) == [Asks.PEOPLE]


def test_nobody_is_asked_the_same_twice_before_they_answered(office: Office) -> None:
    asked(office, Act.CONSULT, office.colleague)

    with pytest.raises(AskedAlready):
        asked(office, Act.CONSULT, office.head, office.colleague)
    asked(office, Act.ADD_SIGNERS, office.colleague)


def test_a_question_has_a_day(office: Office) -> None:
    [aside] = asked(office, Act.CONSULT, office.colleague, until=date(2026, 3, 4))

    assert aside.due is not None
    with office.stage.tools.unit() as unit:
        calendar = office.stage.tools.shelf.county(unit).calendar
    assert aside.due == calendar.close_of(date(2026, 3, 4))


@pytest.mark.parametrize("act", [Act.CONSULT, Act.DELEGATE, Act.ADD_SIGNERS])
def test_only_who_signed_for_the_work_asks_for_answers(office: Office, act: Act) -> None:
    with pytest.raises(ActNotYours):
        acting.look(office.stage.tools, office.colleague, office.item, act)
    working.give_back(office.stage.tools, office.clerk, office.item)
    with pytest.raises((ActNotYours, ActNotNow)):
        acting.look(office.stage.tools, office.clerk, office.item, act)


@pytest.mark.parametrize("act", [Act.COPY, Act.CIRCULATE])
def test_the_desk_and_the_head_let_others_read(office: Office, act: Act) -> None:
    for actor, whom in ((office.colleague, office.head), (office.head, office.colleague)):
        assert whom.person is not None
        office.act(actor, act, Given(people=(whom.person,)))

    assert len(office.stage.state.asides) == 2


# --- answering --------------------------------------------------------------------------------


def test_an_answer_is_locked_and_told_to_the_holder(office: Office) -> None:
    [aside] = asked(office, Act.CONSULT, office.colleague)

    asking.answer(office.stage.tools, office.colleague, aside.id, Reply(text=" 合法 "))

    after = now(office, aside)
    assert (after.state, after.over_by) == (AsideState.ANSWERED, office.colleague.person)
    assert office.stage.state.contents[after.root, after.answer] == {"text": "合法"}
    assert told(office, office.clerk) == ["AsideAnswered/consult"]
    with pytest.raises(AnsweredBefore):
        asking.answer(office.stage.tools, office.colleague, aside.id, Reply(text="不合法"))


def test_a_repeated_answer_counts_once(office: Office) -> None:
    [aside] = asked(office, Act.CONSULT, office.colleague)
    tools, case = office.stage.tools, aside.case

    for _ in range(2):
        asking.answer(tools, office.colleague, aside.id, Reply(text="合法"), "k1")

    assert office.stage.kinds(case).count("AsideAnswered") == 1
    with pytest.raises(SameKeyOtherRequest):
        asking.answer(tools, office.colleague, aside.id, Reply(text="不合法"), "k1")


@pytest.mark.parametrize(
    ("act", "reply", "field"),
    [
        (Act.CONSULT, Reply(text="  "), "text"),
        (Act.CONSULT, Reply(text="长" * 2001), "text"),
        (Act.CONSULT, Reply(text="可", verdict="agree"), "verdict"),
        (Act.ADD_SIGNERS, Reply(text="可"), "verdict"),
        (Act.ADD_SIGNERS, Reply(verdict="disagree"), "text"),
    ],
)
def test_an_answer_says_what_was_wanted(office: Office, act: Act, reply: Reply, field: str) -> None:
    [aside] = asked(office, act, office.colleague)

    with pytest.raises(AnswerWrong) as refused:
        asking.answer(office.stage.tools, office.colleague, aside.id, reply)

    assert fields(refused) == [field]


@pytest.mark.parametrize(
    ("verdict", "text"), [(Verdict.AGREE, ""), (Verdict.DISAGREE, "程序不完整")]
)
def test_a_signer_agrees_or_says_why_not(office: Office, verdict: Verdict, text: str) -> None:
    [aside] = asked(office, Act.ADD_SIGNERS, office.colleague)

    reply = Reply(text=text, verdict=verdict)
    asking.answer(office.stage.tools, office.colleague, aside.id, reply)

    assert now(office, aside).verdict is verdict
    [line] = tasks.task(office.stage.tools, office.clerk, office.item).asides
    assert (line.verdict, line.answer) == (verdict, text)


def test_who_asked_and_who_holds_the_work_do_not_answer_themselves(office: Office) -> None:
    clerk = office.clerk
    [aside] = asked(office, Act.CONSULT, office.colleague)
    office.give(clerk, Act.HAND_OVER, office.colleague)

    with pytest.raises(OwnQuestion):
        asking.answer(office.stage.tools, office.colleague, aside.id, Reply(text="合法"))
    assert not asking.page(office.stage.tools, office.colleague, aside.id).is_mine_to_answer


def test_only_who_is_asked_answers(office: Office) -> None:
    [aside] = asked(office, Act.CONSULT, office.colleague)
    tools = office.stage.tools

    for somebody in (lawyer(office), office.head, SYSTEM):
        with pytest.raises(NoSuchAside):
            asking.answer(tools, somebody, aside.id, Reply(text="合法"))
    with pytest.raises(NoSuchAside):
        asking.page(tools, office.colleague, AsideId(an_id()))
    with pytest.raises(NoSuchAside):
        asking.call_off(tools, office.clerk, AsideId(an_id()))

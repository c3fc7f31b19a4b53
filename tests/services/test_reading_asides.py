"""What is asked beside work: read, waited for, called off, seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from server.domain import facts as f
from server.domain.acts import Act
from server.domain.asides import AsideState
from server.domain.errors import (
    AnswersAwaited,
    AnswerWrong,
    NoSuchCase,
    NoSuchDocument,
    NoSuchWork,
    NotAskedAnyMore,
    NothingAsked,
    WrongAnswerKind,
)
from server.domain.ids import AsideId
from server.domain.moves import Complete
from server.domain.people import SYSTEM
from server.services import (
    acting,
    asking,
    attaching,
    fetching,
    pictures,
    tasks,
    withdrawing,
    working,
)
from server.services.acts.scene import Given
from server.services.asking import Reply
from server.services.recording import Record
from server.services.running import Run
from server.services.working import Answer
from tests.builders import work_for
from tests.fakes.stage import moved
from tests.services.asides import asked, complete, lawyer, now, told
from tests.services.office import Office, an_office


@pytest.fixture
def office() -> Office:
    """Give an office whose clerk has signed for the work."""
    office = an_office()
    working.claim(office.stage.tools, office.clerk, office.item)
    return office


# --- reading ----------------------------------------------------------------------------------


def test_who_read_it_says_so_with_a_remark(office: Office) -> None:
    [aside] = asked(office, Act.CIRCULATE, office.colleague)

    asking.read(office.stage.tools, office.colleague, aside.id, Reply(text="已阅，请抓紧"))

    after = now(office, aside)
    assert (after.state, after.by) == (AsideState.READ, office.colleague.name)
    assert told(office, office.clerk) == ["AsideRead/circulate"]


def test_a_copy_that_was_read_is_no_news(office: Office) -> None:
    [aside] = asked(office, Act.COPY, office.colleague)

    for _ in range(2):
        asking.read(office.stage.tools, office.colleague, aside.id, Reply(), "k1")

    assert now(office, aside).state is AsideState.READ
    assert told(office, office.clerk) == []


def test_a_remark_is_not_a_book(office: Office) -> None:
    [aside] = asked(office, Act.COPY, office.colleague)

    with pytest.raises(AnswerWrong):
        asking.read(office.stage.tools, office.colleague, aside.id, Reply(text="长" * 2001))


def test_what_is_to_be_read_is_not_answered_and_the_other_way_round(office: Office) -> None:
    [copy] = asked(office, Act.COPY, office.colleague)
    _, question = asked(office, Act.CONSULT, office.colleague)

    with pytest.raises(WrongAnswerKind):
        asking.answer(office.stage.tools, office.colleague, copy.id, Reply(text="好"))
    with pytest.raises(WrongAnswerKind):
        asking.read(office.stage.tools, office.colleague, question.id, Reply())


def test_what_is_to_be_read_outlives_the_work(office: Office) -> None:
    [aside] = asked(office, Act.CIRCULATE, office.colleague)

    complete(office)

    asking.read(office.stage.tools, office.colleague, aside.id, Reply())
    assert now(office, aside).state is AsideState.READ


# --- what the work waits for ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("act", "given"),
    [
        (Act.CONSULT, {"way": "wait"}),
        (Act.DELEGATE, {}),
        (Act.ADD_SIGNERS, {"way": "before"}),
        (Act.ADD_SIGNERS, {"way": "beside"}),
    ],
)
def test_work_is_not_completed_before_they_answered(
    office: Office, act: Act, given: dict[str, Any]
) -> None:
    [aside] = asked(office, act, office.colleague, **given)

    with pytest.raises(AnswersAwaited) as refused:
        working.complete(office.stage.tools, office.clerk, office.item, Answer(values={"a": 1}))

    assert refused.value.values["names"] == (office.colleague.name, "A. Chen")
    assert (office.item, office.clerk.person) in office.stage.state.drafts
    verdict = "disagree" if act is Act.ADD_SIGNERS else ""
    asking.answer(office.stage.tools, office.colleague, aside.id, Reply(text="可", verdict=verdict))
    complete(office)


def test_work_that_goes_on_calls_open_questions_off_when_it_is_done(office: Office) -> None:
    [aside] = asked(office, Act.CONSULT, office.colleague, way="go_on")

    complete(office)

    assert now(office, aside).state is AsideState.WITHDRAWN
    assert told(office, office.colleague)[-1] == "AsideWithdrawn/consult"
    with pytest.raises(NotAskedAnyMore):
        asking.answer(office.stage.tools, office.colleague, aside.id, Reply(text="晚了"))


def test_work_that_is_withdrawn_takes_its_questions_along(office: Office) -> None:
    [question] = asked(office, Act.CONSULT, office.colleague)
    tools = office.stage.tools
    with tools.unit() as unit:
        item, held = unit.work.hold(office.item)
        run = Run(Record(tools, unit, SYSTEM), tools.shelf.county(unit))
        withdrawing.close_tokens(run, held, frozenset({item.token}))
        run.record.write()
        unit.commit()

    assert now(office, question).state is AsideState.WITHDRAWN


# --- calling off ------------------------------------------------------------------------------


def test_the_holder_calls_a_question_off(office: Office) -> None:
    one, two = asked(office, Act.ADD_SIGNERS, office.colleague, office.head)

    case = asking.call_off(office.stage.tools, office.clerk, one.id, "k1")

    assert case == one.root
    assert (now(office, one).state, now(office, two).state) == (
        AsideState.WITHDRAWN,
        AsideState.OPEN,
    )
    assert told(office, office.colleague)[-1] == "AsideWithdrawn/sign_before"
    with pytest.raises(NotAskedAnyMore):
        asking.page(office.stage.tools, office.colleague, one.id)


def test_a_colleague_calls_off_only_what_they_asked(office: Office) -> None:
    asked(office, Act.CONSULT, office.head)
    with pytest.raises(NothingAsked):
        acting.look(office.stage.tools, office.colleague, office.item, Act.CALL_OFF)
    assert office.head.person is not None
    office.act(office.colleague, Act.COPY, Given(people=(office.head.person,)))

    page = acting.look(office.stage.tools, office.colleague, office.item, Act.CALL_OFF)

    [question] = page.questions
    assert [option.name for option in question.options] == [f"抄送：{office.head.name}"]


def test_what_was_answered_is_not_called_off(office: Office) -> None:
    [aside] = asked(office, Act.CONSULT, office.colleague)
    asking.answer(office.stage.tools, office.colleague, aside.id, Reply(text="合法"))

    with pytest.raises(NothingAsked):
        asking.call_off(office.stage.tools, office.clerk, aside.id)


def test_calling_off_is_offered_where_something_was_asked(office: Office) -> None:
    def offered() -> list[Act]:
        return [one.act for one in acting.offers(office.stage.tools, office.clerk, office.item)]

    assert Act.CALL_OFF not in offered()
    asked(office, Act.COPY, office.colleague)
    assert Act.CALL_OFF in offered()


# --- what they see ----------------------------------------------------------------------------


def test_who_is_asked_reads_the_work_and_nothing_else(office: Office) -> None:
    other, tools = lawyer(office), office.stage.tools
    row = attaching.attach(tools, office.clerk, office.item, name="现场.jpg", content=b"picture")
    [aside] = asked(office, Act.CONSULT, other)

    page = asking.page(tools, other, aside.id)

    assert page.line.text == "是否合法"
    assert page.is_mine_to_answer
    assert [one.name for one in page.task.documents] == ["现场.jpg"]
    assert (page.task.may_claim, page.task.may_complete, page.task.acts) == (False, False, ())
    assert fetching.document_for(tools, other, row.document)[0].name == "现场.jpg"
    with pytest.raises(NoSuchWork):
        tasks.task(tools, other, office.item)
    with pytest.raises(NoSuchCase):
        pictures.case(tools, other, aside.root)
    asking.call_off(tools, office.clerk, aside.id)
    with pytest.raises(NoSuchDocument):
        fetching.document_for(tools, other, row.document)


def test_files_of_other_steps_stay_closed_to_who_is_asked_but_for_those_the_form_names(
    office: Office,
) -> None:
    other, stage = lawyer(office), office.stage
    earlier = [
        attaching.attach(stage.tools, office.clerk, office.item, name=f"{at}.jpg", content=b"p")
        for at in range(2)
    ]
    data = {"place": [f"doc:{earlier[1].document}"], "secret": [f"doc:{earlier[0].document}"]}
    stage.engine.on(Complete, "t1", moved(work_for("t2"), data=data))
    stage.done(office.clerk, office.item)
    [item] = [each.id for each in stage.state.items.values() if each.token == "t2"]
    working.claim(stage.tools, office.clerk, item)
    own = attaching.attach(stage.tools, office.clerk, item, name="本环节.jpg", content=b"own")
    [aside] = asked(replace(office, item=item), Act.CONSULT, other)

    page = asking.page(stage.tools, other, aside.id)

    assert [row.document for row in page.task.documents] == [own.document]
    assert [row.document for row in page.task.received] == [earlier[1].document]
    for row in (own, earlier[1]):
        assert fetching.document_for(stage.tools, other, row.document)[0].name == row.name
    with pytest.raises(NoSuchDocument):
        fetching.document_for(stage.tools, other, earlier[0].document)
    assert fetching.document_for(stage.tools, office.clerk, earlier[0].document)


def test_the_lists_tell_what_is_to_read_to_answer_and_dealt_with(office: Office) -> None:
    [copy] = asked(office, Act.COPY, office.colleague)
    _, question = asked(office, Act.CONSULT, office.colleague)

    def listed(tab: str) -> list[AsideId]:
        found = asking.asked_of(office.stage.tools, office.colleague, tab)
        return [row.line.aside for row in found.rows]

    assert listed("read") == [copy.id]
    assert listed("answer") == [question.id]
    assert listed("all") == [question.id, copy.id]
    office.stage.clock.moment += timedelta(hours=1)
    asking.read(office.stage.tools, office.colleague, copy.id, Reply())
    assert (listed("all"), listed("over")) == ([question.id], [copy.id])


def test_the_task_page_tells_who_is_awaited(office: Office) -> None:
    asked(office, Act.CONSULT, office.colleague)
    asked(office, Act.COPY, office.head)

    shown = tasks.task(office.stage.tools, office.clerk, office.item)

    assert [line.whom for line in shown.awaited] == [office.colleague.name]
    assert [line.may_call_off for line in shown.asides] == [True, True]


def test_the_history_tells_all_of_it(office: Office) -> None:
    [aside] = asked(office, Act.CONSULT, office.colleague)
    asking.answer(office.stage.tools, office.colleague, aside.id, Reply(text="合法"))

    told_of = pictures.case(office.stage.tools, office.clerk, aside.root).happenings

    sentences = [one.sentence for one in told_of]
    assert any("征求意见" in sentence for sentence in sentences)
    assert [("附言", "合法")] in [list(one.details) for one in told_of]


def test_the_last_fact_of_an_answer_names_the_verdict(office: Office) -> None:
    [aside] = asked(office, Act.ADD_SIGNERS, office.colleague, way="beside")

    asking.answer(
        office.stage.tools, office.colleague, aside.id, Reply(verdict="agree", text="同意")
    )

    assert isinstance(office.last, f.AsideAnswered)
    assert office.last.verdict == "agree"

"""延期: who asks, who decides, where the deadline lies then, what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from server.domain import facts as f
from server.domain.acts import Act, Standing
from server.domain.errors import (
    ActNotYours,
    AnswerWrong,
    DeadlineOver,
    ExtensionAskedAlready,
    NotExtendable,
)
from server.domain.ids import PersonId, ProcessKey
from server.domain.people import Behalf
from server.services import acting, pictures, working
from server.services.acts.extending import RefusingTime
from server.services.acts.scene import Given
from server.services.acts.standing import standings_of
from server.services.reckoning import clock_of
from tests.builders import a_seat, an_id
from tests.services.clock_office import (
    CASE_COMPLEX,
    COMPLEX,
    REVIEW,
    WHY,
    ClockOffice,
    a_clock_office,
    at,
)


@pytest.fixture
def office() -> ClockOffice:
    return a_clock_office()


# --- asking -----------------------------------------------------------------------------------


def test_the_holder_asks_and_whoever_decides_is_told(office: ClockOffice) -> None:
    office.ask()

    fact = office.last
    assert isinstance(fact, f.ExtensionAsked)
    assert (fact.ground, fact.by, fact.body, fact.role) == (COMPLEX, 5, "cmd", "cmd_head")
    assert office.stage.state.contents[office.work.root, fact.digest] == {"reason": "需多部门会商"}
    assert office.told() == [("ExtensionAsked", "cmd_head")]
    assert office.due == at(9)


def test_it_is_foreseen_who_decides_and_when_it_would_be_due(office: ClockOffice) -> None:
    page = acting.look(office.stage.tools, office.clerk, office.item, Act.ASK_EXTENSION)

    said = " ".join(zh for zh, _ in page.foreseen)
    assert "2026-03-16 18:00" in said
    assert "本县默认" in said
    assert [option.value for option in page.questions[0].options] == [COMPLEX]


def test_no_ground_in_own_words(office: ClockOffice) -> None:
    with pytest.raises(AnswerWrong):
        office.ask("我很忙")


def test_only_the_holder_asks(office: ClockOffice) -> None:
    with pytest.raises(ActNotYours):
        office.act(office.head, Act.ASK_EXTENSION, Given(way=COMPLEX, reason="忙"))


def test_nobody_asks_twice_at_once(office: ClockOffice) -> None:
    office.ask()

    with pytest.raises(ExtensionAskedAlready):
        office.ask()
    assert Act.ASK_EXTENSION not in office.offered(office.clerk)


def test_nobody_asks_when_it_is_over(office: ClockOffice) -> None:
    office.later(days=8)

    with pytest.raises(DeadlineOver):
        office.ask()


@pytest.mark.parametrize("clock", ["T43/routine", "T44/complex"])
def test_clocks_that_the_table_does_not_extend_are_not_extended(clock: str) -> None:
    office = a_clock_office(clock)

    with pytest.raises(NotExtendable):
        office.ask()
    assert Act.ASK_EXTENSION not in office.offered(office.clerk)


def test_work_without_a_clock_has_nothing_to_extend(office: ClockOffice) -> None:
    bare = replace(office, item=office.stage.offered(office.clerk))
    working.claim(office.stage.tools, office.clerk, bare.item)

    with pytest.raises(NotExtendable):
        bare.ask()


# --- deciding ---------------------------------------------------------------------------------


def test_who_decides_grants_it_and_deadline_and_ladder_move(office: ClockOffice) -> None:
    office.ask()
    assert {Act.AGREE_EXTENSION, Act.DROP_EXTENSION} <= office.offered(office.centre)

    office.act(office.centre, Act.AGREE_EXTENSION, Given(text="同意"))

    fact = office.last
    assert isinstance(fact, f.WorkExtended)
    assert (fact.was, fact.due, fact.asker) == (at(9), at(16), office.clerk.person)
    assert (office.due, office.red) == (at(16), at(16))
    assert office.work.request is None
    assert office.told()[-1] == ("WorkExtended", office.clerk.person)


def test_whoever_decides_sees_why(office: ClockOffice) -> None:
    office.ask()

    for act in (Act.AGREE_EXTENSION, Act.DROP_EXTENSION):
        page = acting.look(office.stage.tools, office.centre, office.item, act)
        assert ("申请理由：需多部门会商", "Why: 需多部门会商") in page.foreseen


def test_it_is_refused_with_a_reason_and_nothing_moves(office: ClockOffice) -> None:
    office.ask()

    with pytest.raises(AnswerWrong):
        office.act(office.centre, Act.DROP_EXTENSION)
    office.act(office.centre, Act.DROP_EXTENSION, WHY)

    assert isinstance(office.last, f.ExtensionDropped)
    assert office.due == at(9)
    assert office.told()[-1] == ("ExtensionDropped", office.clerk.person)
    office.ask()


def test_who_asked_may_take_it_back_but_never_agrees(office: ClockOffice) -> None:
    office.ask()

    with pytest.raises(ActNotYours):
        office.act(office.clerk, Act.AGREE_EXTENSION)
    office.act(office.clerk, Act.DROP_EXTENSION, WHY)

    assert office.work.request is None


def test_a_head_who_asked_needs_somebody_else_to_agree() -> None:
    office = a_clock_office(REVIEW)
    office.ask(CASE_COMPLEX)
    asked = office.work.request
    assert asked is not None
    assert office.head.person is not None
    own = replace(office.work, request=replace(asked, person=office.head.person))
    stand_in = office.stage.person(
        replace(
            a_seat("zjj", "dept_head"),
            behalf_of=Behalf(
                person=office.head.person, name="王", name_en="Wang", until=date(2026, 4, 1)
            ),
        ),
        login="he",
    )

    assert Standing.ASKER in standings_of(own, office.head, is_party=False)
    for person in (office.head, stand_in, office.clerk):
        assert Standing.APPROVER not in standings_of(own, person, is_party=False)
    assert Standing.APPROVER in standings_of(office.work, office.head, is_party=False)


def test_who_stands_in_for_other_processes_decides_nothing_of_this_one() -> None:
    office = a_clock_office(REVIEW)
    office.ask(CASE_COMPLEX)
    process = office.work.process
    assert process is not None
    behalf = Behalf(person=PersonId(an_id()), name="王", name_en="Wang", until=date(2026, 4, 1))

    for served, decides in ((process, True), (ProcessKey("another"), False)):
        mine = replace(behalf, processes=frozenset({served}))
        stand_in = office.stage.person(
            replace(a_seat("zjj", "dept_head"), behalf_of=mine), login=f"he.{served}"
        )
        standings = standings_of(office.work, stand_in, is_party=False)
        assert (Standing.APPROVER in standings) is decides


def test_others_do_not_decide(office: ClockOffice) -> None:
    office.ask()

    with pytest.raises(ActNotYours):
        office.act(office.head, Act.AGREE_EXTENSION)


def test_it_is_granted_as_often_as_the_table_says(office: ClockOffice) -> None:
    office.ask()
    office.act(office.centre, Act.AGREE_EXTENSION)

    with pytest.raises(NotExtendable):
        office.ask()


def test_what_was_asked_in_time_may_be_granted_late(office: ClockOffice) -> None:
    office.ask()
    office.later(days=8)

    office.act(office.centre, Act.AGREE_EXTENSION)

    assert office.due == at(16)
    assert office.last.rung == "hint"  # type: ignore[union-attr]  # the fact just written


def test_work_that_is_done_needs_no_more_time(office: ClockOffice) -> None:
    office.ask()
    office.finish()

    assert office.work.request is None
    with pytest.raises(ActNotYours):
        office.act(office.centre, Act.AGREE_EXTENSION)


def test_nobody_decides_on_what_is_not_asked(office: ClockOffice) -> None:
    with office.stage.tools.unit() as unit:
        scene = acting.scene(office.stage.tools, office.centre, unit, office.work)
        with pytest.raises(NotExtendable):
            RefusingTime().foresee(scene)


# --- knowing ----------------------------------------------------------------------------------


def test_a_new_calendar_keeps_what_was_granted(office: ClockOffice) -> None:
    office.ask()
    office.act(office.centre, Act.AGREE_EXTENSION)

    office.off(date(2026, 3, 11))

    assert office.due == at(17)


def test_why_this_date_tells_it(office: ClockOffice) -> None:
    office.ask()
    office.act(office.centre, Act.AGREE_EXTENSION)

    told = clock_of(office.stage.tools, office.clerk, office.item)

    assert told.is_in_force
    assert told.told.respite.extended == 5
    assert [each.number for each in told.told.days if each.number] == list(range(1, 11))
    assert told.rungs[2].at == at(16)


def test_the_history_tells_it(office: ClockOffice) -> None:
    office.ask()
    office.act(office.clerk, Act.DROP_EXTENSION, WHY)
    office.ask()
    office.act(office.centre, Act.DROP_EXTENSION, WHY)
    office.ask()
    office.act(office.centre, Act.AGREE_EXTENSION)

    picture = pictures.case(office.stage.tools, office.head, office.work.root)

    said = [one.sentence for one in picture.happenings]
    for words in ("申请延期", "撤回 维修 的延期申请", "不同意 维修 延期", "延至 2026-03-16 18:00"):
        assert any(words in sentence for sentence in said), said


def test_a_repeat_grants_nothing_twice(office: ClockOffice) -> None:
    office.ask()
    for _ in range(2):
        office.act(office.centre, Act.AGREE_EXTENSION, key="k")

    assert office.work.extensions == 1

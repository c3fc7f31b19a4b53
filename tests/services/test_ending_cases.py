"""终止, 撤销, 作废: what ends with a case, who may, and what stays of it."""

from __future__ import annotations

import pytest

from server.domain import facts as f
from server.domain.acts import Act
from server.domain.errors import (
    ActNotNow,
    ActNotYours,
    AnswerWrong,
    NotAllowed,
    NothingProposed,
    ProposalVoid,
    WorkGone,
)
from server.domain.ids import Token
from server.domain.moves import Alarm, BranchKind, Complete
from server.domain.people import SYSTEM
from server.services import acting_on_cases, pictures, timekeeping, working
from server.services.acts.agreeing import Agreeing, Dropping
from server.services.acts.scene import Given
from server.services.acts.voiding import ProposingToVoid
from tests.builders import NOON, a_seat, work_for
from tests.fakes.stage import ended
from tests.services.case_office import TO_VOID, WHY, CaseOffice, a_case_office, many
from tests.services.fans import fan


@pytest.fixture
def office() -> CaseOffice:
    return a_case_office()


# --- ending -----------------------------------------------------------------------------------


def test_all_that_waits_ends_with_it() -> None:
    alarm = Alarm(token=Token("a"), element="a", name="等", due=NOON)
    office = a_case_office(work_for(), many(), alarm)
    working.claim(office.stage.tools, office.clerk, office.stage.at("t1").id)

    office.act(office.head, Act.TERMINATE, WHY)

    assert office.status == "terminated"
    assert not office.stage.state.timers
    assert {row.status for row in office.stage.state.cases.values()} == {"terminated", "withdrawn"}
    for item in office.stage.state.items:
        with pytest.raises(WorkGone):
            working.claim(office.stage.tools, office.clerk, item)
    told = [(one.kind, one.person) for one in office.stage.state.notices]
    assert ("CaseTerminated", office.clerk.person) in told
    assert ("WorkWithdrawn/terminated", office.clerk.person) in told
    assert timekeeping.sweep(office.stage.tools).rungs == 0


def test_its_starter_calls_it_off_while_only_their_body_has_acted(office: CaseOffice) -> None:
    office.act(office.clerk, Act.TERMINATE, WHY)

    fact = next(fact for fact in office.facts if isinstance(fact, f.CaseTerminated))
    assert fact.by_starter
    picture = pictures.case(office.stage.tools, office.clerk, office.case)
    assert picture.happenings[-1].kind in {"end", "other"}
    assert any(one.sentence == "撤销" and one.details for one in picture.happenings)


def test_once_others_have_acted_its_starter_does_not() -> None:
    office = a_case_office(work_for(body="slj"))
    other = office.stage.person(a_seat("slj", "dept_clerk"), login="li")
    working.claim(office.stage.tools, other, office.stage.at("t1").id)

    with pytest.raises(ActNotYours):
        office.act(office.clerk, Act.TERMINATE, WHY)


def test_the_leaders_of_the_county_end_it() -> None:
    office = a_case_office(work_for(), work_for("t2", role="county_leader", body="gov"))
    leader = office.stage.person(a_seat("gov", "county_leader"), login="ma")

    office.act(leader, Act.TERMINATE, WHY)

    assert office.status == "terminated"


def test_it_is_not_ended_without_a_reason_nor_twice(office: CaseOffice) -> None:
    with pytest.raises(AnswerWrong):
        office.act(office.head, Act.TERMINATE)
    office.act(office.head, Act.TERMINATE, WHY)
    with pytest.raises((ActNotNow, ActNotYours)):
        office.act(office.head, Act.TERMINATE, WHY)


def test_what_stands_still_may_be_ended(office: CaseOffice) -> None:
    office.suspend()

    office.act(office.head, Act.TERMINATE, WHY)

    assert office.status == "terminated"
    picture = pictures.case(office.stage.tools, office.head, office.case)
    assert picture.standstill is None
    assert picture.ended_at is not None


def test_before_the_click_is_said_what_ends() -> None:
    alarm = Alarm(token=Token("a"), element="a", name="等", due=NOON)
    office = a_case_office(work_for(), fan(BranchKind.WORK, 6), alarm)
    working.claim(office.stage.tools, office.clerk, office.stage.at("t1").id)

    page = acting_on_cases.look(office.stage.tools, office.head, office.case, Act.TERMINATE)

    said = [zh for zh, _ in page.foreseen]
    assert any(office.clerk.name in zh and "维修" in zh for zh in said)
    assert "共收回 7 项在办工作。" in said
    assert "同时结束 6 路分支、1 个定时。" in said


# --- void -------------------------------------------------------------------------------------


def test_two_persons_make_it_void_and_its_number_stays(office: CaseOffice) -> None:
    number = office.stage.state.cases[office.case].number
    office.act(office.overseer, Act.VOID, TO_VOID)
    assert office.status == "running"

    office.act(office.admin, Act.AGREE)

    assert office.status == "voided"
    assert not office.stage.state.proposals
    assert office.stage.item(office.case).state == "withdrawn"
    stone = pictures.case(office.stage.tools, office.clerk, office.case).tombstone
    assert stone is not None
    assert (stone.reason, stone.basis) == ("重复立案", "会议纪要〔2026〕3号")
    assert stone.proposer[0] == office.overseer.name
    other = office.stage.start(office.clerk, work_for())
    assert office.stage.state.cases[other].number != number


def test_one_person_alone_does_not(office: CaseOffice) -> None:
    office.act(office.overseer, Act.VOID, TO_VOID)

    with pytest.raises(ActNotYours):
        office.act(office.overseer, Act.AGREE)
    with pytest.raises(ActNotYours):
        office.act(office.overseer, Act.VOID, TO_VOID)
    with pytest.raises(ActNotYours):
        office.act(office.clerk, Act.VOID, TO_VOID)


def test_what_has_moved_meanwhile_is_not_agreed_to(office: CaseOffice) -> None:
    office.act(office.overseer, Act.VOID, TO_VOID)
    office.stage.engine.on(Complete, "t1", ended())
    office.stage.done(office.clerk, office.stage.item(office.case).id)

    with pytest.raises(ProposalVoid):
        office.act(office.admin, Act.AGREE)
    office.act(office.admin, Act.DROP)
    office.act(office.overseer, Act.VOID, TO_VOID)
    office.act(office.admin, Act.AGREE)
    assert office.status == "voided"


def test_a_proposal_is_taken_back(office: CaseOffice) -> None:
    office.act(office.overseer, Act.VOID, TO_VOID)
    office.act(office.overseer, Act.DROP)

    assert not office.stage.state.proposals
    assert office.status == "running"


def test_what_is_void_stays_so(office: CaseOffice) -> None:
    office.act(office.overseer, Act.VOID, TO_VOID)
    office.act(office.admin, Act.AGREE)

    for act in (Act.VOID, Act.TERMINATE, Act.SUSPEND, Act.RESUME):
        with pytest.raises((ActNotNow, ActNotYours)):
            office.act(office.overseer, act, Given(reason="x", text="y"))


def test_before_a_second_person_agrees_they_read_why(office: CaseOffice) -> None:
    tools = office.stage.tools
    page = acting_on_cases.look(tools, office.overseer, office.case, Act.VOID)
    assert "第二人" in page.foreseen[0][0]
    office.act(office.overseer, Act.VOID, TO_VOID)

    page = acting_on_cases.look(tools, office.admin, office.case, Act.AGREE)
    assert ("提议理由：重复立案", "Why: 重复立案") in page.foreseen
    page = acting_on_cases.look(tools, office.admin, office.case, Act.DROP)
    assert page.questions == ()
    offers = acting_on_cases.offers(tools, office.admin, office.case)
    assert [offer.act for offer in offers] == [Act.AGREE, Act.DROP]


def test_the_system_itself_never_is_one_of_two_persons(office: CaseOffice) -> None:
    with office.stage.tools.unit() as unit:
        scene = acting_on_cases._scene(office.stage.tools, unit, SYSTEM, office.case, {})
        held = unit.course.hold(office.case)[office.case]
        for deed in (Agreeing(), Dropping()):
            with pytest.raises(NothingProposed):
                deed.do(scene, held, Given())
        with pytest.raises(NotAllowed):
            ProposingToVoid().do(scene, held, TO_VOID)

"""重启: what is over goes on at a step really taken, by two persons, under its number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from server.domain.acts import Act
from server.domain.errors import (
    ActNotNow,
    ActNotYours,
    AlreadyProposed,
    NothingToReopen,
    ProposalVoid,
)
from server.domain.people import SYSTEM
from server.domain.work import WorkState
from server.services import acting_on_cases, finding, peopling, pictures
from server.services.acts.reopening import Reopening
from server.services.acts.scene import Given
from tests.engine.diagrams import about, end, gateway, line, many, node, sub
from tests.engine.diagrams import start as begin
from tests.engine.test_quantities import quantity
from tests.services.drawn import Drawn, desk
from tests.web.house import PASSWORD

if TYPE_CHECKING:
    from server.domain.people import Actor
    from server.domain.reading import CasePicture
    from tests.web.house import House

ROW = (*(desk(key) for key in "ABC"), line("S", "A", "B", "C", "E"))
WHY = "复查发现材料有误"
WRONG = '<bpmn:error id="wrong" name="有误" errorCode="wrong"/>'


@pytest.fixture
def head(house: House) -> Actor:
    logins = ["buguan.head", "county.admin", "gov.leader", "sfj.supervisor", "zjj.head"]
    peopling.set_passwords(house.tools, SYSTEM, dict.fromkeys(logins, PASSWORD))
    return house.actor("buguan.head")


def finished(house: House) -> Drawn:
    drawn = Drawn(house, *ROW)
    drawn.do("A", "B", "C")
    assert drawn.status == "finished"
    return drawn


def propose(drawn: Drawn, who: Actor, to: str) -> None:
    given = Given(targets=(to,), reason=WHY)
    acting_on_cases.act(drawn.tools, who, drawn.case, Act.REOPEN, given)


def agree(drawn: Drawn, who: Actor) -> None:
    acting_on_cases.act(drawn.tools, who, drawn.case, Act.AGREE, Given())


def picture(drawn: Drawn, who: Actor) -> CasePicture:
    return pictures.case(drawn.tools, who, drawn.case)


def test_it_goes_on_in_a_new_round_under_its_number(house: House, head: Actor) -> None:
    drawn = finished(house)
    number = picture(drawn, head).number
    shown = acting_on_cases.look(drawn.tools, head, drawn.case, Act.REOPEN)
    assert [each.value for each in shown.questions[0].options] == ["C", "B", "A"]
    assert any("已经发出的消息" in zh for zh, _ in shown.foreseen)
    assert any("时限从重启时起算" in zh for zh, _ in shown.foreseen)

    propose(drawn, head, "B")
    assert drawn.status == "finished"
    agree(drawn, house.actor("sfj.supervisor"))

    assert drawn.status == "running"
    assert drawn.open == ["B"]
    told = picture(drawn, head)
    assert (told.number, told.ended_at, told.ended_by) == (number, None, None)
    said = [one.sentence for one in told.happenings]
    assert f"经两人同意重启，从“办B”重新办理（{head.name} 提议）" in said
    assert len(drawn.facts("CaseFinished")) == 1
    assert drawn.is_sound

    drawn.do("B", "C")
    assert drawn.status == "finished"
    assert len(drawn.facts("CaseFinished")) == 2
    assert len(drawn.items("B", WorkState.DONE)) == 2
    assert drawn.is_sound


def test_lists_show_it_as_going_on(house: House, head: Actor) -> None:
    drawn = finished(house)
    propose(drawn, head, "C")
    agree(drawn, house.actor("county.admin"))

    with drawn.tools.unit() as unit:
        assert unit.cases.find(drawn.case).ended_at is None
    [row] = finding.started(drawn.tools, drawn.officer).rows
    assert (row.status, row.now) == ("running", "办C")


def test_what_an_error_ended_is_not_said_to_be_any_more(house: House, head: Actor) -> None:
    drawn = Drawn(
        house, desk("A"), desk("B"), node("endEvent", "bad", about("error", "wrong")),
        gateway("parallel", "G"), line("S", "A", "G", "B", "E"), line("G", "bad"), beside=WRONG,
    )  # fmt: skip
    drawn.do("A")
    assert drawn.status == "finished"
    assert picture(drawn, head).ended_by is not None

    propose(drawn, head, "A")
    agree(drawn, house.actor("sfj.supervisor"))

    assert picture(drawn, head).ended_by is None
    assert drawn.open == ["A"]


def test_what_was_ended_before_its_end_may_be_reopened(house: House, head: Actor) -> None:
    drawn = Drawn(house, *ROW)
    drawn.do("A", "B")
    acting_on_cases.act(drawn.tools, head, drawn.case, Act.TERMINATE, Given(reason=WHY))

    propose(drawn, head, "B")
    agree(drawn, house.actor("county.admin"))

    assert drawn.open == ["B"]
    assert drawn.is_sound


def test_what_was_done_in_branches_is_not_reopened_alone(house: House, head: Actor) -> None:
    each = sub("each", many(count="2"), begin("iS"), desk("I"), end("iE"), line("iS", "I", "iE"))
    drawn = Drawn(house, each, desk("Z"), line("S", "each", "Z", "E"))
    drawn.do("I", "I", "Z")

    shown = acting_on_cases.look(drawn.tools, head, drawn.case, Act.REOPEN)

    assert [one.value for one in shown.questions[0].options] == ["Z"]
    assert any("“办I”不能单独重启" in zh for zh, _ in shown.foreseen)


def test_what_the_flow_can_not_go_on_at_is_not_offered(house: House, head: Actor) -> None:
    both = quantity(desk("T"), "startQuantity", 2)
    drawn = Drawn(
        house, gateway("parallel", "split"), desk("A"), desk("B"), both, desk("Z"),
        line("S", "split", "A", "T", "Z", "E"), line("split", "B", "T"),
    )  # fmt: skip
    drawn.do("A", "B", "T", "Z")

    shown = acting_on_cases.look(drawn.tools, head, drawn.case, Act.REOPEN)

    assert [one.value for one in shown.questions[0].options] == ["Z"]


# --- what is refused --------------------------------------------------------------------------


def test_only_the_head_of_the_starting_body_or_a_leader_proposes_it(
    house: House, head: Actor
) -> None:
    drawn = finished(house)
    for other in (drawn.handler, drawn.officer, house.actor("zjj.head")):
        with pytest.raises(ActNotYours):
            propose(drawn, other, "A")
    propose(drawn, head, "A")
    with pytest.raises(ActNotYours):
        agree(drawn, head)


def test_a_leader_of_the_county_who_has_a_part_in_it_proposes_it_or_agrees(
    house: House, head: Actor
) -> None:
    leader = house.actor("gov.leader")
    signs = desk("B", org='"gov"', role="county_leader")
    drawn = Drawn(house, desk("A"), signs, line("S", "A", "B", "E"))
    drawn.do("A")
    drawn.do_as(leader, "B")

    propose(drawn, leader, "A")
    with pytest.raises(AlreadyProposed):
        propose(drawn, head, "A")
    acting_on_cases.act(drawn.tools, leader, drawn.case, Act.DROP, Given())
    propose(drawn, head, "A")
    agree(drawn, leader)

    assert drawn.open == ["A"]


def test_what_goes_on_is_not_reopened(house: House, head: Actor) -> None:
    with pytest.raises(ActNotNow):
        propose(Drawn(house, *ROW), head, "A")


def test_what_never_had_a_step_is_not_reopened(house: House, head: Actor) -> None:
    drawn = Drawn(house, desk("A"), line("S", "A", "E"))
    acting_on_cases.act(drawn.tools, head, drawn.case, Act.TERMINATE, Given(reason=WHY))

    with pytest.raises(NothingToReopen):
        propose(drawn, head, "A")


def test_before_the_second_person_agrees_they_read_where_it_goes_on(
    house: House, head: Actor
) -> None:
    drawn = finished(house)
    propose(drawn, head, "C")
    admin = house.actor("county.admin")

    shown = acting_on_cases.look(drawn.tools, admin, drawn.case, Act.AGREE)

    assert ("提议理由：" + WHY, "Why: " + WHY) in shown.foreseen
    assert ("从“办C”重新办理。", "It goes on at “办C”.") in shown.foreseen


def test_what_is_not_as_it_was_is_not_reopened(house: House, head: Actor) -> None:
    drawn = finished(house)
    propose(drawn, head, "C")
    with drawn.tools.unit() as unit:
        scene = acting_on_cases._scene(drawn.tools, unit, head, drawn.case, {})
        assert scene.proposal is not None
        for moved in (replace(scene.proposal, revision=-1), replace(scene.proposal, element="X")):
            with pytest.raises(ProposalVoid):
                Reopening().foresee(scene, moved)

"""跳转: two who have no part in it move work to another step; what lies between stays undone, for all to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.domain.acts import Act
from server.domain.errors import (
    ActNotYours,
    AlreadyProposed,
    CaseSuspended,
    NoSuchWork,
    NowhereElse,
    OwnMatter,
    ProposalVoid,
)
from server.domain.people import SYSTEM
from server.domain.work import WorkState
from server.services import acting, acting_on_cases, auditing, finding, peopling, pictures
from server.services.acts.scene import Given
from tests.engine.diagrams import end, gateway, line, many, sub
from tests.engine.diagrams import start as begin
from tests.services.drawn import Drawn, desk
from tests.web.house import PASSWORD

if TYPE_CHECKING:
    from server.domain.people import Actor
    from server.domain.reading import ActPage
    from tests.web.house import House

WHY = "经办单位已撤并，原环节无人可办"
ROW = (*(desk(key) for key in "ABC"), line("S", "A", "B", "C", "E"))
WAYS = (
    desk("P"), gateway("parallel", "split"), *(desk(key) for key in "ABC"),
    gateway("parallel", "join"), desk("Z"),
    line("S", "P", "split", "A", "B", "join", "Z", "E"), line("split", "C", "join"),
)  # fmt: skip


@pytest.fixture
def overseer(house: House) -> Actor:
    peopling.set_passwords(
        house.tools,
        SYSTEM,
        dict.fromkeys(
            ["sfj.supervisor", "county.admin", "county.deputy", "gov.leader", "zjj.head"], PASSWORD
        ),
    )
    return house.actor("sfj.supervisor")


@pytest.fixture
def admin(house: House, overseer: Actor) -> Actor:
    del overseer
    return house.actor("county.admin")


def propose(drawn: Drawn, who: Actor, element: str, to: str) -> None:
    given = Given(targets=(to,), reason=WHY)
    acting.act(drawn.tools, who, drawn.item(element), Act.JUMP, given)


def agree(drawn: Drawn, who: Actor) -> None:
    acting_on_cases.act(drawn.tools, who, drawn.case, Act.AGREE, Given())


def page(drawn: Drawn, who: Actor, element: str) -> ActPage:
    return acting.look(drawn.tools, who, drawn.item(element), Act.JUMP)


def jumped(drawn: Drawn, one: Actor, other: Actor, element: str, to: str) -> None:
    propose(drawn, one, element, to)
    agree(drawn, other)
    assert drawn.is_sound


# --- what it does -----------------------------------------------------------------------------


def test_ahead_what_lies_between_stays_undone_and_the_history_says_so(
    house: House, overseer: Actor, admin: Actor
) -> None:
    drawn = Drawn(house, *ROW)
    shown = page(drawn, overseer, "A")
    options = {each.value: each.name for each in shown.questions[0].options}
    assert options == {"B": "办B：往前", "C": "办C：往前，跳过“办B”"}
    assert any("“办B”：不办理，内容保持空白" in zh for zh, _ in shown.foreseen)

    propose(drawn, overseer, "A", "C")
    assert drawn.open == ["A"]
    agree(drawn, admin)

    assert drawn.open == ["C"]
    [fact] = drawn.facts("CaseJumped")
    assert (fact["element"], fact["left_out"]) == ("C", ["B"])
    said = [one.sentence for one in pictures.case(drawn.tools, overseer, drawn.case).happenings]
    told = f"经两人同意，由办A跳转到“办C”（{overseer.name} 提议），跳过“办B”，其内容保持空白"
    assert told in said
    drawn.do("C")
    assert drawn.status == "finished"
    assert drawn.is_sound


def test_back_the_step_begins_a_new_round(house: House, overseer: Actor, admin: Actor) -> None:
    drawn = Drawn(house, *WAYS)
    drawn.do("P", "A")
    shown = page(drawn, overseer, "C")
    [back] = [each for each in shown.questions[0].options if each.value == "P"]
    assert "往回，第 1 轮" in back.name
    assert any("正在办理的“办B”随之撤回" in zh for zh, _ in shown.foreseen)
    assert any("不能跳到“办A”" in zh for zh, _ in shown.foreseen)
    assert any(
        "不能跳到“办Z”" in zh and "等同时办理的其他几路到齐" in zh for zh, _ in shown.foreseen
    )

    jumped(drawn, overseer, admin, "C", "P")

    assert drawn.open == ["P"]
    assert len(drawn.items("P", WorkState.DONE)) == 1
    reasons = {fact["item"]: fact["reason"] for fact in drawn.facts("WorkWithdrawn")}
    assert reasons[str(drawn.items("C", WorkState.WITHDRAWN)[0].id)] == "jumped"


def test_of_a_step_of_many_the_whole_step_moves(
    house: House, overseer: Actor, admin: Actor
) -> None:
    drawn = Drawn(house, desk("M", many(count="3")), desk("Z"), line("S", "M", "Z", "E"))
    shown = page(drawn, overseer, "M")
    assert any("正在办理的“办M”随之撤回" in zh for zh, _ in shown.foreseen)

    jumped(drawn, overseer, admin, "M", "Z")
    assert drawn.open == ["Z"]


def test_in_a_branch_with_a_flow_of_its_own_only_that_branch_moves(
    house: House, overseer: Actor, admin: Actor
) -> None:
    inside = (desk("A"), desk("B"), begin("iS"), end("iE"), line("iS", "A", "B", "iE"))
    each = sub("each", many(count="2"), *inside)
    drawn = Drawn(house, each, desk("Z"), line("S", "each", "Z", "E"))

    jumped(drawn, overseer, admin, "A", "B")

    assert drawn.open == ["A", "B"]
    drawn.do("A")
    assert drawn.open == ["B", "B"]


def test_everybody_whom_it_concerns_is_told(house: House, overseer: Actor, admin: Actor) -> None:
    drawn = Drawn(house, *ROW)
    drawn.claim("A")
    jumped(drawn, overseer, admin, "A", "C")

    def told(who: Actor) -> set[str]:
        return {row.sentence for row in finding.notices(drawn.tools, who).rows}

    assert "“办A”不再需要办理，事项已经两人同意跳转到别的环节" in told(drawn.handler)
    assert "事项已经两人同意跳转" in told(drawn.officer)
    assert "您的提议已获同意" in told(overseer)
    assert "有人提议将一个事项跳转，需第二人同意" in told(house.actor("county.deputy"))


# --- what is refused --------------------------------------------------------------------------


def test_nobody_proposes_or_agrees_in_their_own_matter(
    house: House, overseer: Actor, admin: Actor
) -> None:
    drawn = Drawn(house, *ROW)
    with pytest.raises(ActNotYours):
        propose(drawn, drawn.handler, "A", "C")
    with pytest.raises(NoSuchWork):
        propose(drawn, admin, "A", "C")
    propose(drawn, overseer, "A", "C")
    with pytest.raises(ActNotYours):
        agree(drawn, overseer)
    with pytest.raises(AlreadyProposed):
        propose(drawn, admin, "A", "C")


def test_who_ever_had_work_in_it_does_not(house: House, overseer: Actor, admin: Actor) -> None:
    said = {"org": '"sfj"', "role": "supervisor"}
    drawn = Drawn(house, desk("A", **said), desk("B"), desk("C"), line("S", "A", "B", "C", "E"))
    drawn.do_as(overseer, "A")

    with pytest.raises(OwnMatter):
        page(drawn, overseer, "B")
    del admin


def test_what_moved_meanwhile_is_not_agreed_to(house: House, overseer: Actor, admin: Actor) -> None:
    drawn = Drawn(house, *ROW)
    propose(drawn, overseer, "A", "C")
    drawn.do("A")

    with pytest.raises(ProposalVoid):
        agree(drawn, admin)
    with pytest.raises(ProposalVoid):
        acting_on_cases.look(drawn.tools, admin, drawn.case, Act.AGREE)
    acting_on_cases.act(drawn.tools, admin, drawn.case, Act.DROP, Given())
    with pytest.raises(ActNotYours):
        acting_on_cases.look(drawn.tools, overseer, drawn.case, Act.AGREE)


def test_work_beside_it_that_moves_makes_no_difference(
    house: House, overseer: Actor, admin: Actor
) -> None:
    each = sub(
        "each", many(count="2"), begin("iS"), desk("A"), desk("B"), end("iE"),
        line("iS", "A", "B", "iE"),
    )  # fmt: skip
    drawn = Drawn(house, each, desk("Z"), line("S", "each", "Z", "E"))
    first, second = drawn.items("A")
    given = Given(targets=("B",), reason=WHY)
    acting.act(drawn.tools, overseer, first.id, Act.JUMP, given)
    drawn.do("A", at=drawn.items("A").index(second))

    shown = acting_on_cases.look(drawn.tools, admin, drawn.case, Act.AGREE)
    assert ("由“办A”跳转到“办B”。", "The work moves from “办A” to “办B”.") in shown.foreseen
    agree(drawn, admin)
    assert drawn.open == ["B", "B"]


def test_where_nobody_would_get_the_work_it_does_not_go(house: House, overseer: Actor) -> None:
    drawn = Drawn(
        house, desk("A"), desk("B", org="nowhere"), desk("C"), line("S", "A", "B", "C", "E")
    )
    shown = page(drawn, overseer, "A")

    assert [one.value for one in shown.questions[0].options] == ["C"]
    assert any(zh.startswith("不能跳到“办B”：") for zh, _ in shown.foreseen)


def test_where_there_is_no_other_step_none_is_offered(house: House, overseer: Actor) -> None:
    drawn = Drawn(house, desk("A"), line("S", "A", "E"))

    with pytest.raises(NowhereElse):
        page(drawn, overseer, "A")


def test_while_it_stands_still_nothing_moves(house: House, overseer: Actor, admin: Actor) -> None:
    drawn = Drawn(house, desk("A", clock="T44/simple"), desk("B"), line("S", "A", "B", "E"))
    propose(drawn, overseer, "A", "B")
    given = Given(way="经批准的整改方案", reason="等方案")
    acting_on_cases.act(drawn.tools, house.actor("zjj.head"), drawn.case, Act.SUSPEND, given)

    with pytest.raises(CaseSuspended):
        agree(drawn, admin)
    acting_on_cases.act(drawn.tools, overseer, drawn.case, Act.DROP, Given())
    assert auditing.verify(drawn.tools, SYSTEM).is_sound


def test_what_goes_on_beside_it_in_its_own_flow_has_to_be_looked_at_anew(
    house: House, overseer: Actor, admin: Actor
) -> None:
    drawn = Drawn(house, *WAYS)
    drawn.do("P")
    propose(drawn, overseer, "C", "P")
    drawn.do("A")

    with pytest.raises(ProposalVoid):
        agree(drawn, admin)

"""Duties that the law keeps apart are kept apart in the whole matter, at every door."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from server.domain.acts import Act
from server.domain.errors import NotAllowed, SameBodyTwice, SamePersonTwice
from server.domain.moves import Complete
from server.domain.people import SYSTEM
from server.domain.reading import Asks
from server.domain.separation import DUTIES, FOUR_EYES, SEPARATIONS, Duty
from server.services import acting, deploying, drafting, working
from server.services.acts.agreeing import TAKE_TWO
from server.services.separations import separations
from server.services.tasks import task
from server.services.working import Answer
from tests.builders import a_model, a_nobody, a_step, an_admin, work_for
from tests.engine.diagrams import end, extensions, line, node, process
from tests.fakes.stage import Stage, moved
from tests.services.asking import SETTINGS
from tests.services.drawn import Drawn, desk
from tests.services.office import Office, an_office
from tests.services.officers import FILLED, TO_END, certified

if TYPE_CHECKING:
    from tests.web.house import House

AT_DESK = Answer(values={})


def office_of(first: Duty, second: Duty, officers: int = 0, **changed: str) -> Office:
    """An office whose clerk did the first duty, and whose work is the second."""
    office = an_office(
        a_step(duty=first), a_step("check", name="核查", duty=second, officers=officers)
    )
    stage = office.stage
    stage.engine.on(Complete, "t1", moved(work_for("t2", element="check", **changed)))
    working.complete(stage.tools, office.clerk, office.item, AT_DESK)
    return replace(office, item=stage.item(stage.state.items[office.item].root, "check").id)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        *((one.first, one.second) for one in SEPARATIONS if not one.of_bodies),
        *((one.second, one.first) for one in SEPARATIONS if not one.of_bodies),
    ],
)
def test_who_did_one_duty_never_does_the_other_whichever_came_first(
    first: Duty, second: Duty
) -> None:
    office = office_of(first, second)
    tools = office.stage.tools

    with pytest.raises(SamePersonTwice) as refused:
        working.claim(tools, office.clerk, office.item)
    assert "维修" in refused.value.sentence("zh")
    assert any(one.source[0] in refused.value.sentence("zh") for one in SEPARATIONS)
    with pytest.raises(SamePersonTwice):
        working.complete(tools, office.clerk, office.item, AT_DESK)
    working.claim(tools, office.colleague, office.item)


def test_the_page_says_so_before_and_names_the_duties() -> None:
    office = office_of(Duty.HANDLE, Duty.REVIEW)

    shown = task(office.stage.tools, office.clerk, office.item)

    assert shown.against is not None
    assert "行政处罚法第五十八条" in shown.against[0]
    assert not shown.may_claim
    assert shown.assignment is not None
    assert DUTIES[Duty.HANDLE] in shown.assignment.apart


def test_work_is_not_given_to_whom_the_law_keeps_from_it() -> None:
    office = office_of(Duty.HANDLE, Duty.REVIEW)

    page = acting.look(office.stage.tools, office.head, office.item, Act.DISPATCH)
    asked = {one.asks: one for one in page.questions}
    names = {one.value: one.name for one in asked[Asks.PEOPLE].options}
    assert "已办理“维修”" in names[str(office.clerk.person)]
    with pytest.raises(SamePersonTwice) as refused:
        office.give(office.head, Act.DISPATCH, office.clerk)
    assert refused.value.values["name"] == (office.clerk.name, office.clerk.name_en)
    office.give(office.head, Act.DISPATCH, office.colleague)
    assert office.holder == office.colleague.person


def test_nor_is_it_confirmed_by_them() -> None:
    office = office_of(Duty.HANDLE, Duty.APPROVE, officers=2)
    for each in (office.clerk, office.colleague):
        certified(office, each)
    tools = office.stage.tools
    working.claim(tools, office.colleague, office.item)
    drafting.save_draft(tools, office.colleague, office.item, FILLED)

    with pytest.raises(SamePersonTwice):
        office.give(office.colleague, Act.ADD_OFFICER, office.clerk, choice=TO_END)


def test_bodies_are_kept_apart_whoever_of_them_it_is() -> None:
    office = office_of(Duty.DISPATCH, Duty.RATE)

    with pytest.raises(SameBodyTwice) as refused:
        working.claim(office.stage.tools, office.colleague, office.item)
    assert "评价" in refused.value.sentence("zh")
    assert refused.value.why[0].startswith("本单位")


def test_another_body_may_even_if_the_person_is_the_same() -> None:
    office = office_of(Duty.DISPATCH, Duty.RATE, body="slj")
    stage = office.stage
    elsewhere = replace(
        office.clerk,
        seats=(replace(office.clerk.seats[0], body=stage.state.items[office.item].body),),
    )

    working.claim(stage.tools, elsewhere, office.item)

    assert office.holder == office.clerk.person


# --- in the whole matter: real engine, real store -------------------------------------------------


def begun(house: House, *parts: str, **said: str) -> Drawn:
    """A case whose start event says what whoever starts it has done."""
    return Drawn(house, *parts, begins=node("startEvent", "S", said=extensions(**said)))


def test_who_started_a_case_as_its_handler_does_not_review_it(house: House) -> None:
    drawn = begun(
        house,
        desk("R", org='"buguan"', role="township_officer", duty="review"),
        line("S", "R", "E"),
        duty="handle",
    )

    with pytest.raises(SamePersonTwice) as refused:
        working.claim(drawn.tools, drawn.officer, drawn.item("R"))

    assert "发起" in refused.value.sentence("zh")
    assert drawn.is_sound


def test_what_one_process_handles_the_process_that_it_calls_has_others_review(
    house: House,
) -> None:
    called = process(
        node("startEvent", "S", said=extensions(duty="handle")),
        desk("R", duty="review"),
        end(),
        line("S", "R", "E"),
        key="inquiry",
    )
    settings = SETTINGS.replace("survey", "inquiry").replace("ZQ", "ZX").encode()
    deploying.deploy(house.tools, SYSTEM, {"process.toml": settings, "inquiry.bpmn": called})
    call = node("callActivity", "M", calledElement="inquiry")
    drawn = Drawn(house, desk("H", duty="handle"), call, line("S", "H", "M", "E"))
    drawn.do("H")

    with pytest.raises(SamePersonTwice) as refused:
        working.claim(drawn.tools, drawn.handler, drawn.item("R"))

    assert "办H" in refused.value.sentence("zh")
    told = task(drawn.tools, drawn.handler, drawn.item("R")).against
    assert told is not None
    assert "办H" in told[0]
    page = house.browser("zjj.handler").get(f"/work/{drawn.item('R')}")
    assert "办R" in page.text
    assert "行政处罚法第五十八条" in page.text


def test_a_case_of_a_process_without_duties_asks_nobody(house: House) -> None:
    drawn = Drawn(house, desk("H"), desk("R"), line("S", "H", "R", "E"))

    drawn.do("H", "R")

    assert drawn.status == "finished"


# --- the list of all of them ----------------------------------------------------------------------


def test_whatever_is_proposed_for_a_case_is_listed_among_what_takes_two_persons() -> None:
    stage = Stage.with_process()
    stage.engine.accepted = a_model(a_step())

    listed = separations(stage.tools, an_admin()).four_eyes

    assert {("作废事项", "Making a case void"), ("重启", "Reopening a case")} < {
        one.act for one in listed
    }
    assert {TAKE_TWO[act].two for act in TAKE_TWO} <= set(listed)
    assert set(TAKE_TWO) == {Act.VOID, Act.JUMP, Act.REOPEN}
    assert all(all((*one.act, *one.apart, *one.source)) for one in listed)


def test_every_separation_is_listed_with_its_source_and_where_it_holds() -> None:
    stage = Stage.with_process()
    stage.engine.accepted = a_model(
        a_step(duty=Duty.REVIEW),
        a_step("check", name="核查", distinct_from=("mend", "gone")),
        start_duty=Duty.HANDLE,
    )

    page = separations(stage.tools, an_admin())

    assert len(page.duties) == len(SEPARATIONS)
    assert page.four_eyes[: len(FOUR_EYES)] == FOUR_EYES
    [handled] = [one for one in page.duties if one.holds_now]
    assert handled.first == DUTIES[Duty.HANDLE]
    assert [one.step for one in handled.first_steps] == ["发起"]
    assert [one.step for one in handled.second_steps] == ["维修"]
    [drawn] = page.drawn
    assert (drawn.step.step, drawn.others) == ("核查", (("维修", "Mend"), ("gone", "gone")))


def test_the_list_is_for_administrators_and_auditors() -> None:
    stage = Stage.with_process()

    with pytest.raises(NotAllowed):
        separations(stage.tools, a_nobody())

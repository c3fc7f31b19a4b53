"""What is over ends by itself: secondments, task forces; their open work goes back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from server.domain.errors import AnswerWrong
from server.domain.ids import ItemId, ProcessKey
from server.domain.people import SYSTEM, Holding
from server.domain.registers import Register
from server.domain.work import WorkState
from server.services import auditing, deploying, manning, tasks, working
from server.services.registers import ending, entering, showing
from server.services.registers.entries import cells_of, entry_of
from server.services.registers.leaving import Leaving, hand_on, leave
from server.services.starting import start_case
from server.services.working import Answer
from tests.engine.diagrams import end, line, process, start, user
from tests.services.asking import SETTINGS
from tests.task_force import FORCE, LAST, LENT, POST, lines

if TYPE_CHECKING:
    from server.domain.work import WorkItem
    from tests.web.house import House

TODAY = date(2026, 3, 9)
AFTER = LAST + timedelta(days=1)


@pytest.fixture
def force(house: House) -> House:
    """Give a county with a task force, to which an officer of the water bureau is seconded."""
    entering.enter(
        house.tools,
        SYSTEM,
        lines((Register.BODIES, FORCE), (Register.POSTS, POST), (Register.HOLDINGS, LENT)),
    )
    house.tools.shelf.forget()
    return house


def begun(house: House, *, role: str = "dept_handler", clock: str | None = None) -> ItemId:
    """Work of the task force."""
    step = user("M", org='"yjzb"', role=role, clock=clock)
    drawn = process(start(), step, end(), line("S", "M", "E"), key="survey")
    files = {"process.toml": SETTINGS.encode(), "survey.bpmn": drawn}
    deploying.deploy(house.tools, SYSTEM, files)
    officer = house.actor("buguan.officer")
    case = start_case(house.tools, officer, ProcessKey("survey"), {}).case
    with house.tools.unit() as unit:
        [item] = unit.work.of_case(case)
    return item.id


def now(house: House, item: ItemId) -> WorkItem:
    with house.tools.unit() as unit:
        found = unit.work.find(item)
    assert found is not None
    return found


def kinds(house: House, item: ItemId) -> list[str]:
    """What happened in the matter of the work."""
    return [
        kind
        for one in auditing.journal(house.tools, SYSTEM, now(house, item).root)
        for kind, _ in one.facts
    ]


def over(house: House, login: str = "slj.handler") -> None:
    """The day comes after the last day of the task force."""
    house.clock.moment += LAST - TODAY + timedelta(days=1)
    assert not [seat for seat in house.actor(login).seats if seat.body == "yjzb"]


# --- while it lasts ---------------------------------------------------------------------------


def test_a_task_force_gets_work_like_any_body(force: House) -> None:
    item = begun(force)
    actor = force.actor("slj.handler")

    working.claim(force.tools, actor, item)

    why = tasks.task(force.tools, actor, item).assignment
    assert why is not None
    assert (why.lender, why.until) == ("示例县水利局", LAST)
    page = force.browser("slj.handler").get(f"/work/{item}")
    assert "由示例县水利局借调" in page.text


def test_the_chart_says_who_lends_whom_until_when(force: House) -> None:
    page = force.browser("zjj.handler").get("/organisation?body=yjzb")

    assert "工作专班" in page.text
    assert "由示例县水利局借调，至 2026-03-29" in page.text
    assert "扬尘治理专班" not in force.browser("zjj.handler").get(f"/organisation?day={AFTER}").text
    entry = force.browser("county.admin").get("/admin/persons/slj.handler")
    assert "借调自示例县水利局" in entry.text


def test_the_journal_of_the_person_says_who_lends_them(force: House) -> None:
    shown = showing.entry_page(force.tools, SYSTEM, Register.PERSONS, "slj.handler")

    assert "由 slj 借出" in shown.history[0].zh


# --- when it is over --------------------------------------------------------------------------


def test_what_somebody_holds_whose_time_is_over_goes_back_to_the_desk(force: House) -> None:
    """The post stays, the secondment is over: the next one finds the work on the desk."""
    sooner = {**LENT, "valid_to": str(TODAY)}
    entering.enter(force.tools, SYSTEM, lines((Register.HOLDINGS, sooner)))
    item = begun(force)
    working.claim(force.tools, force.actor("slj.handler"), item)
    ending.look(force.tools)
    assert force.jobs("hand_back") == []
    force.clock.moment += timedelta(days=1)

    ending.look(force.tools)
    ending.look(force.tools)
    assert len(force.jobs("hand_back")) == 1
    ending.hand_back(force.tools)

    assert (now(force, item).holder, now(force, item).body) == (None, "yjzb")
    assert kinds(force, item)[-1] == "WorkHandedOn"
    assert auditing.verify(force.tools, SYSTEM).is_sound


def test_who_goes_on_in_another_post_of_the_desk_keeps_it(force: House) -> None:
    item = begun(force)
    working.claim(force.tools, force.actor("slj.handler"), item)
    sooner, longer = {**LENT, "valid_to": str(TODAY)}, {**LENT, "post": "yjzb.second"}
    second = {**POST, "id": "yjzb.second"}
    again = {**longer, "valid_from": str(TODAY + timedelta(days=1))}
    entering.enter(
        force.tools,
        SYSTEM,
        lines((Register.POSTS, second), (Register.HOLDINGS, sooner), (Register.HOLDINGS, again)),
    )
    force.clock.moment += timedelta(days=1)

    ending.hand_back(force.tools)

    assert now(force, item).holder == force.actor("slj.handler").person


def test_who_leaves_office_is_left_to_that(force: House) -> None:
    item = begun(force)
    actor = force.actor("slj.handler")
    working.claim(force.tools, actor, item)
    number = leave(force.tools, SYSTEM, "slj.handler", Leaving(last_day=TODAY - timedelta(days=1)))

    ending.look(force.tools)
    ending.hand_back(force.tools)
    assert now(force, item).holder == actor.person

    hand_on(force.tools, number)
    assert now(force, item).holder is None


def test_the_work_of_a_body_that_is_over_goes_back_to_the_body_above(force: House) -> None:
    item = begun(force)
    actor = force.actor("slj.handler")
    working.claim(force.tools, actor, item)
    over(force)

    ending.look(force.tools)
    ending.hand_back(force.tools)

    found = now(force, item)
    assert (found.body, found.role, found.holder) == ("zjj", "dept_handler", None)
    assert kinds(force, item)[-2:] == ["WorkHandedOn", "WorkHandedBack"]
    handler = force.actor("zjj.handler")
    assert "转回本单位办理" in force.browser("zjj.handler").get("/notices").text
    told = force.browser("zjj.handler").get(f"/cases/{found.root}").text
    assert "扬尘治理专班已撤销，转回示例县住房和城乡建设局办理" in told
    working.claim(force.tools, handler, item)
    assert auditing.verify(force.tools, SYSTEM).is_sound
    assert manning.vacancies(force.tools, SYSTEM) == ()


def test_a_role_that_the_body_above_lacks_goes_to_its_head(force: House) -> None:
    roles = {**POST, "roles": "dept_handler;township_officer"}
    entering.enter(force.tools, SYSTEM, lines((Register.POSTS, roles)))
    item = begun(force, role="township_officer")
    over(force)

    ending.hand_back(force.tools)

    assert (now(force, item).body, now(force, item).role) == ("zjj", "dept_head")


def test_work_that_was_done_meanwhile_stays_as_it_is(force: House) -> None:
    item = begun(force)
    actor = force.actor("slj.handler")
    working.complete(force.tools, actor, item, Answer(values={}))
    over(force)

    ending.look(force.tools)

    assert force.jobs("hand_back") == []
    assert now(force, item).state is WorkState.DONE


# --- entered ----------------------------------------------------------------------------------


def test_two_decide_who_is_lent_and_for_longer_and_one_calls_them_back(force: House) -> None:
    admin = force.actor("county.admin")
    shorter = {**LENT, "valid_to": str(TODAY)}

    called = entering.enter(force.tools, admin, lines((Register.HOLDINGS, shorter)))
    assert called.proposal is None
    lent = entering.enter(force.tools, admin, lines((Register.HOLDINGS, LENT)))
    assert lent.proposal is not None


@pytest.mark.parametrize(
    ("register", "cells", "column"),
    [
        (Register.BODIES, {**FORCE, "valid_to": ""}, "valid_to"),
        (Register.BODIES, {**FORCE, "parent": ""}, "parent"),
        (Register.HOLDINGS, {**LENT, "seconded_from": ""}, "seconded_from"),
        (Register.HOLDINGS, {**LENT, "seconded_from": "nobody"}, "seconded_from"),
        (Register.HOLDINGS, {**LENT, "seconded_from": "yjzb"}, "seconded_from"),
        (Register.HOLDINGS, {**LENT, "seconded_from": "zjj"}, "seconded_from"),
        (Register.HOLDINGS, {**LENT, "post": "fb.deputy", "valid_to": ""}, "valid_to"),
    ],
)
def test_what_no_secondment_can_be_is_refused_by_its_column(
    force: House, register: Register, cells: dict[str, str], column: str
) -> None:
    with pytest.raises(AnswerWrong) as refused:
        entering.enter(force.tools, SYSTEM, lines((register, cells)))

    assert any(fault.field.endswith(column) for fault in refused.value.faults)


def test_a_workbook_takes_it_out_and_gives_it_back_in(force: House) -> None:
    held = showing.whole_register(force.tools, SYSTEM, Register.HOLDINGS)
    [seconded] = [one for one in held if isinstance(one, Holding) and one.seconded_from]

    assert cells_of(seconded)["seconded_from"] == "slj"
    assert entry_of(Register.HOLDINGS, cells_of(seconded)) == seconded

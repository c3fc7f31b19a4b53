"""Changes of the registers for a day to come are made on their day, or taken back before it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from server.domain.errors import AnswerWrong, NotAllowed, OnlyProposerWithdraws, ProposalDecided
from server.domain.ids import BodyId
from server.domain.people import SYSTEM
from server.domain.registers import Register
from server.services import timekeeping
from server.services.registers import ahead, ending, entering, proposals, showing
from server.services.registers.entering import Terms
from server.services.registers.entries import Line
from tests.web.registers_ahead import (
    DAY,
    NEW,
    OLD,
    TODAY,
    agreed,
    begun,
    cell,
    comes,
    enter,
    facts,
    line,
    name_of,
    page,
    renamed,
)

if TYPE_CHECKING:
    from tests.web.house import House


pytestmark = pytest.mark.usefixtures("deputy")


# --- made on their day ------------------------------------------------------------------------


def test_it_waits_until_midnight_and_is_made_once(house: House) -> None:
    proposal = agreed(house, renamed(house))

    house.clock.moment += timedelta(days=22, hours=14, minutes=59)
    assert not timekeeping.sweep(house.tools).changes
    ahead.take_effect(house.tools)
    assert cell(house, "name") == OLD
    house.clock.moment += timedelta(minutes=1)
    assert timekeeping.sweep(house.tools).changes
    ahead.take_effect(house.tools)
    ahead.take_effect(house.tools)

    assert cell(house, "name") == NEW
    assert facts(house, proposal) == ["ChangesProposed", "ChangesAgreed", "ChangesTookEffect"]
    assert page(house, proposal).row.state == "made"
    assert not timekeeping.sweep(house.tools).changes
    shown = showing.entry_page(
        house.tools, house.actor("county.admin"), Register.BODIES, "zjj"
    ).history[0]
    assert (shown.who, shown.proposal) == ("", proposal)


def test_after_a_standstill_it_counts_from_its_day(house: House) -> None:
    agreed(house, renamed(house))

    comes(house, DAY + timedelta(days=4))

    assert name_of(house, DAY) == NEW
    assert name_of(house, DAY - timedelta(days=1)) == OLD


def test_many_workers_at_once_make_it_once(house: House) -> None:
    proposal = agreed(house, renamed(house))
    house.clock.moment += DAY - TODAY

    with ThreadPoolExecutor(6) as workers:
        list(workers.map(ahead.take_effect, [house.tools] * 6))

    assert facts(house, proposal).count("ChangesTookEffect") == 1


def test_those_of_one_day_are_made_in_the_order_in_which_they_were_proposed(house: House) -> None:
    body = {
        **line(house, Register.BODIES, "slj").cells,
        "id": "xinju",
        "name": "新局",
        "name_en": "New Bureau",
        "short_name": "新局",
        "valid_from": str(DAY),
    }
    post = {
        "id": "xinju.head",
        "body": "xinju",
        "title": "局长",
        "title_en": "Head",
        "roles": "dept_head",
        "valid_from": str(DAY),
        "valid_to": "",
    }
    agreed(house, Line(register=Register.BODIES, cells=body, number=1))
    agreed(house, Line(register=Register.POSTS, cells=post, number=1))
    with pytest.raises(AnswerWrong):
        entering.enter(house.tools, SYSTEM, [Line(register=Register.POSTS, cells=post, number=1)])

    comes(house)

    assert cell(house, "body", Register.POSTS, "xinju.head") == "xinju"


def test_what_was_changed_otherwise_meanwhile_stays(house: House) -> None:
    agreed(house, renamed(house))
    enter(house, line(house, Register.BODIES, "zjj", short_name="住房局"), day=None)

    comes(house)

    assert (cell(house, "name"), cell(house, "short_name")) == (NEW, "住房局")


def test_agreed_after_its_day_it_is_made_at_once_from_that_day_on(house: House) -> None:
    proposal = enter(house, renamed(house))
    assert proposal is not None
    house.clock.moment += DAY - TODAY + timedelta(days=2)

    proposals.agree(house.tools, house.actor("county.deputy"), proposal)

    assert page(house, proposal).row.state == "agreed"
    assert name_of(house, DAY + timedelta(days=1)) == OLD
    assert name_of(house, DAY + timedelta(days=2)) == NEW


def test_for_today_is_at_once_and_what_changes_nothing_is_no_proposal(house: House) -> None:
    assert enter(house, renamed(house), day=TODAY) is None
    assert cell(house, "name") == NEW
    assert enter(house, renamed(house)) is None


def test_the_system_and_days_that_are_over_are_refused(house: House) -> None:
    terms = Terms(effective=DAY)
    with pytest.raises(NotAllowed):
        entering.enter(house.tools, SYSTEM, [renamed(house)], terms=terms)
    with pytest.raises(AnswerWrong) as refused:
        enter(house, renamed(house), day=TODAY - timedelta(days=1))
    assert [fault.field for fault in refused.value.faults] == ["effective"]
    with pytest.raises(AnswerWrong):
        entering.preview(house.tools, house.actor("county.admin"), [], TODAY - timedelta(days=1))


# --- taken back -------------------------------------------------------------------------------


def test_any_administrator_takes_it_back_with_a_reason_before_its_day(house: House) -> None:
    proposal = agreed(house, renamed(house))
    deputy = house.actor("county.deputy")
    assert page(house, proposal).may_withdraw

    proposals.withdraw(house.tools, deputy, proposal, "方案未获批复")

    assert (page(house, proposal).row.state, page(house, proposal).why_not) == (
        "withdrawn",
        "方案未获批复",
    )
    with pytest.raises(ProposalDecided):
        proposals.withdraw(house.tools, deputy, proposal, "再次")
    house.clock.moment += DAY - TODAY
    assert not timekeeping.sweep(house.tools).changes
    assert name_of(house, DAY) == OLD


def test_what_nobody_agreed_to_yet_is_taken_back_by_who_proposed_it_alone(house: House) -> None:
    proposal = enter(house, renamed(house))
    assert proposal is not None
    assert not page(house, proposal).may_withdraw
    with pytest.raises(OnlyProposerWithdraws):
        proposals.withdraw(house.tools, house.actor("county.deputy"), proposal, "不合适")


# --- a body is merged --------------------------------------------------------------------------


def test_a_body_is_merged_on_its_day_and_its_work_goes_to_the_other(house: House) -> None:
    begun(house)
    last = str(DAY - timedelta(days=1))
    force = {
        **line(house, Register.BODIES, "slj").cells,
        "id": "zhuanban",
        "name": "专班",
        "name_en": "Force",
        "short_name": "专班",
    }
    post = {**line(house, Register.POSTS, "zjj.handler").cells, "id": "zhuanban.one"}
    entering.enter(
        house.tools,
        SYSTEM,
        [
            Line(register=Register.BODIES, cells=force, number=1),
            Line(register=Register.POSTS, cells={**post, "body": "zhuanban"}, number=2),
        ],
    )
    house.tools.shelf.forget()
    begun(house, "zhuanban")
    merged = {"valid_to": last, "merged_into": "scj"}
    proposal = agreed(
        house,
        line(house, Register.BODIES, "zhuanban", **merged),
        Line(
            register=Register.POSTS,
            cells={**post, "body": "zhuanban", "valid_to": last},
            number=2,
        ),
    )
    [desk] = page(house, proposal).touched
    assert (desk.body, desk.open.count) == ("专班", 1)

    comes(house)
    ending.hand_back(house.tools)

    assert page(house, proposal).row.state == "made"
    with house.tools.unit() as unit:
        left = unit.registers.open_work([(BodyId(one), "dept_handler") for one in ("zjj", "scj")])
    assert [one.count for one in left.values()] == [1, 1]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"merged_into": "slj"}, "valid_to"),
        ({"merged_into": "zjj", "valid_to": "2030-12-31"}, "merged_into"),
        ({"merged_into": "nowhere", "valid_to": "2030-12-31"}, "merged_into"),
        ({"parent": "gone"}, "parent"),
    ],
)
def test_what_a_body_belongs_to_or_is_merged_into_is_there(
    house: House, cells: dict[str, str], column: str
) -> None:
    gone = {**line(house, Register.BODIES, "slj").cells, "id": "gone", "valid_to": "2026-02-28"}
    entering.enter(house.tools, SYSTEM, [Line(register=Register.BODIES, cells=gone)])

    with pytest.raises(AnswerWrong) as refused:
        enter(house, line(house, Register.BODIES, "zjj", **cells))

    assert f"bodies.1.{column}" in [fault.field for fault in refused.value.faults]


def test_bodies_that_end_are_not_merged_in_a_circle(house: House) -> None:
    last = "2030-12-31"
    lines = [
        line(house, Register.BODIES, one, merged_into=other, valid_to=last)
        for one, other in (("zjj", "scj"), ("scj", "zjj"))
    ]

    with pytest.raises(AnswerWrong) as refused:
        entering.enter(house.tools, SYSTEM, lines)

    assert "bodies.1.merged_into" in [fault.field for fault in refused.value.faults]


def test_a_body_that_takes_over_another_stays_as_long(house: House) -> None:
    heir = {
        **line(house, Register.BODIES, "scj").cells,
        "id": "heir",
        "name": "继任局",
        "short_name": "继任局",
        "document_code": "",
    }
    entering.enter(house.tools, SYSTEM, [Line(register=Register.BODIES, cells=heir)])
    merged = {"id": "gone", "name": "将并局", "short_name": "将并局", "merged_into": "heir"}
    gone = {**heir, **merged, "valid_to": "2030-12-31"}
    entering.enter(house.tools, SYSTEM, [Line(register=Register.BODIES, cells=gone)])

    with pytest.raises(AnswerWrong) as refused:
        enter(house, line(house, Register.BODIES, "heir", valid_to="2030-06-30"))

    [fault] = refused.value.faults
    assert "将并局" in fault.zh

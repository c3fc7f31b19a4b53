"""Changes that their day finds impossible are told, and nothing is made of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from server.domain.ids import ProposalId
from server.domain.people import SYSTEM
from server.domain.registers import Register
from server.services import timekeeping
from server.services.registers import entering
from server.services.registers.entries import Line
from server.services.registers.leaving import Leaving, leave
from tests.web.registers_ahead import (
    DAY,
    HANDLER,
    TODAY,
    agreed,
    begun,
    cell,
    comes,
    enter,
    facts,
    line,
    page,
    renamed,
)

if TYPE_CHECKING:
    from tests.web.house import House


pytestmark = pytest.mark.usefixtures("deputy")


# --- what has become impossible ---------------------------------------------------------------


def why(house: House, proposal: ProposalId) -> str:
    """What stood against it; nothing was made of it."""
    assert facts(house, proposal)[-1] == "ChangesFailed"
    shown = page(house, proposal)
    assert shown.row.state == "failed"
    return " ".join(f"{fault.key} {fault.column}: {fault.zh} {fault.en}" for fault in shown.faults)


def test_a_cell_that_was_changed_meanwhile_is_not_written_over(house: House) -> None:
    proposal = agreed(house, renamed(house))
    enter(house, renamed(house, "示例县建设局"), day=None)

    comes(house)

    assert "zjj name: " in why(house, proposal)
    assert "此间已改为“示例县建设局”" in why(house, proposal)
    assert cell(house, "name") == "示例县建设局"
    assert not timekeeping.sweep(house.tools).changes


def test_a_post_that_was_filled_otherwise_fails(house: House) -> None:
    ends = line(house, Register.HOLDINGS, HANDLER, valid_to=str(DAY - timedelta(days=1)))
    enter(house, ends, day=None)
    begins = {"person": "slj.handler", "post": "zjj.handler", "valid_from": str(DAY)}
    proposal = agreed(
        house, Line(register=Register.HOLDINGS, cells={**ends.cells, **begins, "valid_to": ""})
    )
    other = {**ends.cells, **begins, "person": "scj.handler", "valid_to": ""}
    entering.enter(house.tools, SYSTEM, [Line(register=Register.HOLDINGS, cells=other)])

    comes(house)

    assert "岗位此时由“scj.handler”担任" in why(house, proposal)


@pytest.mark.parametrize("last", [TODAY, DAY + timedelta(days=30)])
def test_whoever_left_meanwhile_gets_no_post_beyond_their_last_day(
    house: House, last: date
) -> None:
    held = line(house, Register.HOLDINGS, HANDLER).cells
    enter(house, line(house, Register.HOLDINGS, HANDLER, valid_to=str(TODAY)), day=None)
    given = {"person": "slj.handler", "valid_from": str(DAY), "valid_to": "2026-04-20"}
    proposal = agreed(house, Line(register=Register.HOLDINGS, cells={**held, **given}))
    house.clock.moment += timedelta(hours=1)
    leave(house.tools, SYSTEM, "slj.handler", Leaving(last_day=last))
    house.clock.moment -= timedelta(hours=1)

    comes(house)

    if last == TODAY:
        assert "“slj.handler”此间已离任" in why(house, proposal)
    else:
        assert page(house, proposal).row.state == "made"


def test_a_person_without_a_register_entry_is_told_as_such(house: House) -> None:
    held = line(house, Register.HOLDINGS, HANDLER).cells
    nobody = {"login": "no.body", "name": "某", "name_en": "Nobody"}
    enter(house, line(house, Register.HOLDINGS, HANDLER, valid_to=str(TODAY)), day=None)
    proposal = agreed(
        house,
        Line(register=Register.PERSONS, cells=nobody, number=1),
        Line(
            register=Register.HOLDINGS,
            cells={**held, "person": "no.body", "valid_from": str(DAY)},
            number=2,
        ),
    )

    comes(house)

    assert page(house, proposal).row.state == "made"


def test_what_is_open_is_asked_on_the_day(house: House) -> None:
    """What lies on a desk today says nothing about the day on which its post ends."""
    begun(house)
    last = str(DAY - timedelta(days=1))
    proposal = agreed(
        house,
        line(house, Register.HOLDINGS, HANDLER, valid_to=last),
        Line(
            register=Register.POSTS,
            cells={**line(house, Register.POSTS, "zjj.handler").cells, "valid_to": last},
            number=2,
        ),
    )

    comes(house)

    assert "的工作未办结" in why(house, proposal)
    assert cell(house, "valid_to", Register.POSTS, "zjj.handler") == ""

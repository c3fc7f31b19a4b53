"""A case that stands still: no condition of its gateway holds."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from server.domain.errors import StepStandsStill
from server.domain.ids import PostId
from server.domain.people import SYSTEM, Holding
from server.services import peopling
from tests.engine.diagrams import end, flow, gateway, line, start
from tests.engine.diagrams import user as work
from tests.web.branches import Play

if TYPE_CHECKING:
    from tests.web.house import House, Program

GATE = (
    start(),
    work("A", name="核查", org='"zjj"', role="dept_handler"),
    gateway("exclusive", "which", name="是否受理"),
    work("B", name="受理", org='"zjj"', role="dept_handler"),
    work("C", name="退回", org='"zjj"', role="dept_handler"),
    end(),
    line("S", "A", "which"),
    flow("which", "B", "amount > 1"),
    flow("which", "C", "amount < 1"),
    line("B", "E"),
    line("C", "E"),
)


def stuck(house: House) -> Play:
    """A case in which nobody can go on after the first work: no condition holds."""
    play = Play(house, survey=GATE)
    with pytest.raises(StepStandsStill):
        play.do("核查")
    second = Holding(
        login="slj.handler", post=PostId("dsj.admin"), valid_from=date(2026, 1, 1), valid_to=None
    )
    peopling.grant_posts(house.tools, SYSTEM, (second,))
    return play


def the_incident(admin: Program) -> dict[str, Any]:
    [row] = admin.get("/incidents").get_json()["items"]
    found: dict[str, Any] = admin.get(f"/incidents/{row['id']}").get_json()
    return found

"""The chart of a day to come says that it is not complete, and what waits until then."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from server.domain.errors import NotAllowed
from server.domain.registers import Register
from server.services.registers import ahead
from tests.web.registers_ahead import (
    DAY,
    NEW,
    OLD,
    TODAY,
    agreed,
    cell,
    comes,
    enter,
    line,
    renamed,
)

if TYPE_CHECKING:
    from tests.web.house import House

pytestmark = pytest.mark.usefixtures("deputy")
TO_COME = "图上是今天登记着的架构"
WAITS = "到这一天等待生效的变更"


def chart(house: House, day: object = DAY, login: str = "county.admin") -> str:
    return house.browser(login).get(f"/organisation?body=zjj&day={day}").text


def test_administrators_see_on_it_what_waits_until_that_day(house: House) -> None:
    proposal = agreed(house, renamed(house))
    shown = house.browser("county.admin").get(f"/organisation?body=zjj&day={DAY}")

    assert TO_COME in shown.text
    assert WAITS in shown.text
    assert "2026-04-01 1 项变更 单位 zjj" in shown.text
    assert f"{OLD} → {NEW}" in shown.text
    assert shown.link("1 项变更") == f"/admin/proposals/{proposal}"
    assert "其余的见该项变更" not in shown.text


def test_what_waits_beyond_that_day_or_for_an_agreement_is_not_on_it(house: House) -> None:
    agreed(house, renamed(house))
    enter(house, line(house, Register.BODIES, "slj", name="示例县水务局"), day=DAY)

    assert WAITS not in chart(house, DAY - timedelta(days=1))
    assert "水务局" not in chart(house)
    assert WAITS not in house.browser("county.admin").get("/organisation?body=zjj").text


def test_others_are_told_that_the_day_is_to_come_and_no_more(house: House) -> None:
    agreed(house, renamed(house))

    shown = chart(house, login="zjj.handler")

    assert TO_COME in shown
    assert WAITS not in shown
    assert NEW not in shown
    with pytest.raises(NotAllowed):
        ahead.waiting(house.tools, house.actor("zjj.handler"), DAY)


def test_the_chart_of_today_and_of_a_day_that_is_over_is_complete(house: House) -> None:
    for day in (TODAY, TODAY - timedelta(days=1)):
        assert TO_COME not in chart(house, day)


def test_what_was_made_waits_on_no_chart(house: House) -> None:
    agreed(house, renamed(house))

    comes(house)

    assert WAITS not in chart(house)
    assert NEW in chart(house)


def test_what_no_chart_shows_is_left_out_and_the_rest_is_counted(house: House) -> None:
    papers = [
        line(
            house,
            Register.PAPERS,
            "clocks/",
            text=cell(house, "text", Register.PAPERS, "clocks/") + more,
        )
        for more in ("\n# 甲", "\n# 乙")
    ]
    agreed(house, papers[0])
    assert WAITS not in chart(house)
    agreed(house, renamed(house), papers[1], day=DAY - timedelta(days=1))

    shown = chart(house)

    assert "2 项变更 单位 zjj" in shown
    assert "其余的见该项变更" in shown

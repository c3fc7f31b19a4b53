"""Changes for a day to come on pages; and what is over is offered no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.domain.people import SYSTEM
from server.domain.registers import ProposalStage, Register
from server.services.registers import entering
from server.services.registers.entries import Line
from tests.web.registers_ahead import (
    DAY,
    HANDLER,
    NEW,
    OLD,
    agreed,
    begun,
    cell,
    comes,
    enter,
    line,
    page,
    renamed,
)

if TYPE_CHECKING:
    from tests.page import Browser, Page
    from tests.web.house import House


pytestmark = pytest.mark.usefixtures("deputy")


# --- on pages ---------------------------------------------------------------------------------


@pytest.fixture
def admin(house: House) -> Browser:
    return house.browser("county.admin")


@pytest.fixture
def second(house: House) -> Browser:
    return house.browser("county.deputy")


def posted(admin: Browser, house: House, effective: str, name: str = NEW) -> Page:
    cells = {**renamed(house, name).cells, "key": "zjj"}
    return admin.post("/admin/bodies", {**cells, "effective": effective, "reason": "三定方案"})


def test_two_arrange_it_on_pages_and_see_whom_it_touches(
    house: House, admin: Browser, second: Browser
) -> None:
    shown = posted(admin, house, str(DAY))
    address = shown.answer.request.path
    assert "生效日：2026-04-01 零时" in shown.text
    assert "涉及的人和工作" in shown.text
    assert "等到生效日零时生效" in second.get(address).text

    waiting = second.post(f"{address}/agree", {})

    assert "待生效" in waiting.text
    assert "2026-04-01" in second.get("/admin/proposals?stage=waiting").text
    entry = admin.get("/admin/bodies/zjj")
    assert "等待生效的变更" in entry.text
    assert f"{OLD} → {NEW}" in entry.text
    assert "将于 2026-04-01 生效" in admin.get("/notices").text
    assert second.post(f"{address}/withdraw", {"reason": " "}).status == 422
    assert "已撤回" in second.post(f"{address}/withdraw", {"reason": "方案未获批复"}).text
    assert "等待生效的变更" not in admin.get("/admin/bodies/zjj").text


def test_why_it_failed_is_told_on_its_page(house: House) -> None:
    proposal = agreed(house, renamed(house))
    enter(house, renamed(house, "示例县建设局"), day=None)
    comes(house)

    second = house.browser("county.deputy")
    shown = second.get(f"/admin/proposals/{proposal}")

    assert "为什么未能生效" in shown.text
    assert "此间已改为“示例县建设局”" in shown.text
    assert "定于 2026-04-01 的名册变更未能生效" in second.get("/notices").text


@pytest.mark.parametrize("typed", ["2026-03-08", "soon"])
def test_a_day_that_is_over_or_none_comes_back_as_it_was_typed(
    house: House, admin: Browser, typed: str
) -> None:
    shown = posted(admin, house, typed)

    assert shown.status == 422
    assert shown.select("[name=effective]")[0]["value"] == typed
    assert shown.select("[name=reason]")[0]["value"] == "三定方案"
    assert cell(house, "name") == OLD


def test_a_page_tells_touched_desks_of_posts_and_holders_too(house: House) -> None:
    begun(house)
    proposal = enter(house, line(house, Register.HOLDINGS, HANDLER, valid_to="2026-04-30"))
    assert proposal is not None
    [desk] = page(house, proposal).touched
    assert (desk.role, len(desk.persons)) == ("dept_handler", 1)
    post = enter(house, line(house, Register.POSTS, "zjj.handler", title="承办"))
    assert post is not None
    assert page(house, post).touched == page(house, proposal).touched
    nobody = {"login": "no.body", "name": "某", "name_en": "Nobody"}
    person = enter(house, Line(register=Register.PERSONS, cells=nobody))
    assert person is not None
    assert page(house, person).touched == ()
    with house.tools.unit() as unit:
        assert len(unit.registers.proposals(ProposalStage.OPEN, after=None, limit=9)) == 3


# --- what is over is offered no more -----------------------------------------------------------


def test_an_entry_keeps_a_body_that_is_over_and_no_other_is_offered_it(
    house: House, admin: Browser
) -> None:
    over = {**line(house, Register.BODIES, "slj").cells, "id": "gone", "valid_to": "2026-02-28"}
    below = {**over, "id": "below", "parent": "gone"}
    entering.enter(
        house.tools,
        SYSTEM,
        [
            Line(register=Register.BODIES, cells=cells, number=number)
            for number, cells in enumerate((over, below), 1)
        ],
    )

    kept = admin.get("/admin/bodies/below").select("[name=parent] option[selected]")
    offered = admin.get("/admin/bodies/zjj").select("[name=parent] option")

    assert [one["value"] for one in kept] == ["gone"]
    assert "gone" not in [one["value"] for one in offered]

"""What failed on its day is mended and proposed anew, from the form or the sheet filled in with it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from server.domain.errors import NotAllowed
from server.domain.registers import ProposalStage, Register
from server.services.registers import proposals
from server.services.registers.entries import Line
from tests.web.registers_ahead import (
    DAY,
    HANDLER,
    NEW,
    agreed,
    cell,
    comes,
    enter,
    line,
    page,
    renamed,
)

if TYPE_CHECKING:
    from server.domain.ids import ProposalId
    from tests.page import Page
    from tests.web.house import House

pytestmark = pytest.mark.usefixtures("deputy")
LATER = "2026-05-01"
BUTTON = "改正后重新提出"


def failed(house: House, *more: Line) -> ProposalId:
    """The bureau was to be renamed with something more, and was called otherwise meanwhile."""
    proposal = agreed(house, renamed(house), *more)
    changed = line(house, Register.BODIES, "zjj", name="示例县建设局", short_name="建设局")
    enter(house, changed, day=None)
    comes(house)
    assert page(house, proposal).row.state == "failed"
    return proposal


def shown(house: House, proposal: ProposalId) -> Page:
    return house.browser("county.admin").get(f"/admin/proposals/{proposal}")


def value(form: Page, name: str) -> object:
    return form.select(f"[name={name}]")[0]["value"]


def test_one_change_is_mended_in_its_form(house: House) -> None:
    told = shown(house, failed(house))
    admin = house.browser("county.admin")

    form = admin.get(told.link(BUTTON))

    assert form.heading == NEW
    assert value(form, "name") == NEW
    assert value(form, "short_name") == "建设局"
    assert value(form, "effective") == ""
    assert value(form, "reason") == "三定方案"
    fields = {**form.form("/admin/bodies"), **renamed(house).cells, "effective": LATER}
    again = admin.post("/admin/bodies", fields)
    assert f"生效日：{LATER} 零时" in again.text
    assert f"示例县建设局 → {NEW}" in again.text
    assert "三定方案" in again.text


def test_a_new_entry_is_mended_in_the_form_of_a_new_one(house: House) -> None:
    ends = line(house, Register.HOLDINGS, HANDLER, valid_to="2026-03-31")
    enter(house, ends, day=None)
    given = {"person": "slj.handler", "valid_from": str(DAY), "valid_to": ""}
    proposal = agreed(house, Line(register=Register.HOLDINGS, cells={**ends.cells, **given}))
    other = {**ends.cells, **given, "person": "scj.handler"}
    assert enter(house, Line(register=Register.HOLDINGS, cells=other), day=None) is None
    comes(house)

    form = house.browser("county.admin").get(shown(house, proposal).link(BUTTON))

    assert value(form, "person") == "slj.handler"
    assert value(form, "post") == "zjj.handler"
    assert value(form, "valid_from") == str(DAY)
    assert form.select("[name=key]") == []


def test_several_are_looked_at_as_a_sheet_for_another_day(house: House) -> None:
    slj = line(house, Register.BODIES, "slj", short_name="水务局")
    told = shown(house, failed(house, slj))
    admin = house.browser("county.admin")

    sheet = admin.get(told.link(BUTTON))
    assert "变更 2 行，有误 0 行" in sheet.text
    assert value(sheet, "effective") == ""
    looked = admin.post("/admin/sheets", {**_again(sheet), "effective": LATER})
    assert f"将于 {LATER} 零时生效" in looked.text
    fields = looked.form("/admin/sheets/enter")
    assert (fields["effective"], fields["reason"]) == (LATER, "三定方案")
    again = admin.post("/admin/sheets/enter", fields)

    assert again.heading == "2 项变更"
    assert f"生效日：{LATER} 零时" in again.text
    assert "三定方案" in again.text
    assert cell(house, "short_name", key="slj") != "水务局"


@pytest.mark.parametrize("typed", ["2026-03-08", "soon"])
def test_a_day_that_is_none_leaves_the_rows_to_be_looked_at_again(house: House, typed: str) -> None:
    slj = line(house, Register.BODIES, "slj", short_name="水务局")
    told = shown(house, failed(house, slj))
    admin = house.browser("county.admin")
    sheet = admin.get(told.link(BUTTON))

    refused = admin.post("/admin/sheets", {**_again(sheet), "effective": typed})

    assert refused.status == 422
    assert value(refused, "effective") == typed
    looked = admin.post("/admin/sheets", {**_again(refused), "effective": LATER})
    assert looked.form("/admin/sheets/enter")["reason"] == "三定方案"


def test_several_are_taken_out_to_be_mended_and_given_back(house: House) -> None:
    post = line(house, Register.POSTS, "zjj.handler", title="承办")
    told = shown(house, failed(house, post))
    admin = house.browser("county.admin")
    sheet = admin.get(told.link(BUTTON))

    content = admin.client.get(sheet.link("下载这项变更的表格")).data
    book = load_workbook(BytesIO(content))
    assert book.sheetnames == ["单位", "岗位"]
    book["单位"]["B3"] = "示例县住房和建设局"
    kept = BytesIO()
    book.save(kept)
    kept.seek(0)
    looked = admin.post("/admin/sheets", {"file": (kept, "变更.xlsx"), "effective": LATER})

    assert "变更 2 行，有误 0 行" in looked.text
    assert "示例县建设局 → 示例县住房和建设局" in looked.text


def test_what_says_nothing_new_by_now_leaves_nothing_to_look_at(house: House) -> None:
    slj = line(house, Register.BODIES, "slj", short_name="水务局")
    proposal = failed(house, slj)
    enter(house, slj, renamed(house), day=None)

    sheet = house.browser("county.admin").get(shown(house, proposal).link(BUTTON))

    assert "与名册完全一致" in sheet.text
    assert sheet.select("[name=lines]") == []


def test_only_what_failed_has_the_button_and_only_administrators_the_form(house: House) -> None:
    proposal = agreed(house, renamed(house))
    assert BUTTON not in shown(house, proposal).text
    admin = house.browser("county.admin")
    for named in ("nothing", str(proposal)):
        form = admin.get(f"/admin/bodies/slj?anew={named}")
        assert value(form, "name") == cell(house, "name", key="slj")
    assert admin.get("/admin/sheets?anew=nothing").heading == "表格导入"
    assert admin.get(f"/admin/sheets?anew={house.actor('county.admin').person}").status == 404
    with pytest.raises(NotAllowed):
        proposals.anew(house.tools, house.actor("zjj.handler"), proposal)
    with house.tools.unit() as unit:
        assert unit.registers.proposals(ProposalStage.OPEN, after=None, limit=9) == ()


def _again(sheet: Page) -> dict[str, str]:
    """What the form carries that looks at the same rows again."""
    form = next(one for one in sheet.select("form") if one.select("#f-day"))
    return {str(one["name"]): str(one["value"]) for one in form.select("input")}

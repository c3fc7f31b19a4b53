"""Registers as Excel workbooks: out, changed, back in."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from server.domain.errors import SheetRefused
from server.domain.people import SYSTEM
from server.domain.registers import Register
from server.services import peopling
from server.services.county_files import people
from server.services.registers.entries import COLUMNS, cells_of
from server.web import speech, spreadsheets
from server.web.spreadsheets import FIRST_ROW, lines_of, workbook_of
from tests.builders import a_body, a_holding, a_person, a_post
from tests.web.house import PASSWORD

if TYPE_CHECKING:
    from tests.page import Browser, Page
    from tests.web.house import House

TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="￾￿"),
    max_size=20,
).map(str.strip)
DAYS = st.none() | st.dates(min_value=date(1949, 10, 1), max_value=date(2999, 12, 31))


@pytest.fixture
def admin(house: House) -> Browser:
    return house.browser("county.admin")


def book(content: bytes) -> Any:
    return load_workbook(BytesIO(content))


def written(workbook: Any) -> bytes:
    kept = BytesIO()
    workbook.save(kept)
    return kept.getvalue()


def taken_out(browser: Browser, register: str) -> Any:
    return book(browser.client.get(f"/admin/{register}.xlsx").data)


def give(browser: Browser, workbook: Any, effective: str = "") -> Page:
    file = (BytesIO(written(workbook)), "名册.xlsx")
    return browser.post("/admin/sheets", {"file": file, "effective": effective})


@pytest.fixture(scope="module", autouse=True)
def speaking() -> Any:
    """Headings are said in the language of a request."""
    app = Flask(__name__)
    speech.install(app, lambda: "zh")
    with app.test_request_context():
        yield


@settings(max_examples=60, deadline=None)
@given(name=TEXTS, code=TEXTS, begins=DAYS, ends=DAYS)
def test_whatever_is_taken_out_comes_back_the_same(
    name: str, code: str, begins: date | None, ends: date | None
) -> None:
    body = a_body(name=name, document_code=code, valid_from=begins, valid_to=ends)

    [line] = lines_of(workbook_of(Register.BODIES, [body]))

    assert (line.register, line.number) == (Register.BODIES, FIRST_ROW)
    assert line.cells == cells_of(body)


def test_every_register_comes_back_as_itself() -> None:
    for register, entry in (
        (Register.BODIES, a_body()),
        (Register.POSTS, a_post()),
        (Register.PERSONS, a_person()),
        (Register.HOLDINGS, a_holding()),
    ):
        [line] = lines_of(workbook_of(register, [entry]))
        assert (line.register, line.cells) == (register, cells_of(entry))


@pytest.mark.parametrize("evil", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "=HYPERLINK()"])
def test_text_that_looks_like_a_formula_stays_text(evil: str) -> None:
    sheet = book(workbook_of(Register.PERSONS, [a_person(name=evil)])).active
    cell = sheet.cell(row=FIRST_ROW, column=people.PERSON_COLUMNS.index("name") + 1)

    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", evil, True)


def test_a_workbook_is_ready_to_be_worked_on() -> None:
    sheet = book(workbook_of(Register.POSTS, [a_post(valid_from=date(2026, 1, 1))])).active

    assert sheet.freeze_panes == "A3"
    assert sheet.row_dimensions[1].hidden
    assert [cell.value for cell in sheet[1]] == list(COLUMNS[Register.POSTS])
    assert sheet["A2"].value == "代号"
    assert sheet.auto_filter.ref == "A2:G3"
    assert sheet["F3"].is_date


def test_columns_may_change_places_and_numbers_are_read_as_they_look() -> None:
    workbook = Workbook()
    sheet: Any = workbook.active
    sheet.append(["name_en", "", "login", "name"])
    sheet.append(["English", "note", "账号", "姓名"])
    sheet.append(["Wang", "x", "a.b", 2026.0])
    sheet.append([None, None, None, None])
    sheet.append(["Li", "x", "a.c", 1.5])

    lines = lines_of(written(workbook))

    assert [(line.number, line.cells["name"]) for line in lines] == [(3, "2026"), (5, "1.5")]


def zipped(size: int) -> bytes:
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * size)
    return kept.getvalue()


def damaged(part: str, content: bytes) -> bytes:
    """A workbook of which one part is something else."""
    kept = BytesIO()
    whole = workbook_of(Register.PERSONS, [a_person()])
    with ZipFile(BytesIO(whole)) as read, ZipFile(kept, "w", ZIP_DEFLATED) as packed:
        for name in read.namelist():
            packed.writestr(name, content if name == part else read.read(name))
    return kept.getvalue()


NO_SUCH_WORD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData></worksheet>'


def of_a_later_kind() -> bytes:
    """A workbook that says it needs a later zip than there is."""
    now, later = b"PK\x01\x02\x14\x03\x14", b"PK\x01\x02\x14\x03\xff"
    return workbook_of(Register.PERSONS, [a_person()]).replace(now, later)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no workbook",
        zipped(10),
        written(Workbook()),
        damaged("xl/workbook.xml", b"<broken"),
        damaged("xl/worksheets/sheet1.xml", b"<broken"),
        damaged("xl/worksheets/sheet1.xml", NO_SUCH_WORD),
        of_a_later_kind(),
    ],
    ids=[
        "nothing",
        "text",
        "zip",
        "empty",
        "broken book",
        "broken sheet",
        "no such word",
        "later zip",
    ],
)
def test_what_is_no_register_is_refused(content: bytes) -> None:
    with pytest.raises(SheetRefused):
        lines_of(content)


def test_what_no_workbook_may_hold_is_left_out() -> None:
    [line] = lines_of(workbook_of(Register.PERSONS, [a_person(name="褚\x0b例甲")]))

    assert line.cells["name"] == "褚例甲"


def test_what_would_grow_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "MOST_UNPACKED", 1000)
    with pytest.raises(SheetRefused, match="too large"):
        lines_of(zipped(2000))
    monkeypatch.setattr(spreadsheets, "MOST_BYTES", 10)
    with pytest.raises(SheetRefused, match="too large"):
        lines_of(zipped(2000))


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "MOST_ENTRIES", 1)
    with pytest.raises(SheetRefused, match="too large"):
        lines_of(workbook_of(Register.PERSONS, [a_person(login="a.b"), a_person(login="a.c")]))


def test_the_sample_county_goes_out_and_in_without_a_change(admin: Browser) -> None:
    for register in ("bodies", "posts", "persons", "holdings"):
        page = give(admin, taken_out(admin, register))
        assert "变更 0 行，有误 0 行" in page.text
        assert "与名册完全一致" in page.text


def test_a_changed_sheet_is_looked_at_and_then_entered(admin: Browser) -> None:
    workbook = taken_out(admin, "persons")
    sheet = workbook.active
    sheet["B3"] = "王改名"
    sheet.append(["new.clerk", "新来的", "New Clerk"])

    page = give(admin, workbook)
    assert "变更 2 行，有误 0 行" in page.text
    assert "王改名" not in admin.get("/admin/persons").text
    done = admin.post("/admin/sheets/enter", page.form("/admin/sheets/enter"))

    assert "王改名" in done.text
    assert "新来的" in admin.get("/admin/persons?q=new.clerk").text


def test_faults_name_row_and_column_and_good_rows_can_go_alone(admin: Browser) -> None:
    workbook = taken_out(admin, "posts")
    sheet = workbook.active
    sheet["C3"] = "改了名的岗位"
    sheet["B4"] = "no-such-body"
    sheet["F5"] = "昨天"
    sheet.append([sheet["A3"].value, *[cell.value for cell in sheet[3]][1:]])

    page = give(admin, workbook)

    assert "有误 3 行" in page.text
    assert "所属单位 ：名册中没有“no-such-body”" in page.text
    assert "起始日 ：“昨天”不是日期" in page.text
    assert "重复" in page.text
    fields = page.form("/admin/sheets/enter")
    assert admin.post("/admin/sheets/enter", fields).status == 422, "not while rows are wrong"
    done = admin.post("/admin/sheets/enter", fields | {"only_good": "1"})
    assert "改了名的岗位" in done.text


def test_a_sheet_for_a_day_to_come_becomes_one_proposal(admin: Browser) -> None:
    workbook = taken_out(admin, "bodies")
    workbook.active["B3"] = "改了名的单位"

    page = give(admin, workbook, "2026-04-01")
    assert "将于 2026-04-01 零时生效" in page.text
    fields = page.form("/admin/sheets/enter")
    late = admin.post("/admin/sheets/enter", fields | {"effective": "2026-03-08"})
    proposal = admin.post("/admin/sheets/enter", fields)

    assert (late.status, "生效日已过" in late.text) == (422, True)
    assert "生效日：2026-04-01 零时" in proposal.text
    assert "改了名的单位" not in admin.get("/admin/bodies?q=改了名").text


def test_a_sheet_for_today_is_told_as_at_once(admin: Browser) -> None:
    workbook = taken_out(admin, "bodies")
    workbook.active["B3"] = "改名"

    today, ahead = (give(admin, workbook, day).text for day in ("2026-03-09", "2026-03-10"))

    assert "零时生效。整份" not in today
    assert "将于 2026-03-10 零时生效" in ahead


@pytest.mark.parametrize("effective", ["2026-03-08", "tomorrow"])
def test_a_sheet_for_no_day_to_come_is_refused(admin: Browser, effective: str) -> None:
    page = give(admin, taken_out(admin, "bodies"), effective)

    assert page.status == 422
    assert page.select("[name=effective]")[0]["value"] == effective


def test_a_sheet_with_sensitive_changes_becomes_one_proposal(house: House, admin: Browser) -> None:
    peopling.set_passwords(house.tools, SYSTEM, {"county.deputy": PASSWORD})
    workbook = taken_out(admin, "posts")
    for row in workbook.active.iter_rows(min_row=FIRST_ROW):
        if row[0].value == "zjj.handler":
            row[4].value = "dept_handler;legal_reviewer"
        if row[0].value == "zjj.head":
            row[2].value = "党组书记、局长"

    page = give(admin, workbook)
    assert "须两人同意" in page.text
    proposal = admin.post("/admin/sheets/enter", page.form("/admin/sheets/enter"))

    assert proposal.heading == "2 项变更"
    second = house.browser("county.deputy")
    assert second.post(f"{proposal.answer.request.path}/agree", {}).status == 200
    assert "党组书记、局长" in admin.get("/admin/posts?q=zjj").text


def test_what_is_carried_from_looking_to_entering_is_read_with_care(admin: Browser) -> None:
    for lines in ("", "!!!", "eJwDAAAAAAE=", "eJyLjgUAARUAuQ=="):
        assert admin.post("/admin/sheets/enter", {"lines": lines}).status == 422
    assert admin.post("/admin/sheets", {}).status == 422

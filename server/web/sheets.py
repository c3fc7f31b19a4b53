"""Lists as sheets for Excel: typed moments, texts that are never formulas, a header that stays in sight."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Response
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook.child import INVALID_TITLE_REGEX

from server.domain.county_time import COUNTY_TIME
from server.web.files import save_as
from server.web.speech import gettext
from server.web.words import lamp_words, speak, status_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from openpyxl.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from server.domain.reading import CaseRow, Column, InboxRow, Shown
    from server.services.exporting import Exported

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOMENT = "yyyy-mm-dd hh:mm"
LONGEST_CELL = 32_767
"""Characters; Excel takes no more in one cell."""
OWN_WIDTH = 20
"""Of a column from the business data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A list as it goes into a sheet."""

    title: str
    columns: Sequence[tuple[str, int]]
    """The words over each column, and its width."""
    rows: Sequence[Sequence[str | datetime | None]]
    is_cut: bool
    """Whether there was more."""


def sheet_of(exported: Exported[InboxRow]) -> Response:
    """The rows of an inbox as a file to be downloaded."""
    columns = (
        (gettext("编号"), 18),
        (gettext("事项"), 44),
        (gettext("流程"), 24),
        (gettext("当前环节"), 18),
        (gettext("紧急程度"), 10),
        (gettext("来文单位"), 20),
        (gettext("承办单位"), 20),
        (gettext("签收人"), 12),
        (gettext("收到时间"), 18),
        (gettext("到期时间"), 18),
        (gettext("办理时限"), 18),
        *_own_heads(exported),
    )
    rows = [_cells(row, exported.columns) for row in exported.rows]
    return download(
        Sheet(title=gettext("待办"), columns=columns, rows=rows, is_cut=exported.is_cut)
    )


def sheet_of_matters(exported: Exported[CaseRow]) -> Response:
    """The rows of a list of matters as a file to be downloaded."""
    columns = (
        (gettext("编号"), 18),
        (gettext("事项"), 44),
        (gettext("流程"), 24),
        (gettext("状态"), 10),
        (gettext("当前环节"), 18),
        (gettext("现由谁办理"), 20),
        (gettext("发起时间"), 18),
        (gettext("最近办理"), 18),
        (gettext("到期时间"), 18),
        (gettext("办理时限"), 18),
        *_own_heads(exported),
    )
    rows = [_cells_of_matter(row, exported.columns) for row in exported.rows]
    return download(
        Sheet(title=gettext("事项"), columns=columns, rows=rows, is_cut=exported.is_cut)
    )


def download(made: Sheet) -> Response:
    """A list as a file to be downloaded."""
    title = INVALID_TITLE_REGEX.sub("", made.title)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for at, (_, width) in enumerate(made.columns, 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.freeze_panes = "A2"
    sheet.append([_header(sheet, words) for words, _ in made.columns])
    for row in made.rows:
        sheet.append([_cell(sheet, value) for value in row])
    if made.is_cut:
        words = gettext("只导出了前 %(most)s 行。请先筛选，再分次导出。", most=len(made.rows))
        sheet.append([_cell(sheet, words)])
    kept = io.BytesIO()
    book.save(kept)
    response = Response(kept.getvalue(), mimetype=MEDIA_TYPE)
    save_as(response, f"{title}.xlsx")
    return response


def _cells(row: InboxRow, columns: tuple[Column, ...]) -> Sequence[str | datetime | None]:
    urgencies = {"urgent": gettext("加急"), "emergency": gettext("特急")}
    return (
        row.number,
        row.title,
        speak(row.process_title, row.process_title_en),
        speak(row.step, row.step_en),
        urgencies.get(row.urgency, gettext("普通")),
        speak(row.from_body, row.from_body_en),
        speak(row.body, row.body_en),
        speak(row.holder, row.holder_en),
        row.offered_at,
        row.deadline.due,
        lamp_words(row.deadline),
        *_own(row.shown, columns),
    )


def _cells_of_matter(row: CaseRow, columns: tuple[Column, ...]) -> Sequence[str | datetime | None]:
    is_open = row.status in {"running", "suspended"}
    return (
        row.number,
        row.title,
        speak(row.process_title, row.process_title_en),
        status_words(row.status),
        speak(row.now, row.now_en),
        speak(row.with_whom, row.with_whom_en),
        row.started_at,
        row.touched_at,
        row.deadline.due if is_open else None,
        lamp_words(row.deadline) if is_open else "",
        *_own(row.shown, columns),
    )


def _own_heads(exported: Exported[Any]) -> Iterator[tuple[str, int]]:
    """The heads of columns from the business data."""
    return ((speak(column.name, column.name_en), OWN_WIDTH) for column in exported.columns)


def _own(shown: Shown, columns: tuple[Column, ...]) -> Iterator[str]:
    """What stands in them."""
    return (speak(*shown.get(column.path, ("", ""))) for column in columns)


def _header(sheet: WriteOnlyWorksheet, words: str) -> Cell:
    cell = _cell(sheet, words)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: WriteOnlyWorksheet, value: str | datetime | None) -> Cell:
    """A moment in the county's time, for Excel knows no zones; a text, whatever it begins with.

    ``=1+1`` is shown, never reckoned.
    """
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_CELL])
        cell.data_type = "s"
        return cell
    local = None if value is None else value.astimezone(COUNTY_TIME).replace(tzinfo=None)
    cell = WriteOnlyCell(sheet, value=local)
    cell.number_format = MOMENT
    return cell

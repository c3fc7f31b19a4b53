"""Registers as Excel workbooks: taken out to be worked on, and read back with care.

A sheet is known by its first row, which is hidden and holds the columns' own names: people may
sort and filter, reorder columns, and rename sheet and headings. Text stays text: what begins like a
formula is never one.
"""

from __future__ import annotations

import zlib
from datetime import date, datetime
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from server.domain.errors import SheetRefused
from server.domain.registers import MOST_ENTRIES
from server.services.registers.entries import COLUMNS, DAYS, Line, cells_of
from server.web.register_words import column_words, register_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from openpyxl.worksheet.worksheet import Worksheet

    from server.domain.registers import Entry, Register

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 100 * 1024 * 1024
"""What a workbook may become when it is unpacked; a hostile one grows a thousandfold."""
MOST_COLUMNS = 40
FIRST_ROW = 3
"""Below the columns' own names and the headings."""
UNREADABLE = (
    BadZipFile,
    InvalidFileException,
    zlib.error,
    SyntaxError,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    OSError,
    RuntimeError,
)
"""What a damaged workbook raises while it is read: XML that isn't is a ``SyntaxError``, what is locked a ``RuntimeError``."""
_WIDTHS = {"text": 60, "name": 28, "name_en": 34, "roles": 40, "title_en": 28}
_HEAD = PatternFill("solid", fgColor="DCE6F2")


def workbook_of(register: Register, entries: Iterable[Entry]) -> bytes:
    """A register as a workbook: headings frozen, columns to be filtered, days as days."""
    book = Workbook()
    _fill(book.active, register, map(cells_of, entries))
    return _saved(book)


def workbook_with(lines: Iterable[Line]) -> bytes:
    """Lines of any registers as a workbook with a sheet for each, to be mended and given back."""
    by_register: dict[Register, list[Mapping[str, str]]] = {}
    for line in lines:
        by_register.setdefault(line.register, []).append(line.cells)
    book = Workbook()
    book.remove(book.worksheets[0])
    for register, rows in by_register.items():
        _fill(book.create_sheet(), register, rows)
    return _saved(book)


def _fill(sheet: Any, register: Register, rows: Iterable[Mapping[str, str]]) -> None:
    sheet.title = register_words(register)
    columns = COLUMNS[register]
    sheet.append(list(columns))
    sheet.append([column_words(column) for column in columns])
    for place, cells in enumerate(rows, start=FIRST_ROW):
        for number, column in enumerate(columns, start=1):
            _write(sheet, place, number, column, cells[column])
    _dress(sheet, columns)


def _saved(book: Workbook) -> bytes:
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _write(sheet: Worksheet, row: int, number: int, column: str, value: str) -> None:
    cell: Any = sheet.cell(row=row, column=number)
    if column in DAYS:
        cell.value = date.fromisoformat(value) if value else None
        cell.number_format = "yyyy-mm-dd"
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) or None
    cell.number_format = "@"
    if value:
        cell.data_type = "s"
        cell.quotePrefix = True


def _dress(sheet: Worksheet, columns: tuple[str, ...]) -> None:
    for number, column in enumerate(columns, start=1):
        head = sheet.cell(row=2, column=number)
        head.font, head.fill = Font(bold=True), _HEAD
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(column, 16)
    sheet.row_dimensions[1].hidden = True
    sheet.freeze_panes = "A3"
    last = get_column_letter(len(columns))
    sheet.auto_filter.ref = f"A2:{last}{sheet.max_row}"


def lines_of(content: bytes) -> tuple[Line, ...]:
    """Every row of every sheet that is a register's; refused with ``SheetRefused``."""
    _check_size(content)
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        try:
            lines = [line for sheet in book.worksheets for line in _lines(sheet)]
        finally:
            book.close()
    except UNREADABLE as cause:
        raise SheetRefused(why=_UNREADABLE) from cause
    if not lines:
        raise SheetRefused(why=_STRANGE)
    return tuple(lines)


def _check_size(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise SheetRefused(why=_TOO_LARGE)
    try:
        with ZipFile(BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except UNREADABLE as cause:
        raise SheetRefused(why=_UNREADABLE) from cause
    if unpacked > MOST_UNPACKED:
        raise SheetRefused(why=_TOO_LARGE)


def _lines(sheet: Any) -> Iterator[Line]:
    rows = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
    head = list(islice(rows, 2))
    if len(head) < FIRST_ROW - 1:
        return
    columns = [_text(value) for value in head[0]]
    register = next((r for r, of in COLUMNS.items() if set(of) == {*columns} - {""}), None)
    if register is None:
        return
    for number, row in enumerate(rows, start=FIRST_ROW):
        if number >= FIRST_ROW + MOST_ENTRIES:
            raise SheetRefused(why=_TOO_LARGE)
        cells = {
            column: _text(value) for column, value in zip(columns, row, strict=False) if column
        }
        if any(cells.values()):
            yield Line(register=register, cells=cells, number=number)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


_UNREADABLE = (
    "这不是 Excel 工作簿（.xlsx），或文件已损坏",
    "this is no Excel workbook (.xlsx), or it is damaged",
)
_TOO_LARGE = (
    f"文件过大：最多 {MOST_ENTRIES} 行、{MOST_BYTES // 1024 // 1024} MB，请分成几份",
    f"it is too large: {MOST_ENTRIES} rows and {MOST_BYTES // 1024 // 1024} MB at most, so make several",
)
_STRANGE = (
    "没有找到名册：请用“导出 Excel”得到的表，保留被隐藏的第一行",
    "no register was found: use a sheet taken out here, with its hidden first row",
)

"""Reads CSV tables: every cell by its column's name, every fault by file, line and column."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import TYPE_CHECKING, TypeVar

from server.services.county_files.faults import Faults, Place, Placed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

    E = TypeVar("E", bound=StrEnum)

T = TypeVar("T")

REMARK = "#"
"""Columns whose name begins so are for the people who keep the file, and are not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a table."""

    file: str
    line: int
    cells: Mapping[str, str]
    faults: Faults

    def place(self, column: str) -> Place:
        """Where a cell of this row stands."""
        return Place(file=self.file, line=self.line, column=column)

    def placed(self, value: T) -> Placed[T]:
        """What was made of this row, and where that stands."""
        return Placed(value=value, source=self)

    def optional(self, column: str) -> str:
        """The cell's text, perhaps empty."""
        return self.cells[column]

    def text(self, column: str) -> str:
        """The cell's text; refused when empty."""
        if not self.cells[column]:
            self.faults.refuse(self.place(column), "不能为空，请填写。", "Is empty. Fill it in.")
        return self.cells[column]

    def key(self, column: str, pattern: str) -> str:
        """The cell's text; refused unless it has the form of a key."""
        text = self.text(column)
        if not re.fullmatch(pattern, text):
            self.faults.refuse(
                self.place(column),
                f"“{text}”格式不对，应符合 {pattern}，请修改。",
                f"“{text}” doesn't have the form {pattern}. Change it.",
            )
        return text

    def words(self, column: str) -> tuple[str, ...]:
        """The cell's parts, which semicolons divide."""
        parts = self.cells[column].replace("；", ";").split(";")
        return tuple(part.strip() for part in parts if part.strip())

    def flag(self, column: str) -> bool:
        """Whether the cell says ``yes``; empty or ``no`` says no."""
        text = self.cells[column]
        if text not in {"", "yes", "no"}:
            self.faults.refuse(
                self.place(column),
                "请填 yes 或 no，或留空。",
                "Write yes or no, or leave it empty.",
            )
        return text == "yes"

    def choice(self, column: str, kind: type[E]) -> E:
        """The cell as one of a closed list."""
        text = self.text(column)
        try:
            return kind(text)
        except ValueError:
            names = ", ".join(kind)
            self.faults.refuse(
                self.place(column),
                f"“{text}”不在可选值内，请选：{names}。",
                f"“{text}” is not one of the choices. Choose: {names}.",
            )

    def day(self, column: str) -> date:
        """The cell as a date."""
        text = self.text(column)
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.faults.refuse(
                self.place(column),
                f"“{text}”不是日期，请按 2026-01-31 的格式填写。",
                f"“{text}” is not a date. Write it like 2026-01-31.",
            )

    def day_or_none(self, column: str) -> date | None:
        """The cell as a date, or None when empty."""
        return self.day(column) if self.cells[column] else None


def read_rows(
    text: str,
    file: str,
    columns: tuple[str, ...],
    faults: Faults,
    *,
    newer: tuple[str, ...] = (),
) -> tuple[Row, ...]:
    """The rows of a table; notes what is wrong with its head or with a row's length.

    Newer columns may be missing, as in files from before there were any; they are empty then.
    """
    reader = csv.reader(StringIO(text))
    head = [cell.strip() for cell in next(reader, [])]
    named = [column for column in head if not column.startswith(REMARK)]
    wanted = tuple(column for column in columns if column not in newer or column in named)
    if not _head_fits(named, wanted, Place(file=file, line=1), faults):
        return ()
    rows = []
    for cells in reader:
        if not any(cells):
            continue
        if len(cells) != len(head):
            faults.note(
                Place(file=file, line=reader.line_num),
                f"这一行有 {len(cells)} 格，表头有 {len(head)} 格，请补齐或删去多余的逗号。",
                f"This line has {len(cells)} cells, the head has {len(head)}. "
                "Add what is missing, or remove commas.",
            )
            continue
        said = {name: cell.strip() for name, cell in zip(head, cells, strict=True)}
        by_name = dict.fromkeys(newer, "") | said
        rows.append(Row(file=file, line=reader.line_num, cells=by_name, faults=faults))
    return tuple(rows)


def _head_fits(named: list[str], columns: tuple[str, ...], place: Place, faults: Faults) -> bool:
    missing = [column for column in columns if column not in named]
    unknown = [column for column in named if column not in columns]
    twice = sorted({column for column in named if named.count(column) > 1})
    for names, zh, en in (
        (missing, "缺少列，请补上", "columns are missing; add them"),
        (
            unknown,
            "有不认识的列，请删去，或在列名前加 #",
            "unknown columns; remove them, or put # before the name",
        ),
        (twice, "列名重复，请删去一列", "columns stand twice; remove one"),
    ):
        if names:
            listed = ", ".join(names)
            faults.note(place, f"{zh}：{listed}。", f"{en[0].upper()}{en[1:]}: {listed}.")
    return not (missing or unknown or twice)

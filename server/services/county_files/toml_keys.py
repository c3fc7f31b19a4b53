"""Reads TOML papers: every value by its key, every fault by file, line and key."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, TypeVar

from server.domain.clock import Words
from server.services.county_files.faults import EntryRefused, Faults, Place, Placed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

    E = TypeVar("E", bound=StrEnum)

T = TypeVar("T")
_KINDS = {
    str: ("文字（加引号）", "text in quotes"),
    int: ("整数", "a whole number"),
    bool: ("true 或 false", "true or false"),
    date: ("日期，如 2026-01-31", "a date like 2026-01-31"),
    time: ("时间，如 08:30:00", "a time like 08:30:00"),
    dict: ("表", "a table"),
    list: ("列表", "a list"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of a paper: the whole of it, a ``[[headed]]`` one, or an inline one."""

    file: str
    lines: tuple[str, ...]
    values: Mapping[str, Any]
    faults: Faults
    header: str = ""
    index: int = 0
    within: str = ""
    """For an inline table: the key of the surrounding table that it stands in."""
    known: set[str] = field(default_factory=set)
    """The keys that were asked for, so that the others can be refused."""

    def place(self, key: str) -> Place:
        """Where a key stands, or should stand; ``functions.police`` is a key of a section."""
        section, _, inner = key.partition(".")
        if inner:
            return self.section(section).place(inner)
        line = _line_of(self, self.within or key)
        return Place(file=self.file, line=line, column=f"{self.within}.{key}".strip("."))

    def placed(self, value: T) -> Placed[T]:
        """What was made of this table, and where that stands."""
        return Placed(value=value, source=self)

    def get(self, key: str, kind: type[T]) -> T | None:
        """The value of a key, None when it isn't there; refused when of another kind."""
        self.known.add(key)
        value = self.values.get(key)
        if value is None:
            return None
        if not (isinstance(value, kind) and _is_plain(value, kind)):
            zh, en = _KINDS[kind]
            self.faults.refuse(self.place(key), f"应为{zh}，请修改。", f"Must be {en}. Change it.")
        return value

    def need(self, key: str, kind: type[T]) -> T:
        """The value of a key; refused when it isn't there or empty."""
        value = self.get(key, kind)
        if value is None or value in ("", []):
            zh, en = _KINDS[kind]
            self.faults.refuse(
                self.place(key), f"缺少该项，请填写{zh}。", f"Is missing. Write {en}."
            )
        return value

    def choice(self, key: str, kind: type[E], default: E | None = None) -> E:
        """The value as one of a closed list; when it isn't there the default, if there is one."""
        if default is not None and self.get(key, str) is None:
            return default
        text = self.need(key, str)
        try:
            return kind(text)
        except ValueError:
            names = ", ".join(kind)
            self.faults.refuse(
                self.place(key),
                f"“{text}”不在可选值内，请选：{names}。",
                f"“{text}” is not one of the choices. Choose: {names}.",
            )

    def key(self, key: str, pattern: str) -> str:
        """The value as text; refused unless it has the form of a key."""
        text = self.need(key, str)
        if not re.fullmatch(pattern, text):
            self.faults.refuse(
                self.place(key),
                f"“{text}”格式不对，应符合 {pattern}，请修改。",
                f"“{text}” doesn't have the form {pattern}. Change it.",
            )
        return text

    def listed(self, key: str, kind: type[T]) -> tuple[T, ...]:
        """The values of a list, empty when it isn't there."""
        values = self.get(key, list) or []
        for value in values:
            if not isinstance(value, kind):
                zh, en = _KINDS[kind]
                self.faults.refuse(
                    self.place(key), f"每一项应为{zh}，请修改。", f"Each must be {en}. Change it."
                )
        return tuple(values)

    def headed(self, key: str) -> tuple[Table, ...]:
        """The tables under ``[[key]]``."""
        return tuple(
            Table(
                file=self.file,
                lines=self.lines,
                values=values,
                faults=self.faults,
                header=key,
                index=index,
            )
            for index, values in enumerate(self.listed(key, dict))
        )

    def section(self, key: str) -> Table:
        """The table under ``[key]``."""
        return Table(
            file=self.file,
            lines=self.lines,
            values=self.need(key, dict),
            faults=self.faults,
            header=key,
        )

    def inline(self, key: str) -> tuple[Table, ...]:
        """The inline tables of a list, or the single one."""
        self.known.add(key)
        value = self.values.get(key)
        many = [value] if isinstance(value, dict) else self.listed(key, dict)
        return tuple(self._inside(key, values) for values in many)

    def words(self, key: str) -> Words:
        """A ``{ zh = ..., en = ... }``."""
        self.need(key, dict)
        return spoken(self.inline(key)[0])

    def close(self) -> None:
        """Refuse the keys that nobody asked for."""
        for key in self.values.keys() - self.known:
            names = ", ".join(sorted(self.known))
            self.faults.refuse(
                self.place(key),
                f"不认识这一项，请删去或改为：{names}。",
                f"Is not known here. Remove it, or use one of: {names}.",
            )

    def _inside(self, key: str, values: Mapping[str, Any]) -> Table:
        return Table(
            file=self.file,
            lines=self.lines,
            values=values,
            faults=self.faults,
            header=self.header,
            index=self.index,
            within=key,
        )


def spoken(table: Table) -> Words:
    """The same thing in Chinese and in English."""
    words = Words(zh=table.need("zh", str), en=table.need("en", str))
    table.close()
    return words


def read_table(text: str, file: str, faults: Faults) -> Table:
    """The whole of a paper; refused with its line when it isn't TOML."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        line = int(at[1]) if at else len(text.splitlines())
        faults.note(
            Place(file=file, line=line),
            f"不符合 TOML 格式，请修改：{error}。",
            f"This is not TOML. Mend it: {error}.",
        )
        raise EntryRefused from error
    return Table(file=file, lines=tuple(text.splitlines()), values=values, faults=faults)


def _is_plain(value: object, kind: type) -> bool:
    """A moment is no date and a truth value no number, though Python takes them for such."""
    return type(value) is kind or not isinstance(value, bool | datetime)


def _line_of(table: Table, key: str) -> int:
    """The line of a key in its table, or the table's first line."""
    begin, count, inside = 1, -1, not table.header
    for number, line in enumerate(table.lines, start=1):
        code = line.strip()
        if code.startswith("["):
            is_ours = code.strip("[] ") == table.header
            count += is_ours
            inside = is_ours and count == table.index
            begin = number if inside else begin
        elif inside and key and re.match(rf'"?{re.escape(key)}"?\s*=', code):
            return number
    return begin

"""Refusals that come from the county's own papers: clocks, catalogue, and its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.errors.families import Conflict, Invalid, NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable


class NoSuchClock(NotFound):
    """The county's clock table has no clock {clock}. Add it to the table or name another."""

    zh = "本县时限表中没有时限“{clock}”。请在时限表中增加，或改用其他时限。"


class NoSuchCatalogueItem(NotFound):
    """The county's catalogue has no item {code}. Choose one from the catalogue."""

    zh = "本县事项目录中没有“{code}”。请从目录中选择。"


class AgreedDateWanted(Invalid):
    """The clock {clock} ends when the approved plan says. Give that date."""

    zh = "时限 {clock} 以批准的方案为准，请填写方案确定的日期。"


class AgreedDateTooLate(Invalid):
    """The plan may end on {latest} at the latest. Choose an earlier date."""

    zh = "方案期限最迟为 {latest}，请改为更早的日期。"


class CountyFileFault:
    """One place in the county's files that is not right, and what to do, in both languages."""

    __slots__ = ("column", "file", "line", "sentence_en", "zh")

    def __init__(self, *, file: str, line: int, column: str, zh: str, en: str) -> None:
        self.file = file
        self.line = line
        """Counted from 1; 0 when it is about the whole file."""
        self.column = column
        """Name of the CSV column or TOML key; empty when it is about the whole line."""
        self.zh = zh
        self.sentence_en = en

    def sentence(self, language: str) -> str:
        """Where it is and what to do, in ``zh`` or ``en``."""
        if language.startswith("zh"):
            line = f" 第 {self.line} 行" if self.line else ""
            column = f"“{self.column}”" if self.column else ""
            return f"{self.file}{line}{column}：{self.zh}"
        line = f", line {self.line}" if self.line else ""
        column = f", “{self.column}”" if self.column else ""
        return f"{self.file}{line}{column}: {self.sentence_en}"


class CountyFilesRefused(Invalid):
    """The county's files were not taken; nothing was changed. Mend the {count} places named."""

    zh = "县区数据文件未加载，原有内容未变。请修改所列 {count} 处。"

    def __init__(self, faults: Iterable[CountyFileFault]) -> None:
        self.faults = tuple(faults)
        super().__init__(count=len(self.faults))


class NoSuchFunction(Invalid):
    """No body of this county has the function “{function}”. Name one in county.toml."""

    zh = "本县没有承担“{function}”职能的单位，请在 county.toml 中指定。"


class CountyMissing(Conflict):
    """No county has been loaded yet. Run “muster people load FOLDER”, or “muster demo”."""

    zh = "尚未加载县区资料，请运行 muster people load FOLDER 或 muster demo。"

"""What the expression language refuses, and what it notes while it goes on with null."""

from dataclasses import dataclass


class FeelError(Exception):
    """An expression was refused."""


class FeelSyntaxError(FeelError):
    """The text is no expression of the language; says where, in Chinese and English."""

    def __init__(self, line: int, column: int, message_zh: str, message_en: str) -> None:
        super().__init__(f"{line}:{column} {message_en}")
        self.line = line
        self.column = column
        self.message_zh = message_zh
        self.message_en = message_en


class FeelLimit(FeelError):
    """The expression is too long, too deep, takes too many steps or makes too large a value."""

    def __init__(self, message_zh: str, message_en: str, at: tuple[int, int] | None = None) -> None:
        super().__init__(message_en)
        self.said = (message_zh, message_en)
        self.at = at
        """Line and column; None while it is not known, column 0 where a line is all there is."""

    @property
    def message_zh(self) -> str:
        """What was too much, and where, in Chinese."""
        if self.at is None:
            return self.said[0]
        line, column = self.at
        return f"第 {line} 行{f'第 {column} 列' if column else ''}：{self.said[0]}"

    @property
    def message_en(self) -> str:
        """What was too much, and where, in English."""
        if self.at is None:
            return self.said[1]
        line, column = self.at
        return f"line {line}{f', column {column}' if column else ''}: {self.said[1]}"

    def __str__(self) -> str:
        return self.message_en


OVER = (FeelLimit, RecursionError)
"""What is raised where an expression asks for too much."""


def placed(over: FeelLimit | RecursionError, at: tuple[int, int]) -> FeelLimit:
    """Name the place of a limit, unless a part further inside did so already.

    Closures call this as the limit passes, since the account of a run knows no places: told at each
    step, they would slow down all that stays within its limits.
    """
    if isinstance(over, RecursionError):
        return FeelLimit("表达式嵌套过深", "the expression calls too deep", at)
    if over.at is None:
        over.at = at
    return over


class Unfit(FeelError):
    """A function can't use what it was given; the call becomes null and this becomes a notice."""

    def __init__(self, message_zh: str, message_en: str) -> None:
        super().__init__(message_en)
        self.message_zh = message_zh
        self.message_en = message_en


@dataclass(frozen=True, slots=True)
class Notice:
    """Why a part of an expression became null."""

    line: int
    column: int
    message_zh: str
    message_en: str

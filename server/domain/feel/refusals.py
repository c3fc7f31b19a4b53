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

    def __init__(self, message_zh: str, message_en: str) -> None:
        super().__init__(message_en)
        self.message_zh = message_zh
        self.message_en = message_en


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

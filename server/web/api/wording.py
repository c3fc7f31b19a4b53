"""What marshmallow says, in our words, in Chinese and English."""

from __future__ import annotations

import re
from typing import Self

_WORDS: tuple[tuple[str, str, str], ...] = (
    (r"Missing data for required field\.", "此项必填。", "This is wanted."),
    (r"Unknown field\.", "没有此项。", "There is no such field."),
    (r"Field may not be null\.", "此项不能为空。", "This can't be null."),
    (r"Not a valid string\.", "应为文字。", "This must be text."),
    (r"Not a valid integer\.", "应为整数。", "This must be a whole number."),
    (r"Not a valid mapping type\.", "应为对象。", "This must be an object."),
    (r"Not a valid boolean\.", "应为 true 或 false。", "This must be true or false."),
    (
        r"Not a usable key\.",
        "须以字母或数字开头，只能用字母、数字、点、横线和下划线，最多 100 个字。",
        "Begin with a letter or digit; use letters, digits, dots, hyphens and underscores, at most 100.",
    ),
    (
        r"Not a usable name\.",
        "文件名不能含斜线和控制字符，最多 200 个字。",
        "Use a file name without slashes and control characters, at most 200.",
    ),
    (
        r"Not a usable message\.",
        "须写明消息或信号的名称，最多 200 个字。",
        "Name the message or signal, in at most 200 characters.",
    ),
    (r"Invalid input type\.", "应为 JSON 对象。", "Send a JSON object."),
    (r"Must be one of: (.+)\.", "只能是：{0}。", "Choose one of: {0}."),
    (r"Longer than maximum length (\d+)\.", "最多 {0} 个字。", "At most {0} characters."),
    (
        r"Must be greater than or equal to (\d+) and less than or equal to (\d+)\.",
        "应为 {0} 至 {1}。",
        "From {0} to {1}.",
    ),
    (r"Must be greater than or equal to (\d+)\.", "不能小于 {0}。", "At least {0}."),
    (r"Must be less than or equal to (\d+)\.", "不能大于 {0}。", "At most {0}."),
    (r"Length must be between (\d+) and (\d+)\.", "须有 {0} 至 {1} 项。", "From {0} to {1} items."),
    (r"Number too large\.", "数字过大。", "The number is too large."),
    (r"Not a valid utf-8 string\.", "应为 UTF-8 文字。", "This must be text in UTF-8."),
    (r"Not a valid list\.", "应为列表。", "This must be a list."),
    (r"Not a valid UUID\.", "应为 UUID 编号。", "This must be a UUID."),
    (r"Not a valid date\.", "应为日期，如 2026-03-18。", "This must be a date such as 2026-03-18."),
    (
        r"Not a valid (?:aware )?datetime\.",
        "应为带时区的时刻，例如 2026-03-09T09:00:00+08:00。",
        "This must be a moment with its zone, as in 2026-03-09T09:00:00+08:00.",
    ),
    (r"Invalid value\.", "此项不可用。", "This can't be used."),
)
"""A test holds every message that our schemas can give against this list."""


class Both(str):
    """A message of our own, in English as the library carries it, that knows its Chinese."""

    __slots__ = ("zh",)
    zh: str

    def __new__(cls, zh: str, en: str) -> Self:
        """The English is the text itself."""
        made = super().__new__(cls, en)
        made.zh = zh
        return made


def worded(message: object) -> tuple[str, str]:
    """A message in Chinese and English; a sentence that is not known goes through as it is."""
    if isinstance(message, Both):
        return message.zh, str(message)
    text = str(message)
    for pattern, zh, en in _WORDS:
        found = re.fullmatch(pattern, text)
        if found:
            return zh.format(*found.groups()), en.format(*found.groups())
    return text, text

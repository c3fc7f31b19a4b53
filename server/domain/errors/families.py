"""Every way the house says no.

Four families; a class per refusal. The docstring is the English sentence that people read, ``zh``
the Chinese one; both say what to do. ``{names}`` in them are filled from the values given; a value
that is a pair (Chinese, English) is said in the language of the sentence.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import ClassVar

from server.domain.county_time import minute_of


class Refusal(Exception):  # refusals say what is wrong, without a suffix
    """This can't be done."""

    zh: ClassVar[str] = "无法办理。"
    status: ClassVar[int] = 400
    retry_after: ClassVar[int | None] = None
    """Seconds after which the same may be tried again; None: it doesn't pass by itself."""

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(self.sentence("en"))

    @property
    def code(self) -> str:
        """A stable name for programs: ``already_claimed``."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", type(self).__name__).lower()

    def sentence(self, language: str) -> str:
        """What people read, in ``zh`` or ``en``."""
        is_chinese = language.startswith("zh")
        text = self.zh if is_chinese else " ".join((self.__doc__ or "").split())
        said = {name: _spoken(value, is_chinese=is_chinese) for name, value in self.values.items()}
        return text.format_map(said)


def _spoken(value: object, *, is_chinese: bool) -> str:
    if isinstance(value, tuple):
        chinese, english = value
        return str(chinese if is_chinese else english or chinese)
    if isinstance(value, datetime):
        return minute_of(value)
    return str(value)


class NotFound(Refusal):
    """There is no such thing here, or it isn't yours to see. Check the address or go back to the inbox."""

    zh = "这里没有该内容，或者您无权查看。请核对地址，或返回待办。"
    status = 404


class NotAllowed(Refusal):
    """Your post doesn't allow this. Ask the head of your body or the county administrator."""

    zh = "您现任岗位无权办理此事。请联系本单位负责人或县管理员。"
    status = 403


class Conflict(Refusal):
    """Things have moved on meanwhile. Load the page again."""

    zh = "情况已有变化，请刷新页面后再办。"
    status = 409


class Invalid(Refusal):
    """Something in what you sent isn't right. Correct it and send it again."""

    zh = "提交的内容有误，请改正后重新提交。"
    status = 422

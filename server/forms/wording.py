"""What people read when an answer is not right, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from marshmallow import ValidationError

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is not right with one answer, and what to do."""

    zh: str
    en: str


WANTED = Wrong("此项必填。", "Fill this in.")
NOT_TEXT = Wrong("请填写文字。", "Enter text.")
NOT_A_NUMBER = Wrong("请填写数字。", "Enter a number.")
NOT_YES_OR_NO = Wrong("请选择是或否。", "Choose yes or no.")
NOT_AN_OPTION = Wrong("选项无效，请从列表中选择。", "Choose from the list.")
NOT_A_LIST = Wrong("请从列表中选择若干项。", "Choose from the list; several may be chosen.")
NOT_A_DATE = Wrong("日期格式不正确，请按 2026-03-09 填写。", "Enter a date such as 2026-03-09.")
NOT_A_TIME = Wrong("时间格式不正确，请按 09:30 填写。", "Enter a time such as 09:30.")
NOT_A_MOMENT = Wrong(
    "日期时间格式不正确，请按 2026-03-09T09:30 填写。",
    "Enter date and time such as 2026-03-09T09:30.",
)
PASSED = Wrong("不能早于今天。", "Choose today or a later day.")
NOT_MATCHING = Wrong("格式不符合要求。", "Write this as the example shows.")
NOT_MAIL = Wrong("请填写正确的电子邮箱。", "Enter an e-mail address.")
NOT_PHONE = Wrong(
    "请填写带国家代码的电话号码，如 +8613800000000。",
    "Enter a phone number with its country code, such as +8613800000000.",
)
WHOLE_NUMBER = Wrong("请填写整数。", "Enter a whole number.")
LOW_LIMIT_WRONG = Wrong(
    "本项的下限设置有误，请告知管理员。",
    "The lower limit of this field is no number. Tell the administrator.",
)
HIGH_LIMIT_WRONG = Wrong(
    "本项的上限设置有误，请告知管理员。",
    "The upper limit of this field is no number. Tell the administrator.",
)
NOT_A_DOCUMENT = Wrong(
    "附件无效，请在本页重新上传。", "This is not a file uploaded here. Upload it again."
)
ONE_DOCUMENT = Wrong("此项只能有一个附件。", "Attach one file only.")
NOT_A_GROUP = Wrong("此处应为一组内容。", "This must be an object with fields.")
NOT_ROWS = Wrong("此处应为若干行内容。", "This must be a list of rows.")
UNKNOWN = Wrong("表单中没有此项。", "The form has no such field.")


def too_many_rows(limit: int) -> Wrong:
    """More rows than a list may have."""
    return Wrong(f"最多填写 {limit} 行。", f"At most {limit} rows.")


def too_short(limit: object) -> Wrong:
    """Fewer characters than asked for."""
    return Wrong(f"至少填写 {limit} 个字。", f"At least {limit} characters.")


def too_long(limit: object) -> Wrong:
    """More characters than allowed."""
    return Wrong(f"最多填写 {limit} 个字。", f"At most {limit} characters.")


def too_small(limit: object) -> Wrong:
    """Under the lower limit."""
    return Wrong(f"不能小于 {limit}。", f"At least {limit}.")


def too_large(limit: object) -> Wrong:
    """Over the upper limit."""
    return Wrong(f"不能大于 {limit}。", f"At most {limit}.")


def too_fine(digits: int) -> Wrong:
    """More decimals than allowed."""
    return Wrong(f"最多保留 {digits} 位小数。", f"At most {digits} decimals.")


def off_step(step: object) -> Wrong:
    """No multiple of the step."""
    return Wrong(f"应为 {step} 的整数倍。", f"Enter a multiple of {step}.")


def as_designed(sentence: str) -> Wrong:
    """The sentence that the designer of the form wrote for this field."""
    return Wrong(sentence, sentence)


def refuse(*wrongs: Wrong) -> ValidationError:
    """The exception that marshmallow collects by field."""
    # marshmallow keeps a list of messages as it is; that they are no plain strings is our matter.
    return ValidationError(list(wrongs))


def by_field(messages: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, list[Wrong]]]:
    """Every failing field with what is wrong, from marshmallow's nested messages."""
    if isinstance(messages, dict):
        for key, inner in messages.items():
            yield from by_field(inner, path if key == "_schema" else (*path, str(key)))
    else:
        yield ".".join(path), list(messages)

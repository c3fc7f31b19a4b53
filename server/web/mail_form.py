"""The form by which somebody chooses which notices come by mail, as plain fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.mailing import LONGEST_ADDRESS, Rhythm
from server.domain.notice_groups import GROUPS
from server.web.filled_forms import HALF, filled
from server.web.plain_forms import Option, PlainField
from server.web.speech import gettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from server.domain.mailing import MailChoice


def mail_form(
    typed: Mapping[str, Sequence[str]], faults: Iterable[tuple[str, str]]
) -> tuple[PlainField, ...]:
    """The fields with what was typed and what is wrong with it."""
    return filled(_fields(), typed, faults)


def typed_of(choice: MailChoice) -> dict[str, list[str]]:
    """A choice as its form would send it."""
    return {
        "address": [choice.address],
        "groups": sorted(choice.groups),
        "rhythm": [choice.rhythm],
        "quiet_from": [choice.quiet_from],
        "quiet_to": [choice.quiet_to],
        "workdays": ["true"] if choice.workdays else [],
        "language": [choice.language],
    }


def _fields() -> Iterator[PlainField]:
    yield PlainField(
        id="",
        path="address",
        kind="email",
        label=gettext("邮箱地址（留空则不发邮件）"),
        limits=(("maxlength", str(LONGEST_ADDRESS)), ("autocomplete", "email")),
        span=HALF,
    )
    yield _choice(
        "language", "select", gettext("邮件语言"), {"zh": gettext("中文"), "en": "English"}, HALF
    )
    yield _choice("groups", "checklist", gettext("哪些通知也用邮件接收"), group_words())
    yield _choice(
        "rhythm",
        "radio",
        gettext("多久发一次"),
        {
            Rhythm.AT_ONCE: gettext("及时（几分钟内的合并为一封）"),
            Rhythm.TWICE: gettext("每天两次（9:00、14:30）"),
            Rhythm.DAILY: gettext("每天一次（9:00）"),
        },
    )
    yield _time("quiet_from", gettext("免打扰，自"))
    yield _time("quiet_to", gettext("免打扰，至"))
    yield PlainField(
        id="", path="workdays", kind="checkbox", label=gettext("只在工作日发送（按县工作日历）")
    )


def group_words() -> dict[str, str]:
    """What each group of notices is called."""
    words = {
        "given": gettext("派给、转给我或退回的工作，以及不再需要办理的"),
        "due": gettext("催办、时限提醒和期限变动"),
        "asked": gettext("征求意见、抄送、传阅及其答复"),
        "own": gettext("我发起的事项：办结、挂起、恢复、终止、作废"),
        "standing_in": gettext("职务代理"),
        "house": gettext("管理事务：运行异常、无人在岗、名册变更"),
    }
    return {group: words[group] for group in GROUPS}


def _choice(
    path: str, kind: str, label: str, options: Mapping[str, str], span: int = 2 * HALF
) -> PlainField:
    shown = tuple(
        Option(value=value, label=words, is_chosen=False) for value, words in options.items()
    )
    is_required = kind != "checklist"
    return PlainField(
        id="",
        path=path,
        kind=kind,
        label=label,
        is_required=is_required,
        options=shown,
        span=span,
    )


def _time(path: str, label: str) -> PlainField:
    return PlainField(id="", path=path, kind="time", label=label, span=HALF)

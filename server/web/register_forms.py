"""The form of one entry of a register."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from server.domain.certificates import CertificateKind, CertificateState
from server.domain.county_time import day_in
from server.domain.errors import AnswerWrong, Fault
from server.domain.hooks import KINDS, HookState
from server.domain.people import BodyKind, Level
from server.domain.registers import Register
from server.services.registers.entries import COLUMNS, DAYS, IDENTITY
from server.web.hook_words import event_words
from server.web.plain_forms import Option, PlainField
from server.web.register_words import (
    certificate_words,
    column_words,
    entry_state_words,
    level_words,
    paper_words,
)
from server.web.speech import gettext
from server.web.words import body_kinds, role_words, speak

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from server.domain.reading.registers import Choices

_HALF, _WHOLE = 8, 16
_NAMES_BODY = frozenset({"parent", "located_in", "body", "seconded_from", "merged_into"})
_OPTIONAL = frozenset(
    {
        "parent",
        "located_in",
        "fields",
        "document_code",
        "valid_from",
        "valid_to",
        "area",
        "note",
        "bodies",
        "processes",
        "seconded_from",
        "merged_into",
        "reviewed_until",
    }
)
_DATED = frozenset({(Register.HOLDINGS, "valid_from")}) | {
    (Register.CERTIFICATES, column) for column in ("valid_from", "valid_to")
}
"""Where a day is wanted that other registers may leave open."""


def effective_in(text: str) -> date | None:
    """The day to come that was typed; None where none was. Refused with ``AnswerWrong`` when it is none."""
    day = day_in(text.strip())
    if text.strip() and day is None:
        raise AnswerWrong(
            [
                Fault(
                    field="effective",
                    zh="请填写日期，如 2027-01-01，或留空当即生效。",
                    en="Give a day, such as 2027-01-01, or leave it empty: then they count at once.",
                )
            ]
        )
    return day


def entry_fields(
    register: Register,
    cells: Mapping[str, str],
    choices: Choices,
    errors: Sequence[tuple[str, str]] = (),
    *,
    is_new: bool,
) -> tuple[PlainField, ...]:
    """The fields of an entry with what they hold; what makes its key is fixed once it is entered."""
    fields = []
    for column in COLUMNS[register]:
        fixed = not is_new and column in IDENTITY[register]
        field = _field(register, column, cells.get(column, ""), choices)
        wrong = tuple(message for path, message in errors if path == column)
        fields.append(replace(field, is_readonly=fixed, errors=wrong))
    reason = PlainField(
        id="f-reason",
        path="reason",
        kind="text",
        label=gettext("事由"),
        value=cells.get("reason", ""),
        hint=gettext("须两人同意的变更，另一位管理员会看到。"),
        limits=(("maxlength", "200"),),
    )
    effective = PlainField(
        id="f-effective",
        path="effective",
        kind="date",
        label=gettext("生效日"),
        value=cells.get("effective", ""),
        hint=gettext("留空当即生效。填以后的日子，须两人同意，到那天零时生效。"),
        span=_HALF,
        errors=tuple(message for path, message in errors if path == "effective"),
    )
    return (*fields, effective, reason)


def _field(register: Register, column: str, value: str, choices: Choices) -> PlainField:
    is_optional = column in _OPTIONAL and (register, column) not in _DATED
    plain = PlainField(
        id=f"f-{column}",
        path=column,
        kind="date" if column in DAYS else "text",
        label=_label(register, column),
        value=value,
        hint=_hint(register, column),
        span=_HALF,
        is_required=not is_optional,
    )
    options = _options(register, column, value, choices)
    if column in _SEVERAL:
        return replace(plain, kind="checklist", options=options, span=_WHOLE, is_required=False)
    if column == "text":
        return replace(plain, kind="textarea", span=_WHOLE)
    return replace(plain, kind="select", options=options) if options else plain


def _label(register: Register, column: str) -> str:
    is_person = register is Register.PERSONS and column == "name"
    return str(gettext("姓名")) if is_person else column_words(column)


def _hint(register: Register, column: str) -> str:
    said = {
        (Register.BODIES, "id"): gettext("小写字母、数字和连字符，如 zjj；以后不能改。"),
        (Register.POSTS, "id"): gettext("单位代号加点，如 zjj.head；以后不能改。"),
        (Register.PERSONS, "login"): gettext("登录用，如 zjj.head；以后不能改。"),
        (Register.BODIES, "fields"): gettext("多个领域用分号隔开。"),
        (Register.BODIES, "valid_to"): gettext("含当日；留空表示一直有效。"),
        (Register.BODIES, "merged_into"): gettext(
            "截止日之后，未办结的工作转到这个单位；留空转到上级单位。"
        ),
        (Register.POSTS, "valid_to"): gettext("含当日；留空表示一直有效。"),
        (Register.HOLDINGS, "valid_to"): gettext("含当日；留空表示在任。"),
        (Register.HOLDINGS, "seconded_from"): gettext(
            "借调时填，须仍在原单位任职；不是借调的留空。借调须两人同意。"
        ),
        (Register.PAPERS, "text"): gettext(
            "工作日历也可以直接用公布的节假日 JSON（holiday-cn 格式），会改写成本县的日历。"
        ),
        (Register.HOOKS, "id"): gettext("小写字母、数字和连字符，如 city-oa；以后不能改。"),
        (Register.HOOKS, "name"): gettext("哪个单位的哪个系统，用来做什么。"),
        (Register.HOOKS, "address"): gettext("https 地址，须在公网上；本县内网的由运维人员放行。"),
        (Register.HOOKS, "bodies"): gettext("只推送这些单位参与的事项；都不选，就是全部。"),
        (Register.HOOKS, "processes"): gettext("只推送这些流程的事项；都不选，就是全部。"),
        (Register.CERTIFICATES, "number"): gettext("证件上的号码；以后不能改。"),
        (Register.CERTIFICATES, "fields"): gettext("多个领域用分号隔开。"),
        (Register.CERTIFICATES, "valid_to"): gettext("含当日；到期后不能再办须持证的工作。"),
        (Register.CERTIFICATES, "reviewed_until"): gettext(
            "含当日；年度审验逾期，不能再办须持证的工作。不要求年审的留空。"
        ),
        (Register.CERTIFICATES, "note"): gettext("暂停、收回的须写明；本人会收到提醒。"),
    }
    return str(said.get((register, column), ""))


def _options(register: Register, column: str, value: str, choices: Choices) -> tuple[Option, ...]:
    if column in _NAMES_BODY:
        bodies = {key: f"{speak(zh, en)} ({key})" for key, zh, en in choices.bodies}
        return tuple(_option(key, label, value) for key, label in _with(bodies, value).items())
    if column in _SEVERAL:
        chosen = value.split(";")
        offered = _with(dict(_SEVERAL[column](choices)), *chosen)
        return tuple(
            Option(value=one, label=label, is_chosen=one in chosen)
            for one, label in offered.items()
        )
    closed = _CLOSED.get((register, column))
    if closed is None:
        return ()
    values, words = closed
    return tuple(_option(one, words(one), value) for one in values)


def _with(offered: dict[str, str], *chosen: str) -> dict[str, str]:
    """What is offered; and what an entry says that is not offered any more, so that saving keeps it."""
    return offered | {one: one for one in chosen if one and one not in offered}


def _roles(choices: Choices) -> Iterator[tuple[str, str]]:
    return ((role, f"{role_words(role)} {role}") for role in choices.roles)


def _events(_choices: Choices) -> Iterator[tuple[str, str]]:
    return ((kind, event_words(kind)) for kinds in KINDS.values() for kind in kinds)


def _bodies(choices: Choices) -> Iterator[tuple[str, str]]:
    return ((key, speak(zh, en)) for key, zh, en in choices.bodies)


def _processes(choices: Choices) -> Iterator[tuple[str, str]]:
    return ((key, speak(zh, en)) for key, zh, en in choices.processes)


_SEVERAL: Mapping[str, Callable[[Choices], Iterator[tuple[str, str]]]] = {
    "roles": _roles,
    "kinds": _events,
    "bodies": _bodies,
    "processes": _processes,
}
"""Columns in which several may stand, and what may."""


_CLOSED: Mapping[tuple[Register, str], tuple[Iterable[str], Callable[[str], str]]] = {
    (Register.BODIES, "kind"): (BodyKind, lambda kind: str(body_kinds().get(kind, kind))),
    (Register.BODIES, "level"): (Level, level_words),
    (Register.CERTIFICATES, "kind"): (CertificateKind, certificate_words),
    (Register.CERTIFICATES, "state"): (CertificateState, entry_state_words),
    (Register.HOOKS, "state"): (HookState, entry_state_words),
    (Register.PAPERS, "kind"): (("calendar", "clocks", "county"), paper_words),
}
"""What may stand in a column that is a closed list, and how people call each."""


def _option(value: str, label: str, chosen: str) -> Option:
    return Option(value=value, label=label, is_chosen=value == chosen)
